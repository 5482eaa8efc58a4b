"""A Cedar file cut into its policies, each with its line, so that an error can name it."""

from __future__ import annotations

import re
from dataclasses import dataclass

_TOKEN = re.compile(r'"(?:[^"\\]|\\.)*"|//[^\n]*|;|\S')
_ID = re.compile(r'@id\s*\(\s*"((?:[^"\\]|\\.)*)"\s*\)')


@dataclass(frozen=True)
class Statement:
    """One policy: the line of its start, its text, and what its @id says."""

    line: int
    text: str

    @property
    def id(self) -> str:
        """What answers name it by; "" where it has no @id."""
        found = _ID.search(self.text)
        return found[1] if found else ""

    @property
    def is_template(self) -> bool:
        """True where it has a slot that nothing fills."""
        return any(token[0] == "?" for token in _TOKEN.findall(self.text))


def statements(text: str) -> list[Statement]:
    """The policies of a text, in order; what follows the last semicolon is one too."""
    found, start = list[Statement](), -1
    for token in _TOKEN.finditer(text):
        if token[0].startswith("//"):
            continue
        start = token.start() if start < 0 else start
        if token[0] == ";":
            found.append(_statement(text, start, token.end()))
            start = -1
    return [*found, _statement(text, start, len(text))] if start >= 0 else found


def _statement(text: str, start: int, end: int) -> Statement:
    return Statement(text.count("\n", 0, start) + 1, text[start:end])
