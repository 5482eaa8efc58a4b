"""Questions about persons that need records of two classes: made when somebody looks who holds both."""

from __future__ import annotations

from collections.abc import Iterator

from api.reads.crossing import compound, meetings
from api.reads.visible import Visible
from resolution.judgements import UNSURE, Judgement
from resolution.review.across import Crossing, between, conflict_of
from resolution.review.layer import Layer
from resolution.review.looks import links_of
from resolution.store.question import CLASSES, FORBIDDEN, Item, by_value
from resolution.why.why import rows_of


def asked_across(seen: Visible, first: int) -> list[Item]:
    """The `first` pairs whose verdict would change most, of all that classes which may meet say together.

    Nothing of it is written anywhere. A verdict has the compound of both classes; where policy has none, or
    this session does not hold it, the pair is not asked about.
    """
    found: list[Item] = []
    for a, b in sorted(seen.clusters.keys.shared(seen.allowed)):
        if b in meetings(seen, [a]).get(a, ()):
            layer = seen.of(compound(seen, a, b))
            made = between(a, b, seen.mentions, seen.clusters.keys, layer.model).items
            found += _open(seen, layer, made, first)
    return sorted(found, key=by_value)[:first]


def _open(seen: Visible, layer: Layer, made: tuple[Crossing, ...], first: int) -> Iterator[Item]:
    """The best pair of each two entities that are not one yet, that nothing forbids and nobody decided."""
    known, left = set[tuple[str, str]](), first
    decided = {end for one in seen.standing() if one.kind != UNSURE for end in one.pair}
    unsure = {one.pair: one for one in seen.standing() if one.kind == UNSURE}
    for one in made:
        mine, others = seen.held({one.own.id}), seen.held({one.other.id})
        ends = min(min(mine), min(others)), max(min(mine), min(others))
        if not left or ends in known or not mine.isdisjoint(others):
            continue
        known.add(ends)
        if not decided.isdisjoint(mine) and _is_decided(seen, mine, others):
            continue
        sides = [rows_of(seen.mentions, side, seen.allowed) for side in (mine, others)]
        if one.shared or not conflict_of(layer.model, *sides):
            left -= 1
            yield _item(layer, one, min(mine, others, key=lambda side: (len(side), min(side))), unsure)


def _is_decided(seen: Visible, mine: set[str], others: set[str]) -> bool:
    return any(
        (one.a in mine and one.b in others) or (one.b in mine and one.a in others)
        for one in seen.standing()
        if one.kind != UNSURE
    )


def _item(layer: Layer, one: Crossing, moved: set[str], unsure: dict[tuple[str, str], Judgement]) -> Item:
    doubt = unsure.get((one.pair.a, one.pair.b))
    open_ = 1.0 if doubt else max(FORBIDDEN, 4 * one.pair.probability * (1 - one.pair.probability))
    ids = tuple(sorted(moved))
    kind = UNSURE if doubt else CLASSES
    return Item(kind, one.pair, open_, ids, links_of(layer, ids), judgement=doubt)
