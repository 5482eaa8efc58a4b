"""Dates and times as officers of four languages write them."""

from __future__ import annotations

from datetime import date, datetime
from random import Random

MONTHS = {
    "nl": "januari februari maart april mei juni juli augustus september oktober november december",
    "fr": "janvier février mars avril mai juin juillet août septembre octobre novembre décembre",
    "de": "Januar Februar März April Mai Juni Juli August September Oktober November Dezember",
    "en": "January February March April May June July August September October November December",
}
YESTERDAY = {"nl": "gisteren", "fr": "hier", "de": "gestern", "en": "yesterday"}
LAST_YEAR = {"nl": "vorig jaar", "fr": "l'an dernier", "de": "letztem Jahr", "en": "last year"}
ABOUT = {
    "nl": ("omstreeks", "om", "rond"),
    "fr": ("vers", "à"),
    "de": ("gegen", "um"),
    "en": ("at about", "at"),
}


def plain_day(rng: Random, on: date, lang: str) -> str:
    """A day: 3/05/2024, 03.05.2024, 3 mei 2024 …"""
    month = MONTHS[lang].split()[on.month - 1]
    words = {
        "de": f"{on.day}. {month} {on.year}",
        "fr": f"{'1er' if on.day == 1 else on.day} {month} {on.year}",
    }
    digits = (
        f"{on.day:02d}.{on.month:02d}.{on.year}" if lang == "de" else f"{on.day:02d}/{on.month:02d}/{on.year}"
    )
    short = f"{on.day}-{on.month}-{on.year}" if lang == "nl" else digits
    return rng.choice((digits, words.get(lang, f"{on.day} {month} {on.year}"), short))


def clock(rng: Random, at: datetime, lang: str) -> str:
    """A time of day: 22.15 uur, 22h15, 22 Uhr 15, 22:15."""
    hour, minute = at.hour, at.minute
    forms = {
        "nl": (f"{hour}.{minute:02d} uur", f"{hour}u{minute:02d}", f"{hour:02d}:{minute:02d} uur"),
        "fr": (f"{hour}h{minute:02d}", f"{hour:02d}.{minute:02d} heures", f"{hour} h {minute:02d}"),
        "de": (f"{hour}.{minute:02d} Uhr", f"{hour:02d}:{minute:02d} Uhr"),
        "en": (f"{hour:02d}:{minute:02d}", f"{hour:02d}:{minute:02d} hrs"),
    }
    return rng.choice(forms[lang])


def day_and_time(rng: Random, at: datetime, lang: str) -> tuple[str, str]:
    """A day with or without its time in one span, and its norm."""
    day = plain_day(rng, at.date(), lang)
    if rng.random() < 0.35:
        return day, at.date().isoformat()
    return f"{day} {rng.choice(ABOUT[lang])} {clock(rng, at, lang)}", at.isoformat(timespec="minutes")
