"""Words of a text with their offsets and shape: the one pass that the name components share."""

from __future__ import annotations

import re
from typing import NamedTuple

UPPER = "".join(c for c in map(chr, range(0x41, 0x250)) if c.isupper())
CAP = rf"[{UPPER}]"
NAME = rf"(?:[dDlLTtOoMmNn]['’])?{CAP}[^\W\d_]*(?:['’\-]{CAP}?[^\W\d_]+)*"
"""A word with a capital: "Peeters", "T'Jampens", "Jean-Pierre", "EL"."""

_WORD = re.compile(
    rf"(?P<i>{CAP}h?\.(?:[\-]?{CAP}\.)*(?=[ \-]?{CAP}|\W|$))"
    r"|(?P<w>[^\W\d_]+(?:['’\-](?!s\b)[^\W\d_]+)*)|(?P<n>\d[\w]*(?:[.,:/\-]\w+)*)|(?P<p>\n|[^\w\s])"
)


class Token(NamedTuple):
    """A word, number or mark; shapes: Initial, All capitals, Capital, lower, Number, Punctuation."""

    text: str
    start: int
    end: int
    shape: str


def tokenise(text: str) -> list[Token]:
    """All tokens in order."""
    tokens = []
    for match in _WORD.finditer(text):
        words = match.group()
        kind = match.lastgroup
        shape = _shape(words) if kind == "w" else {"i": "I", "n": "N", "p": "P"}[kind or "p"]
        tokens.append(Token(words, match.start(), match.end(), shape))
    return tokens


def _shape(word: str) -> str:
    if word.islower():
        return "l"
    if word.isupper():
        return "A" if len(word) > 1 else "I"
    core = word.split("'")[-1] if word[1:2] in "'’" else word
    if core[:1].isupper() or word[0].isupper():
        return "C"
    return "l" if not any(part[:1].isupper() for part in word.split("-")) else "C"
