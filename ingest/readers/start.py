"""Opens a text file by the mark at its start, else by the encoding that the feed names."""

from __future__ import annotations

import codecs
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


def marked(head: bytes) -> str:
    """The encoding that the first bytes declare, or ""."""
    return next((name for mark, name in MARKS if head.startswith(mark)), "")


def opened(path: Path, encoding: str) -> TextIO:
    """The file as text, lines as they stand; bytes that do not decode stay marked in their row."""
    with path.open("rb") as start:
        declared = marked(start.read(4))
    return path.open(encoding=declared or encoding, errors="surrogateescape", newline="")
