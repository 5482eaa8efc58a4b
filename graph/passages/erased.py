"""Which passages were erased one by one: a journal of keyed hashes, outside the backups of the store."""

from __future__ import annotations

import os
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from uuid import uuid4

import orjson
import pyarrow as pa

from ledger.errors import Tampered
from ledger.keys import Keys, prepare, settle

FILE = "passages-erased.jsonl"


@dataclass(frozen=True)
class Gone:
    """One erasure: its name, when, and the passages that went, by hashes under the standing key."""

    token: str
    at: str
    months: tuple[str, ...]
    hashes: tuple[str, ...]


class ErasedPassages:
    """The journal of one store; who holds no keys has erased nothing."""

    def __init__(self, folder: Path) -> None:
        self._keys = Keys(folder)
        self._file = folder / FILE
        self._read: tuple[int, list[Gone]] = (-1, [])

    def lines(self) -> list[Gone]:
        """All erasures, oldest first; Tampered for a line that was changed."""
        size = self._file.stat().st_size if self._file.exists() else 0
        if size != self._read[0]:
            self._read = (size, list(map(_line, self._whole()))) if size else (0, [])
        return self._read[1]

    def add(self, ids: Iterable[str], months: Iterable[str], at: str) -> Gone:
        """Write down what is about to go; on the disk when it returns."""
        hashes = tuple(sorted(map(self._hashed, ids)))
        made = Gone(uuid4().hex, at, tuple(sorted(set(months))), hashes)
        prepare(self._file.parent)
        whole = b"".join(self._whole())
        with os.fdopen(os.open(self._file, os.O_RDWR | os.O_CREAT, 0o600), "r+b") as out:
            out.truncate(len(whole))
            out.seek(len(whole))
            out.write(orjson.dumps(asdict(made)) + b"\n")
            out.flush()
            os.fsync(out.fileno())
        settle(self._file.parent)
        return made

    def among(self, ids: Sequence[bytes]) -> list[bytes]:
        """Those of these ids that were erased."""
        known = {one for line in self.lines() for one in line.hashes}
        return [id_ for id_ in ids if self._hashed(id_.hex()) in known] if known else []

    def without(self, table: pa.Table) -> pa.Table:
        """The rows that were not erased."""
        if not self.lines():
            return table
        gone = set(self.among(table["id"].to_pylist()))
        return table.filter(pa.array([id_ not in gone for id_ in table["id"].to_pylist()], pa.bool_()))

    def _hashed(self, id_: str) -> str:
        return self._keys.keyed("passage", id_)

    def _whole(self) -> list[bytes]:
        """Lines that were written to their end: by one that was cut short nothing was erased."""
        if not self._file.exists():
            return []
        return [line for line in self._file.read_bytes().splitlines(keepends=True) if line.endswith(b"\n")]


def _line(text: bytes) -> Gone:
    try:
        told = orjson.loads(text)
        return Gone(told["token"], told["at"], tuple(told["months"]), tuple(told["hashes"]))
    except (ValueError, TypeError, KeyError) as error:
        raise Tampered(f"{FILE} was changed: restore the journal of erased passages.") from error
