"""PDF files: the text that they carry, page by page."""

from __future__ import annotations

import threading

import pypdfium2 as pdfium
import pypdfium2.raw as raw

from ingest.readers.limits import MAX_PAGES
from ledger.errors import BadInput

# PDFium may be entered by one thread of a process at a time.
_ONE = threading.Lock()
# What PDFium gives for a hyphen at the end of a line, whose word goes on in the next.
_BROKEN_WORD = "\ufffe"
_SCANNED = "an image without text; it needs to be read by OCR first"


def pdf_text(data: bytes) -> tuple[list[str], list[tuple[int, str]]]:
    """The text of each page, and the pages that are an image alone, by their number from 1."""
    with _ONE:
        try:
            document = pdfium.PdfDocument(data)
        except pdfium.PdfiumError as error:
            raise BadInput(_why(str(error))) from error
        try:
            if len(document) > MAX_PAGES:
                raise BadInput(f"{len(document):,} pages; a document has at most {MAX_PAGES:,}")
            return _pages(document)
        finally:
            document.close()


def _why(error: str) -> str:
    if "password" in error.lower():
        return "the PDF asks for a password; save it without one"
    return f"not a PDF that can be opened: {error}"


def _pages(document: pdfium.PdfDocument) -> tuple[list[str], list[tuple[int, str]]]:
    pages: list[str] = []
    unread: list[tuple[int, str]] = []
    for i in range(len(document)):
        try:
            text, image = _page(document, i)
        except pdfium.PdfiumError as error:
            text, image = "", False
            unread.append((i + 1, f"cannot be opened: {error}"))
        if image and not text.strip():
            unread.append((i + 1, _SCANNED))
        pages.append(text)
    return pages, unread


def _page(document: pdfium.PdfDocument, index: int) -> tuple[str, bool]:
    page = document[index]
    try:
        content = page.get_textpage()
        try:
            text = str(content.get_text_range())
        finally:
            content.close()
        image = not text.strip() and any(page.get_objects(filter=[raw.FPDF_PAGEOBJ_IMAGE]))
        return _plain(text), image
    finally:
        page.close()


def _plain(text: str) -> str:
    """Lines as everywhere else, words whole, and no half characters, which some fonts give."""
    whole = text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
    return whole.replace("\r\n", "\n").replace(_BROKEN_WORD, "").replace("\0", "")
