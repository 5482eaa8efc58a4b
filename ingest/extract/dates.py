"""Dates and times as officers write them, in four languages, resolved with the date of the document."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from ingest.extract.extraction import Candidate

BY = "date and time grammar"
FUTURE = 45
"""Days that a date without a year may lie after the document; farther ones are of the year before."""

_MONTH_NAMES = (
    "januari janvier januar january jan janv jän jänner jenner",
    "februari février fevrier februar february feb févr fév fev febr",
    "maart mars märz maerz march mrt mar mär mrz maa",
    "april avril apr avr",
    "mei mai may",
    "juni juin june jun",
    "juli juillet july jul juil",
    "augustus août aout august aug",
    "september septembre sep sept",
    "oktober octobre october okt oct",
    "november novembre nov",
    "december décembre decembre dezember dec déc dez",
)
MONTHS = {name: number for number, names in enumerate(_MONTH_NAMES, 1) for name in names.split()}
_WEEKDAY_NAMES = (
    "maandag lundi montag monday ma lu mo mon",
    "dinsdag mardi dienstag tuesday di",
    "woensdag mercredi mittwoch wednesday wo",
    "donderdag jeudi donnerstag thursday do",
    "vrijdag vendredi freitag friday vr",
    "zaterdag samedi samstag sonnabend saturday za",
    "zondag dimanche sonntag sunday zo",
)
WEEKDAYS = {n: i for i, names in enumerate(_WEEKDAY_NAMES) for n in names.split() if len(n) > 3}
_RELATIVE = {
    "eergisteren": -2, "gisteren": -1, "vandaag": 0, "avant-hier": -2, "hier": -1, "aujourd'hui": 0, "aujourd’hui": 0,
    "vorgestern": -2, "gestern": -1, "heute": 0, "yesterday": -1, "today": 0, "last night": -1, "overmorgen": 2,
    "hier soir": -1, "gisteravond": -1, "gisterenavond": -1, "gisternacht": -1, "gisterochtend": -1, "gistermiddag": -1,
    "gisterenmiddag": -1, "gisterenochtend": -1, "vanmorgen": 0, "vanochtend": 0, "vanmiddag": 0, "vanavond": 0,
    "vannacht": 0, "deze nacht": 0, "deze morgen": 0, "ce matin": 0, "ce soir": 0, "cette nuit": 0, "cet après-midi": 0,
    "heute morgen": 0, "heute früh": 0, "gestern abend": -1, "gestern nachmittag": -1, "this morning": 0,
    "this afternoon": 0, "tonight": 0, "demain": 1, "yesterday evening": -1,
}  # fmt: skip
_M = "|".join(sorted((re.escape(m) for m in MONTHS), key=len, reverse=True))
_W = "|".join(WEEKDAYS)
_PART = r"(?:(?:ochtend|morgen|voormiddag|middag|namiddag|avond|nacht|abend|nachmittag|vormittag|mittag|früh|morning|evening|night|afternoon|matin|soir|midi))"
_DAY = r"(?:(?<![\d.,/])(?:0?[1-9]|[12]\d|3[01]))"
_AGO = r"(?:jongst\s?leden|laatstleden|[jl]\.?\s?l\.?(?!\w)|dernier|dernière|écoulé|d\.j\.|dieses jahres|vorig jaar|dit jaar)"

_DATE = re.compile(
    rf"\b(?P<iso>\d{{4}}-\d{{2}}-\d{{2}})(?=\D|$)"
    rf"|(?:\b(?P<wd>{_W})(?:{_PART}|[ ]{_PART})?(?P<wdsep>,? (?:den |dem |de |le |the |d\.?d\.? |op )?))?"
    rf"(?:(?P<d>{_DAY})(?P<s>[./\-])(?P<m>0?[1-9]|1[0-2])(?:(?P=s)(?P<y>(?:19|20)\d{{2}}|\d{{2}})(?![\d]|[./]\d)|(?P<ny>\.?)(?![\d\w]|[./\-]\d|[ ]?(?:€|euro|g\b|gram|kg|km)))"
    rf"|(?P<d2>{_DAY})(?P<ord>er|ste|de|e|th|st|nd|rd|\.)?[ ]?(?:of |de )?(?P<mn>{_M})\b\.?(?:,?[ ](?P<y2>(?:19|20)\d{{2}}|['’]\d{{2}}|\d{{2}}(?![\d:.,/hu€]|[ ]?(?:uur|u\b|h\b|Uhr|euro|EUR|gram|g\b|kg|personen))))?(?:[ ]?{_AGO})?"
    rf"|(?P<mn3>{_M})\b\.?[ ](?P<d3>{_DAY})(?:st|nd|rd|th)?(?:,?[ ](?P<y3>(?:19|20)\d{{2}}))?(?![\d.:/]))"
    rf"|\b(?P<mn4>{_M})\b\.?(?:[ /\-]?(?:de |of |van )?(?P<y4>(?:19|20)\d{{2}})|[ ](?P<ago>{_AGO}))"
    rf"|\b(?P<rel>{'|'.join(sorted(map(re.escape, _RELATIVE), key=len, reverse=True))})\b"
    rf"|\b(?P<last>(?:vorige|afgelopen|voorbije|letzten|letzter|vergangenen|am vergangenen|last)[ ])(?P<wd5>{_W}){_PART}?\b"
    rf"|\b(?P<wd6>{_W})(?:{_PART}|[ ]{_PART})?(?P<last6>[ ](?:dernier|jl\.?|ll\.?|laatstleden|jongstleden))?\b",
    re.I,
)
_MONTH_ALONE = re.compile(
    rf"\b(?:sinds|depuis|seit|since|in|en|im|eind|begin|half|fin|début|ende|anfang|vanaf|tot|à partir de|durant|pendant|during|tijdens|dès|aus|ab|until)[ ](?:eind |begin |half |le mois de |mi-)?(?P<mn>{_M})\b(?![ ]?(?:\d|in het))",
    re.I,
)
_YEAR = re.compile(
    r"\b(?:sinds|depuis|seit|since|in|en|im jahr|jahr|jaar|anno|vanaf|uit|van|from|of|de|tot|until|en l'an|début|fin|eind|begin|geboren|né|née|°|born|geb\.?)[ ](?:eind |begin |het jaar |l'année )?(?P<y>(?:19[2-9]|20[0-4])\d)(?![\d]|[./\-:,]\d|[ ]?(?:€|euro|EUR|gram|[A-Z][a-z]|stuks|km|m\b))",
    re.I,
)
_YEAR_BARE = re.compile(r"(?<=, )(?P<y>(?:19[3-9]|20[0-2])\d)(?=,)")
_HOUR_WORDS = (
    "een eén één une ein one", "twee deux zwei two", "drie trois drei three", "vier quatre four", "vijf cinq fünf five",
    "zes six sechs", "zeven sept sieben seven", "acht huit eight", "negen neuf neun nine", "tien dix zehn ten",
    "elf onze eleven", "twaalf douze zwölf twelve",
)  # fmt: skip
HOURS = {name: number for number, names in enumerate(_HOUR_WORDS, 1) for name in names.split()}
_H = "|".join(sorted(HOURS, key=len, reverse=True))
_SPOKEN = re.compile(
    rf"\b(?:(?P<half>half|halb)[ ](?P<h1>{_H})\b(?! (?:uur lang|kilo|dozijn))"
    rf"|(?P<q>kwart|Viertel|(?:a )?quarter|half)[ ](?P<dir>na|over|voor|nach|vor|past|to)[ ](?P<h2>{_H})\b"
    rf"|(?P<h3>{_H})[ ]heures(?:[ ](?P<fr>et demie|et quart|moins le quart))?|(?P<h4>{_H})[ ](?:uur|Uhr|o'clock)\b(?! (?:per|lang|later)))",
    re.I,
)
_TIME = re.compile(
    r"(?<![\d.,/:€])(?P<h>[01]?\d|2[0-4])(?:"
    r"[ ]?(?:uur|heures?|hrs?\.?|Uhr|u\.?|h\.?)[ ]?(?P<mi>[0-5]\d)(?![\d/]|[.,]\d)"
    r"|:(?P<mi2>[0-5]\d)(?::(?P<se>[0-5]\d))?(?![\d:])(?:[ ]?(?P<ap2>[ap]\.?m\.?(?!\w)))?(?:[ ]?(?:uur|Uhr|hrs?\b|hours|heures|h\b|u\b))?"
    r"|[.](?P<mi3>[0-5]\d)(?:[ ]?(?P<ap3>[ap]\.?m\.?(?!\w))|[ ]?(?:uur|Uhr|hrs?\b|hours|heures?|h\b|u\b))"
    r"|(?P<full>[ ]?(?:uur|Uhr|heures?|hrs?\b|hours|o'clock|h(?![\w.])|u\.?(?![\w.])))"
    r"|[ ]?(?P<ap>[ap]\.?m\.?(?!\w))"
    r")|\b(?P<noon>midi|minuit|middernacht|noon|midnight|mitternacht)\b",
    re.I,
)
_JOIN = re.compile(
    r"(?:,? ?(?:tussen|entre|zwischen|between|om|omstreeks|rond|rond de klok van|te|tegen|circa|ca\.?|vers|à|a|aux alentours de|aux environs de|gegen|um|at|at about|at approximately|at around|around|about|des|om en bij|om ongeveer|ongeveer|op|vanaf|T|ab|from|à partir de|dès|by|,|-|–)? ?"
    r"(?:ongeveer |circa |ca\. |about |etwa |environ |approximately )?|\s?\(?|,? in de (?:ochtend|avond|nacht|namiddag|voormiddag),? (?:om|omstreeks|rond) )$",
    re.I,
)
_TIME_FIRST = {" op ", " le ", " am ", " on ", " du ", " van ", " de ce ", " of ", " d.d. ", " dd. ", " vom "}
_BETWEEN = re.compile(r"tussen|entre|zwischen|between", re.I)
_RANGE_GAP = re.compile(
    r" ?(?:tot(?: en met)?(?: de)?(?: volgende dag)?|t/m|t\.e\.m\.|tem|en|op|au|et|jusqu'au|jusqu'à|à|bis(?: zum)?|und|auf(?: den)?|and|to|until|till|naar|-|–)(?: (?:le|den|de|the|om|omstreeks|op|ongeveer))? ?$",
    re.I,
)
_RANGE_OPEN = re.compile(
    r"(?:\btussen|\bvan|\bentre|\bdu|\bde|\bvon|\bvom|\bzwischen(?: dem)?|\bbetween|\bfrom|nacht van|nuit du|nacht vom|night of|vanaf|"
    r"entre le|periode van|période du|écoute du|in der zeit vom|tussen|des)(?: (?:op|le|de|the|dem|den|om|ongeveer|omstreeks))?(?: (?:"
    + _W
    + r"),?)?\s*$",
    re.I,
)
_NIGHT = re.compile(
    rf"\b(?:nacht (?:van|vom)|nuit du|night of|nacht van de)[ ](?:(?:{_W})[ ])?(?P<span>(?P<a>{_DAY})(?:er|\.|ste|de)?(?:[./](?P<am>\d{{1,2}}))?[ ](?:op|naar|tot|au|auf den|auf|to|zum|op de|op den)[ ]"
    rf"(?:(?:{_W})[ ])?(?P<b>{_DAY})(?:er|\.|ste|de)?(?:[ ](?P<mn>{_M})\b\.?|[./](?P<bm>\d{{1,2}}))(?:[ /.](?P<y>(?:19|20)\d{{2}}))?)",
    re.I,
)
_SAME_MONTH = re.compile(
    rf"\b(?:van|tussen|du|entre le|vom|zwischen dem|from|between)[ ](?P<span>(?P<a>{_DAY})(?:er|\.)?[ ](?:tot(?: en met)?|en|au|et le|bis(?: zum)?|und(?: dem)?|to|and)[ ](?P<b>{_DAY})(?:er|\.)?[ ](?P<mn>{_M})\b(?:[ ](?P<y>(?:19|20)\d{{2}}))?)",
    re.I,
)
_BIRTH = re.compile(
    r"(?:geboren|geb\.?|°|\bn[ée]e?|born|dob|birth|naissance|geboortedatum)[^.;]{0,40}$", re.I
)
_PM_PART = re.compile(
    r"(?:in de |'s )?(?:avonds?|namiddags?|nachmittags?|abends?|du soir|de l'après-midi|in the (?:evening|afternoon))",
    re.I,
)


_AT_HOUR = re.compile(
    r"(?:\b(?:om|rond|omstreeks|tegen|vers|à|gegen|um|at|around|about|tot|na|voor|ongeveer)|,)(?: (?:de |het )?)?$|\b(?:rond|om|omstreeks|tegen|vers|à|gegen|um|at|around) $",
    re.I,
)
_EVERY = re.compile(r"(?:elke|iedere|chaque|tous les|jeden|every|each) $", re.I)
_AT_NOON = re.compile(r"(?:\bà|vers|jusqu'à|gegen|\bum|\bat|rond|om|avant|après|around|about|,) $", re.I)
_DURATION = re.compile(
    r" ?(?:per|par|pro|a day|lang\b|durant|later|geleden|nadien|of work|na\b|plus tard|après|später|after|cel|de garde|/)",
    re.I,
)
_LASTING = re.compile(
    r"(?:binnen(?: de)?|gedurende|durant|pendant|während|for|within|de|des|na|après|nach|after|elke|over) $",
    re.I,
)
_CLOSING = re.compile(
    r"(?:persiste|signe|volhard|gesloten|sluiten|clôtur|\bfin |beendet|endete|release|\beinde|concluded|vrijgelaten)[^.]{0,40}$",
    re.I,
)


@dataclass
class _Piece:
    """A date or a time as it stands, with what is known of it."""

    start: int
    end: int
    day: str = ""  # ISO of the precision stated
    time: str = ""
    opens: bool = False  # "22 August between 22:00": a second time follows

    @property
    def norm(self) -> str:
        return f"{self.day}T{self.time}" if self.time else self.day


class Calendar:
    """Resolves what a date leaves out, from the document's date and from what was said before."""

    def __init__(self, doc_date: str | None) -> None:
        self.doc = _parse(doc_date)
        self.last = self.doc
        self.first: date | None = None
        self.night: date | None = None

    def full(self, day: int, month: int, year: int | None) -> str:
        """ISO date; without a year the latest one that is not far behind the document's date."""
        if year is None:
            year = self._year(day, month)
            if year is None:
                return ""
        try:
            return date(year, month, day).isoformat()
        except ValueError:
            return ""

    def _year(self, day: int, month: int) -> int | None:
        anchor = self.doc or self.last
        if anchor is None:
            return None
        for year in (anchor.year + 1, anchor.year, anchor.year - 1):
            try:
                if date(year, month, day) <= anchor + timedelta(days=FUTURE):
                    return year
            except ValueError:
                continue
        return anchor.year

    def month(self, month: int, year: int | None) -> str:
        """ISO month; without a year the latest that has begun."""
        anchor = self.doc or self.last
        if year is None and anchor is not None:
            year = anchor.year if month <= anchor.month else anchor.year - 1
        return f"{year:04d}-{month:02d}" if year else ""

    def weekday(self, weekday: int) -> str:
        """The latest such weekday that is not after the document."""
        anchor = self.doc or self.last
        return (
            (anchor - timedelta(days=(anchor.weekday() - weekday - 1) % 7 + 1)).isoformat() if anchor else ""
        )

    def relative(self, days: int) -> str:
        """So many days from the document."""
        anchor = self.doc or self.last
        return (anchor + timedelta(days=days)).isoformat() if anchor else ""

    def said(self, iso: str) -> None:
        """Remember the date last spoken of, unless it is far before or after the document."""
        day = _parse(iso.split("/")[0]) if len(iso) >= 10 else None
        if day is None or (self.doc and not -1200 < (day - self.doc).days <= 3):
            return
        self.last = day
        self.first = self.first or day
        self.night = _parse(iso.split("/")[1]) if "/" in iso else None

    def at(self, time: str, closing: bool) -> str:
        """The day of a time that stands alone: the one last spoken of; for "closed at" the first."""
        if self.night and time < "12":
            return self.night.isoformat()
        day = self.first if closing and self.first else self.last
        return day.isoformat() if day else ""


