"""The journal of erasures: outside the ledger's backups, so that an older copy of it forgets what it must."""

from __future__ import annotations

import os
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from pathlib import Path

import orjson

from ledger.errors import Tampered
from ledger.keys import prepare, settle

FILE = "erasures.jsonl"


@dataclass(frozen=True)
class Line:
    """One erasure: hashes under the standing key of the source key, of the contents and of the decisions.

    `named` are those of the ids for which words stood in the log, in charts and in exports.
    """

    token: str
    at: str
    class_: int
    author: str
    reason: str
    key: str
    contents: tuple[str, ...]
    decisions: tuple[str, ...]
    named: tuple[str, ...] = ()


class Journal:
    """Lines of JSON that are only ever added; a line is on the disk before the ledger erases anything."""

    def __init__(self, folder: Path) -> None:
        self._file = folder / FILE

    def lines(self) -> list[Line]:
        """All erasures, oldest first; a last line that was cut short is none: nothing was erased by it."""
        return list(self._lines())

    def _lines(self) -> Iterator[Line]:
        if not self._file.exists():
            return
        for number, text in enumerate(self._file.read_bytes().splitlines(keepends=True), 1):
            if not text.endswith(b"\n"):
                return
            try:
                told = orjson.loads(text)
                hashes = {name: tuple(told[name]) for name in ("contents", "decisions")}
                hashes["named"] = tuple(told.get("named", ()))
                yield Line(**told | hashes)
            except (ValueError, TypeError, KeyError) as error:
                raise Tampered(f"{FILE}:{number} was changed: restore the journal of erasures.") from error

    def add(self, line: Line) -> None:
        """Write a line; returns when it is on the disk."""
        prepare(self._file.parent)
        flags = os.O_RDWR | os.O_CREAT | os.O_APPEND
        with os.fdopen(os.open(self._file, flags, 0o600), "r+b") as out:
            whole = self._file.read_bytes()
            out.truncate(whole.rfind(b"\n") + 1)
            out.seek(0, os.SEEK_END)
            out.write(orjson.dumps(asdict(line)) + b"\n")
            out.flush()
            os.fsync(out.fileno())
        settle(self._file.parent)
