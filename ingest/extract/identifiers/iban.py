"""Account numbers: IBAN of the right length for its country, checked modulo 97."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ingest.extract.extraction import Candidate, Invalid

BY = "IBAN, checked modulo 97 and by length of its country"
# Lengths from the SWIFT IBAN registry.
LENGTHS = {
    **dict.fromkeys(("AD", "CZ", "ES", "MD", "PK", "RO", "SA", "SE", "SK", "TN", "VG"), 24),
    **dict.fromkeys(("AE", "GI", "IL", "TL", "IQ"), 23),
    **dict.fromkeys(("AL", "AZ", "BY", "CY", "DO", "GT", "HU", "LB", "PL", "SV", "NI"), 28),
    **dict.fromkeys(("AT", "BA", "EE", "KZ", "LT", "LU", "XK"), 20),
    **dict.fromkeys(("BE",), 16),
    **dict.fromkeys(("BG", "BH", "CR", "DE", "GB", "GE", "IE", "ME", "RS", "VA"), 22),
    **dict.fromkeys(("BR", "EG", "PS", "QA", "UA"), 29),
    **dict.fromkeys(("CH", "HR", "LI", "LV"), 21),
    **dict.fromkeys(("DK", "FI", "FO", "GL", "NL"), 18),
    **dict.fromkeys(("FR", "GR", "IT", "MC", "MR", "SM"), 27),
    **dict.fromkeys(("IS", "TR"), 26),
    **dict.fromkeys(("JO", "KW", "MU"), 30),
    **dict.fromkeys(("MK", "SI"), 19),
    **dict.fromkeys(("MT",), 31),
    **dict.fromkeys(("NO",), 15),
    **dict.fromkeys(("PT",), 25),
    **dict.fromkeys(("LC",), 32),
}
LENGTHS["QA"] = 29
LENGTHS["PS"] = 29
_IBAN = re.compile(r"(?<![A-Za-z0-9])([A-Z]{2})[ .\-]?\d{2}(?:[ .\-]{0,2}[A-Z0-9]){11,30}(?![A-Za-z0-9])")
_SEPARATORS = re.compile(r"[ .\-]")


def valid(iban: str) -> bool:
    """True when the rearranged number is 1 modulo 97."""
    return int("".join(str(int(c, 36)) for c in iban[4:] + iban[:4])) % 97 == 1


def find(text: str) -> Iterator[Candidate | Invalid]:
    """IBANs with or without separators; norm is upper case without them."""
    for match in _IBAN.finditer(text):
        length = LENGTHS.get(match.group(1))
        if length is None:
            continue
        end = _end_after(text, match.start(), length)
        if end is None or (end < len(text) and text[end].isalnum()):
            yield Invalid("IBAN", match.start(), match.end(), match.group(), f"not {length} characters")
            continue
        iban = _SEPARATORS.sub("", text[match.start() : end])
        if valid(iban):
            yield Candidate("IBAN", match.start(), end, iban, 0.99, BY)
        else:
            yield Invalid("IBAN", match.start(), end, text[match.start() : end], "check modulo 97 fails")


def _end_after(text: str, start: int, count: int) -> int | None:
    """Where the `count`-th letter or digit from `start` ends; None when something else comes before."""
    seen = 0
    for position in range(start, len(text)):
        if text[position].isalnum():
            seen += 1
            if seen == count:
                return position + 1
        elif text[position] not in " .-":
            return None
    return None
