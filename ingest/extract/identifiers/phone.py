"""Telephone numbers: a possible length for their country, and a spelling or a context that says phone."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

import phonenumbers

from ingest.extract.extraction import Candidate, Invalid

BY = "telephone number of a possible length, in context"
_NUMBER = re.compile(
    r"(?<![\w@/.,\-+])(?:(?:\+|00)\s?[1-9]\d{0,2}(?:\s?\(0\))?|\(0\d{1,4}\)|0\d{1,4})"
    r"(?:[ ./\-\u00a0]{0,3}\d{1,8}){1,6}(?![\w@]|[.,/\-]\d)"
)
_CUE = re.compile(
    r"(?:\b(?:tele?(?:foon|phone|fon)?|festnetz\w*|landline|handset|vaste lijn|angerufen unter|t[ée]l|gsm"
    r"|mobile?|mobiele?|handy|ruf|nummers?|nr"
    r"|numéros?|num|number|phone"
    r"|simkaart|sim|ligne|lijn|line|toestel|bereikbaar|joignable|erreichbar|reachable|bellen"
    r"|belde|gebeld|appel\w*"
    r"|angerufen|called|whatsapp|signal|viber|contact|sms|abonnee|oproep\w*)|[(n]°|n[ro]\.?)\b[^\n]{0,40}$",
    re.I,
)
_NOT = re.compile(
    r"(?:ondernemings|onderneming|bedrijfs|btw|kbo|bce|cbe|tva|entreprise|enterprise|company|unternehmens"
    r"|vat|ust|hrb|klantenkaart|klantnummer"
    r"|kaart|carte|card|imei|imsi"
    r"|container|serie\w*|série|serial|factuur|facture|rechnung|polis|dossier|pv|rekening"
    r"|compte|konto|account|rrn?|nn)"
    r"[\s:.\-]*(?:nr|nummer|n°|no|numéro|number)?[\s:.]*$",
    re.I,
)
_DATE = re.compile(r"\d{1,2}([/.\-])\d{1,2}\1(?:19|20)?\d{2}(?!\d|\1)")
_BELGIAN_MOBILE = re.compile(r"04[5-9]\d{7}$")
_BELGIAN_LINE = re.compile(r"0(?:[1-35-9]\d|4[1-4]|4)\d{6,7}$")
_FRENCH_PAIRS = re.compile(r"0[1-9](?:[ .\-]\d{2}){4}$")
_ABROAD = (
    ("GB", re.compile(r"07\d{3}[ ]?\d{3}[ ]?\d{3}$|0[12]\d{3}[ ]\d{6}$|02\d[ ]\d{4}[ ]\d{4}$")),
    ("DE", re.compile(r"01[567]\d{1,2}[ /\-]?\d{3,4}[ ]?\d{3,5}$")),
    ("NL", re.compile(r"0\d{2}-\d{3}[ ]?\d{2}[ ]?\d{2}$|0\d{3}-\d{6}$|06-\d{8}$")),
)
"""Spellings that belong to one neighbour."""
_GERMAN_LINE = re.compile(r"0[2-9]\d{1,4}[ /\-]\d{3,8}$")
_GERMAN = re.compile(r"\b(?:der|die|das|und|ist|wurde|nicht|mit|von|Telefon|Festnetz)\b")
_OTHER = re.compile(r"\b(?:de|het|een|van|le|la|les|des|the|and|of)\b")
_ACCOUNT = re.compile(r"\b[A-Z]{2}\d{2}(?:[ ]?\d{4})*[ ]?$")
_DUTCH_MOBILE = re.compile(r"06[ \-]?(?:\d{8}|\d{2} \d{6}|\d{4} ?\d{4})$")


@lru_cache(maxsize=8192)
def e164(raw: str, region: str) -> str | None:
    """The number in E.164 when its length is possible for its country, else None."""
    try:
        number = phonenumbers.parse(raw, region)
    except phonenumbers.NumberParseException:
        return None
    if not phonenumbers.is_possible_number(number):
        return None
    return str(phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164))


def _region(raw: str, digits: str, lang: str) -> str:
    if lang == "de" and _GERMAN_LINE.match(raw) and not raw.startswith(("087 ", "080 ")):
        return "DE"
    if _BELGIAN_MOBILE.match(digits) or len(digits) == 9:
        return "BE"
    if _FRENCH_PAIRS.match(raw):
        return "FR"
    if _DUTCH_MOBILE.match(raw):
        return "NL"
    abroad = next((region for region, shape in _ABROAD if shape.match(raw)), "")
    return abroad or ({"de": "DE", "en": "GB"}.get(lang, "BE") if len(digits) > 10 else "BE")


def _is_german(text: str) -> bool:
    return len(_GERMAN.findall(text[:3000])) > len(_OTHER.findall(text[:3000]))


def _is_date(raw: str) -> bool:
    """ "06/12/2024" behind a phone's word is the day of the call; "09/12.34.56" is a number."""
    match = _DATE.match(raw)
    if match is None:
        return False
    day, month = (int(part) for part in re.findall(r"\d+", raw)[:2])
    return 1 <= day <= 31 and 1 <= month <= 12 and (match.end() == len(raw) or raw[match.end()] == " ")


def find(text: str, lang: str = "nl") -> Iterator[Candidate | Invalid]:
    """Phones in international or national spelling; norm is E.164."""
    lang = "de" if _is_german(text) else lang
    for match in _NUMBER.finditer(text):
        start, end = match.span()
        raw = match.group()
        digits = re.sub(r"\D", "", raw)
        before = text[max(0, start - 60) : start]
        if not 8 <= len(digits) <= 16 or _NOT.search(before) or _is_date(raw) or _ACCOUNT.search(before):
            continue
        international = raw[0] == "+" or raw.startswith("00")
        cue = bool(_CUE.search(before))
        shaped = bool(_BELGIAN_MOBILE.match(digits)) or (
            len(digits) == 9 and bool(_BELGIAN_LINE.match(digits)) and bool(re.search(r"[ /.]", raw))
        )
        shaped = shaped or any(shape.match(raw) for _, shape in _ABROAD)
        shaped = shaped or bool(_FRENCH_PAIRS.match(raw)) or bool(_DUTCH_MOBILE.match(raw))
        if not (international or cue or shaped):
            continue
        plain = re.sub(r"\(0\)", "", raw) if international else raw
        norm = e164(plain, _region(raw, digits, lang))
        if norm is not None:
            yield Candidate("PHONE", start, end, norm, 0.97 if cue or international else 0.85, BY)
        elif cue:
            yield Invalid("PHONE", start, end, raw, "not a possible length for its country")
