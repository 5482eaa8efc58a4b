"""Belgian national and bis numbers."""

from __future__ import annotations

import re

from ingest.clean.unclean import Unclean

_NOT_DIGIT = re.compile(r"[\s.\-–/]+")


def national_number(raw: str) -> str:
    """A national or bis number as 11 digits.

    The last two are 97 less the other nine modulo 97, with a 2 before them for births since 2000.
    """
    value = _NOT_DIGIT.sub("", raw)
    if not value:
        return ""
    if len(value) != 11 or not (value.isascii() and value.isdigit()):
        raise Unclean("a national number is 11 digits")
    # bis numbers add 20 (sex unknown) or 40 to the month; the register writes 00 where a part is not known
    if int(value[2:4]) % 20 > 12 or int(value[2:4]) >= 60 or int(value[4:6]) > 31:
        raise Unclean("no birth date in the national number")
    if int(value[9:]) not in (97 - int(value[:9]) % 97, 97 - int("2" + value[:9]) % 97):
        raise Unclean("check modulo 97 of the national number fails")
    return value
