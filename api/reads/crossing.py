"""Suggestions that need records of two restricted classes: made now, for a session that holds both."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass

from strawberry import ID

from api.graphql.suggestion import Reason, Suggestion
from api.reads.links import node_of
from api.reads.visible import Visible
from graph import read
from graph.read.retold import retold
from graph.read.together import groups
from ledger.canonical import identify
from ledger.errors import BadInput
from models.same_person import KEYS, NAME
from models.words import said
from resolution.judgements import UNSURE
from resolution.review.across import Crossing, Row, conflict_of, crossings, kind_of
from resolution.review.aliases import TELLING
from resolution.review.layer import Layer
from resolution.spoken import Speech
from resolution.why.story import waterfall
from resolution.why.why import rows_of

MODEL = "records of two classes, 1"
PERSON = "Person"


@dataclass(frozen=True)
class Crossed:
    """Suggestions of one entity, best first; `exact` says whether all that might be one were compared."""

    items: tuple[Suggestion, ...] = ()
    exact: bool = True


def meetings(seen: Visible, of: Collection[int]) -> dict[int, set[int]]:
    """Each of some classes → those whose records this session may bring together with its own.

    Both and their compound are allowed, neither's layer holds the other, and there are persons of both.
    """
    known = seen.clusters.keys.among(seen.allowed)
    found: dict[int, set[int]] = {}
    for a in known.intersection(of):
        for b in known:
            apart = a != b and a not in seen.classes.stands_on(b) and b not in seen.classes.stands_on(a)
            if apart and (made := compound(seen, a, b)) and seen.classes.holds(seen.allowed, made):
                found.setdefault(a, set()).add(b)
    return found


def crossing(seen: Visible, id_: str, say: Speech) -> Crossed:
    """Who may be one person with an entity, by records of two classes that only together say so.

    Computed from what this session may see and from nothing else; nothing of it is written anywhere. Who
    accepts one judges its two mentions: that judgement has the compound of their classes.
    """
    if len(seen.allowed) < 2 or (mention := seen.mention(id_)).type != PERSON:
        return Crossed()
    own = rows_of(seen.mentions, seen.held({mention.id}), seen.allowed)
    meets = meetings(seen, {one.class_ for one, _ in own})
    if not meets:
        return Crossed()
    layer = _layer(seen, own, meets)
    if layer is None:
        return Crossed()
    found = crossings(own, meets, seen.mentions, seen.clusters.keys, layer.model)
    kept = list(_apart(seen, layer, own, found.items))
    return Crossed(tuple(_suggestions(seen, layer, kept, say)), found.exact)


def _layer(seen: Visible, own: Sequence[Row], meets: Mapping[int, Collection[int]]) -> Layer | None:
    """The layer whose model weighs what an entity's classes meet; None where they meet nothing."""
    pairs = sorted((m.class_, other) for m, _ in own for other in meets.get(m.class_, ()))
    return seen.of(compound(seen, *pairs[0])) if pairs else None


def compound(seen: Visible, a: int, b: int) -> int:
    """The class of what two classes say together; 0 where policy does not let them meet."""
    with suppress(BadInput):
        return seen.classes.compound(a, b)
    return 0


def _apart(seen: Visible, layer: Layer, own: Sequence[Row], found: Sequence[Crossing]) -> Iterator[Crossing]:
    """The best crossing with each entity that is not this one yet, and that nothing forbids."""
    inside, met = {mention.id for mention, _ in own}, set[str]()
    decided = [one.pair for one in seen.standing() if one.kind != UNSURE]
    for one in found:
        if one.other.id in inside | met:
            continue
        others = seen.held({one.other.id})
        met |= others
        judged = any((a in inside and b in others) or (b in inside and a in others) for a, b in decided)
        if judged or not inside.isdisjoint(others):
            continue
        rows = rows_of(seen.mentions, others, seen.allowed)
        if one.shared or not conflict_of(layer.model, own, rows):
            yield one


def _suggestions(seen: Visible, layer: Layer, kept: Sequence[Crossing], say: Speech) -> Iterator[Suggestion]:
    """As the graph shows both; what it does not show yet is left out."""
    ids = {m.id for one in kept for m in (one.own, one.other)}
    known = read.resolve_ids(seen.store, sorted(ids), seen.allowed) if ids else {}
    made_one = groups(seen.store, sorted(set(known.values())), seen.allowed)
    names = {id_: made_one[entity][0] for id_, entity in known.items()}
    cards = read.summaries(seen.store, sorted(set(names.values())), seen.allowed) if names else {}
    cards |= retold(seen.store, set(made_one.values()), seen.allowed)
    for one in kept:
        a, b = names.get(one.own.id, ""), names.get(one.other.id, "")
        if a in cards and b in cards and a != b:
            class_ = compound(seen, one.own.class_, one.other.class_)
            reasons = list(_reasons(one, layer, say))
            yield Suggestion(
                id=ID(identify("suggestion", class_, NAME, *sorted((a, b)))),
                type=NAME,
                a=node_of(cards[a]),
                b=node_of(cards[b]),
                score=round(one.score, 4),
                evidence=[reason for reason in reasons if reason.weight > 0],
                against=[reason for reason in reasons if reason.weight <= 0],
                would_change=said("change_same_person", say.lang),
                model=MODEL,
                mentions=[ID(one.own.id), ID(one.other.id)],
            )


def _reasons(one: Crossing, layer: Layer, say: Speech) -> Iterator[Reason]:
    """Each finding with its weight; for two names with one number, the number and the names."""
    records = [ID(mention.record) for mention in (one.own, one.other)]
    if not one.shared:
        for line in waterfall(one.pair, layer.model, say):
            yield Reason(text=line.text, weight=line.weight, path=None, records=records)
        return
    for number in one.shared:
        kind = kind_of(number)
        text = said(KEYS[kind], say.lang, n=2)
        yield Reason(text=text, weight=TELLING[kind], path=None, records=records)
    yield Reason(text=said("against_other_name", say.lang), weight=0.0, path=None, records=records)
