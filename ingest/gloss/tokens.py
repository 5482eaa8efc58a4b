"""The words of a text that may be glossed: runs of letters outside numbers, addresses and plates."""

from __future__ import annotations

import re
from collections.abc import Iterator

_CHUNK = re.compile(r"\S+")
_IDENTIFIER = re.compile(r"[\d@]|://|^www\.", re.I)
_WORD = re.compile(r"[^\W\d_](?:[^\W\d_]|[\u0300-\u036f])*(?:['’]s(?!\w))?")


def words_of(text: str) -> Iterator[tuple[int, int]]:
    """Offsets of all words; what holds a digit, an @ or a web address is an identifier, not words."""
    for chunk in _CHUNK.finditer(text):
        run = chunk.group()
        if run.isalpha():
            yield chunk.span()
        elif not _IDENTIFIER.search(run):
            for word in _WORD.finditer(text, *chunk.span()):
                yield word.span()
