"""Mentions that say the same are one profile: it is compared once, however often it was recorded."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, replace
from operator import itemgetter
from typing import Protocol

from resolution.comparison.features import Features
from resolution.comparison.generic import holder, numbers_of, without
from resolution.comparison.met import UNMET, Met, clashing

MOST_HOLDERS = 30
"""From how many different names on a phone, account, document or plate it no longer tells persons apart."""


Held = tuple[str, str, Met]
"""A mention, its record, and how it was met there."""


class Recorded(Protocol):
    """What is read of a mention here."""

    @property
    def id(self) -> str: ...
    @property
    def record(self) -> str: ...


@dataclass(frozen=True)
class Profile:
    """A row of features with the mentions that gave it, sorted, the record of each, and how each was met.

    `met` is empty where none says anything; a profile of one mention may leave it to its features.
    """

    features: Features
    mentions: tuple[str, ...]
    records: tuple[str, ...]
    met: tuple[Met, ...] = ()

    @property
    def name(self) -> str:
        """The smallest of its mention ids."""
        return self.mentions[0]


@dataclass(frozen=True)
class Profiles:
    """All profiles of a layer by name, and the identifiers that too many share to be used."""

    rows: tuple[Profile, ...]
    generic: tuple[tuple[str, int], ...]


def profiles(rows: Iterable[tuple[Recorded, Features]], apart: Collection[str] = ()) -> Profiles:
    """Group mentions with equal features; those in `apart` (judged ones) stay alone.

    Two mentions of one record are never in one profile: they are two people until somebody judges. Those
    that were met too far from one another at a time stay alone, too.
    """
    groups: dict[tuple[Features, str, int], list[Held]] = {}
    seen: Counter[tuple[Features, str]] = Counter()
    placed: dict[Features, list[tuple[str, Met]]] = {}
    for mention, features in rows:
        alone = mention.id if mention.id in apart or features.is_empty else ""
        edition = seen[features, mention.record]
        seen[features, mention.record] += 1
        groups.setdefault((features, alone, edition), []).append((mention.id, mention.record, features.met))
        if features.met.placed:
            placed.setdefault(features, []).append((mention.id, features.met))
    clash = {id_ for met in placed.values() for id_ in clashing(met)}
    made = [row for (features, *_), held in groups.items() for row in _profiles(features, held, clash)]
    made.sort(key=lambda profile: profile.name)
    generic = _generic(made)
    return Profiles(
        tuple(without_generic(profile, generic) for profile in made), tuple(sorted(generic.items()))
    )


def _profiles(features: Features, held: list[Held], clash: Collection[str]) -> Iterator[Profile]:
    words = replace(features, met=UNMET) if features.met else features
    rest = sorted((one for one in held if one[0] not in clash), key=itemgetter(0))
    for some in ([one] for one in held if one[0] in clash):
        yield _profile(words, some)
    if rest:
        yield _profile(words, rest)


def _profile(features: Features, held: list[Held]) -> Profile:
    mentions, records, met = zip(*held, strict=True)
    return Profile(features, mentions, records, met if any(met) else ())


def _generic(rows: list[Profile]) -> dict[str, int]:
    """Identifiers with the number of different names that hold them, where that is too many."""
    holders: dict[str, set[str]] = {}
    for row in rows:
        for number in numbers_of(row.features):
            holders.setdefault(number, set()).add(holder(row.features))
    return {number: len(names) for number, names in holders.items() if len(names) > MOST_HOLDERS}


def without_generic(profile: Profile, numbers: Collection[str]) -> Profile:
    """A profile whose generic identifiers are left out; itself where it has none."""
    kept = without(profile.features, numbers)
    return profile if kept is profile.features else replace(profile, features=kept)
