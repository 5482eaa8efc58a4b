"""What people should look at: pairs that a verdict would decide, those that change most before the others."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import islice

from resolution.change import Pair
from resolution.engines.scoring import least_weight
from resolution.judgements import UNSURE, Judgement
from resolution.review.layer import Layer
from resolution.review.looks import Looks
from resolution.store.question import APART, FORBIDDEN, NEAR, WEAK, Item, by_value
from resolution.why.why import compared, rows_of

LOOKED_AT = 5
"""Times the items asked for of which the links are counted."""
FEWEST_LOOKED_AT = 200


def review(layer: Layer, first: int, under: Iterable[Pair] = ()) -> list[Item]:
    """The `first` pairs of persons to look at, those first whose verdict would change most.

    `under` are pairs below the threshold (resolution/review/near.py), which no store keeps. What a judgement
    decides already, directly or through others, is left out.
    """
    pairs = layer.clusters.contested(layer.layer, least_weight(layer.model) + WEAK)
    pairs += under
    open_ = {one.pair for one in layer.standing if one.kind == UNSURE}
    pairs += doubted(layer, open_ - {(pair.a, pair.b) for pair in pairs})
    return weighed(layer, pairs, first)


def weighed(layer: Layer, pairs: Sequence[Pair], first: int) -> list[Item]:
    """The `first` of these pairs whose verdict would change most; what is decided is left out."""
    open_ = {one.pair: one for one in layer.standing if one.kind == UNSURE}
    guessed = sorted(_guessed(layer, pairs, open_), key=by_value)
    looked_at = list(islice(_there(layer, guessed), max(FEWEST_LOOKED_AT, LOOKED_AT * first)))
    ends = {end for guess in looked_at for end in (guess.pair.a, guess.pair.b)}
    looks, cluster_of = Looks(layer), layer.clusters.cluster_of(layer.layer, ends)
    found = [item for guess in looked_at if (item := looks.at(guess, cluster_of))]
    return sorted(found, key=by_value)[:first]


def _there(layer: Layer, guessed: Iterable[Item]) -> Iterator[Item]:
    """Those whose mentions are both there still: one may have gone since the layer was resolved."""
    waiting = iter(guessed)
    while some := list(islice(waiting, FEWEST_LOOKED_AT)):
        found = layer.mentions.get({end for one in some for end in (one.pair.a, one.pair.b)})
        yield from (one for one in some if one.pair.a in found and one.pair.b in found)


def doubted(layer: Layer, ends: Iterable[tuple[str, str]]) -> list[Pair]:
    """Pairs that somebody was unsure about, compared: no score brought them up."""
    found = []
    for a, b in sorted(ends):
        rows = rows_of(layer.mentions, (a, b), layer.classes)
        if len(rows) == 2:
            found.append(compared(layer.model, *rows[0], *rows[1]).pair)
    return found


def _guessed(layer: Layer, pairs: Sequence[Pair], open_: dict[tuple[str, str], Judgement]) -> Iterator[Item]:
    """Each pair once, with what a verdict would move if nothing else held its ends."""
    cluster_of = layer.clusters.cluster_of(layer.layer, {end for p in pairs for end in (p.a, p.b)})
    for pair in {(pair.a, pair.b): pair for pair in pairs}.values():
        left, right = cluster_of.get(pair.a, (pair.a,)), cluster_of.get(pair.b, (pair.b,))
        doubt = 4 * pair.probability * (1 - pair.probability)
        judgement = open_.get((pair.a, pair.b))
        if judgement:
            doubt = 1.0
        moved = max(left, right) if left != right else (max(pair.a, pair.b),)
        if left != right and pair.probability >= layer.model.threshold:
            doubt = max(doubt, FORBIDDEN)
        kind = UNSURE if judgement else NEAR if left == right else APART
        yield Item(kind, pair, doubt, moved, judgement=judgement)
