"""DOCX files: all their text in the order in which it stands, tables and boxes too."""

from __future__ import annotations

import io
from collections.abc import Iterator
from typing import Any

import docx
from docx.opc.exceptions import PackageNotFoundError
from docx.oxml.ns import qn

from ingest.readers.packed import BROKEN, check
from ingest.readers.pages import Pages
from ledger.errors import BadInput

TEXT, TAB, BREAK, RETURN = qn("w:t"), qn("w:tab"), qn("w:br"), qn("w:cr")
PARAGRAPH, TABLE, ROW, CELL = qn("w:p"), qn("w:tbl"), qn("w:tr"), qn("w:tc")
HYPHEN = qn("w:noBreakHyphen")
# What was struck out in review is not said; a fallback repeats a box; properties hold no text.
SKIPPED = {
    *(qn("w:del"), qn("w:moveFrom"), qn("w:pPr"), qn("w:rPr"), qn("w:tcPr"), qn("w:instrText")),
    "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback",
}


def word_text(data: bytes) -> Pages:
    """The text as one page: a line per paragraph, a line per table row with tabs between its cells."""
    check(data, "DOCX")
    try:
        document = docx.Document(io.BytesIO(data))
        parts = [*_headers(document), document.element.body]
        lines = [line for part in parts for line in _blocks(part)]
    except (*BROKEN, PackageNotFoundError) as error:
        raise BadInput(f"not a DOCX file that can be opened: {error}") from error
    return Pages(["\n".join(lines)])


def _headers(document: Any) -> list[Any]:
    """The page headers, each once: file numbers often stand there and nowhere else."""
    kept = [s.header for s in document.sections if not s.header.is_linked_to_previous]
    return [header._element for header in kept]


def _blocks(element: Any) -> Iterator[str]:
    for child in element:
        if child.tag == PARAGRAPH:
            yield "".join(_runs(child))
        elif child.tag == TABLE:
            yield from ("\t".join(_cell(c) for c in row.iter(CELL)) for row in child.iter(ROW))
        elif child.tag not in SKIPPED:
            yield from _blocks(child)


def _cell(cell: Any) -> str:
    return " ".join(line.strip() for line in _blocks(cell) if line.strip())


def _runs(element: Any) -> Iterator[str]:
    for child in element:
        if child.tag == TEXT:
            yield child.text or ""
        elif child.tag in (BREAK, RETURN):
            yield "\n"
        elif child.tag == TAB:
            yield "\t"
        elif child.tag == HYPHEN:
            yield "-"
        elif child.tag == PARAGRAPH:
            yield "\n" + "".join(_runs(child))
        elif child.tag not in SKIPPED:
            yield from _runs(child)
