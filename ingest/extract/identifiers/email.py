"""E-mail addresses."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ingest.extract.extraction import Candidate, Invalid

BY = "e-mail address"
_EMAIL = re.compile(r"(?<![\w.+\-@])[\w][\w.+\-]*@(?:[\w\-]+\.)+[A-Za-z]{2,18}(?![\w@])")


def find(text: str) -> Iterator[Candidate | Invalid]:
    """E-mail addresses."""
    for match in _EMAIL.finditer(text):
        yield Candidate("EMAIL", match.start(), match.end(), None, 0.99, BY)
