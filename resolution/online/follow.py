"""A base layer brought to where its mentions are: by the index where little changed, else as a whole."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from time import perf_counter

from graph.mentions import MentionStore
from graph.ontology.mention import Mention
from graph.touched import Touched
from resolution.change import Against
from resolution.clustering.persons import Persons
from resolution.comparison.features import features_of, of_records, person_features, repeated
from resolution.engines.engine import DUCKDB
from resolution.judgements import Judged, Judgements, judgements
from resolution.layers.batch import Resolved, apart, kind_of, resolve, used_by_persons
from resolution.online.groups import Said, Tell
from resolution.online.online import Online
from resolution.online.resolution import Resolution
from resolution.online.suspects import suspects_of
from resolution.store.clusters import Basis, ClusterStore
from resolution.things.exact import Found
from resolution.weights.model import Model

PERSON, ALIAS = "Person", "Alias"
SHARE = 0.1
"""Share of all mentions up to which what changed is resolved one by one."""
FEW = 500
"""Changed mentions up to which they are, whatever there is beside them."""


def follow(
    folder: str | Path,
    mentions: MentionStore,
    clusters: ClusterStore,
    model: Model,
    layer: int,
    decisions: Iterable[Judged] = (),
    engine: str = DUCKDB,
    tell: Tell | None = None,
) -> Resolved:
    """Bring the clusters of a base layer to the mentions' position: what `resolve` writes, record by record.

    The index lies in a folder of its own and is brought there first, the clusters after it: what is due is
    kept in the index until they have got it. Where it does not fit, or too much changed, both are made
    anew by the batch. `tell` hears how far it is when an identifier turns generic.
    """
    with Online.open(folder, model, layer) as index:
        if tell:
            index.telling(tell)
        steps = Follower(index, mentions, clusters, list(decisions), engine)
        return steps.follow() if steps.fits() else steps.begin_anew()


@dataclass
class Follower:
    """One run of one base layer: mentions first into the index, and from it into the clusters."""

    index: Online
    mentions: MentionStore
    clusters: ClusterStore
    decisions: Sequence[Judged] = ()
    engine: str = DUCKDB

    @cached_property
    def judged(self) -> Judgements:
        """The judgements that count in the layer."""
        return judgements(self.decisions, self.index.layer)

    def fits(self) -> bool:
        """True when the index holds what the clusters hold, but for what is due and a little that is new."""
        index, mentions, layer = self.index, self.mentions, self.index.layer
        here = self.clusters.basis(layer).edition
        kin = index.incarnation == self.clusters.incarnation(layer) == mentions.incarnation
        same = kin and self.clusters.model(layer) == index.model.version
        if not same or not index.due.since or here not in (index.due.since, index.edition):
            return False
        lines = mentions.behind(here)
        if lines is None or mentions.behind(index.edition) is None:
            return False
        return lines <= FEW or lines <= SHARE * sum(mentions.counts().values())

    # As a whole

    def begin_anew(self) -> Resolved:
        """Resolve the layer as a whole, and keep in the index what was found."""
        index = self.index
        known = (self.mentions, self.clusters, index.model, index.layer, self.decisions, self.engine)
        done = resolve(*known, find=self._load, keep=self._keep)
        index.due.settle(index.edition)
        return done

    def _load(self, judged: Judgements) -> Persons:
        at = (self.mentions.position, self.mentions.incarnation, self.mentions.edition)
        rows = person_features(self.mentions, self.index.layer)
        said = (Said(mention.id, mention.record, features) for mention, features in rows)
        return self.index.load(said, judged, *at, self.engine)

    def _keep(self, type_: str, found: Found) -> None:
        with self.index.following(self.mentions.position, self.mentions.incarnation, self.mentions.edition):
            self.index.things.load(type_, found)

    # Record by record

    def follow(self) -> Resolved:
        """Bring what is new into the index, and what is due from there into the clusters."""
        begun = perf_counter()
        touched = self._since(self.index.edition)
        done = self._take(touched)
        taken = perf_counter()
        changes = self.hand_over()
        records = len({one.record for one in touched})
        compared = sum(one.compared for one in done)
        counts = {"records": records, "candidates": compared, "changes": changes}
        seconds = {"index": round(taken - begun, 3), "write": round(perf_counter() - taken, 3)}
        return Resolved(counts, seconds, tuple(notes_of(done)))

    def _since(self, edition: str) -> list[Touched]:
        """The mentions of the layer that came, changed or went since."""
        lines = self.mentions.since(edition)
        assert lines is not None, "asked of who fits"
        return [one for one in lines if one.class_ == self.index.layer]

    def _take(self, touched: Sequence[Touched]) -> list[Resolution]:
        """All that is new into the index, in one transaction that also says what is due."""
        index, mentions = self.index, self.mentions
        at = (mentions.position, mentions.incarnation, mentions.edition)
        now = self._of_records({one.record for one in touched})
        with index.following(*at) as moved:
            rejudged = {id_ for pair, _ in index.rejudged(self.judged) for id_ in pair}
            gone = [one.mention for one in touched if one.mention not in now]
            done = [index.judge(self.judged), index.remove(gone), index.take(_said(now.values()))]
            index.things.begin()
            index.things.remove(gone)
            for mention in (m for m in now.values() if m.type not in (PERSON, ALIAS)):
                index.things.put(mention)
            self._put_aliases(now, moved)
            index.due.add(moved | index.things.settle(self.judged, rejudged))
            index.stir({*now, *gone, *rejudged})
        return done

    def _put_aliases(self, now: dict[str, Mention], moved: Iterable[str]) -> None:
        """Aliases hang on the entities of their persons: those of all that moved are put in anew."""
        near = now | self.mentions.get(moved)
        ids = {s.target for one in near.values() for s in one.relations() if s.property == "KNOWN_AS"}
        near |= self.mentions.get(ids)
        aliases = {id_: m for id_, m in near.items() if m.type == ALIAS and m.class_ == self.index.layer}
        said = self._of_records({alias.record for alias in aliases.values()})
        persons = [said[id_] for id_ in sorted(said) if said[id_].type == PERSON]
        names = {id_: cluster[0] for id_, cluster in self.index.held(one.id for one in persons).items()}
        users = used_by_persons(persons, names)
        for alias in aliases.values():
            self.index.things.put(alias, users.get(alias.id, ""))

    def _of_records(self, records: Collection[str]) -> dict[str, Mention]:
        layer = self.index.layer
        return {m.id: m for m in self.mentions.of_records(records) if m.class_ == layer}

    def hand_over(self) -> int:
        """Bring what is due into the clusters; returns the number of changes."""
        index, layer = self.index, self.index.layer
        index.sync()
        touched, against = self._since(self.clusters.basis(layer).edition), self._against()
        ends = {id_ for one in set(against) ^ set(self.clusters.against(layer)) for id_ in (one.a, one.b)}
        part = index.due.all() | {one.mention for one in touched} | ends
        stamps = self.mentions.stamps_of(part, layer)
        made = {*index.held(part).values(), *index.things.held(part).values()}
        said = (part, made, stamps, index.pairs_of(part))
        known = (index.position, index.incarnation, index.model.version)
        told = (against, Basis(index.edition), suspects_of(index.things, part))
        changes = self.clusters.patch(layer, *said, *known, *told, stirred=index.due.stirred())
        index.due.settle(index.edition)
        return changes

    def _against(self) -> list[Against]:
        ids = {id_ for pair in self.judged.different for id_ in pair}
        return apart(self.judged, self.mentions.stamps_of(ids, self.index.layer))


def notes_of(done: Iterable[Resolution]) -> Iterator[str]:
    """What too many hold now, or no longer, and how much was weighed anew for it; no value stands in it."""
    steps = list(done)
    kinds = Counter(kind_of(name) for name in {name for one in steps for name in one.crossed})
    for kind, number in sorted(kinds.items()):
        yield f"{kind}: {number} held by too many now, or no longer"
    if anew := sum(one.anew for one in steps):
        yield f"{anew} component{'s' * (anew != 1)} weighed anew, with all that hold such an identifier"


def _said(mentions: Collection[Mention]) -> Iterator[Said]:
    """The persons among the mentions of some records, with what these say of them."""
    around, homes = of_records(mentions), repeated(mentions)
    for mention in mentions:
        if mention.type == PERSON:
            features = features_of(mention, around[mention.record], homes.get(mention.id, ""))
            yield Said(mention.id, mention.record, features)
