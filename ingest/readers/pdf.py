"""PDF files: the text that they carry, page by page, and by OCR that of pages which carry none."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager

import pypdfium2 as pdfium
import pypdfium2.raw as raw
from PIL import Image

from ingest.readers.limits import MAX_OCR_PAGES, MAX_PAGES, MAX_READ_PIXELS
from ingest.readers.ocr import Ocr, ocr
from ingest.readers.pages import Pages, Unread
from ledger.errors import BadInput

# PDFium may be entered by one thread of a process at a time; OCR runs outside of it.
_ONE = threading.Lock()
# What PDFium gives for a hyphen at the end of a line, whose word goes on in the next.
_BROKEN_WORD = "\ufffe"
# Letters may be drawn as outlines: a page of paths alone is looked at too.
_DRAWN = [raw.FPDF_PAGEOBJ_IMAGE, raw.FPDF_PAGEOBJ_PATH]
SCALE = 300 / 72
"""Pixels for each point: 300 an inch, which OCR is trained for."""


def pdf_text(data: bytes) -> Pages:
    """The text of each page; those without text are read by OCR, or told where that cannot be."""
    with _opened(data) as document:
        with _ONE:
            if len(document) > MAX_PAGES:
                raise BadInput(f"{len(document):,} pages; a document has at most {MAX_PAGES:,}")
            texts, drawn, unread = _carried(document)
        found = _recognised(document, drawn)
    for index, text in found.items():
        if isinstance(text, BadInput):
            unread.append(Unread(index + 1, text.detail))
        else:
            texts[index] = text
    read = [index + 1 for index, text in found.items() if isinstance(text, str)]
    return Pages(texts, sorted(unread), read)


@contextmanager
def _opened(data: bytes) -> Iterator[pdfium.PdfDocument]:
    with _ONE:
        try:
            document = pdfium.PdfDocument(data)
        except pdfium.PdfiumError as error:
            raise BadInput(_why(str(error))) from error
    try:
        yield document
    finally:
        with _ONE:
            document.close()


def _why(error: str) -> str:
    if "password" in error.lower():
        return "the PDF asks for a password; save it without one"
    return f"not a PDF that can be opened: {error}"


def _carried(document: pdfium.PdfDocument) -> tuple[list[str], list[int], list[Unread]]:
    """The text of each page, the places of those with none but with something drawn, and the broken ones."""
    texts: list[str] = []
    drawn: list[int] = []
    unread: list[Unread] = []
    for index in range(len(document)):
        try:
            text, picture = _page(document, index)
        except pdfium.PdfiumError as error:
            text, picture = "", False
            unread.append(Unread(index + 1, f"cannot be opened: {error}"))
        if picture:
            drawn.append(index)
        texts.append(text)
    return texts, drawn, unread


def _page(document: pdfium.PdfDocument, index: int) -> tuple[str, bool]:
    page = document[index]
    try:
        content = page.get_textpage()
        try:
            text = _plain(str(content.get_text_range()))
        finally:
            content.close()
        return text, not text.strip() and any(page.get_objects(filter=_DRAWN))
    finally:
        page.close()


def _plain(text: str) -> str:
    """Lines as everywhere else, words whole, and no half characters, which some fonts give."""
    whole = text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
    return whole.replace("\r\n", "\n").replace(_BROKEN_WORD, "").replace("\0", "")


def _recognised(document: pdfium.PdfDocument, drawn: list[int]) -> dict[int, str | BadInput]:
    """What OCR reads on these pages, or why it does not; no OCR is looked for where there is none to do."""
    if not drawn:
        return {}
    try:
        reads = ocr()
    except BadInput as error:
        return dict.fromkeys(drawn, error)
    many = BadInput(f"not read: OCR reads at most {MAX_OCR_PAGES:,} pages of a document")
    found = {index: _text(reads, document, index) for index in drawn[:MAX_OCR_PAGES]}
    return found | dict.fromkeys(drawn[MAX_OCR_PAGES:], many)


def _text(reads: Ocr, document: pdfium.PdfDocument, index: int) -> str | BadInput:
    try:
        with _ONE:
            image = _rendered(document, index)
        return reads.text(image)
    except BadInput as error:
        return error


def _rendered(document: pdfium.PdfDocument, index: int) -> Image.Image:
    """The page as a picture, at a lower resolution where it is larger than any sheet of paper."""
    try:
        page = document[index]
        try:
            size = max(page.get_width() * page.get_height(), 1.0)
            bitmap = page.render(scale=min(SCALE, (MAX_READ_PIXELS / size) ** 0.5), grayscale=True)
            try:
                image: Image.Image = bitmap.to_pil().copy()
                return image
            finally:
                bitmap.close()
        finally:
            page.close()
    except (pdfium.PdfiumError, ValueError, MemoryError) as error:
        raise BadInput(f"cannot be drawn for OCR: {error}") from error
