"""Words without what people leave out when they type: diacritics, capitals, signs, other scripts."""

from __future__ import annotations

import re

from anyascii import anyascii

WORD = re.compile(r"[a-z0-9]+")
OTHER = re.compile(r"[^\W\x00-\x7f]+")
"""Letters beyond ASCII; of some a sign is made that parts no word: "Ольга" → "Ol'ga", "პეტრე" → "p'et're"."""
SIGN = re.compile("['`\"]")


def plain(text: str) -> str:
    """Latin letters without diacritics, lower case, words apart by one space: "Đặng-Ülker" → "dang ulker"."""
    return " ".join(WORD.findall((text if text.isascii() else anyascii(_latin(text))).lower()))


def _latin(text: str) -> str:
    return OTHER.sub(lambda letters: SIGN.sub("", anyascii(letters[0])), text)


def compact(text: str) -> str:
    """The letters and figures alone: "1-ABC-234" → "1abc234"."""
    return plain(text).replace(" ", "")
