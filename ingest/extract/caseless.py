"""Long lists of words found in any case: small letters are sought in a text made small, which is faster."""

from __future__ import annotations

import re
from collections.abc import Iterator

_PART = re.compile(r"\\.|\(\?P<\w+>|.", re.DOTALL)


class Caseless:
    """A pattern that finds the same in all cases: its groups give places, not how the text is written.

    A pattern that ignores case tries all its branches one by one; one of small letters skips those that
    begin with another letter.
    """

    def __init__(self, pattern: str) -> None:
        self._ignoring = re.compile(pattern, re.IGNORECASE)
        self._small = re.compile("".join(_small(part) for part in _PART.findall(pattern)))

    def finditer(self, text: str) -> Iterator[re.Match[str]]:
        """What is found in a text, in order; of rare letters that are longer when small, letter by letter."""
        small = text.lower()
        if len(small) == len(text):
            return self._small.finditer(small)
        return self._ignoring.finditer(text)


def _small(part: str) -> str:
    return part.lower() if len(part) == 1 else part
