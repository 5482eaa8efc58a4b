"""Plain text files of any encoding."""

from __future__ import annotations

from ingest.readers.pages import Pages
from ingest.readers.start import marked
from ledger.errors import BadInput

# Half of all bytes are NUL in UTF-16 of Latin letters; in text of another encoding none is.
NULS = 0.3
SAMPLE = 4_000
LAST = "cp1252"


def plain_text(data: bytes) -> Pages:
    """The text, a page at each form feed: UTF by its mark, else UTF-8, UTF-16 or Windows-1252."""
    text = decoded(data).replace("\r\n", "\n").replace("\r", "\n")
    if "\0" in text:
        raise BadInput("not a text: it holds NUL characters")
    return Pages(text.split("\f"))


def decoded(data: bytes) -> str:
    """Bytes as text, by their mark or else by what they look like; BadInput where nothing fits."""
    for encoding in [marked(data[:4]) or _unmarked(data), LAST]:
        try:
            return data.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise BadInput("neither UTF-8, UTF-16 nor Windows-1252; save it as UTF-8")


def _unmarked(data: bytes) -> str:
    sample = data[:SAMPLE]
    if sample[1::2].count(0) > NULS * len(sample) / 2:
        return "utf-16-le"
    if sample[::2].count(0) > NULS * len(sample) / 2:
        return "utf-16-be"
    return "utf-8"
