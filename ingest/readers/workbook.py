"""XLSX files: the rows of their sheets as texts, dates as ISO, numbers as the sheet shows them."""

from __future__ import annotations

import io
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import openpyxl
from openpyxl.utils.exceptions import InvalidFileException

from ingest.readers.limits import MAX_CELLS, MAX_SHEET_ROWS, MAX_SHEETS
from ingest.readers.packed import BROKEN, check
from ingest.readers.pages import Pages, Unread
from ingest.readers.quiet import quiet
from ingest.readers.shown import shown
from ledger.errors import BadInput

UNREADABLE = (*BROKEN, InvalidFileException)


@contextmanager
def opened(data: bytes) -> Iterator[list[Any]]:
    """The sheets of a workbook, hidden ones too; formulas give the value last computed."""
    check(data, "XLSX")
    try:
        with quiet():
            book = openpyxl.load_workbook(io.BytesIO(data), read_only=True, data_only=True, keep_links=False)
    except UNREADABLE as error:
        raise BadInput(f"not an XLSX file that can be opened: {error}") from error
    try:
        if len(book.worksheets) > MAX_SHEETS:
            raise BadInput(f"{len(book.worksheets):,} sheets; a workbook has at most {MAX_SHEETS:,}")
        yield list(book.worksheets)
    finally:
        book.close()


def rows(sheet: Any, cells: int = 0) -> Iterator[tuple[int, list[str]]]:
    """Row number and texts of each row that says anything; `cells` have been read of the workbook before.

    Raises BadInput where the sheet is damaged or too large.
    """
    # The size that a sheet declares may be wrong, or a million rows of nothing.
    sheet.reset_dimensions()
    lines = iter(sheet.iter_rows())
    for number in range(1, MAX_SHEET_ROWS + 2):
        try:
            with quiet():
                values = [shown(cell) for cell in next(lines)]
        except StopIteration:
            return
        except UNREADABLE as error:
            raise BadInput(f"sheet {sheet.title!r} is broken after row {number - 1}: {error}") from error
        cells += len(values)
        if number > MAX_SHEET_ROWS or cells > MAX_CELLS:
            raise BadInput(
                f"sheet {sheet.title!r}: more than {MAX_SHEET_ROWS:,} rows, or {MAX_CELLS:,} cells in all"
            )
        if any(values):
            yield number, values


def sheet_text(data: bytes) -> Pages:
    """A page for each sheet: a line for each row that says anything, tabs between its cells.

    What follows a damaged row of a sheet is lost, and told.
    """
    texts: list[str] = []
    numbers: list[list[int]] = []
    unread: list[Unread] = []
    with opened(data) as sheets:
        names = [str(sheet.title) for sheet in sheets]
        cells = 0
        for page, sheet in enumerate(sheets, start=1):
            lines: list[str] = []
            numbers.append([])
            try:
                for number, values in rows(sheet, cells):
                    cells += len(values)
                    numbers[-1].append(number)
                    lines.append("\t".join(" ".join(value.split()) for value in values).rstrip("\t"))
            except BadInput as error:
                unread.append(Unread(page, error.detail))
            texts.append("\n".join(lines))
    return Pages(texts, unread, sheets=names, rows=numbers)
