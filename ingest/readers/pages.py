"""What a reader makes of one document: the text of its pages, and which of them it could not read."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

from ingest.readers.limits import MAX_TEXT
from ledger.canonical import JSON
from ledger.errors import BadInput

BETWEEN_PAGES = "\n"


class Unread(NamedTuple):
    """A page (from 1) that could not be read, and why."""

    page: int
    why: str


@dataclass(frozen=True)
class Pages:
    """The text of each page; a sheet of a workbook is a page.

    `ocr` are the numbers of the pages that OCR read. A workbook gives the names of its `sheets` and for
    each the row numbers of its lines, in `rows`.
    """

    texts: Sequence[str]
    unread: Sequence[Unread] = ()
    ocr: Sequence[int] = ()
    sheets: Sequence[str] = ()
    rows: Sequence[Sequence[int]] = ()

    def content(self) -> dict[str, JSON]:
        """The columns of a document: `text`, `pages`, and `ocr`, `sheets`, `rows` where there are any.

        `pages` has the offset at which each page starts; `rows` has pairs of offset and row number, for
        the first line of each sheet and for each line whose row does not follow that of the line before.
        """
        text = BETWEEN_PAGES.join(self.texts)
        if not text.strip():
            raise BadInput(self._no_text())
        if len(text) > MAX_TEXT:
            raise BadInput(f"{len(text):,} characters of text; a document has at most {MAX_TEXT:,}")
        starts = self._starts()
        content: dict[str, JSON] = {"text": text, "pages": starts}
        if self.ocr:
            content["ocr"] = list(self.ocr)
        if self.sheets:
            content |= {"sheets": list(self.sheets), "rows": self._jumps(starts)}
        return content

    def _no_text(self) -> str:
        if self.unread:
            return self.unread[0].why
        return "no text in it that OCR can read" if self.ocr else "no text in it"

    def _starts(self) -> list[int]:
        starts, at = [], 0
        for text in self.texts:
            starts.append(at)
            at += len(text) + len(BETWEEN_PAGES)
        return starts

    def _jumps(self, starts: Sequence[int]) -> list[list[int]]:
        jumps = []
        for text, start, numbers in zip(self.texts, starts, self.rows, strict=True):
            at, follows = start, 0
            for line, number in zip(text.split("\n"), numbers, strict=False):
                if number != follows:
                    jumps.append([at, number])
                at, follows = at + len(line) + 1, number + 1
        return jumps
