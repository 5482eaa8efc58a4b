"""Belgian national and bis numbers: 11 digits whose last two are a check modulo 97."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ingest.extract.extraction import Candidate, Invalid

BY = "national number, checked modulo 97 (bis and post-2000 included)"
_NUMBER = re.compile(
    r"(?<![\d.\-/])\d{2}[. ]?\d{2}[. ]?\d{2}[ .\-–/]{0,3}\d{3}[ .\-–/]{0,3}\d{2}(?!\d|[.\-/]\d)"
)


def valid(digits: str) -> bool:
    """True when the check holds for a birth before or after 2000 and the month can be one (bis: +20, +40)."""
    month, day = int(digits[2:4]) % 20, int(digits[4:6])
    if int(digits[2:4]) >= 60 or month > 12 or day > 31:
        return False
    check = int(digits[9:])
    return any(97 - int(prefix + digits[:9]) % 97 == check for prefix in ("", "2"))


def find(text: str) -> Iterator[Candidate | Invalid]:
    """National and bis numbers in any spelling; norm is digits only."""
    for match in _NUMBER.finditer(text):
        digits = re.sub(r"\D", "", match.group())
        if valid(digits):
            yield Candidate("NATIONAL_NUMBER", match.start(), match.end(), digits, 0.99, BY)
        else:
            yield Invalid(
                "NATIONAL_NUMBER", match.start(), match.end(), match.group(), "check modulo 97 fails"
            )
