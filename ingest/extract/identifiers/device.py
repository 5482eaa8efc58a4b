"""Numbers of devices and things: IMEI, IMSI, serial numbers, payment cards, vehicle identification."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ingest.extract.extraction import Candidate, Invalid

BY_IMEI = "IMEI, checked by Luhn"
BY_IMSI = "IMSI in context"
BY_CARD = "payment card number, checked by Luhn"
BY_VIN = "vehicle identification number: 17 characters without I, O, Q"
BY_SERIAL = "serial number behind its word"
_FIFTEEN = re.compile(r"(?<![\d+.\-/])\d{2}(?:[ \-/.]?\d){12}[ \-/.]?\d(?![\d]|[.\-/]\d)")
_CARD = re.compile(r"(?<![\d+.\-/])[3-6]\d{3}(?:[ \-.]?\d{4}){3}(?![\d])")
_VIN = re.compile(r"(?<![A-Za-z0-9])(?=[A-Z]*\d)(?=[0-9]*[A-Z])[A-Z0-9]{17}(?![A-Za-z0-9])")
_SERIAL = re.compile(
    r"(?:serie(?:nummer|nr\.?|n°)|(?:numéro|n°|num\.?|nr) de série|serial(?: (?:number|no\.?"
    r"|nr))?|seriennummers?|\bS/N)"
    r"(?:[\s:.]|is|est|ist|nr|n°)*([A-Z0-9][A-Z0-9\-/]{4,24})(?![\w])",
    re.I,
)


def luhn(digits: str) -> bool:
    """True when the Luhn sum is a multiple of ten."""
    odd = [int(d) for d in digits[-1::-2]]
    even = [sum(divmod(2 * int(d), 10)) for d in digits[-2::-2]]
    return (sum(odd) + sum(even)) % 10 == 0


def find(text: str) -> Iterator[Candidate | Invalid]:
    """IMEI, IMSI, cards, VIN and serial numbers."""
    yield from _fifteen(text)
    for match in _CARD.finditer(text):
        if luhn(re.sub(r"\D", "", match.group())):
            yield Candidate("CARD_NUMBER", *match.span(), re.sub(r"\D", "", match.group()), 0.9, BY_CARD)
    for match in _VIN.finditer(text):
        if sum(c.isdigit() for c in match.group()) < 3:
            continue
        if set("IOQ") & set(match.group()):
            yield Invalid("VIN", *match.span(), match.group(), "holds I, O or Q, which no VIN has")
        else:
            yield Candidate("VIN", *match.span(), match.group(), 0.95, BY_VIN)
    for match in _SERIAL.finditer(text):
        if any(c.isdigit() for c in match.group(1)):
            yield Candidate("SERIAL_NUMBER", *match.span(1), None, 0.9, BY_SERIAL)


def _fifteen(text: str) -> Iterator[Candidate | Invalid]:
    for match in _FIFTEEN.finditer(text):
        digits = re.sub(r"\D", "", match.group())
        before = text[max(0, match.start() - 30) : match.start()].lower()
        if "imsi" in before:
            yield Candidate("IMSI", *match.span(), digits, 0.95, BY_IMSI)
        elif luhn(digits) and (digits[:2] in {"01", "35", "86", "99"} or "imei" in before):
            yield Candidate("IMEI", *match.span(), digits, 0.98 if "imei" in before else 0.85, BY_IMEI)
        elif "imei" in before:
            yield Invalid("IMEI", *match.span(), match.group(), "Luhn check fails")
