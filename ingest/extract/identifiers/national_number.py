"""National numbers: Belgian ones, checked modulo 97, and Dutch ones behind their name."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ingest.extract.extraction import Candidate, Invalid

BY = "national number, checked modulo 97 (bis and post-2000 included)"
_NUMBER = re.compile(
    r"(?<![\d.\-/])\d{2}[. ]?\d{2}[. ]?\d{2}[ .\-–/]{0,3}\d{3}[ .\-–/]{0,3}\d{2}(?!\d|[.\-/]\d)"
)

BY_DUTCH = "Dutch citizen service number, checked modulo 11"
_DUTCH = re.compile(
    r"\b(?:BSN|[Bb]urgerservicenummer|[Ss]ofinummer)(?:[\s:.]|nr|nummer|n°|is)*(\d{9}"
    r"|\d{4}[. ]\d{2}[. ]\d{3}|\d{3}[. ]\d{3}"
    r"[. ]\d{3})(?!\d)"
)


def valid_dutch(digits: str) -> bool:
    """The test of eleven: weights 9 to 2, the last digit minus one."""
    return sum(int(d) * w for d, w in zip(digits, (9, 8, 7, 6, 5, 4, 3, 2, -1), strict=True)) % 11 == 0


def valid(digits: str) -> bool:
    """True when the check holds for a birth before or after 2000 and the month can be one (bis: +20, +40)."""
    month, day = int(digits[2:4]) % 20, int(digits[4:6])
    if int(digits[2:4]) >= 60 or month > 12 or day > 31:
        return False
    check = int(digits[9:])
    return any(97 - int(prefix + digits[:9]) % 97 == check for prefix in ("", "2"))


def find(text: str) -> Iterator[Candidate | Invalid]:
    """National and bis numbers in any spelling, and Dutch ones behind their name; norm is digits only."""
    for match in _DUTCH.finditer(text):
        digits = re.sub(r"\D", "", match.group(1))
        if valid_dutch(digits):
            yield Candidate("NATIONAL_NUMBER", *match.span(1), digits, 0.97, BY_DUTCH)
        else:
            yield Invalid("NATIONAL_NUMBER", *match.span(1), match.group(1), "the test of eleven fails")
    for match in _NUMBER.finditer(text):
        digits = re.sub(r"\D", "", match.group())
        if valid(digits):
            yield Candidate("NATIONAL_NUMBER", match.start(), match.end(), digits, 0.99, BY)
        else:
            yield Invalid(
                "NATIONAL_NUMBER", match.start(), match.end(), match.group(), "check modulo 97 fails"
            )
