"""Dates and times as officers write them, in four languages, resolved with the date of the document."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from ingest.extract import grammar
from ingest.extract.extraction import Candidate
from ingest.extract.language import Languages
from ingest.extract.said import Calendar, parse, year_of

BY = "date and time grammar"


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


def find(
    text: str, doc_date: str | None = None, taken: frozenset[int] = frozenset(), lang: Languages | None = None
) -> Iterator[Candidate]:
    """DATETIME candidates; `taken` are offsets that identifiers hold already."""
    calendar = Calendar(doc_date)
    if calendar.doc is None:
        calendar.doc = _first_full(text)
        calendar.last = calendar.doc
    pieces = _merge(_pieces(text, calendar, taken, lang), text)
    for piece in pieces:
        norm = piece.norm if piece.day else None
        yield Candidate("DATETIME", piece.start, piece.end, norm or None, 0.93 if norm else 0.6, BY)


def _first_full(text: str) -> date | None:
    for match in grammar.DATE.finditer(text):
        year = match.group("y") or match.group("y2")
        if year and not grammar.BIRTH.search(text[max(0, match.start() - 50) : match.start()]):
            day = match.group("d") or match.group("d2")
            month = int(match.group("m")) if match.group("m") else grammar.MONTHS[match.group("mn").lower()]
            iso = Calendar(None).full(int(day), month, year_of(year, False, Calendar(None)))
            if iso:
                return date.fromisoformat(iso)
    return None


def _pieces(text: str, calendar: Calendar, taken: frozenset[int], lang: Languages | None) -> list[_Piece]:
    """All dates and times in order; times take the date said last."""
    found: list[tuple[int, int, str, re.Match[str]]] = []
    for kind, pattern in (("night", grammar.NIGHT), ("same", grammar.SAME_MONTH)):
        found += [(*m.span("span"), kind, m) for m in pattern.finditer(text)]
    found += [(m.start(), m.end(), "date", m) for m in grammar.DATE.finditer(text) if _is_date(m, text, lang)]
    found += [(m.start(), m.end(), "time", m) for m in grammar.TIME.finditer(text) if _is_time(m, text)]
    found += [
        (m.start(), m.end(), "spoken", m)
        for m in grammar.SPOKEN.finditer(text)
        if grammar.AT_HOUR.search(text[max(0, m.start() - 20) : m.start()])
    ]
    found += [(*m.span("mn"), "month", m) for m in grammar.MONTH_ALONE.finditer(text)]
    found += [(*m.span("y"), "year", m) for p in (grammar.YEAR, grammar.YEAR_BARE) for m in p.finditer(text)]
    order = {"night": 0, "same": 0, "date": 1, "time": 2, "spoken": 2, "month": 3, "year": 4}
    used = set(taken)
    kept = []
    for start, end, kind, match in sorted(found, key=lambda f: (order[f[2]], f[0])):
        if used.isdisjoint(range(start, end)):
            used.update(range(start, end))
            kept.append((start, end, kind, match))
    return _read(text, sorted(kept, key=lambda f: f[0]), calendar)


def _is_date(match: re.Match[str], text: str, lang: Languages | None) -> bool:
    """No clock time with a point, no "every Thursday", and no Dutch or German "hier" (here)."""
    g = match.groupdict()
    if g["rel"] and g["rel"].lower() == "hier" and not _is_yesterday(match, text, lang):
        return False
    if g["d"] and g["y"] is None and g["s"] != "/" and not (g["s"] == "." and g["ny"]):
        return False
    return not (g["wd6"] and grammar.EVERY.search(text[max(0, match.start() - 12) : match.start()]))


def _is_yesterday(match: re.Match[str], text: str, lang: Languages | None) -> bool:
    """French "hier"; Dutch and German words beside it mean "here", whatever the paragraph's language."""
    if lang and lang.at(match.start()) != "fr":
        return False
    before = re.split(r"[.!?\n]", text[max(0, match.start() - 40) : match.start()])[-1]
    behind = re.split(r"[.!?\n]", text[match.end() : match.end() + 40])[0]
    return not grammar.HERE.search(f"{before} {behind}")


def _is_time(match: re.Match[str], text: str) -> bool:
    """No duration ("12 uur per dag"), no station ("gare du Midi")."""
    if match.group("noon"):
        return bool(grammar.AT_NOON.search(text[max(0, match.start() - 14) : match.start()]))
    if match.group("full") and grammar.DURATION.match(text, match.end()):
        return False
    return not (
        match.group("full") and grammar.LASTING.search(text[max(0, match.start() - 16) : match.start()])
    )