def _parse(iso: str | None) -> date | None:
    try:
        return date.fromisoformat((iso or "")[:10])
    except ValueError:
        return None


def _year_of(raw: str | None, birth: bool, calendar: Calendar) -> int | None:
    if not raw:
        return None
    digits = raw.strip("'’")
    if len(digits) == 4:
        return int(digits)
    pivot = (calendar.doc.year if calendar.doc else 2030) % 100
    return int(digits) + (2000 if int(digits) <= pivot + (0 if birth else 5) else 1900)


def find(text: str, doc_date: str | None = None, taken: frozenset[int] = frozenset()) -> Iterator[Candidate]:
    """DATETIME candidates; `taken` are offsets that identifiers hold already."""
    calendar = Calendar(doc_date)
    if calendar.doc is None:
        calendar.doc = _first_full(text)
        calendar.last = calendar.doc
    pieces = _merge(_pieces(text, calendar, taken), text)
    for piece in pieces:
        norm = piece.norm if piece.day else None
        yield Candidate("DATETIME", piece.start, piece.end, norm or None, 0.93 if norm else 0.6, BY)


def _first_full(text: str) -> date | None:
    for match in _DATE.finditer(text):
        year = match.group("y") or match.group("y2")
        if year and not _BIRTH.search(text[max(0, match.start() - 50) : match.start()]):
            day = match.group("d") or match.group("d2")
            month = int(match.group("m")) if match.group("m") else MONTHS[match.group("mn").lower()]
            iso = Calendar(None).full(int(day), month, _year_of(year, False, Calendar(None)))
            if iso:
                return date.fromisoformat(iso)
    return None


