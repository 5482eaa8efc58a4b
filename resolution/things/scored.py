"""Pairs of things that are probably one, with their terms: the sure ones join, the others are for people."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

from resolution.change import Cluster, Pair, Term
from resolution.judgements import Judgements
from resolution.things import locations, objects, organisations, vehicles
from resolution.things.thing import PRIOR, Said, Thing, thing, weights
from resolution.weights.score import probability

Keys = Callable[[Thing], Iterator[str]]
Judge = Callable[[Thing, Thing], list[Term]]
CAP = 60
"""Things under one key beyond which the key is not used."""
LEAD = 3.0
"""Bits by which a pair must lead all others of its two things to join without a person."""
KEYS: dict[str, Keys] = {
    "Vehicle": vehicles.keys,
    "Object": objects.keys,
    "Organisation": organisations.keys,
    "Location": locations.keys,
}


def judge_of(type_: str, things: Sequence[Thing]) -> Judge:
    """The comparison of two things of a type."""
    plain = {"Vehicle": vehicles.terms, "Object": objects.terms, "Location": locations.terms}
    return plain.get(type_) or organisations.judge(things)


def things_of(clusters: Iterable[Cluster], said: Mapping[str, Said]) -> list[Thing]:
    """The things that clusters are, by name."""
    made = [thing({id_: said[id_] for id_ in cluster}) for cluster in clusters]
    return sorted(made, key=lambda one: one.name)


def pairs(type_: str, things: Sequence[Thing], judged: Judgements | None = None) -> list[Pair]:
    """Pairs of a type from the weight on from which people look at them, the weightiest first.

    Those that somebody judged, or that a judgement forbids, are left out.
    """
    if type_ not in KEYS:
        return []
    judge = judge_of(type_, things)
    weighed = (weigh(type_, things[a], things[b], judge, judged) for a, b in candidates(type_, things))
    found = [pair for pair in weighed if pair]
    return sorted(found, key=lambda pair: (-pair.weight, pair.a, pair.b))


def weigh(type_: str, a: Thing, b: Thing, judge: Judge, judged: Judgements | None = None) -> Pair | None:
    """The pair of two things; None where it weighs too little to look at, or where a judgement counts."""
    if judged and (judged.forbid(a.mentions, b.mentions) or _decided(judged, a, b)):
        return None
    pair = explained(type_, a, b, judge)
    return pair if pair.weight >= weights(type_).review else None


def explained(type_: str, a: Thing, b: Thing, judge: Judge) -> Pair:
    """The waterfall of two things: the prior and what each field adds."""
    a, b = sorted((a, b), key=lambda one: one.name)
    terms = (Term(PRIOR, "two random things", weights(type_).prior), *judge(a, b))
    bits = round(sum(term.weight for term in terms), 6)
    return Pair(a.name, b.name, probability(bits), bits, terms)


def candidates(type_: str, things: Sequence[Thing]) -> set[tuple[int, int]]:
    """Places of two things that share a key that not too many have."""
    held: dict[str, list[int]] = {}
    whole = type_ == "Vehicle" and not any(map(vehicles.has_part, things))
    for place, one in enumerate(things):
        for key in set(KEYS[type_](one)):
            if not (whole and key.startswith(vehicles.PART)):
                held.setdefault(key, []).append(place)
    return {
        (a, b)
        for key, places in held.items()
        if 1 < len(places) <= CAP
        for i, a in enumerate(places)
        for b in places[i + 1 :]
        if type_ != "Vehicle" or vehicles.comparable(key, things[a], things[b])
    }


def joins(type_: str, found: Sequence[Pair]) -> list[Pair]:
    """The pairs that join without a person: weighty, and well ahead of any other pair of either thing.

    A thing joins one other at most, so that no chain of slips ever grows.
    """
    least = weights(type_).join if found else 0.0
    weighed: dict[str, list[float]] = {}
    for pair in found:
        for end in (pair.a, pair.b):
            weighed.setdefault(end, []).append(pair.weight)
    return [
        pair
        for pair in found
        if pair.weight >= least
        and all(
            weight <= pair.weight - LEAD for end in (pair.a, pair.b) for weight in _others(weighed[end], pair)
        )
    ]


def _others(all_: Sequence[float], pair: Pair) -> list[float]:
    rest = sorted(all_)
    rest.remove(pair.weight)
    return rest


def _decided(judged: Judgements, a: Thing, b: Thing) -> bool:
    return any((min(x, y), max(x, y)) in judged.same for x in a.mentions for y in b.mentions)