def _read(text: str, found: list[tuple[int, int, str, re.Match[str]]], calendar: Calendar) -> list[_Piece]:
    pieces: list[_Piece] = []
    for start, end, kind, match in found:
        if kind in {"time", "spoken"}:
            time = _time(match, text) if kind == "time" else _spoken(match, text)
            closing = bool(grammar.CLOSING.search(text[max(0, start - 60) : start]))
            pieces.append(_Piece(start, _end(text, start, end), calendar.at(time, closing), time))
            continue
        birth = bool(grammar.BIRTH.search(text[max(0, start - 60) : start]))
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
            calendar.month(grammar.MONTHS[match.group("mn").lower()], None)
            if match.group("mn").lower() in {"mai", "mars"}
            else None
        )
    return calendar.month(grammar.MONTHS[match.group("mn").lower()], None)


def _pair(match: re.Match[str], calendar: Calendar, birth: bool) -> str | None:
    groups = match.groupdict()
    month = grammar.MONTHS[groups["mn"].lower()] if groups.get("mn") else int(groups["bm"])
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
        return g["iso"] if parse(g["iso"]) else None
    if g["d"]:
        iso = calendar.full(int(g["d"]), int(g["m"]), year_of(g["y"], birth, calendar))
        return iso or None
    for day, month, year in (("d2", "mn", "y2"), ("d3", "mn3", "y3")):
        if g[day]:
            return (
                calendar.full(
                    int(g[day]), grammar.MONTHS[g[month].lower()], year_of(g[year], birth, calendar)
                )
                or ""
            )
    if g["mn4"]:
        return calendar.month(grammar.MONTHS[g["mn4"].lower()], int(g["y4"]) if g["y4"] else None)
    if g["rel"]:
        return _relative(g["rel"].lower(), calendar)
    weekday = g["wd5"] or g["wd6"]
    return calendar.weekday(grammar.WEEKDAYS[weekday.lower()]) if weekday else None


def _relative(words: str, calendar: Calendar) -> str | None:
    """ "Yesterday" counts from the document, "the next day" from the day last spoken of."""
    if words in grammar.YEARS:
        return f"{calendar.doc.year + grammar.YEARS[words]}" if calendar.doc else None
    if words in grammar.AFTER:
        return calendar.step(grammar.AFTER[words]) or None
    return calendar.relative(grammar.RELATIVE[words])


def _time(match: re.Match[str], text: str) -> str:
    g = match.groupdict()
    if g["noon"]:
        return "12:00" if g["noon"].lower() in {"midi", "noon"} else "00:00"
    hour, minute = int(g["h"]), g["mi"] or g["mi2"] or g["mi3"] or "00"
    half = (g["ap"] or g["ap2"] or g["ap3"] or "").lower()
    if (half.startswith("p") or grammar.PM_PART.match(text, match.end() + 1)) and hour < 12:
        hour += 12
    if half.startswith("a") and hour == 12:
        hour = 0
    return f"{hour % 24:02d}:{minute}" + (f":{g['se']}" if g["se"] else "")


def _spoken(match: re.Match[str], text: str) -> str:
    """Clock time in words; in the evening where the words say so."""
    g = match.groupdict()
    hour = grammar.HOURS[(g["h1"] or g["h2"] or g["h3"] or g["h4"]).lower()]
    minutes = 60 * hour
    if g["half"]:
        minutes -= 30
    elif g["q"]:
        step = 30 if g["q"].lower() == "half" else 15
        minutes += -step if g["dir"].lower() in {"voor", "vor", "to"} else step
    elif g["fr"]:
        minutes += {"et demie": 30, "et quart": 15}.get(g["fr"].lower(), -15)
    if (
        grammar.PM_PART.search(text[match.start() - 20 if match.start() > 20 else 0 : match.end() + 20])
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
            and grammar.JOIN.match(gap)
            and "/" not in last.day
        ):
            joined[-1] = _Piece(
                last.start, piece.end, last.day, piece.time, bool(grammar.BETWEEN.search(gap))
            )
        elif (
            last
            and last.time
            and not piece.time
            and len(piece.day) == 10
            and gap in grammar.TIME_FIRST
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
            and grammar.RANGE_GAP.match(text[last.end : piece.start])
            and (
                last.opens
                or grammar.RANGE_OPEN.search(text[max(0, last.start - 40) : last.start])
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
