"""What one layer asks of its base while it is resolved, also of what is not there: a change of it counts."""

from __future__ import annotations

from collections.abc import Iterable

from resolution.comparison.features import Features
from resolution.comparison.generic import numbers_of
from resolution.layers.ground import all_keys
from resolution.store.footings import ALIKE, ALL, EXACT, HOLDERS, KEY, MENTION, mark


class Footprint:
    """Gathers the questions as marks (resolution/store/footings.py)."""

    def __init__(self) -> None:
        self.marks = set[int]()

    def rows(self, rows: Iterable[Features]) -> None:
        """Persons by the keys of these rows, and the holders of what they hold."""
        for row in rows:
            self.marks.update(mark(KEY, key) for key in all_keys(row))
            self.marks.update(mark(HOLDERS, number) for number in numbers_of(row))

    def mentions(self, ids: Iterable[str]) -> None:
        """What these say, their clusters and pairs, and what the base judged of them."""
        self.marks.update(mark(MENTION, id_) for id_ in ids)

    def exact(self, type_: str, keys: Iterable[str]) -> None:
        """Things by exact keys."""
        self.marks.update(mark(EXACT, f"{type_} {key}") for key in keys)

    def alike(self, type_: str, keys: Iterable[str]) -> None:
        """Things by keys of what may be misread."""
        self.marks.update(mark(ALIKE, f"{type_} {key}") for key in keys)

    def every(self, type_: str) -> None:
        """All things of a type."""
        self.marks.add(mark(ALL, type_))
