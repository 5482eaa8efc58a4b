"""Amounts of money, crypto amounts included."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from ingest.extract.extraction import Candidate, Invalid
from ingest.extract.lexicon import word_lists

BY = "amount of money"
_CODES = {word: code for code, found in word_lists("money_").items() for word in found}
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
_SCALE = {"k": 1000, "duizend": 1000, "mille": 1000, "tausend": 1000, "thousand": 1000}


def find(text: str) -> Iterator[Candidate | Invalid]:
    """Amounts with a currency before or behind; norm is "1250.00 EUR"."""
    for match in _BEFORE.finditer(text):
        code = _CODES[(match.group(1) or match.group(2)).lower()]
        yield Candidate("MONEY", *match.span(), _norm(match.group(3), code, match.group(4)), 0.97, BY)
    for match in _AFTER.finditer(text):
        code = _CODES[match.group(3).split()[-1].lower()]
        yield Candidate("MONEY", *match.span(), _norm(match.group(1), code, match.group(2)), 0.97, BY)


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
