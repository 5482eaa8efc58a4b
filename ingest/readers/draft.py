"""A row's content to a draft: its key, version, grade and marking, or the reason why it is rejected."""

from __future__ import annotations

from collections.abc import Mapping

from ingest.feeds.cell import Cell, Row, Scope, first_text
from ingest.feeds.model import Feed, marked
from ingest.readers.reject import Reject
from ledger.canonical import JSON, canonical, digest
from ledger.record import Draft, Marking, Origin

SEPARATOR = "|"
MAY_BE_EMPTY = ("compartment", "unit")
"""Parts of a marking that most records do not have."""
OURS = "locard_"
"""Columns that start so are ours, in a rejects file; they are not what the source said."""


def draft(feed: Feed, content: Row, file: str, row: int) -> Draft | Reject:
    """The draft that a feed makes of one row, or its rejection."""
    said = {name: value for name, value in content.items() if not name.startswith(OURS)}
    scope = Scope(said, feed.missing)
    if reason := _empty(said) or _wrong(said) or _missing(feed, scope):
        return Reject(file, row, reason, content)
    key = source_key(feed, scope)
    marking, reason = (feed.fixed_marking, "") if feed.fixed_marking else _marking(feed, scope)
    if not key or marking is None:
        why = reason or f"no source key: {', '.join(feed.key)} is empty"
        return Reject(file, row, why, content)
    return Draft(
        source=feed.source,
        feed=feed.name,
        key=key,
        content=said,
        version=first_text(scope, feed.order) if feed.order else "",
        marking=marking,
        grade=feed.fixed_grade or feed.graded(scope),
        recorded=feed.recorded.first(scope) if feed.recorded else "",
        origin=Origin(file, row),
    )


def source_key(feed: Feed, scope: Scope) -> str:
    """The values of the key's columns, joined; a digest of the content for a feed without key columns."""
    if not feed.key:
        return digest(dict(scope.row))[:32]
    parts = [first_text(scope, name) for name in feed.key]
    if not any(parts):
        return ""
    return SEPARATOR.join(part.replace("\\", "\\\\").replace(SEPARATOR, "\\" + SEPARATOR) for part in parts)


def _empty(content: Row) -> str:
    return "" if any(v not in (None, "", [], {}) for v in content.values()) else "no value in any column"


def _wrong(content: Row) -> str:
    """Why no store could keep it as it stands: NUL, half characters, lists too deep in one another."""
    try:
        # an id is derived from the content inside a list: it must still fit one level down
        plain = canonical([[content]])
    except TypeError as error:
        half = "surrogate" in str(error)
        return "a character that is none: half of a surrogate pair" if half else f"it cannot be kept: {error}"
    return "a NUL character in it" if b"\\u0000" in plain and _holds_nul(content) else ""


def _holds_nul(value: JSON) -> bool:
    """True when a text in it has one; the escape alone may also be what a text says."""
    if isinstance(value, Mapping):
        return any(_holds_nul(part) for pair in value.items() for part in pair)
    if isinstance(value, list):
        return any(_holds_nul(part) for part in value)
    return isinstance(value, str) and "\0" in value


def _missing(feed: Feed, scope: Scope) -> str:
    for name in feed.required:
        if not first_text(scope, name):
            return f"{name} is empty and the feed requires it"
    for name, cell in feed.strict:
        for read in cell.read(scope):
            if read.reason:
                return f"{name} is {read.raw!r}: {read.reason}; the feed requires it"
    return ""


def _marking(feed: Feed, scope: Scope) -> tuple[Marking | None, str]:
    """The marking of a record; a column that decides who may see it must hold a known value."""
    given: dict[str, str] = {}
    for name, cell in feed.marking:
        given[name], reason = _word(name, cell, scope)
        if reason and not (name in MAY_BE_EMPTY and _is_plainly_empty(cell, scope)):
            return None, reason
    return marked(feed.domain, given), ""


def _is_plainly_empty(cell: Cell, scope: Scope) -> bool:
    """The columns are there and hold nothing: neither left out, nor a sign for what is not known."""
    said = [scope.row.get(name) for name in cell.columns]
    return not cell.mapping and all(isinstance(one, str) and not one.strip() for one in said)


def _word(name: str, cell: Cell, scope: Scope) -> tuple[str, str]:
    reads = cell.read(scope)
    if not reads:
        return "", f"no {name}: {', '.join(cell.columns)} is empty"
    return reads[0].value, f"{name} {reads[0].raw!r}: {reads[0].reason}" if reads[0].reason else ""
