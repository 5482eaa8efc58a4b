"""Days that are known by their name: fixed feasts and those counted from Easter, in four languages."""

from __future__ import annotations

import re
from datetime import date, timedelta

_FIXED = {
    (1, 1): "nieuwjaar nieuwjaarsdag neujahr neujahrstag nouvel_an jour_de_l'an new_year's_day",
    (1, 6): "driekoningen dreikönigstag épiphanie",
    (2, 14): "valentijn valentijnsdag saint-valentin valentinstag valentine's_day",
    (7, 21): "nationale_feestdag fête_nationale",
    (8, 15): "assomption mariä_himmelfahrt",
    (10, 31): "halloween",
    (11, 1): "allerheiligen toussaint",
    (11, 2): "allerzielen allerseelen",
    (11, 11): "wapenstilstand wapenstilstandsdag armistice armistice_day",
    (12, 24): "kerstavond heiligabend heiligen_abend christmas_eve réveillon_de_noël veille_de_noël",
    (12, 25): "kerst kerstmis kerstdag eerste_kerstdag noël weihnachten christmas christmas_day",
    (12, 26): "tweede_kerstdag lendemain_de_noël boxing_day",
    (12, 31): "oudejaar oudejaarsavond oudjaar saint-sylvestre silvester silvesterabend new_year's_eve",
}
_EASTER = {
    -2: "goede_vrijdag vendredi_saint karfreitag good_friday",
    0: "pasen paaszondag pâques dimanche_de_pâques ostern ostersonntag easter easter_sunday",
    1: "paasmaandag lundi_de_pâques ostermontag easter_monday",
    39: "hemelvaart hemelvaartsdag ascension christi_himmelfahrt",
    49: "pinksteren pinksterzondag pentecôte pfingsten pfingstsonntag",
    50: "pinkstermaandag lundi_de_pentecôte pfingstmontag whit_monday",
}


FIXED = {word.replace("_", " "): day for day, words in _FIXED.items() for word in words.split()}
MOVING = {word.replace("_", " "): days for days, words in _EASTER.items() for word in words.split()}
_CUED = (
    "kerst noël weihnachten christmas toussaint valentijn silvester pasen pâques ostern easter ascension"
    " assomption armistice halloween saint-sylvestre saint-valentin épiphanie oudejaar oudjaar"
)
"""Names of persons and holidays too: a day only behind "on", "since" and the like."""
_CUE = re.compile(
    r"(?:\b(?:op|met|sinds|sedert|tot|vóór|na|à|à la|depuis(?: la)?|le jour de(?: la)?|jusqu'à(?: la)?"
    r"|(?:lendemain|soir) de(?: la)?|zu|an|seit|bis|on|at|since|until|[aà] l')\s?)$",
    re.I,
)
PATTERN = re.compile(
    rf"\b({'|'.join(sorted(map(re.escape, [*FIXED, *MOVING]), key=len, reverse=True))})(?![\w-])"
    r"(?:[ ](?P<y>(?:19|20)\d\d)\b)?",
    re.I,
)


def is_day(text: str, match: re.Match[str]) -> bool:
    """Whether the name stands for the day and for no person, holiday or tree."""
    name = match.group(1).lower()
    return name not in _CUED.split() or bool(_CUE.search(text[max(0, match.start() - 16) : match.start()]))


def easter(year: int) -> date:
    """Easter Sunday of the Gregorian calendar (Meeus, Jones, Butcher)."""
    a, (b, c) = year % 19, divmod(year, 100)
    d, e = divmod(b, 4)
    g = (8 * b + 13) // 25
    h = (19 * a + b - d - g + 15) % 30
    i, k = divmod(c, 4)
    m = (32 + 2 * e + 2 * i - h - k) % 7
    month, day = divmod(h + m - 7 * ((a + 11 * h + 22 * m) // 451) + 114, 31)
    return date(year, month, day + 1)


def day(name: str, year: int) -> date:
    """The day of a feast in a year."""
    name = name.lower()
    if name in FIXED:
        return date(year, *FIXED[name])
    return easter(year) + timedelta(days=MOVING[name])


def latest(name: str, until: date) -> date:
    """The last such feast that is not after a day."""
    this = day(name, until.year)
    return this if this <= until else day(name, until.year - 1)
