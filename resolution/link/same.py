"""Rows that say exactly the same: compared once, and one only where what they say is rare enough."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from resolution.link.read.field import Field, Floats, Ints
from resolution.link.read.table import Names, Table
from resolution.link.weigh import Weigher


@dataclass(frozen=True)
class Same:
    """The table of different rows; `first` is the row each stands for, `place` where each row went."""

    whole: Table
    table: Table
    first: Ints
    place: Ints

    @property
    def repeated(self) -> Ints:
        """The different rows that others say again; none where only pairs across files count."""
        if self.whole.files.any():
            return np.zeros(0, np.int64)
        return np.flatnonzero(np.bincount(self.place, minlength=len(self.first)) > 1)

    def expand(self, labels: Ints, weigher: Weigher, threshold: float) -> Ints:
        """Clusters of all rows from those of the different ones.

        Rows that say the same are one only when a pair of them weighs enough: a thousand rows that say
        "Jan" and no more stay a thousand.
        """
        alone = np.bincount(labels, minlength=len(labels))[labels] == 1
        said_again = np.bincount(self.place, minlength=len(self.first)) > 1
        apart = alone & said_again
        apart[apart] = self.self_weights(weigher, np.flatnonzero(apart)) <= max(threshold, 0.0)
        found = self.first[labels][self.place]
        lone = apart[self.place] & (self.first[self.place] != np.arange(len(self.whole)))
        found[lone] = np.flatnonzero(lone)
        smallest = np.full(len(self.whole), len(self.whole))
        np.minimum.at(smallest, found, np.arange(len(self.whole)))
        return smallest[found]

    def self_weights(self, weigher: Weigher, rows: Ints) -> Floats:
        """What some of the different rows weigh with one that says the same; none counts beyond being rare.

        Nor does it count for those who are only alike, so that much that is the same is not held against two.
        """
        levels = weigher.comparer.levels(rows, rows)
        terms = weigher.terms(rows, rows, levels)
        most = self._rarest(weigher, rows)
        total = weigher.prior + np.minimum(terms[:, : most.shape[1]], most).sum(axis=1)
        odds = np.zeros(len(rows))
        for kind in range(len(weigher.learned.alike)):
            prior, bits = weigher.alike(kind, rows, rows, levels)
            odds = np.logaddexp2(odds, prior + np.minimum(bits, most).sum(axis=1))
        return np.asarray(total + terms[:, most.shape[1]] - odds, np.float64)

    def _rarest(self, weigher: Weigher, rows: Ints) -> Floats:
        """The bits that the rarest value of each field is worth, rows × columns."""
        names = {field.name: field for field in self.whole.fields}
        most = np.full((len(rows), len(weigher.comparer.columns)), np.inf)
        for at, column in enumerate(weigher.comparer.columns):
            if column.field is not None:
                field = names[column.name]
                rarest = np.append(-np.log2(np.maximum(field.shares, 1e-12)), 0.0)
                most[:, at] = rarest[field.codes[self.first[rows]]].max(axis=1)
        return most


def same_rows(table: Table) -> Same:
    """Find the rows of one file that say the same in all fields.

    The different rows are put in order by what they say, so that nothing depends on the order of the input.
    """
    codes = np.hstack([table.files.astype(np.int64)[:, None], *(field.codes for field in table.fields)])
    rows = np.ascontiguousarray(codes).view(f"V{codes.shape[1] * 8}").ravel()
    _, first, place = np.unique(rows, return_index=True, return_inverse=True)
    return Same(table, taken(table, first, table.files[first]), first, place)


def taken(table: Table, rows: Ints, files: NDArray[np.int8]) -> Table:
    """Some rows of a table as a table."""
    names = table.names
    return Table(
        tuple(table.ids[row] for row in rows),
        files,
        tuple(_part(field, rows) for field in table.fields),
        None if names is None else Names(_part(names.words, rows), _part(names.given_words, rows)),
    )


def _part(field: Field, rows: Ints) -> Field:
    return replace(field, codes=field.codes[rows])
