"""The pairs of things that people should look at, from the index: those of a part of it."""

from __future__ import annotations

from collections.abc import Iterable

from resolution.online.things import Things
from resolution.online.twins import GLOBAL
from resolution.store.suspects import Suspect
from resolution.things.scored import KEYS, explained, judge_of


def suspects_of(things: Things, mentions: Iterable[str]) -> tuple[list[str], list[Suspect]]:
    """The suspects that the cores of these mentions are in, as the batch finds them; first, whole types.

    Where a pair is weighed by how rare its words are among all, one mention can change them all.
    """
    whole, found = list[str](), list[Suspect]()
    for type_, touched in sorted(things.cores_of(mentions).items()):
        if type_ not in KEYS:
            continue
        if type_ in GLOBAL:
            whole.append(type_)
        ends = things.twins.ends(things.twins.cores(type_) if type_ in GLOBAL else touched)
        if ends:
            found += _told(things, type_, ends)
    return whole, found


def _told(things: Things, type_: str, ends: set[tuple[int, int]]) -> list[Suspect]:
    """Pairs of cores with their terms."""
    wanted = None if type_ in GLOBAL else {core for pair in ends for core in pair}
    made = {core.id: core.thing for core in things.cores(type_, wanted)}
    judge = judge_of(type_, list(made.values()) if type_ in GLOBAL else ())
    return [Suspect(type_, explained(type_, made[a], made[b], judge)) for a, b in sorted(ends)]
