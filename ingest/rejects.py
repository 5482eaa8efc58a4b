"""Rejects files: what could not be taken, with the reason, in a form that can be mended and sent again."""

from __future__ import annotations

import csv
import json
import os
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from types import TracebackType
from typing import Self

from ingest.feeds.model import Feed
from ingest.readers.reject import Reject
from ingest.readers.rows import EXTRA, LINE
from ledger.canonical import JSON, digest

REASON, FILE, ROW = "locard_reason", "locard_file", "locard_row"
WHY = (REASON, FILE, ROW)
BESIDE = (LINE, EXTRA)


class Rejects:
    """The rejects of one feed in a folder: the source's own columns, and ours that a reader passes over.

    CSV feeds give CSV and JSONL feeds JSONL, in UTF-8; what is wrong with a whole file or a document
    stands in a file of its own. The same content is kept once, however often it is sent.
    """

    def __init__(self, folder: Path, feed: Feed, heard: Callable[[Reject], None] | None = None) -> None:
        self._folder = folder
        self._heard = heard
        self._feed = feed
        self._seen: dict[Path, set[str]] = {}
        self.added = 0

    def __enter__(self) -> Self:
        self._folder.mkdir(parents=True, exist_ok=True)
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._seen.clear()

    def add(self, reject: Reject) -> bool:
        """Keep a reject; false when its content is there already."""
        if self._heard:
            self._heard(reject)
        path = self._path(reject)
        seen = self._seen[path] if path in self._seen else self._read(path)
        mark = _mark(reject.content, reject)
        if mark in seen:
            return False
        seen.add(mark)
        self.added += 1
        _append(path, reject, self._feed.delimiter)
        return True

    def _path(self, reject: Reject) -> Path:
        """One file for each set of columns: a source that adds one does not spoil what is there."""
        name = self._feed.name
        if self._feed.format == "document" or not reject.content:
            return self._folder / f"{name}-files.csv"
        if self._feed.format in ("jsonl", "ftm"):
            return self._folder / f"{name}.jsonl"
        first = self._folder / f"{name}.csv"
        columns = _columns(reject.content)
        if not first.exists() or _header(first, self._feed.delimiter) == columns:
            return first
        return self._folder / f"{name}-{digest(columns)[:8]}.csv"

    def _read(self, path: Path) -> set[str]:
        marks: set[str] = set()
        if path.exists():
            marks = {_mark(row, None) for row in _rows(path, self._feed.delimiter)}
        self._seen[path] = marks
        return marks


def _said(content: Mapping[str, JSON]) -> dict[str, JSON]:
    """What was rejected, without our reason and without those of our columns that are empty."""
    return {k: v for k, v in content.items() if k not in WHY and (v or k not in BESIDE)}


def _mark(content: Mapping[str, JSON], reject: Reject | None) -> str:
    said = _said(content)
    if said:
        return digest(_plain(said))
    file = reject.file if reject else content.get(FILE, "")
    return digest([file, reject.reason if reject else content.get(REASON, "")])


def _plain(value: JSON) -> str:
    """JSON text in which half characters are escaped: a digest takes no other."""
    return json.dumps(value, sort_keys=True)


def _columns(content: Mapping[str, JSON]) -> list[str]:
    return [*(name for name in content if name not in (*WHY, *BESIDE)), *BESIDE, *WHY]


def _whole(reject: Reject) -> dict[str, JSON]:
    return {**_said(reject.content), REASON: reject.reason, FILE: reject.file, ROW: str(reject.row)}


def _append(path: Path, reject: Reject, delimiter: str) -> None:
    new = not path.exists()
    start = "" if new or _last_byte(path) in (b"", b"\n") else "\n"
    mark = "utf-8-sig" if new and path.suffix == ".csv" else "utf-8"
    # a half character becomes its escape, so that a line of JSON is what the source sent
    with path.open("a", encoding=mark, errors="backslashreplace", newline="") as file:
        file.write(start)
        if path.suffix == ".jsonl":
            file.write(json.dumps(_whole(reject), ensure_ascii=False) + "\n")
            return
        writer = csv.DictWriter(file, _columns(reject.content), restval="", delimiter=delimiter)
        if new:
            writer.writeheader()
        writer.writerow(_whole(reject))


def _last_byte(path: Path) -> bytes:
    """What it ends with: a program that was killed may have left half a line."""
    with path.open("rb") as file:
        file.seek(-1 if file.seek(0, os.SEEK_END) else 0, os.SEEK_END)
        return file.read(1)


def _header(path: Path, delimiter: str) -> list[str]:
    with path.open(encoding="utf-8-sig", errors="replace", newline="") as file:
        return next(csv.reader(file, delimiter=delimiter), [])


def _rows(path: Path, delimiter: str) -> Iterator[Mapping[str, JSON]]:
    """What the file holds; people mend it by hand, so that a line may be anything."""
    with path.open(encoding="utf-8-sig", errors="replace", newline="") as file:
        if path.suffix == ".jsonl":
            yield from (_object(line) for line in file if line.strip())
            return
        for row in csv.DictReader(file, delimiter=delimiter, restval=""):
            yield {name: value for name, value in row.items() if name is not None}


def _object(line: str) -> Mapping[str, JSON]:
    try:
        value = json.loads(line)
    except (ValueError, RecursionError):
        value = None
    return value if isinstance(value, dict) else {LINE: line.strip()}