def _pieces(text: str, calendar: Calendar, taken: frozenset[int]) -> list[_Piece]:
    """All dates and times in order; times take the date said last."""
    found: list[tuple[int, int, str, re.Match[str]]] = []
    for kind, pattern in (("night", _NIGHT), ("same", _SAME_MONTH)):
        found += [(*m.span("span"), kind, m) for m in pattern.finditer(text)]
    found += [(m.start(), m.end(), "date", m) for m in _DATE.finditer(text) if _is_date(m, text)]
    found += [(m.start(), m.end(), "time", m) for m in _TIME.finditer(text) if _is_time(m, text)]
    found += [
        (m.start(), m.end(), "spoken", m)
        for m in _SPOKEN.finditer(text)
        if _AT_HOUR.search(text[: m.start()][-20:])
    ]
    found += [(*m.span("mn"), "month", m) for m in _MONTH_ALONE.finditer(text)]
    found += [(*m.span("y"), "year", m) for p in (_YEAR, _YEAR_BARE) for m in p.finditer(text)]
    order = {"night": 0, "same": 0, "date": 1, "time": 2, "spoken": 2, "month": 3, "year": 4}
    used = set(taken)
    kept = []
    for start, end, kind, match in sorted(found, key=lambda f: (order[f[2]], f[0])):
        if used.isdisjoint(range(start, end)):
            used.update(range(start, end))
            kept.append((start, end, kind, match))
    return _read(text, sorted(kept, key=lambda f: f[0]), calendar)


