"""Two CSV files, nodes and links, in UTF-8 with a mark that spreadsheets know; no cell is a formula."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence
from typing import BinaryIO

from graph.exchange.bundle import Thing, Tie
from graph.exchange.export import Export, Format, cell, joined

MARK = b"\xef\xbb\xbf"
NODE = ("id", "type", "caption")
AFTER = ("sources", "records", "handling", "marking", "recipient")
LINK = (
    *("id", "from", "type", "to", "kind", "status", "disputed", "roles", "details", "grade", "sources"),
    *("valid_from", "valid_to", "first_recorded", "last_recorded", "records"),
    *("handling", "marking", "recipient"),
)


def write(export: Export, files: Sequence[BinaryIO]) -> None:
    """A row per thing and a row per link; each row bears the marking of the whole and its own."""
    nodes, links = files
    names = export.properties()
    _line(nodes, (*NODE, *names, *AFTER), MARK)
    for thing in export.things():
        _line(nodes, _thing(export, thing, names))
    _line(links, LINK, MARK)
    for tie in export.bundle.ties:
        _line(links, _tie(export, tie))


def _thing(export: Export, thing: Thing, names: Iterable[str]) -> list[str]:
    values = [joined(thing.values.get(name, ())) for name in names]
    after = [joined(thing.sources), joined(thing.records), thing.marking]
    return [thing.id, thing.type, thing.caption, *values, *after, *_of_all(export)]


def _tie(export: Export, tie: Tie) -> list[str]:
    roles = joined([f"{role} ({status})" for role, status in tie.roles])
    told = [tie.id, tie.source, tie.type, tie.target, tie.kind, tie.status, str(tie.disputed).lower(), roles]
    told += [joined(tie.details), tie.grade, str(tie.sources), tie.valid_from, tie.valid_to]
    told += [tie.first_recorded, tie.last_recorded, joined(tie.records), tie.marking]
    return [*told, *_of_all(export)]


def _of_all(export: Export) -> tuple[str, str]:
    return export.notice.marking.text, export.notice.recipient


def _line(file: BinaryIO, cells: Iterable[str], before: bytes = b"") -> None:
    text = io.StringIO(newline="")
    csv.writer(text, lineterminator="\r\n").writerow([cell(one) for one in cells])
    file.write(before + text.getvalue().encode())


FORMAT = Format("csv", "CSV: nodes and links", (".nodes.csv", ".links.csv"), "text/csv", write)
