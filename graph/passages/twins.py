"""What a camera may have read in the place of a plate: signs that look alike."""

from __future__ import annotations

from collections.abc import Iterator

ALIKE = ("0ODQ", "1IL", "2Z", "5S", "6G", "8B")
"""Groups of signs that cameras take for one another."""


def twins(plate: str, signs: int = 1) -> list[str]:
    """All plates that differ in up to so many easily misread signs, itself first."""
    found = {plate: None}
    for _ in range(signs):
        found |= dict.fromkeys(other for one in list(found) for other in _one(one))
    return list(found)


def _one(plate: str) -> Iterator[str]:
    for place, sign in enumerate(plate):
        for other in sorted({o for group in ALIKE if sign in group for o in group} - {sign}):
            yield plate[:place] + other + plate[place + 1 :]