def _is_date(match: re.Match[str], text: str) -> bool:
    """No clock time with a point, and no "every Thursday"."""
    g = match.groupdict()
    if g["d"] and g["y"] is None and g["s"] != "/" and not (g["s"] == "." and g["ny"]):
        return False
    return not (g["wd6"] and _EVERY.search(text[max(0, match.start() - 12) : match.start()]))


def _is_time(match: re.Match[str], text: str) -> bool:
    """No duration ("12 uur per dag"), no station ("gare du Midi")."""
    if match.group("noon"):
        return bool(_AT_NOON.search(text[max(0, match.start() - 14) : match.start()]))
    if match.group("full") and _DURATION.match(text, match.end()):
        return False
    return not (match.group("full") and _LASTING.search(text[max(0, match.start() - 16) : match.start()]))


def _read(text: str, found: list[tuple[int, int, str, re.Match[str]]], calendar: Calendar) -> list[_Piece]:
    pieces: list[_Piece] = []
    for start, end, kind, match in found:
        if kind in {"time", "spoken"}:
            time = _time(match, text) if kind == "time" else _spoken(match, text)
            closing = bool(_CLOSING.search(text[max(0, start - 60) : start]))
            pieces.append(_Piece(start, _end(text, start, end), calendar.at(time, closing), time))
            continue
        birth = bool(_BIRTH.search(text[max(0, start - 60) : start]))
        iso = {"date": _date, "month": _month, "year": _only_year, "night": _pair, "same": _pair}[kind](
            match, calendar, birth
        )
        if iso is None:
            continue
        pieces.append(_Piece(start, _end(text, start, end), iso))
        if not birth:
            calendar.said(iso)
    return pieces


