"""Documents: one file is one record, with its text, where its pages start, and its digest."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from ingest.feeds.cell import Scope
from ingest.feeds.model import Feed
from ingest.readers.draft import draft, source_key
from ingest.readers.limits import MAX_FILE, MAX_MESSAGE_DEPTH
from ingest.readers.mail import Part, message
from ingest.readers.pages import Pages
from ingest.readers.pdf import pdf_text
from ingest.readers.picture import picture_text
from ingest.readers.plain import plain_text
from ingest.readers.reject import Reject
from ingest.readers.word import word_text
from ingest.readers.workbook import sheet_text
from ledger.canonical import JSON
from ledger.errors import BadInput
from ledger.record import Draft

MAIL = ".eml"
READERS: Mapping[str, Callable[[bytes], Pages]] = {
    ".txt": plain_text,
    ".docx": word_text,
    ".pdf": pdf_text,
    ".xlsx": sheet_text,
    ".xlsm": sheet_text,
    **dict.fromkeys((".png", ".jpg", ".jpeg", ".tif", ".tiff"), picture_text),
}
SUFFIXES = (*READERS, MAIL)
NOT_READ = "is not read; save it as DOCX, PDF, TXT, XLSX, EML, PNG, JPEG or TIFF"
WITHIN = "/"
"""Between a message and what is attached to it, in names and keys."""


@dataclass(frozen=True)
class _Document:
    """A file, or one that was attached to a message: then `key` is its own and `depth` that of messages."""

    file: str
    ending: str
    data: bytes
    named: Mapping[str, str]
    key: str = ""
    depth: int = 0


def read_document(path: Path, feed: Feed) -> Iterator[Draft | Reject]:
    """The document and what is attached to it as drafts; rejects for what could not be read, with reasons."""
    try:
        ending = path.suffix.lower()
        given = _Document(path.name, ending, _bytes(path, ending), _names(path, feed))
    except BadInput as error:
        yield _reject(path.name, error.detail)
        return
    yield from _read(given, feed)


def _bytes(path: Path, ending: str) -> bytes:
    _readable(ending)
    size = path.stat().st_size
    if size > MAX_FILE:
        raise BadInput(f"{size:,} bytes; a document has at most {MAX_FILE:,}")
    return path.read_bytes()


def _readable(ending: str) -> None:
    if ending not in SUFFIXES:
        raise BadInput(f"{ending or 'a file without ending'} {NOT_READ}")


def _names(path: Path, feed: Feed) -> dict[str, str]:
    """The columns that the file name gives: the groups of the feed's pattern, else `file` alone."""
    if not feed.file_pattern:
        return {"file": path.stem}
    found = re.fullmatch(feed.file_pattern, path.stem)
    if found is None:
        raise BadInput(f"the file name does not fit the feed's pattern {feed.file_pattern}")
    return {"file": path.stem, **{name: value or "" for name, value in found.groupdict().items()}}


def _read(given: _Document, feed: Feed) -> Iterator[Draft | Reject]:
    pages, parts = Pages(()), list[Part]()
    try:
        pages, parts = _opened(given)
        made = _draft(given, pages, feed)
    except BadInput as error:
        made = _reject(given.file, error.detail)
    yield made
    if isinstance(made, Draft):
        yield from (_reject(given.file, f"page {page}: {why}", page) for page, why in pages.unread)
    key = (
        made.key
        if isinstance(made, Draft)
        else given.key or source_key(feed, Scope(given.named, feed.missing))
    )
    for part in parts:
        yield from _attached(given, part, key, feed)


def _opened(given: _Document) -> tuple[Pages, list[Part]]:
    """The text of a document, and what is attached to it."""
    _readable(given.ending)
    if not given.data:
        raise BadInput("the file is empty")
    if given.ending == MAIL:
        mail = message(given.data)
        return Pages([mail.text]), mail.parts
    return READERS[given.ending](given.data), []


def _draft(given: _Document, pages: Pages, feed: Feed) -> Draft | Reject:
    content: dict[str, JSON] = {**given.named, **pages.content()}
    content["sha256"] = hashlib.sha256(given.data).hexdigest()
    made = draft(feed, content, given.file, 0)
    return replace(made, key=given.key) if given.key and isinstance(made, Draft) else made


def _attached(mail: _Document, part: Part, key: str, feed: Feed) -> Iterator[Draft | Reject]:
    """An attachment as a document of its own: it has the columns that the message has by its name."""
    file, depth = mail.file + WITHIN + part.name, mail.depth + (part.ending == MAIL)
    if part.why or depth > MAX_MESSAGE_DEPTH:
        yield _reject(file, part.why or f"a message more than {MAX_MESSAGE_DEPTH} deep in others")
        return
    named = {**mail.named, "file": mail.named["file"] + WITHIN + part.name}
    yield from _read(_Document(file, part.ending, part.data, named, key + WITHIN + part.name, depth), feed)


def _reject(file: str, reason: str, page: int = 0) -> Reject:
    return Reject(file, page, reason, {"file": file, "page": str(page) if page else ""})
