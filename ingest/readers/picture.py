"""Pictures (PNG, JPEG, TIFF): their text by OCR, a page for each picture in the file."""

from __future__ import annotations

import io
import struct
import zlib

from PIL import Image, ImageOps

from ingest.readers.limits import MAX_OCR_PAGES, MAX_PIXELS
from ingest.readers.ocr import Ocr, ocr
from ingest.readers.pages import Pages, Unread
from ingest.readers.quiet import quiet
from ledger.errors import BadInput

FORMATS = ("PNG", "JPEG", "TIFF")
BROKEN = (
    *(OSError, ValueError, SyntaxError, EOFError, TypeError, KeyError, IndexError, OverflowError),
    *(struct.error, zlib.error, Image.DecompressionBombError),
)


def picture_text(data: bytes) -> Pages:
    """The text of each picture in the file; one that cannot be read costs itself alone."""
    with quiet():
        try:
            image = Image.open(io.BytesIO(data), formats=FORMATS)
        except Image.DecompressionBombError as error:
            raise BadInput(f"too large a picture: at most {MAX_PIXELS:,} pixels are read") from error
        except BROKEN as error:
            raise BadInput("not a picture that can be opened: PNG, JPEG and TIFF are read") from error
        with image:
            return _pages(image, ocr())


def _pages(image: Image.Image, reads: Ocr) -> Pages:
    texts: list[str] = []
    unread: list[Unread] = []
    read: list[int] = []
    count = _count(image)
    for page in range(1, min(count, MAX_OCR_PAGES) + 1):
        try:
            texts.append(reads.text(_frame(image, page - 1)))
            read.append(page)
        except BadInput as error:
            texts.append("")
            unread.append(Unread(page, error.detail))
    if count > MAX_OCR_PAGES:
        unread.append(Unread(MAX_OCR_PAGES + 1, f"{count:,} pages; the first {MAX_OCR_PAGES:,} are read"))
    return Pages(texts, unread, read)


def _count(image: Image.Image) -> int:
    """How many pictures the file has: only a TIFF has several that are pages."""
    try:
        return int(getattr(image, "n_frames", 1)) if image.format == "TIFF" else 1
    except BROKEN as error:
        raise BadInput(f"a broken TIFF: {error}") from error


def _frame(image: Image.Image, index: int) -> Image.Image:
    """One picture of the file, upright as its camera says."""
    try:
        if index:
            image.seek(index)
        if image.width * image.height > MAX_PIXELS:
            size = f"{image.width:,} × {image.height:,}"
            raise BadInput(f"too large a picture: {size}; at most {MAX_PIXELS:,} pixels are read")
        image.load()
        return ImageOps.exif_transpose(image)
    except BROKEN as error:
        raise BadInput(f"a broken picture: {error}") from error