def _end(text: str, start: int, end: int) -> int:
    """Where the words end: the full stop of a sentence is no part of a date, that of "a.m." is."""
    words = text[start:end].rstrip(" ,")
    if words.endswith(".") and not re.search(r"(?:[ap]\.m|[jl]\.?l|\d\.\d{1,2})\.$", words):
        words = words[:-1]
    return start + len(words)


def _only_year(match: re.Match[str], calendar: Calendar, birth: bool) -> str | None:
    return match.group("y")


def _month(match: re.Match[str], calendar: Calendar, birth: bool) -> str | None:
    if (
        match.group("mn").lower() in {"mar", "may", "mai", "mars", "jan", "sep", "do"}
        and match.group("mn")[0].islower()
    ):
        return (
            calendar.month(MONTHS[match.group("mn").lower()], None)
            if match.group("mn").lower() in {"mai", "mars"}
            else None
        )
    return calendar.month(MONTHS[match.group("mn").lower()], None)


def _pair(match: re.Match[str], calendar: Calendar, birth: bool) -> str | None:
    groups = match.groupdict()
    month = MONTHS[groups["mn"].lower()] if groups.get("mn") else int(groups["bm"])
    year = int(groups["y"]) if groups.get("y") else None
    last = calendar.full(int(groups["b"]), month, year)
    if not last:
        return None
    first_month = int(groups["am"]) if groups.get("am") else month
    if int(groups["a"]) > int(groups["b"]) and not groups.get("am"):
        first_month = (month - 2) % 12 + 1
    first_year = int(last[:4]) - (first_month > month)
    first = calendar.full(int(groups["a"]), first_month, first_year)
    return f"{first}/{last}" if first else last


