"""Which files are folded into one: small ones of an hour, hours that are over, files of like size."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import groupby

from graph.passages.manifest import FOLDED, Part

OF_HOUR, HOURS, LIKE = 16, 24, 8
"""Files of one hour, hours of one month, folded files of one size: as many are made one."""


def due(parts: Sequence[Part], whole: bool) -> tuple[list[Part], str] | None:
    """The next files to fold, with the hour that the new one gets; None when nothing is due.

    Sizes grow eightfold, so that a passage is written again once for each; `whole` makes each month one.
    """
    for _, group in groupby(sorted(parts, key=lambda p: (p.month, p.name)), lambda p: p.month):
        month = list(group)
        found = _of_month(month, whole)
        if found and len(found[0]) > 1:
            return found
    return None


def _of_month(month: list[Part], whole: bool) -> tuple[list[Part], str] | None:
    if whole:
        return month, FOLDED
    hours: dict[str, list[Part]] = {}
    for part in month:
        hours.setdefault(part.hour, []).append(part)
    folded = hours.pop(FOLDED, [])
    for hour, ones in sorted(hours.items()):
        for small in _of_one_size(ones):
            if len(small) >= OF_HOUR:
                return small, hour
    over = sorted(hours)[:-1]
    if len(over) >= HOURS:
        return [part for hour in over for part in hours[hour]], FOLDED
    for like in _of_one_size(folded):
        if len(like) >= LIKE:
            return like, FOLDED
    return None


def _of_one_size(parts: Iterable[Part]) -> list[list[Part]]:
    def size(part: Part) -> int:
        return part.rows.bit_length() // 3

    return [list(group) for _, group in groupby(sorted(parts, key=lambda p: (size(p), p.name)), size)]
