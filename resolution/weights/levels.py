"""The levels of many pairs of rows at once: to the last pair what comparison/judges.py finds for each."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from resolution.comparison import judges
from resolution.comparison.fields import BY_FIELD, COMPARISONS
from resolution.weights.coded import Coded, Places

Levels = NDArray[np.int8]
NULL = judges.NULL
FIELDS = tuple(comparison.field for comparison in COMPARISONS)


class Beside:
    """Rows beside others: `left` and `right` are places in the same coded rows."""

    def __init__(self, rows: Coded, left: Places, right: Places) -> None:
        self.rows, self.left, self.right = rows, left, right

    def __len__(self) -> int:
        return len(self.left)

    def level(self, field: str) -> Levels:
        """The level of each pair in a field, NULL where a side is silent."""
        return self.of((field,))[:, 0]

    def all(self) -> Levels:
        """The levels of each pair, a column for each comparison."""
        return self.of(FIELDS)

    def of(self, fields: Sequence[str]) -> Levels:
        """The levels of each pair, a column for each of these fields."""
        from resolution.weights.loops import ASK, levels_of  # slow to load, and only bulk work needs it

        found = np.empty((len(self), len(fields)), np.int8)
        numbers = np.array([FIELDS.index(field) for field in fields], np.int64)
        levels_of(self.rows.laid.packed, self.left, self.right, numbers, found)
        said = self.rows.said
        for pair, at in np.argwhere(found == ASK).tolist():
            one, other = said[self.left[pair]], said[self.right[pair]]
            found[pair, at] = BY_FIELD[fields[at]].judge(one, other)
        return found
