"""Features as a row of numbers: what is enough to say how much two persons could at most agree."""

from __future__ import annotations

import re
import zlib
from collections.abc import Sequence
from functools import lru_cache
from operator import attrgetter
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from resolution.comparison.features import Features

EQUAL = (
    "given", "given_root", "surname", "surname_sound", "birth_place", "gender", "nationality",
    "national_number", "street", "house", "postcode", "city",
)  # fmt: skip
"""Columns of which a hash is kept, 0 for nothing said."""
CLOSE = ("given", "surname", "street", "birth_place")
"""Columns that are compared by their letters."""
SETS = ("given_parts", "surname_parts", "contacts", "documents", "plates", "company")
"""Columns of several values: one bit of 64 for each value."""
LISTS = ("surnames", "written", "births", "numbers", "homes")
"""Columns of further values: one bit for each that says something."""
NONE, FULL, PART, ODD = range(4)
"""What is known of a date of birth; odd ones could agree with anything."""
DIGITS = 20
CODE = np.dtype(
    [
        ("hash", np.uint32, (len(EQUAL),)),
        ("letters", np.uint32, (len(CLOSE),)),
        ("length", np.uint16, (len(CLOSE),)),
        ("start", np.uint8, (len(CLOSE), 4)),
        ("set", np.uint64, (len(SETS),)),
        ("digits", np.uint8, (8,)),
        ("date", np.int32),
        ("known", np.uint8),
        ("number", np.uint8, (DIGITS,)),
        ("more", np.uint8),
    ]
)
NO_DIGITS = (0,) * DIGITS
GROWTH = 1 << 16
Codes = NDArray[Any]
_DATE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_PART = re.compile(r"[0-9]{4}(-[0-9]{2})?")


def code_of(f: Features) -> tuple[Any, ...]:
    """One row of CODE."""
    close = [getattr(f, column) for column in CLOSE]
    date, known = _date(f)
    return (
        tuple(_hash(getattr(f, column)) for column in EQUAL),
        tuple(map(_letters, close)),
        tuple(min(len(text), 65535) for text in close),
        tuple(_start(text) for text in close),
        tuple(_bits(getattr(f, column)) for column in SETS),
        tuple(b"%08d" % date),
        date,
        known,
        _digits(f.national_number),
        sum(1 << place for place, column in enumerate(LISTS) if getattr(f, column)),
    )


def codes_of(rows: Sequence[Features]) -> Codes:
    """The rows of CODE of many, by their columns: quicker than one by one."""
    made = np.zeros(len(rows), CODE)
    for place, column in enumerate(EQUAL):
        made["hash"][:, place] = [_hash(text) if text else 0 for text in map(attrgetter(column), rows)]
    for place, column in enumerate(CLOSE):
        texts = list(map(attrgetter(column), rows))
        made["letters"][:, place] = [_letters(text) for text in texts]
        made["length"][:, place] = [min(len(text), 65535) for text in texts]
        made["start"][:, place] = _columns([bytes(_start(text)) for text in texts], 4)
    for place, column in enumerate(SETS):
        made["set"][:, place] = [_bits(values) if values else 0 for values in map(attrgetter(column), rows)]
    dates = [_date(row) for row in rows]
    made["digits"] = _columns([b"%08d" % date for date, _ in dates], 8)
    made["date"], made["known"] = np.array(dates, np.int32).reshape(-1, 2).T
    made["number"] = _columns([bytes(_digits(row.national_number)) for row in rows], DIGITS)
    for place, column in enumerate(LISTS):
        said = np.array([bool(values) for values in map(attrgetter(column), rows)], np.uint8)
        made["more"] |= said << place
    return made


def _columns(texts: Sequence[bytes], width: int) -> NDArray[np.uint8]:
    return np.frombuffer(b"".join(texts), np.uint8).reshape(-1, width)


@lru_cache(maxsize=1 << 15)
def _hash(text: str) -> int:
    return (zlib.crc32(text.encode("utf-8", "surrogatepass")) or 1) if text else 0


@lru_cache(maxsize=1 << 15)
def _letters(text: str) -> int:
    """One bit per letter; digits and what else there is share the rest."""
    bits = 0
    for char in set(text):
        place = ord(char) - 97
        bits |= 1 << (place if 0 <= place < 26 else 26 + ord(char) % 6)
    return bits


@lru_cache(maxsize=1 << 15)
def _start(text: str) -> tuple[int, ...]:
    return tuple(ord(char) & 0xFF for char in text[:4].ljust(4, "\0"))


def _bits(values: tuple[str, ...]) -> int:
    bits = 0
    for value in values:
        bits |= 1 << (zlib.crc32(value.encode("utf-8", "surrogatepass")) & 63)
    return bits


def _digits(number: str) -> tuple[int, ...]:
    """The digits of a number; nothing for one in other digits than ours."""
    if not number:
        return NO_DIGITS
    return tuple((number[:DIGITS] if number.isascii() else "").encode().ljust(DIGITS, b"\0"))


def _date(f: Features) -> tuple[int, int]:
    if _DATE.fullmatch(f.birth):
        return int(f.birth.replace("-", "")), FULL
    if f.birth or not f.birth_part:
        return 0, ODD if f.birth else NONE
    return (int(f.birth_part[:4]) * 10000, PART) if _PART.fullmatch(f.birth_part) else (0, ODD)


class CodeFile:
    """Rows of CODE by number of their node, in a file that is mapped; the index can always make it again."""

    def __init__(self, path: Path | None) -> None:
        self._path = path
        self._file: np.memmap[Any, Any] | None = None
        self._rows: Codes = np.zeros(0, CODE)
        """The same as a plain array: each look into a mapped one makes another mapped one."""
        if path and path.exists():
            self._map(path.stat().st_size // CODE.itemsize)

    def __len__(self) -> int:
        return len(self._rows)

    def put(self, node: int, code: tuple[Any, ...]) -> None:
        """Write one row."""
        self.reach(node)
        self._rows[node] = code

    def set(self, nodes: Sequence[int] | NDArray[np.int64], codes: Codes) -> None:
        """Write rows by number."""
        self.reach(int(np.max(nodes)))
        self._rows[nodes] = codes

    def get(self, nodes: Sequence[int] | NDArray[np.int64]) -> Codes:
        """Rows by number."""
        if len(nodes):
            self.reach(int(np.max(nodes)))
        return self._rows[nodes]

    def reach(self, node: int) -> None:
        """Make room for a row of this number."""
        if node >= len(self._rows):
            self._map(max(node + 1 + GROWTH, len(self._rows) * 5 // 4))

    def flush(self) -> None:
        """Bring what was written onto the disk."""
        if self._file is not None:
            self._file.flush()

    def clear(self) -> None:
        """Forget all rows."""
        self._file, self._rows = None, np.zeros(0, CODE)
        if self._path and self._path.exists():
            self._path.unlink()

    def _map(self, size: int) -> None:
        if self._path is None:
            grown = np.zeros(size, CODE)
            grown[: len(self._rows)] = self._rows
            self._rows = grown
            return
        self.flush()
        with self._path.open("ab") as file:
            if file.tell() < size * CODE.itemsize:
                file.truncate(size * CODE.itemsize)
        size = self._path.stat().st_size // CODE.itemsize
        if size:
            self._file = np.memmap(self._path, CODE, "r+", shape=(size,))
            self._rows = self._file.view(np.ndarray)
