"""Mentions that say the same are one profile: it is compared once, however often it was recorded."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable
from dataclasses import dataclass, replace
from typing import Protocol

from resolution.features import Features
from resolution.generic import holder, numbers_of, without

MOST_HOLDERS = 30
"""From how many different names on a phone, account, document or plate it no longer tells persons apart."""


class Recorded(Protocol):
    """What is read of a mention here."""

    @property
    def id(self) -> str: ...
    @property
    def record(self) -> str: ...


@dataclass(frozen=True)
class Profile:
    """A row of features with the mentions that gave it, sorted, and the record of each."""

    features: Features
    mentions: tuple[str, ...]
    records: tuple[str, ...]

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

    Two mentions of one record are never in one profile: they are two people until somebody judges.
    """
    groups: dict[tuple[Features, str, int], list[tuple[str, str]]] = {}
    seen: Counter[tuple[Features, str]] = Counter()
    for mention, features in rows:
        alone = mention.id if mention.id in apart or features.is_empty else ""
        edition = seen[features, mention.record]
        seen[features, mention.record] += 1
        groups.setdefault((features, alone, edition), []).append((mention.id, mention.record))
    made = [_profile(key[0], sorted(held)) for key, held in groups.items()]
    made.sort(key=lambda profile: profile.name)
    generic = _generic(made)
    return Profiles(
        tuple(without_generic(profile, generic) for profile in made), tuple(sorted(generic.items()))
    )


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


def _profile(features: Features, held: list[tuple[str, str]]) -> Profile:
    return Profile(features, tuple(m for m, _ in held), tuple(r for _, r in held))
