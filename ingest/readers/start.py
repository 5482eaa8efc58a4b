"""Opens a text file by the mark at its start, else by the encoding that the feed names."""

from __future__ import annotations

import codecs
import re
from pathlib import Path
from typing import TextIO

# Longest first: the mark of UTF-32 starts like that of UTF-16.
MARKS = (
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)

# A byte that does not decode stands in the text as half a character of its own, so that only its row
# is refused. Python's own handler for that does not know bytes below 128, which UTF-16 can break at.
KEEP_BYTES = "locard.keep_bytes"
_KEPT = re.compile("[\udc00-\udcff]+")


def _keep_bytes(error: UnicodeError) -> tuple[str, int]:
    if not isinstance(error, UnicodeDecodeError):
        raise error
    return "".join(chr(0xDC00 + byte) for byte in error.object[error.start : error.end]), error.end


codecs.register_error(KEEP_BYTES, _keep_bytes)


def marked(head: bytes) -> str:
    """The encoding that the first bytes declare, or ""."""
    return next((name for mark, name in MARKS if head.startswith(mark)), "")


def opened(path: Path, encoding: str) -> TextIO:
    """The file as text, lines as they stand; bytes that do not decode are kept in their row."""
    with path.open("rb") as start:
        declared = marked(start.read(4))
    return path.open(encoding=declared or encoding, errors=KEEP_BYTES, newline="")


def undecoded(text: str) -> bool:
    """True when bytes in it did not decode."""
    return not text.isascii() and _KEPT.search(text) is not None


def readable(text: str) -> str:
    """Bytes that did not decode, as the commonest encoding here has them."""
    return text if text.isascii() else _KEPT.sub(_as_windows, text)


def _as_windows(kept: re.Match[str]) -> str:
    return bytes(ord(c) - 0xDC00 for c in kept[0]).decode("cp1252", "backslashreplace")
