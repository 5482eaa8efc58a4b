"""What stands around a name tells of the person: man or woman, relative, officer, field of a form."""

from __future__ import annotations

import re
from typing import NamedTuple

from ingest.extract.extraction import FoundMention

_WIDTH = 32
_LAST = re.compile(r"([^\W\d_]+(?:-[^\W\d_]+)*\.?)[ \u00a0,:]{1,2}$")
_MEN = frozenset({"dhr", "heer", "meneer", "mijnheer", "m.", "monsieur", "sieur", "herr", "herrn", "sir"})
_WOMEN = frozenset(
    {
        "mevrouw",
        "mevr",
        "mw",
        "mme",
        "madame",
        "mlle",
        "mademoiselle",
        "frau",
        "mrs",
        "ms",
        "miss",
        "juffrouw",
    }
)
_STEP = (
    r"(?:stief|schoon|half|groot|klein|pleeg|ex-?|beau-|belle-|demi-|grand-?|petite?-|step|half-|schwieger|halb"
    r"|groß)?"
)
_MALE_KIN = re.compile(
    _STEP
    + r"(?:vader|broer|broertje|zoon|zoontje|oom|opa|neef|père|frère|fils|mari|oncle|neveu|vater|bruder|sohn"
    r"|ehemann|onkel|neffe|father|brother|son|husband|uncle|nephew)(?:-in-law)?"
)
_FEMALE_KIN = re.compile(
    _STEP + r"(?:moeder|zus|zusje|zuster|dochter|dochtertje|echtgenote|tante|oma|mère|sœur|soeur|fille|femme"
    r"|épouse|nièce|mutter|schwester|tochter|ehefrau|nichte|mother|sister|daughter|wife|aunt|niece"
    r"|cousine|vriendin|copine|compagne|freundin|girlfriend)(?:-in-law)?"
)
_OTHER_KIN = re.compile(r"(?:cousin|parents?|ouders|partner|vriend|freund|boyfriend|friend|copain)")
_RANK = re.compile(
    r"(?:(?:hoofd)?inspect(?:eur|or|rice)|(?:hoofd)?commissari?s|commissaire|kommissar|(?:ober)?brigadier|agente?"
    r"|a?h?insp|[\dao]*h?inpp?|[ph][ko]k(?:in)?|pom|d?[cp]c|ds|sgt|sergeant|constable)\.?"
)
_CIVIL = re.compile(
    r"[ ,(]{1,3}"
    r"(?:[°*]|geb\b|geboren|born|d\.?o\.?b|né(?:\(?e\)?)?\b|\d\d?[/.\-]\d\d?[/.\-](?:19\d|20[01])\d)",
    re.I,
)
_BORN_MAN = re.compile(r"[ ,(]{1,3}né[ ](?:le|à|en)\b")
_BORN_WOMAN = re.compile(r"[ ,(]{1,3}née\b")
_KIN_BEHIND = re.compile(
    r"(?:,[ ]|[ ]\()(?:zijn|haar|mijn|hun|diens|son|sa|leur|mon|ma|seine?|ihre?|meine?|his|her|my|their)[ ]"
    r"(?P<kin>[^\W\d_]+(?:-[^\W\d_]+)*)(?=[.,;:)]|[ ](?:en|et|und|and)\b|\s*$)",
    re.I | re.M,
)
_SURNAME = re.compile(
    r"(?:\bnaam|familienaam|achternaam|\bnom(?: de famille)?|\bname|surname|family name|last name"
    r"|nachname|familienname)[ \t]*[:=.\-–]*[ \t]*$",
    re.I,
)
_FORENAME = re.compile(
    r"(?:voorna(?:am|men)|roepnaam|prénoms?|\bvornamen?|given names?|first names?|forenames?)"
    r"(?:\(s\))?[ \t]*[:=.\-–]*[ \t]*$",
    re.I,
)


class Hint(NamedTuple):
    """Sex "m", "f" or ""; a relative's or an officer's word before; born somewhere; `field` of a form."""

    sex: str = ""
    kin: bool = False
    titled: bool = False
    rank: bool = False
    civil: bool = False
    field: str = ""


def hint(text: str, mention: FoundMention) -> Hint:
    """What stands right before and behind a name; nothing where the text is not known."""
    before = text[max(0, mention.start - _WIDTH) : mention.start]
    last = _LAST.search(before)
    word = last.group(1) if last else ""
    sex, titled = _title(word)
    kin = "" if titled else _kin(word.lower()) or _kin_behind(text, mention.end)
    return Hint(
        sex=sex or kin.strip("?") or _born(text, mention.end),
        kin=bool(kin),
        titled=titled,
        rank=bool(_RANK.fullmatch(word.lower())),
        civil=bool(_CIVIL.match(text, mention.end)),
        field="forename" if _FORENAME.search(before) else "surname" if _SURNAME.search(before) else "",
    )


def _kin_behind(text: str, end: int) -> str:
    """ "Milena Peeters, seine Ehefrau": as a relative's word before the name."""
    behind = _KIN_BEHIND.match(text, end)
    return _kin(behind.group("kin").lower()) if behind else ""


def _born(text: str, end: int) -> str:
    """French tells a man ("né le") from a woman ("née")."""
    return "f" if _BORN_WOMAN.match(text, end) else "m" if _BORN_MAN.match(text, end) else ""


def _title(word: str) -> tuple[str, bool]:
    """Sex, and whether the word is a form of address; "mr." is a Dutch lawyer of either sex."""
    title = word.lower() if word == "M." else word.lower().rstrip(".")
    if title in _MEN or word.startswith("Mr"):
        return ("f", True) if title == "mrs" else ("m", True)
    return ("f", True) if title in _WOMEN else ("", False)


def _kin(word: str) -> str:
    """Sex of the relative a word means, "?" where it tells none, nothing for other words."""
    if _MALE_KIN.fullmatch(word):
        return "m"
    if _FEMALE_KIN.fullmatch(word):
        return "f"
    return "?" if _OTHER_KIN.fullmatch(word) else ""
