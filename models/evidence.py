"""The paths between two persons, each with its weight, its links and their records."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from graph.derive.moment import AFTER, moment
from graph.read.projection import Tie
from models.features import Features, PathType
from models.incidence import Incidence, discount, strength, through_discount
from models.suggestion import Evidence, Step


def evidence(made: Incidence, a: str, b: str, use: Features) -> list[Evidence]:
    """All paths between two persons, strongest first, before records are counted once."""
    found = [path for kind in use.paths.values() for path in _paths(made, a, b, kind, use)]
    return sorted(found, key=lambda path: (-path.weight, path.key, path.entities))


def once(paths: Sequence[Evidence], use: Features, origin: Mapping[str, str] | None = None) -> list[Evidence]:
    """The paths with less weight where stronger ones have brought their records: one report counts once.

    So does a report of the same origin: `origin` names the record that stands for it.
    """
    used: set[str] = set()
    found = []
    for path in paths:
        told = {(origin or {}).get(record, record) for record in path.records}
        again = used.issuperset(told)
        used |= told
        found.append(replace(path, weight=round(path.weight * (use.same_records if again else 1.0), 4)))
    return found


def _paths(made: Incidence, a: str, b: str, kind: PathType, use: Features) -> Iterator[Evidence]:
    if kind.type == "Person":
        return _direct(made, a, b, kind, use)
    return _through(made, a, b, kind, use) if kind.through else _shared(made, a, b, kind, use)


def _direct(made: Incidence, a: str, b: str, kind: PathType, use: Features) -> Iterator[Evidence]:
    others = made.holders[kind.name].get(a, {})
    if b in others:
        links = others[b]
        share = max(discount(len(others)), discount(len(made.holders[kind.name].get(b, ()))))
        weight = kind.weight * strength(links, use) * share
        yield Evidence(kind.name, weight, (a, b), tuple(map(step, links)))


def _shared(made: Incidence, a: str, b: str, kind: PathType, use: Features) -> Iterator[Evidence]:
    of_a, of_b = (made.holders[kind.name].get(person, {}) for person in (a, b))
    for thing in sorted(of_a.keys() & of_b.keys()):
        users = made.users[kind.name][thing]
        if users > use.hub:
            continue
        weight = kind.weight * discount(users) * strength(of_a[thing], use) * strength(of_b[thing], use)
        if apart(of_a[thing], of_b[thing]):
            weight *= use.other_period
        if thing in made.company:
            weight *= use.against["company_phone"]
        yield Evidence(kind.name, weight, (a, thing, b), tuple(map(step, of_a[thing] + of_b[thing])), users)


def _through(made: Incidence, a: str, b: str, kind: PathType, use: Features) -> Iterator[Evidence]:
    of_a, of_b = (made.holders[kind.name].get(person, {}) for person in (a, b))
    near = made.between.get(kind.through, {})
    for thing in sorted(of_a.keys() & near.keys()):
        for other in sorted(near[thing].keys() & of_b.keys()):
            if other == thing or max(made.users[kind.name][x] for x in (thing, other)) > use.hub:
                continue
            held = strength(of_a[thing], use) * strength(of_b[other], use)
            links = (*of_a[thing], near[thing][other], *of_b[other])
            weight = kind.weight * held * through_discount(near, thing, other)
            yield Evidence(kind.name, weight, (a, thing, other, b), tuple(map(step, links)))


def step(tie: Tie) -> Step:
    """A link as it is stored, whichever end it was seen from."""
    source, target = (tie.entity, tie.other) if tie.outgoing else (tie.other, tie.entity)
    return Step(tie.link, source, target, tie.records, tie.status)


def apart(one: Sequence[Tie], other: Sequence[Tie]) -> bool:
    """True when no link of the one held at a time at which a link of the other did, as far as is known."""
    return all(_apart(x, y) for x in one for y in other)


def _apart(x: Tie, y: Tie) -> bool:
    return _before(x, y) or _before(y, x)


def _before(x: Tie, y: Tie) -> bool:
    """Whether one ended before the other began: in May ends when May does."""
    return bool(x.valid_to and moment(x.valid_to) + AFTER < moment(y.valid_from))