def _date(match: re.Match[str], calendar: Calendar, birth: bool) -> str | None:
    g = match.groupdict()
    if g["iso"]:
        return g["iso"] if _parse(g["iso"]) else None
    if g["d"]:
        iso = calendar.full(int(g["d"]), int(g["m"]), _year_of(g["y"], birth, calendar))
        return iso or None
    for day, month, year in (("d2", "mn", "y2"), ("d3", "mn3", "y3")):
        if g[day]:
            return (
                calendar.full(int(g[day]), MONTHS[g[month].lower()], _year_of(g[year], birth, calendar)) or ""
            )
    if g["mn4"]:
        return calendar.month(MONTHS[g["mn4"].lower()], int(g["y4"]) if g["y4"] else None)
    if g["rel"]:
        return calendar.relative(_RELATIVE[g["rel"].lower()])
    weekday = g["wd5"] or g["wd6"]
    return calendar.weekday(WEEKDAYS[weekday.lower()]) if weekday else None


def _time(match: re.Match[str], text: str) -> str:
    g = match.groupdict()
    if g["noon"]:
        return "12:00" if g["noon"].lower() in {"midi", "noon"} else "00:00"
    hour, minute = int(g["h"]), g["mi"] or g["mi2"] or g["mi3"] or "00"
    half = (g["ap"] or g["ap2"] or g["ap3"] or "").lower()
    if (half.startswith("p") or _PM_PART.match(text, match.end() + 1)) and hour < 12:
        hour += 12
    if half.startswith("a") and hour == 12:
        hour = 0
    return f"{hour % 24:02d}:{minute}" + (f":{g['se']}" if g["se"] else "")


