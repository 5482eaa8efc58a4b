"""A layer may take back, for itself, what a layer below it judged to be two things: how that is told."""

from __future__ import annotations

from collections.abc import Iterable

TAKEN_BACK = "taken back"


def taken_back(classes: Iterable[int]) -> str:
    """Why two mentions are named: the judgements of these classes about them do not count here."""
    return " ".join((TAKEN_BACK, *map(str, sorted(classes))))


def takes_back(reason: str) -> frozenset[int]:
    """The classes whose judgements a reason takes back; none for any other reason."""
    begins, _, classes = reason.partition(f"{TAKEN_BACK} ")
    return frozenset(map(int, classes.split())) if not begins else frozenset()
