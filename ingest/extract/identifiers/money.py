"""Amounts of money, crypto amounts included."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from ingest.extract import numerals
from ingest.extract.extraction import Candidate, Invalid
from ingest.extract.lexicon import word_lists

BY = "amount of money"
_CODES = {word: code for code, found in word_lists("money_").items() for word in found} | {
    "quid": "GBP",
    "pond": "GBP",
    "canadian dollars": "CAD",
    "canadese dollar": "CAD",
    "dollars canadiens": "CAD",
    "australian dollars": "AUD",
}
_CRYPTO = {"BTC", "ETH", "USDT", "XMR", "LTC"}
_NUMBER = (
    r"\d{1,3}(?:[.\u00a0\u202f ]\d{3})+(?:,\d{1,8}|,-+)?|\d{1,3}(?:,\d{3})+(?:\.\d{1,2})?"
    r"|\d+(?:[.,]\d{1,8}|,-+)?"
)
_UNIT = "|".join(sorted((re.escape(u) for u in _CODES if u not in "€$£"), key=len, reverse=True))
_AFTER = re.compile(
    rf"(?<![\w.,/\-€$£])({_NUMBER})\s?(k|m|mio|miljoen|million|millions|millionen|duizend|mille"
    rf"|tausend|thousand)?\s?"
    rf"(?:d['’]|de )?(€|\$|£|(?:(?:amerikaanse|us|canadese) )?(?:{_UNIT})\b)",
    re.I,
)
_BEFORE = re.compile(rf"(?:(€|\$|£)|(?<!\w)(EUR|USD|GBP|CHF|BTC))\s?({_NUMBER})(?![\d]|[.,]\d)(k\b)?", re.I)
_BARE_E = re.compile(
    r"(?<![\w.,/\-€$£])(?<!le )(?<!la )(?<!au )(?<!du )(\d{1,3}(?:\.\d{3})+|\d{2,5})[ ]e"
    r"(?=[ ,;)\n]|\.\s|$)(?![ ](?:étage|siècle|arrondissement|chambre|rue|année|jour|bureau))"
)
"""Notes shorten it so: "385 e en petites coupures"."""
_WORD_UNIT = re.compile(rf"(?<=[^\W\d_])[ ](?:d['’]|de )?(?P<u>{_UNIT})\b(?![ -]\d)", re.I)
_WORD = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")
REACH = 60
"""Characters before a currency within which its number in words begins."""
_SCALE = {"k": 1000, "duizend": 1000, "mille": 1000, "tausend": 1000, "thousand": 1000}


def find(text: str) -> Iterator[Candidate | Invalid]:
    """Amounts with a currency before or behind, in figures or words; norm is "1250.00 EUR"."""
    for match in _BEFORE.finditer(text):
        code = _CODES[(match.group(1) or match.group(2)).lower()]
        yield Candidate("MONEY", *match.span(), _norm(match.group(3), code, match.group(4)), 0.97, BY)
    for match in _AFTER.finditer(text):
        words = match.group(3).lower()
        code = _CODES.get(words) or _CODES[words.split()[-1]]
        yield Candidate("MONEY", *match.span(), _norm(match.group(1), code, match.group(2)), 0.97, BY)
    for match in _BARE_E.finditer(text):
        if amount(match.group(1)) >= 10:
            yield Candidate("MONEY", *match.span(), _norm(match.group(1), "EUR", None), 0.8, BY)
    for match in _WORD_UNIT.finditer(text):
        yield from _in_words(text, match)


def _in_words(text: str, unit: re.Match[str]) -> Iterator[Candidate]:
    """The longest number that the words before a currency say: "six mille euros", "a hundred pounds"."""
    for first in _WORD.finditer(text, max(0, unit.start() - REACH), unit.start()):
        start = first.start()
        number = numerals.value(text[start : unit.start()])
        if number is None or (start and text[start - 1].isalnum()):
            continue
        if number > 1:
            start -= 2 if text[max(0, start - 2) : start].lower() == "a " else 0
            code = _CODES[unit["u"].split()[-1].lower()]
            yield Candidate("MONEY", start, unit.end(), f"{number:.2f} {code}", 0.9, BY)
        return


def amount(raw: str) -> Decimal:
    """The value of a number written with points, commas or spaces between thousands."""
    raw = re.sub(r"[\s\u00a0\u202f]", "", raw).rstrip(",-")
    if re.fullmatch(r"\d{1,3}(?:\.\d{3})+(?:,\d+)?", raw):
        return Decimal(raw.replace(".", "").replace(",", "."))
    if re.fullmatch(r"\d{1,3}(?:,\d{3})+(?:\.\d+)?", raw):
        return Decimal(raw.replace(",", ""))
    return Decimal(raw.replace(",", "."))


def _norm(raw: str, code: str, scale: str | None) -> str:
    value = amount(raw) * _SCALE.get((scale or "").lower(), 1_000_000 if scale else 1)
    exponent = value.normalize().as_tuple().exponent
    places = max(2, -exponent) if code in _CRYPTO and isinstance(exponent, int) else 2
    return f"{value:.{places}f} {code}"