def _spoken(match: re.Match[str], text: str) -> str:
    """Clock time in words; in the evening where the words say so."""
    g = match.groupdict()
    hour = HOURS[(g["h1"] or g["h2"] or g["h3"] or g["h4"]).lower()]
    minutes = 60 * hour
    if g["half"]:
        minutes -= 30
    elif g["q"]:
        step = 30 if g["q"].lower() == "half" else 15
        minutes += -step if g["dir"].lower() in {"voor", "vor", "to"} else step
    elif g["fr"]:
        minutes += {"et demie": 30, "et quart": 15}.get(g["fr"].lower(), -15)
    if (
        _PM_PART.search(text[match.start() - 20 if match.start() > 20 else 0 : match.end() + 20])
        and minutes < 720
    ):
        minutes += 720
    return f"{minutes // 60 % 24:02d}:{minutes % 60:02d}"


def _merge(pieces: list[_Piece], text: str) -> list[_Piece]:
    """Date and time that belong together become one piece, then the two ends of a range."""
    joined: list[_Piece] = []
    for piece in pieces:
        last = joined[-1] if joined else None
        gap = text[last.end : piece.start] if last else ""
        if (
            last
            and piece.time
            and len(last.day) == 10
            and not last.time
            and len(gap) < 40
            and _JOIN.match(gap)
            and "/" not in last.day
        ):
            joined[-1] = _Piece(last.start, piece.end, last.day, piece.time, bool(_BETWEEN.search(gap)))
        elif (
            last
            and last.time
            and not piece.time
            and len(piece.day) == 10
            and gap in _TIME_FIRST
            and last.end - last.start < 12
        ):
            joined[-1] = _Piece(last.start, piece.end, piece.day, last.time)
        else:
            joined.append(piece)
    return _ranges(joined, text)


def _ranges(pieces: list[_Piece], text: str) -> list[_Piece]:
    merged: list[_Piece] = []
    for piece in pieces:
        last = merged[-1] if merged else None
        if (
            last
            and "/" not in last.norm
            and piece.day
            and last.day
            and _RANGE_GAP.match(text[last.end : piece.start])
            and (
                last.opens
                or _RANGE_OPEN.search(text[max(0, last.start - 40) : last.start])
                or text[last.end : piece.start].strip() in "-–"
            )
        ):
            if piece.time and last.time and piece.day == last.day and piece.time < last.time:
                piece.day = (date.fromisoformat(piece.day) + timedelta(days=1)).isoformat()
            first = last.norm
            if last.day > piece.day and len(last.day) == 10 and len(piece.day) == 10:
                first = str(int(last.day[:4]) - 1) + last.norm[4:]
            merged[-1] = _Piece(last.start, piece.end, f"{first}/{piece.norm}")
        else:
            merged.append(piece)
    return merged
