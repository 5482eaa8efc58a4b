"""All reads of the port over a graph store, the ledger and the mentions."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache, partial
from pathlib import Path

from strawberry import ID

from api.graphql.card import Card
from api.graphql.common import CommonNeighbours, Comparison
from api.graphql.document import Document
from api.graphql.hit import Found, found
from api.graphql.link import LinksAmong, Neighbour, Neighbours, Paths
from api.graphql.port import Allowed
from api.graphql.suggestion import Suggestions
from api.graphql.timeline import Near, Timeline
from api.graphql.translation import Language, Translation, TranslationKind
from api.reads.among import links_among
from api.reads.cards import card_of
from api.reads.columns import columns_of
from api.reads.crossing import Crossed
from api.reads.dated import common_of, compared, near_of, timeline_of
from api.reads.documents import Marked, document_of
from api.reads.hits import hits_of, texts_found, values_of
from api.reads.identity import HouseIdentity
from api.reads.links import link_of, node_of, path_of
from api.reads.names import names_in
from api.reads.proposals import suggestions_of
from api.reads.translations import kind_of, text_of, translation_of
from graph import read
from graph.documents import DocumentWords
from graph.ontology.mention import Mention
from graph.ontology.shows import Shows, everything
from graph.read.at import at
from graph.read.common import common
from graph.read.documents import Texts, texts
from graph.read.earlier import Past
from graph.read.near import near, point
from graph.read.reader import Reader
from graph.read.retold import as_told
from graph.read.time import NOW, Times
from graph.read.timeline import timeline
from ledger.errors import BadInput, Missing
from ledger.ledger import Ledger
from ledger.record import Record
from models.same_person import NAME as SAME_PERSON

MOST_DETAILED = 20
"""Hits for which values are looked up that tell them apart."""
MOST_TEXTS = 10


@dataclass(frozen=True)
class HouseReads:
    """Implements `api.graphql.port.Reads`; `models` are those that LOCARD_TRANSLATION names.

    With `identity`, suggestions hold those that are made for one session alone.
    """

    store: Reader
    ledger: Ledger
    mentions: Marked
    models: Path | None = None
    identity: HouseIdentity | None = None
    past: Past | None = None
    times: Times = NOW
    words: DocumentWords | None = None

    def at(self, times: Times) -> HouseReads:
        """The same over the graph as it was; make one for each question."""
        return self if times.now else replace(self, store=at(self.store, times, self.past), times=times)

    def search(
        self,
        text: str,
        limit: int,
        type_: str,
        allowed: Allowed,
        source: str = "",
        skip: int = 0,
        shows: Shows = everything,
    ) -> Found:
        """Hits ranked by kind of match, the first ones with values that tell them apart; and texts."""
        sources = [source] if source else []
        types = [type_] if type_ else []
        page = {"first": limit, "skip": skip}
        answer = read.search(self.store, text, allowed, types=types, sources=sources, shows=shows, **page)
        hits = hits_of(self.store, answer.hits, allowed, detailed=MOST_DETAILED, shows=shows)
        held = Texts()
        if self.words and not type_:
            held = self._texts(self.words, text, allowed, sources, skip, shows)
        return found(answer.total, answer.exact, hits, texts_found(held))

    def _texts(
        self,
        words: DocumentWords,
        text: str,
        allowed: Allowed,
        sources: Sequence[str],
        skip: int,
        shows: Shows,
    ) -> Texts:
        """Of the texts that a record shows too: those of columns that are not withheld."""

        @cache
        def seen(feed: str, field: str) -> bool:
            return columns_of(self.ledger, feed).shown(field, shows)

        return texts(
            words,
            self.ledger.records,
            text,
            allowed,
            sources=sources,
            known=None if self.times.now else self.times.known,
            first=MOST_TEXTS,
            skip=skip,
            seen=None if shows is everything else seen,
        )

    def entity(self, id_: str, allowed: Allowed) -> Card:
        """The card with its statements and counts of neighbours."""
        return card_of(read.card(self.store, id_, allowed), read.counts(self.store, id_, allowed))

    def values(self, id_: str, allowed: Allowed) -> Mapping[str, str]:
        """The best values of an entity; none where it cannot be seen."""
        return values_of(self.store, id_, allowed)

    def neighbours(
        self, id_: str, link_type: str, type_: str, first: int, after: str, allowed: Allowed
    ) -> Neighbours:
        """A page of neighbours; `after` is the number of those that came before it."""
        skip = _place(after)
        page = read.neighbours(
            self.store,
            id_,
            allowed,
            links=[link_type] if link_type else [],
            types=[type_] if type_ else [],
            first=first,
            skip=skip,
        )
        items = [Neighbour(node=node_of(item.entity), link=link_of(item.link)) for item in page.items]
        end = skip + len(items)
        more = str(end) if items and end < page.total else ""
        return Neighbours(total=page.total, shown=len(items), end=more, items=items)

    def links(self, ids: Sequence[str], allowed: Allowed) -> LinksAmong:
        """The links that have both ends among these entities."""
        return links_among(self.store, ids, allowed)

    def paths(
        self,
        from_: str,
        to: str,
        max_length: int,
        types: Sequence[str],
        through: Sequence[str],
        allowed: Allowed,
    ) -> Paths:
        """Paths between two entities, shorter ones first."""
        answer = read.paths(
            self.store, from_, to, allowed, max_length=max_length, links=list(types), types=list(through)
        )
        return Paths(
            total=answer.total,
            exact=answer.exact,
            expanded=answer.expanded,
            met=answer.met,
            items=[path_of(path) for path in answer.items],
        )

    def timeline(
        self,
        id_: str,
        interval: tuple[str, str],
        links: Sequence[str],
        types: Sequence[str],
        first: int,
        after: str,
        allowed: Allowed,
        shows: Shows = everything,
    ) -> Timeline:
        """What is dated of an entity within an interval, in order; values of properties that are shown."""
        since, until = interval
        found = timeline(
            self.store,
            id_,
            allowed,
            since=since,
            until=until,
            links=links,
            types=types,
            first=first,
            skip=_place(after),
            shows=shows,
        )
        return timeline_of(found)

    def near(
        self,
        centre: str | tuple[float, float],
        radius: float,
        interval: tuple[str, str],
        links: Sequence[str],
        types: Sequence[str],
        first: int,
        after: str,
        allowed: Allowed,
        shows: Shows = everything,
    ) -> Near:
        """What is linked to places within some metres of a place or point, in an interval."""
        at_ = point(self.store, centre, allowed, shows) if isinstance(centre, str) else centre
        since, until = interval
        found = near(
            self.store,
            at_,
            radius,
            allowed,
            since=since,
            until=until,
            links=links,
            types=types,
            first=first,
            skip=_place(after),
            shows=shows,
        )
        return near_of(found)

    def common(
        self,
        ids: Sequence[str],
        links: Sequence[str],
        types: Sequence[str],
        first: int,
        after: str,
        allowed: Allowed,
    ) -> CommonNeighbours:
        """What all of these entities are linked to."""
        skip = _place(after)
        return common_of(common(self.store, ids, allowed, links=links, types=types, first=first, skip=skip))

    def compare(self, left: Sequence[str], right: Sequence[str], allowed: Allowed) -> Comparison:
        """Two sets of entities with their links: what is in both, and in one alone."""
        return compared(self.store, left, right, allowed)

    def suggestions(self, entity: str, type_: str, first: int, lang: str, allowed: Allowed) -> Suggestions:
        """Suggestions about an entity with the paths that they rest on."""
        page = read.suggestions(self.store, entity, allowed, types=[type_] if type_ else [], first=first)
        about = read.resolve_id(self.store, entity, allowed)
        items = suggestions_of(page.items, about, lang, self.store, allowed)
        crossed = Crossed()
        if self.times.now and self.identity and type_ in ("", SAME_PERSON):
            crossed = self.identity.crossing(entity, lang, allowed)
        if crossed.items:
            items = sorted((*crossed.items, *items), key=lambda one: -one.score)[:first]
        return Suggestions(total=page.total + len(crossed.items), exact=crossed.exact, items=items)

    def record(self, id_: str, allowed: Allowed) -> Document:
        """A record whose class is allowed, with the marks of its visible mentions."""
        record = self._record(id_, allowed)
        mentions = self._mentions(id_, allowed)
        entities = read.resolve_ids(self.store, [m.id for m in mentions], allowed)
        known = as_told(self.store, read.summaries(self.store, list(entities.values()), allowed), allowed)
        columns = partial(columns_of, self.ledger, record.feed)
        return document_of(ID(id_), record, mentions, entities, known, columns)

    def translation(self, id_: str, field: str, to: Language, allowed: Allowed) -> Translation | None:
        """A field of a record whose class is allowed; the names that may be seen in it stand as they are."""
        record = self._record(id_, allowed)
        names = names_in(self._mentions(id_, allowed), field, text_of(record, field))
        return translation_of(record, field, to, names, self.models, self.ledger)

    def translatable(self, id_: str, field: str, to: Language, allowed: Allowed) -> TranslationKind | None:
        """What `translation` would give."""
        return kind_of(self._record(id_, allowed), field, to, self.models, self.ledger)

    def _record(self, id_: str, allowed: Allowed) -> Record:
        record = self.ledger.record(id_)
        if record is None or record.class_ not in allowed or not self.times.known(record.received):
            raise Missing(f"nothing is known under {id_}")
        return record

    def _mentions(self, id_: str, allowed: Allowed) -> list[Mention]:
        return [m for m in self.mentions.of_records([id_]) if m.class_ in allowed]


def _place(after: str) -> int:
    if after and not (after.isascii() and after.isdigit() and len(after) < 10):
        raise BadInput("`after` is the `end` of the page before; leave it empty for the first page.")
    return int(after or 0)
