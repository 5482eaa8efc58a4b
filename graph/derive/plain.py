"""Words without what people leave out when they type: diacritics, capitals, signs, other scripts."""

from __future__ import annotations

import re

from anyascii import anyascii

WORD = re.compile(r"[a-z0-9]+")


def plain(text: str) -> str:
    """Latin letters without diacritics, lower case, words apart by one space: "Đặng-Ülker" → "dang ulker"."""
    return " ".join(WORD.findall((text if text.isascii() else anyascii(text)).lower()))


def compact(text: str) -> str:
    """The letters and figures alone: "1-ABC-234" → "1abc234"."""
    return plain(text).replace(" ", "")
