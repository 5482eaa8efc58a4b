"""Which persons are joined to which things, by kind of path: the projection that suggestions come from."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from graph.ontology.statement import Status
from graph.read.projection import Tie
from models.features import Features, PathType

THINGS = ("Object", "Vehicle")
"""What a company's own makes weak evidence: its phones, accounts and vehicles have many users."""

Holders = dict[str, dict[str, list[Tie]]]
"""person → thing → the links between them"""


@dataclass
class Incidence:
    """Persons and things by kind of path, links between things, and pairs of persons known or denied.

    `users` counts the persons of each thing by kind of path; `company` holds the things that an
    organisation is linked to as well.
    """

    persons: list[str] = field(default_factory=list)
    holders: dict[str, Holders] = field(default_factory=lambda: defaultdict(lambda: defaultdict(dict)))
    users: dict[str, dict[str, int]] = field(default_factory=lambda: defaultdict(lambda: defaultdict(int)))
    between: dict[str, dict[str, dict[str, Tie]]] = field(default_factory=dict)
    known: set[tuple[str, str]] = field(default_factory=set)
    denied: dict[tuple[str, str], list[Tie]] = field(default_factory=lambda: defaultdict(list))
    company: set[str] = field(default_factory=set)


def gather(
    of_persons: Iterable[Tie], of_things: Iterable[Tie], of_companies: Iterable[Tie], use: Features
) -> Incidence:
    """An incidence from streams of links; what the allow-list does not name is passed over."""
    made = Incidence()
    seen: set[str] = set()
    for tie in of_persons:
        seen.add(tie.entity)
        _person(made, tie, use)
    made.persons = sorted(seen)
    for tie in of_things:
        through = made.between.setdefault(tie.link, {})
        if tie.type == "Object" and tie.status != Status.DENIED:
            through.setdefault(tie.entity, {})[tie.other] = tie
    made.company = {t.other for t in of_companies if t.type in THINGS and t.status != Status.DENIED}
    return made


def _person(made: Incidence, tie: Tie, use: Features) -> None:
    if tie.type == "Person":
        pair = (min(tie.entity, tie.other), max(tie.entity, tie.other))
        if tie.status == Status.DENIED or tie.disputed:
            made.denied[pair].append(tie)
        if tie.link in use.known and tie.status == Status.ASSERTED and not tie.disputed:
            made.known.add(pair)
    for path in use.paths.values():
        if admits(path, tie):
            things = made.holders[path.name][tie.entity]
            if tie.other not in things:
                made.users[path.name][tie.other] += 1
            things.setdefault(tie.other, []).append(tie)


def admits(path: PathType, tie: Tie) -> bool:
    """True when the link is one that this kind of path may go by; a denied one never is."""
    if tie.link not in path.links or tie.type != path.type or tie.status == Status.DENIED:
        return False
    if path.kinds and tie.kind not in path.kinds:
        return False
    return not path.roles or not tie.roles or any(_counts(path, *role) for role in tie.roles)


def _counts(path: PathType, role: str, status: str) -> bool:
    return role in path.roles and status != Status.DENIED


def discount(shared_by: int) -> float:
    """What is left of a weight when so many share the thing: 1 for two, less for more (Adamic and Adar)."""
    return 1.0 / math.log2(max(2, shared_by))


def strength(links: Iterable[Tie], use: Features) -> float:
    """1 where one of the links is asserted, less where all are only alleged."""
    return 1.0 if any(tie.status == Status.ASSERTED for tie in links) else use.alleged


def through_pairs(made: Incidence, path: PathType) -> Iterator[tuple[str, str, float]]:
    """Pairs of things that are linked to one another, with less for things that have many such links."""
    near = made.between.get(path.through, {})
    for thing in sorted(near):
        for other in sorted(near[thing]):
            yield thing, other, through_discount(near, thing, other)


def through_discount(near: Mapping[str, Mapping[str, Tie]], thing: str, other: str) -> float:
    """Less for a number or account that is linked to many: it may be a shop's or a taxi's."""
    return discount(1 + len(near[thing])) * discount(1 + len(near.get(other, ())))
