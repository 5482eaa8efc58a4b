"""Reads a file or a folder through a feed."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

from ingest.feeds.model import Feed
from ingest.readers.document import NOT_READ, SUFFIXES, read_document
from ingest.readers.ftm import read_ftm
from ingest.readers.jsonl import read_jsonl
from ingest.readers.reject import Reject
from ingest.readers.rows import read_rows
from ingest.readers.sheet import read_sheet
from ledger.errors import BadInput
from ledger.record import Draft

Reader = Callable[[Path, Feed], Iterator[Draft | Reject]]

READERS: Mapping[str, Reader] = {
    "csv": read_rows,
    "jsonl": read_jsonl,
    "xlsx": read_sheet,
    "document": read_document,
    "ftm": read_ftm,
}
ENDINGS: Mapping[str, tuple[str, ...]] = {
    "csv": (".csv", ".tsv"),
    "jsonl": (".jsonl", ".ndjson"),
    "xlsx": (".xlsx", ".xlsm"),
    "document": SUFFIXES,
    "ftm": (".json", ".jsonl", ".ndjson"),
}

# Documents that people keep beside those that are read: they are told, not passed over.
UNREAD = (
    *(".doc", ".rtf", ".odt", ".msg", ".htm", ".html", ".xps", ".xls", ".ods", ".ppt", ".pptx"),
    *(".bmp", ".gif", ".heic", ".webp", ".zip"),
)


def read(path: Path | str, feed: Feed) -> Iterator[Draft | Reject]:
    """Drafts and rejects of a file, or of all files of the feed's format in a folder, ordered by path.

    A file named alone that cannot be used at all raises BadInput; in a folder it is a reject of row 0.
    """
    path = Path(path)
    if path.is_dir():
        yield from _folder(path, feed)
    elif not path.is_file():
        raise BadInput(f"there is no file or folder {path.name}")
    else:
        yield from READERS[feed.format](path, feed)


def files(folder: Path, feed: Feed) -> list[Path]:
    """The files in a folder that the feed reads, by their paths; hidden ones are left out."""
    return _visible(folder, ENDINGS[feed.format])


def _visible(folder: Path, endings: tuple[str, ...]) -> list[Path]:
    found = (p for p in folder.rglob("*") if p.is_file() and p.suffix.lower() in endings)
    visible = (p for p in found if not any(part.startswith(".") for part in p.relative_to(folder).parts))
    return sorted(visible, key=lambda p: p.relative_to(folder).as_posix())


def _folder(folder: Path, feed: Feed) -> Iterator[Draft | Reject]:
    seen: dict[tuple[str, str], str] = {}
    found = files(folder, feed)
    if not found:
        raise BadInput(f"no {' or '.join(ENDINGS[feed.format])} file in {folder.name}")
    if feed.format == "document":
        yield from (
            Reject(p.name, 0, f"{p.suffix.lower()} {NOT_READ}", {"file": p.name, "page": ""})
            for p in _visible(folder, UNREAD)
        )
    for path in found:
        try:
            for item in READERS[feed.format](path, feed):
                yield _alone(item, seen) if feed.format == "document" else item
        except BadInput as error:
            yield Reject(path.name, 0, error.detail)


def _alone(item: Draft | Reject, seen: dict[tuple[str, str], str]) -> Draft | Reject:
    """Two documents of one folder with one source key would pass for versions of each other."""
    if isinstance(item, Reject):
        return item
    first = seen.setdefault((item.key, item.version), str(item.content["sha256"]))
    if first == item.content["sha256"]:
        return item
    why = f"another document of this folder has the source key {item.key}; rename it or give a pattern"
    return Reject(item.origin.file, 0, why, {"file": item.origin.file, "page": ""})
