"""What the words of one date mean: ISO of the precision stated, None for what is no date."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date, timedelta
from typing import NamedTuple

from ingest.extract import feasts, grammar, numerals, relative_words
from ingest.extract.said import Calendar, parse, year_of

Match = re.Match[str]


class Place(NamedTuple):
    """Where a date stands: its text, its paragraph, and whether a birth is spoken of."""

    text: str
    line: int
    birth: bool


def stated(match: Match, calendar: Calendar, place: Place) -> str | None:
    """Dates of day and month, and the relative ones."""
    g = match.groupdict()
    if g["iso"] or g["iso2"]:
        iso = (g["iso"] or g["iso2"]).replace("/", "-")
        return iso if parse(iso) else None
    if g["d"]:
        return calendar.full(int(g["d"]), int(g["m"]), year_of(g["y"], place.birth, calendar)) or None
    for day, month, year in (("d2", "mn", "y2"), ("d3", "mn3", "y3"), ("d5", "mn5", "y5")):
        if g[day]:
            said = year_of(g[year], place.birth, calendar) or (
                _ago(g["ago2"], calendar) if day == "d2" else None
            )
            return calendar.full(int(g[day]), grammar.MONTHS[g[month].lower()], said)
    if g["mn4"]:
        said = int(g["y4"]) if g["y4"] else _ago(g["ago"], calendar)
        return calendar.month(grammar.MONTHS[g["mn4"].lower()], said)
    if g["rel"]:
        return _relative(" ".join(g["rel"].lower().split()), calendar, place)
    return _weekday(match, calendar, place)


def _ago(words: str | None, calendar: Calendar) -> int | None:
    """The year of "last year" and "this year"; "dernier" and "jl." alone say none."""
    if not words or calendar.doc is None:
        return None
    if grammar.AGO_THIS.search(words):
        return calendar.doc.year
    return calendar.doc.year - 1 if grammar.AGO_LAST.search(words) else None


def _weekday(match: Match, calendar: Calendar, place: Place) -> str | None:
    g = match.groupdict()
    weekday = grammar.WEEKDAYS[g["wd6"].lower()]
    this = (g["this"] or "").lower().strip()
    ahead = bool(g["next"] or g["next6"])
    if this in {"this", "ce", "deze", "diesen", "diesem"} and not ahead:
        sentence = re.split(r"[.!?\n]", place.text[max(0, match.start() - 200) : match.start()])[-1]
        behind = re.split(r"[.!?\n]", place.text[match.end() : match.end() + 200])[0]
        ahead = bool(grammar.FUTURE.search(sentence) or grammar.FUTURE.search(behind))
    now = this in {"this", "ce", "deze", "diesen", "diesem", "dieser"} and not g["last"]
    return calendar.weekday(weekday, now, ahead) or None


def _relative(words: str, calendar: Calendar, place: Place) -> str | None:
    """ "Yesterday" counts from the document, "the next day" from the day last spoken of."""
    if words in relative_words.YEARS:
        return f"{calendar.doc.year + relative_words.YEARS[words]}" if calendar.doc else None
    if words in relative_words.MONTH_STEPS:
        return calendar.month_step(relative_words.MONTH_STEPS[words]) or None
    if words in relative_words.NIGHT_BEFORE:
        last = calendar.step(0, place.line)
        return f"{calendar.step(-1, place.line)}/{last}" if last else None
    if words in relative_words.AFTER:
        return calendar.step(relative_words.AFTER[words], place.line) or None
    if words in relative_words.LAST_NIGHT:
        return f"{calendar.relative(-1)}/{calendar.relative(0)}" if calendar.relative(0) else None
    return calendar.relative(relative_words.RELATIVE[words]) or None


def roman(match: Match, calendar: Calendar, place: Place) -> str | None:
    """ "14.III.2025" """
    g = match.groupdict()
    return calendar.full(int(g["d"]), grammar.ROMAN[g["rm"]], year_of(g["y"], place.birth, calendar)) or None


def american(match: Match, calendar: Calendar, place: Place) -> str | None:
    """ "3/14/2025": the month first, where it cannot be otherwise."""
    return calendar.full(int(match["d"]), int(match["m"]), year_of(match["y"], place.birth, calendar)) or None


def worded(match: Match, calendar: Calendar, place: Place) -> str | None:
    """ "vier juni tweeduizend vierentwintig", "l'an deux mille vingt-quatre, le quinze juin"."""
    g = match.groupdict()
    day = numerals.day_of(g["w"])
    year = int(g["y"]) if g["y"] else numerals.value((g["yw"] or g["y0"] or "").lower())
    if year is not None and year < 100:
        year = year_of(f"{year:02d}", place.birth, calendar)
    if not day or (year is not None and not 1900 <= year < 2100):
        return None
    return calendar.full(day, grammar.MONTHS[g["mn"].lower()], year) or None


_NAMES_TOO = frozenset(
    ("jan", "may", "june", "april", "august", "juli", "mai", "mars", "mar", "sep", "avril", "juin")
)
_WEAK_CUES = frozenset(("de", "van", "d'", "aus", "en", "by"))


def month(match: Match, calendar: Calendar, place: Place) -> str | None:
    """A month alone behind its preposition; the lower-case ones that are words too need their language."""
    name, cue = match["mn"], match["cue"].lower()
    if name.lower() in {"mar", "may", "jan", "sep", "do", "dec", "maa"} and name[0].islower():
        return None
    if name.lower() in _NAMES_TOO and name[0].isupper() and cue in _WEAK_CUES:
        return None
    return calendar.month(grammar.MONTHS[name.lower()], None, bool(grammar.UNTIL.match(cue))) or None


def month_pair(match: Match, calendar: Calendar, place: Place) -> str | None:
    """ "januari en juli 2026": the year behind the second serves both."""
    g = match.groupdict()
    if g["a"].islower() and g["a"] in {"mar", "may", "jan", "sep"}:
        return None
    a, b = grammar.MONTHS[g["a"].lower()], grammar.MONTHS[g["b"].lower()]
    last = calendar.month(b, int(g["y"]) if g["y"] else None)
    if not last:
        return None
    year = int(g["ya"]) if g["ya"] else int(last[:4]) - (a > b)
    return f"{year:04d}-{a:02d}/{last}"


def year(match: Match, calendar: Calendar, place: Place) -> str | None:
    """A year alone."""
    return match["y"] or match.groupdict().get("y2")


def year_pair(match: Match, calendar: Calendar, place: Place) -> str | None:
    """ "van 2019 tot 2024" """
    return f"{match['a']}/{match['b']}" if match["a"] < match["b"] else None


def season(match: Match, calendar: Calendar, place: Place) -> str | None:
    """The three months of a season; winter ends in the next year."""
    first, year = grammar.SEASONS[match["season"].lower()], int(match["y"])
    last = f"{year + 1}-02" if first == 12 else f"{year}-{first + 2:02d}"
    return f"{year}-{first:02d}/{last}"


def feast(match: Match, calendar: Calendar, place: Place) -> str | None:
    """The latest day of that name."""
    anchor = calendar.doc or calendar.last
    if match["y"]:
        return feasts.day(match[1], int(match["y"])).isoformat()
    return feasts.latest(match[1], anchor).isoformat() if anchor else None


def weekend(match: Match, calendar: Calendar, place: Place) -> str | None:
    """Saturday and Sunday of the latest weekend that is over."""
    sunday = parse(calendar.weekday(6))
    return f"{(sunday - timedelta(days=1)).isoformat()}/{sunday.isoformat()}" if sunday else None


def day_alone(match: Match, calendar: Calendar, place: Place) -> str | None:
    """A day without its month: the latest that is not after the document."""
    weekday = grammar.WEEKDAYS[match["wd"].lower()] if match["wd"] else None
    this = bool(match["ct"] and grammar.COURANT.search(match["ct"]))
    day = calendar.day_of_month(int(match["n"]), weekday, this)
    return day or (calendar.weekday(weekday) if weekday is not None else None) or None


def pair(match: Match, calendar: Calendar, place: Place) -> str | None:
    """Two days whose month, and year, stand behind the second."""
    g = match.groupdict()
    if g.get("mn") or g.get("bm"):
        month = grammar.MONTHS[g["mn"].lower()] if g["mn"] else int(g["bm"])
        last = calendar.full(int(g["b"]), month, year_of(g["y"], False, calendar))
    else:
        last = calendar.day_of_month(int(g["b"]))
    if not last:
        return None
    month = int(last[5:7])
    first_month = int(g["am"]) if g.get("am") else grammar.MONTHS[g["amn"].lower()] if g.get("amn") else month
    if int(g["a"]) >= int(g["b"]) and not g.get("am") and not g.get("amn"):
        first_month = (month - 2) % 12 + 1
    first_year = int(g["ya"]) if g.get("ya") else int(last[:4]) - (first_month > month)
    first = calendar.full(int(g["a"]), first_month, first_year) if first_month <= 12 else ""
    return f"{first}/{last}" if first and first < last else None


def weekday_night(match: Match, calendar: Calendar, place: Place) -> str | None:
    """ "nacht van zaterdag op zondag", "Nacht auf Samstag" """
    end = parse(calendar.weekday(grammar.WEEKDAYS[(match["b"] or match["b2"]).lower()], this=True))
    return f"{(end - timedelta(days=1)).isoformat()}/{end.isoformat()}" if end else None


READERS: dict[str, Callable[[Match, Calendar, Place], str | None]] = {
    "date": stated,
    "roman": roman,
    "american": american,
    "worded": worded,
    "month": month,
    "months": month_pair,
    "year": year,
    "years": year_pair,
    "season": season,
    "feast": feast,
    "weekend": weekend,
    "day": day_alone,
    "pair": pair,
    "night": pair,
    "weekdays": weekday_night,
}


def consecutive(match: Match) -> bool:
    """Whether two days of a pair follow one another, in a month or over its end."""
    a, b = int(match["a"]), int(match["b"])
    return b == a + 1 or (b == 1 and a >= 28)


def first_full(text: str) -> date | None:
    """The first date with its year that is no birth: the document's, when nothing else is known."""
    for match in grammar.DATE.finditer(text):
        g = match.groupdict()
        if g["iso"] and parse(g["iso"]):
            return parse(g["iso"])
        year = g["y"] or g["y2"]
        if year and not grammar.BIRTH.search(text[max(0, match.start() - 50) : match.start()]):
            month = int(g["m"]) if g["m"] else grammar.MONTHS[g["mn"].lower()]
            iso = Calendar(None).full(int(g["d"] or g["d2"]), month, year_of(year, False, Calendar(None)))
            if iso:
                return date.fromisoformat(iso)
    return None
