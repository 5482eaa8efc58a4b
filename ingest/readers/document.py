"""Documents: one file is one record, with its text, where its pages start, and its digest."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import NamedTuple

from ingest.feeds.model import Feed
from ingest.readers.draft import draft
from ingest.readers.limits import MAX_FILE, MAX_TEXT
from ingest.readers.pdf import pdf_text
from ingest.readers.plain import plain_text
from ingest.readers.reject import Reject
from ingest.readers.word import word_text
from ledger.canonical import JSON
from ledger.errors import BadInput
from ledger.record import Draft

READERS: Mapping[str, Callable[[bytes], tuple[list[str], list[tuple[int, str]]]]] = {
    ".txt": plain_text,
    ".docx": word_text,
    ".pdf": pdf_text,
}
SUFFIXES = tuple(READERS)
BETWEEN_PAGES = "\n"


class Whole(NamedTuple):
    """The text of all pages, and where each starts in it."""

    text: str
    pages: list[int]


def read_document(path: Path, feed: Feed) -> Iterator[Draft | Reject]:
    """The document as a draft; a reject with the reason for it, or for each page that could not be read."""
    try:
        data = _bytes(path)
        named = _names(path, feed)
        pages, unread = READERS[path.suffix.lower()](data)
        whole = _joined(pages)
    except BadInput as error:
        yield Reject(path.name, 0, error.detail, {"file": path.name, "page": ""})
        return
    content: dict[str, JSON] = {**named, "text": whole.text, "pages": whole.pages}
    content["sha256"] = hashlib.sha256(data).hexdigest()
    yield draft(feed, content, path.name, 0)
    for page, why in unread:
        yield Reject(path.name, page, f"page {page}: {why}", {"file": path.name, "page": str(page)})


def _bytes(path: Path) -> bytes:
    if path.suffix.lower() not in READERS:
        raise BadInput(f"{path.suffix or 'a file without ending'} is not read; save it as DOCX, PDF or TXT")
    size = path.stat().st_size
    if size == 0:
        raise BadInput("the file is empty")
    if size > MAX_FILE:
        raise BadInput(f"{size:,} bytes; a document has at most {MAX_FILE:,}")
    return path.read_bytes()


def _names(path: Path, feed: Feed) -> dict[str, str]:
    """The columns that the file name gives: the groups of the feed's pattern, else `file` alone."""
    if not feed.file_pattern:
        return {"file": path.stem}
    found = re.fullmatch(feed.file_pattern, path.stem)
    if found is None:
        raise BadInput(f"the file name does not fit the feed's pattern {feed.file_pattern}")
    return {"file": path.stem, **{name: value or "" for name, value in found.groupdict().items()}}


def _joined(pages: list[str]) -> Whole:
    text, starts = "", list[int]()
    for page in pages:
        text += BETWEEN_PAGES if starts else ""
        starts.append(len(text))
        text += page
    if not text.strip():
        raise BadInput("no text in it: a scan needs to be read by OCR first")
    if len(text) > MAX_TEXT:
        raise BadInput(f"{len(text):,} characters of text; a document has at most {MAX_TEXT:,}")
    return Whole(text, starts)
