"""The rows of nodes as numbers, out of DuckDB: what pairs are weighed by, without an object for each row."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, overload

import duckdb
import numpy as np
import pyarrow as pa

from resolution.candidates import table
from resolution.comparison.features import Features
from resolution.online.index.tables import Tables
from resolution.weights.coded import PARTS, TEXTS, TOKENS, Coded, Lists, Text


class Stored(Sequence[Features]):
    """What the nodes of an index say, by place (a node's number less one), read when it is asked for."""

    def __init__(self, tables: Tables, size: int) -> None:
        self._tables, self._size = tables, size

    def __len__(self) -> int:
        return self._size

    @overload
    def __getitem__(self, place: int) -> Features: ...
    @overload
    def __getitem__(self, place: slice) -> Sequence[Features]: ...
    def __getitem__(self, place: int | slice) -> Features | Sequence[Features]:
        if isinstance(place, slice):
            return [self[at] for at in range(*place.indices(self._size))]
        [features] = self._tables.features(self._tables.nodes([int(place) + 1]))
        return features


class Columns(Coded):
    """The same columns as Coded makes of features, from table `persons`."""

    def __init__(self, duck: duckdb.DuckDBPyConnection, said: Sequence[Features]) -> None:
        self.said = said
        for column in TEXTS:
            setattr(self, column, _text([_read(duck, column)]))
        both = _text([_read(duck, "birth"), _read(duck, "birth_part")])
        self.birth, self.birth_part = (
            Text(codes, both.values) for codes in np.split(both.codes, [len(said)])
        )
        for names in (TOKENS, *((name,) for name in PARTS)):
            held = [_read(duck, f"list_distinct({name})") for name in names]
            for name, lists in zip(names, _lists(held), strict=True):
                setattr(self, name, lists)
        self.more = _read(duck, table.HAS_MORE.replace("p.", "")).to_numpy(zero_copy_only=False)


def _read(duck: duckdb.DuckDBPyConnection, what: str) -> Any:
    found = duck.sql(f"SELECT {what} AS made FROM {table.PERSONS} ORDER BY unique_id").to_arrow_table()
    return found.column("made").combine_chunks()


def _text(columns: Sequence[Any]) -> Text:
    told = pa.concat_arrays([pa.array([""], pa.string()), *columns]).dictionary_encode()
    return Text(told.indices.to_numpy()[1:], told.dictionary.to_pylist())


def _lists(columns: Sequence[Any]) -> list[Lists]:
    flat = [column.flatten() for column in columns]
    told = pa.concat_arrays([pa.array([""], pa.string()), *flat]).dictionary_encode()
    parts = np.split(told.indices.to_numpy()[1:], np.cumsum([len(part) for part in flat])[:-1])
    starts = [np.concatenate([np.zeros(1, np.int32), np.cumsum(_lengths(column))]) for column in columns]
    return [
        Lists(start.astype(np.int32), part, told.dictionary)
        for start, part in zip(starts, parts, strict=True)
    ]


def _lengths(column: Any) -> Any:
    return np.diff(column.offsets.to_numpy())
