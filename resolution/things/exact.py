"""Clusters of what is known by exact identifiers: vehicles, objects, places, cases and the rest."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from graph.ontology.mention import Mention
from resolution.change import Cluster, Pair
from resolution.judgements import Judgements
from resolution.names.text import bare
from resolution.things.keys import QUALIFIES, STRONG, TELLS, WEAK, source_keys
from resolution.things.scored import KEYS, joins, pairs, things_of
from resolution.things.thing import Said, said_by
from resolution.unionfind import UnionFind

GENERIC = 2000
"""Mentions from which a weak key (a name, a place's words) is too common to join anything."""


class Apart:
    """Sets that grow by joining, except across a pair that somebody judged to be two things."""

    def __init__(self, opposites: Mapping[str, frozenset[str]]) -> None:
        self._sets = UnionFind()
        self._opposites = opposites
        self._judged: dict[str, set[str]] = {}

    def add(self, name: str) -> None:
        """Put in a name, alone."""
        self._sets.add(name)
        if name in self._opposites:
            self._judged.setdefault(name, {name})

    def find(self, name: str) -> str:
        """The smallest name of its set."""
        return self._sets.find(name)

    def join(self, a: str, b: str) -> bool:
        """Make one set of two; False when a judgement forbids it."""
        x, y = sorted((self._sets.find(a), self._sets.find(b)))
        if x == y:
            return True
        left, right = self._judged.get(x, set()), self._judged.get(y, set())
        if any(not right.isdisjoint(self._opposites[name]) for name in left):
            return False
        self._sets.join(x, y)
        if right:
            self._judged.setdefault(x, set()).update(self._judged.pop(y))
        return True

    def sets(self) -> list[Cluster]:
        """All sets, in the order of their smallest names."""
        return self._sets.sets()


@dataclass
class Seen:
    """What one pass over the mentions of a type leaves: keys by mention, and what tells apart."""

    strong: dict[str, list[str]] = field(default_factory=dict)
    weak: dict[str, list[str]] = field(default_factory=dict)
    tells: dict[str, str] = field(default_factory=dict)
    country: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Found:
    """What the mentions of a type make: clusters, and the weak keys that were too common with their sizes.

    `cores` are the clusters by exact keys alone, `said` what each mention says where that is compared, and
    `pairs` the cores of which one may be the other read badly.
    """

    clusters: list[Cluster]
    generic: dict[str, int]
    seen: Seen
    cores: list[Cluster]
    said: Mapping[str, Said]
    pairs: list[Pair]


def exact(
    type_: str, mentions: Iterable[Mention], judged: Judgements, holders: Mapping[str, str] | None = None
) -> Found:
    """What the mentions of one type make, with all that led to it.

    `holders` gives for an alias the person who used it: one person's aliases of one name are one. What is
    surely a misreading of another thing joins it (resolution/things), what may be one is left to people.
    """
    sets, seen, said, same = Apart(judged.opposites), Seen(), dict[str, Said](), dict[Said, Said]()
    for mention in mentions:
        sets.add(mention.id)
        look(seen, type_, mention, (holders or {}).get(mention.id, ""))
        if type_ in KEYS:
            says = said_by(mention)
            said[mention.id] = same.setdefault(says, says)
    generic = join_seen(sets, seen, type_, judged)
    cores, found = sets.sets(), list[Pair]()
    if said:
        found = pairs(type_, things_of(cores, said), judged)
        for pair in joins(type_, found):
            sets.join(pair.a, pair.b)
    return Found(sets.sets(), generic, seen, cores, said, found)


def join_seen(sets: Apart, seen: Seen, type_: str, judged: Judgements) -> dict[str, int]:
    """Join by judgements, strong keys and weak keys; returns the weak keys that are too common."""
    for a, b in judged.same:
        if a in seen.strong and b in seen.strong:
            sets.join(a, b)
    for _, held in sorted(by_key(seen.strong)):
        join_all(sets, held)
    generic = {}
    for key, held in sorted(by_key(seen.weak)):
        if len(held) > GENERIC and type_ != "Vehicle":
            generic[f"{type_} {key}"] = len(held)
            continue
        join_weakly(sets, seen, held)
    return generic


def look(seen: Seen, type_: str, mention: Mention, holder: str) -> None:
    """Note the keys of one mention, and what tells it from others with the same weak key."""
    strong = [*source_keys(mention), *STRONG.get(type_, _none)(mention)]
    if holder:
        strong.append(used_by(holder, mention))
    seen.strong[mention.id] = strong
    seen.weak[mention.id] = list(WEAK.get(type_, _none)(mention))
    if seen.weak[mention.id]:
        seen.tells[mention.id] = TELLS[type_](mention)
        seen.country[mention.id] = bare(mention.first(QUALIFIES[type_])) if type_ in QUALIFIES else ""


def used_by(holder: str, mention: Mention) -> str:
    """The key of an alias by its name and the person who used it."""
    return f"of:{holder}:{bare(mention.first('name') or mention.first('lastName'))}"


def _none(_: Mention) -> Iterator[str]:
    yield from ()


def by_key(keys: Mapping[str, list[str]]) -> list[tuple[str, list[str]]]:
    """Keys that more than one mention has, with their mentions, sorted."""
    held: dict[str, list[str]] = {}
    for mention, own in keys.items():
        for key in own:
            held.setdefault(key, []).append(mention)
    return [(key, sorted(ids)) for key, ids in held.items() if len(ids) > 1]


def join_all(sets: Apart, held: list[str]) -> None:
    """Make one set of all, as far as no judgement forbids."""
    for mention in held[1:]:
        sets.join(held[0], mention)


def join_weakly(sets: Apart, seen: Seen, held: list[str]) -> None:
    """Join by country; the mentions without one go to the only country there is, or stay together."""
    countries = sorted({seen.country[m] for m in held} - {""})
    only = countries[0] if len(countries) == 1 else ""
    groups: dict[str, list[str]] = {}
    for mention in held:
        groups.setdefault(seen.country[mention] or only, []).append(mention)
    for _, group in sorted(groups.items()):
        _join_by_number(sets, seen, group)


def _join_by_number(sets: Apart, seen: Seen, group: list[str]) -> None:
    """Join all where one strong number is known at most; where there are several, each keeps to itself."""
    numbers = sorted({seen.tells[m] for m in group} - {""})
    parts: dict[str, list[str]] = {}
    for mention in group:
        parts.setdefault(seen.tells[mention] or (numbers[0] if len(numbers) == 1 else ""), []).append(mention)
    for _, part in sorted(parts.items()):
        join_all(sets, part)
