"""Names of accounts and channels: behind "@", behind their word, or by their shape near a channel."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ingest.extract.extraction import Candidate, Invalid

BY = "account name on a channel"
_AT = re.compile(r"(?<![\w.@/])@[A-Za-z0-9_][\w.\-]{1,30}\w")
_CHANNEL = (
    r"(?:snap(?:chat)?|insta(?:gram)?|telegram|signal|tik ?tok|discord|facebook|wickr|threema"
    r"|session|viber|twitter|x|vinted|steam|onlyfans|whatsapp|messenger|marketplace|2ememain|2dehands|ebay"
    r"|paypal"
    r"|payconiq|revolut|reddit|twitch|roblox|badoo|tinder|kik|linkedin)"
)
_NAME = r"(?=\w*(?:[_.\d]\w|\d))[A-Za-z]\w*(?:[._-]\w+)*"
_NAMED = re.compile(
    r"\b(?:(?:"
    r"gebruikers?(?:naam|account)?|account(?:naam|name)?|profiel(?:naam)?|profile?"
    r"|pseudo(?:nyme)?|handle|user ?name|user|identifiant|identifier"
    r"|benutzer(?:name|konto)?|nutzer(?:name)?|konto(?:name)?|nickname|nick|alias|compte|login"
    r"|kanaal|canal|channel|kanal|page|pagina|annonceur|verkoper|verkäufer|vendeur|seller"
    r")(?:[\s:,(]|genaamd|named?|intitulé|is|est|ist|was|war|utilisé|van|op|sur|de|auf|on|"
    + _CHANNEL
    + r"|called|onder de naam){0,5}"
    r"|" + _CHANNEL + r"[\s:(\-]{1,3}(?:account|naam|profiel|gebruiker|compte|profil|user|page"
    r"|pagina)?[\s:,]{0,2})[\"'“«„]?\s?"
    rf"({_NAME})",
    re.I,
)
_HANDLE_WORD = re.compile(
    r"\b(?:handle|username|gebruikersnaam|pseudo)[\s:]+[\"'“«„]?([A-Za-z][\w.\-]{2,28}\w)", re.I
)
_SHAPE = re.compile(
    r"(?<![\w@./:\-+])(?=[a-z0-9._-]{6,30}(?![\w]))(?:[a-z][a-z0-9]*(?:[._][a-z0-9]+)+"
    r"|[a-z]{5,}\d{2,5})(?![\w@/-]|\.[a-z]|\()"
)
_DOMAIN = re.compile(
    r"\.(?:be|com|nl|fr|de|net|org|eu|uk|lu|example|io|info|biz|co|me|tv|pdf|jpe?g|png|docx?|xlsx?|txt"
    r"|mp[34]|zip|exe"
    r"|csv|html?|heic|mov|gif|apk|xml|json|eml|pptx?)$"
)
_NEAR = re.compile(
    rf"\b{_CHANNEL}\b|account|profi[el]|pseudo|handle|user|gebruiker|identifiant|benutzer|nutzer|konto|compte"
    r"|kanaal|canal|channel|page|pagina|forum|foren|chat|app\b|noemt zich|naam|calls (?:him|her)self|goes by"
    r"|se fait|appeler|nennt sich|nennen|signés?|signed|annonceur|verkoper|verkäufer|vendeur|seller"
    r"|contact|online"
    r"|bericht|message|nachricht|posts?\b|login|game|tag\b|nick|certain|zekere|gewiss|called|named|\bals\b"
    r"|aktiv",
    re.I,
)
_QUOTED = re.compile(r"[\"'“«„‘]\s?$")


def find(text: str) -> Iterator[Candidate | Invalid]:
    """Handles; they have no norm."""
    for match in _AT.finditer(text):
        yield Candidate("HANDLE", *match.span(), None, 0.95, BY)
    for pattern in (_NAMED, _HANDLE_WORD):
        for match in pattern.finditer(text):
            if not _DOMAIN.search(match.group(1).lower()) and _is_name(match.group(1)):
                yield Candidate("HANDLE", *match.span(1), None, 0.85, BY)
    shaped = list(_SHAPE.finditer(text))
    known = {match.group() for match in shaped if _is_handle(match, text)}
    for match in shaped:
        if match.group() in known:
            yield Candidate("HANDLE", *match.span(), None, 0.8, BY)


def _is_name(name: str) -> bool:
    """Long enough, and no clock time, amount or number of a file."""
    letters = sum(c.isalpha() for c in name)
    return 4 <= len(name) <= 32 and letters >= 3 and not (name.isupper() and re.search(r"\d", name))


def _is_handle(match: re.Match[str], text: str) -> bool:
    """No web address, file or abbreviation; a point alone needs a channel or quotes beside it."""
    name = match.group()
    parts = re.split(r"[._]", name)
    if _DOMAIN.search(name) or max(map(len, parts)) < 3:
        return False
    if "_" in name:
        return True
    around = text[max(0, match.start() - 70) : match.end() + 40]
    return bool(_QUOTED.search(text[max(0, match.start() - 2) : match.start()]) or _NEAR.search(around))
