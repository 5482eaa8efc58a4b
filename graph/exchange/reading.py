"""Reads files of our own format: whole and unchanged, or not at all."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import orjson

from graph.exchange.ours import HASHED, VERSION, lasting
from graph.exchange.shapes import refuse_misshapen
from ledger.canonical import JSON, canonical
from ledger.errors import BadInput
from ledger.record import Draft, Grade, Marking, Origin

LONGEST = 512 * 1024 * 1024
"""Bytes that one line may have."""


@dataclass(frozen=True)
class Read:
    """What stands at the head and the end of a file: who made it for whom, and how much of what it holds."""

    head: dict[str, JSON]
    counts: dict[str, int]
    digest: str


def is_ours(path: Path) -> bool:
    """Whether the first line is the head of our own format."""
    with path.open("rb") as file:
        return file.read(10).startswith(b'{"locard":')


def checked(path: Path) -> Read:
    """Read a file through; BadInput where it was cut off, changed, or made by a later version or none."""
    digest, counts = hashlib.sha256(), dict.fromkeys(HASHED, 0)
    feeds: dict[str, int] = {}
    head: dict[str, JSON] = {}
    end: dict[str, JSON] = {}
    for row, kind, said in _parsed(path):
        if end:
            raise BadInput(f"{path.name}:{row}: something stands after the end: it was changed.")
        if row == 1:
            head = _head(path, kind, said)
        elif kind == "end":
            end = said
        elif kind in counts:
            counts[kind] += 1
            digest.update(canonical([kind, lasting(said)]))
            _refuse(path, row, kind, said, feeds)
        else:
            raise BadInput(f"{path.name}:{row}: {kind!r} is nothing that this version of Locard knows.")
    if not end:
        raise BadInput(f"{path.name} was cut off: it has no end. Have it sent again.")
    if end != {**counts, "digest": digest.hexdigest()}:
        raise BadInput(f"{path.name} is not what was written: its digest differs. Have it sent again.")
    return Read(head, counts, digest.hexdigest())


def _refuse(path: Path, row: int, kind: str, said: dict[str, Any], feeds: dict[str, int]) -> None:
    """BadInput for a line that its kind does not look like, or that does not go with those before it."""
    try:
        refuse_misshapen(kind, said)
    except BadInput as error:
        raise BadInput(f"{path.name}:{row}: {error.detail}") from error
    if kind == "feed" and feeds.setdefault(said["name"], row) != row:
        raise BadInput(
            f"{path.name}:{row}: the feed {said['name']} stands in line {feeds[said['name']]} already."
        )
    if kind == "record" and draft_of(said, path.name, row).feed not in feeds:
        raise BadInput(f"{path.name}:{row}: the file does not hold the feed {said['feed']} of this record.")


def lines(path: Path, kind: str) -> Iterator[tuple[int, dict[str, Any]]]:
    """The rows of one kind: feed, record, decision, thing or link."""
    yield from ((row, said) for row, found, said in _parsed(path) if found == kind)


def draft_of(said: dict[str, Any], file: str, row: int) -> Draft:
    """A record as it was exported, to be accepted as it is; BadInput where it is none."""
    try:
        return Draft(
            **{name: said[name] for name in ("source", "feed", "key", "content", "version", "recorded")},
            marking=Marking(**said["marking"]),
            grade=Grade(**said["grade"]),
            origin=Origin(file, row),
        )
    except (KeyError, TypeError) as error:
        raise BadInput(f"{file}:{row}: this is no record: {error}.") from error


def _head(path: Path, kind: str, said: dict[str, JSON]) -> dict[str, JSON]:
    if kind != "locard":
        raise BadInput(f"{path.name} is no export of Locard: its first line is no head.")
    if said.get("version") != VERSION:
        raise BadInput(f"{path.name} was written by another version of Locard ({said.get('version')}).")
    notice = said.get("notice", [])
    if not isinstance(notice, list) or not all(isinstance(line, str) for line in notice):
        raise BadInput(f"{path.name}: its head has no notice in lines.")
    return said


def _parsed(path: Path) -> Iterator[tuple[int, str, dict[str, Any]]]:
    with path.open("rb") as file:
        row = 0
        while line := file.readline(LONGEST):
            row += 1
            try:
                [(kind, said)] = orjson.loads(line).items()
            except (ValueError, AttributeError) as error:
                raise BadInput(
                    f"{path.name}:{row}: not a line of an export: it was cut or changed."
                ) from error
            if not isinstance(said, dict):
                raise BadInput(f"{path.name}:{row}: not a line of an export.")
            yield row, kind, said
