"""Dates and times as officers write them, in four languages, resolved with the date of the document."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise

from ingest.extract import clock, grammar, relative_words
from ingest.extract.date_tokens import TIMES, Token, tokens
from ingest.extract.date_words import READERS, Place, first_full
from ingest.extract.extraction import Candidate
from ingest.extract.language import Languages
from ingest.extract.said import Calendar

BY = "date and time grammar"

_BULLETS = " \t•*-–([>"
OPENING = 250
"""Characters within which a record says when it is drawn up."""


@dataclass
class _Piece:
    """A date or a time as it stands, with what is known of it."""

    start: int
    end: int
    day: str = ""  # ISO of the precision stated
    time: str = ""
    opens: bool = False  # "22 August between 22:00": a second time follows
    alone: bool = False  # a time whose day is not said beside it
    relative: bool = False
    needy: bool = False  # "heden": a date only with a time behind it

    @property
    def norm(self) -> str:
        return f"{self.day}T{self.time}" if self.time else self.day

    @property
    def whole_day(self) -> bool:
        return len(self.day) == 10 and not self.time


def find(
    text: str, doc_date: str | None = None, taken: frozenset[int] = frozenset(), lang: Languages | None = None
) -> Iterator[Candidate]:
    """DATETIME candidates; `taken` are offsets that identifiers hold already."""
    calendar = Calendar(doc_date)
    if calendar.doc is None:
        calendar.doc = calendar.last = first_full(text)
    pieces = _Reading(text, calendar).pieces(tokens(text, taken, lang))
    for piece in _ranges(pieces, text):
        if not piece.needy:
            norm = piece.norm if piece.day else None
            yield Candidate("DATETIME", piece.start, piece.end, norm or None, 0.93 if norm else 0.6, BY)


class _Reading:
    """Reads the tokens of one text in order: a time takes the date beside it, or the day spoken of."""

    def __init__(self, text: str, calendar: Calendar) -> None:
        self.text, self.calendar = text, calendar
        self.found: list[_Piece] = []
        self.lines = [m.start() for m in re.finditer("\n", text)]
        self.line = 0
        self.log: tuple[date, str] | None = None
        self.heads: list[Token] = []
        """Times at the head of their lines; more than two are a log."""

    def pieces(self, found: Sequence[Token]) -> list[_Piece]:
        """Dates and times, joined where they stand together."""
        self.heads = [t for t in found if t.kind in TIMES and self._at_head(t.start)]
        for token in found:
            while self.line < len(self.lines) and self.lines[self.line] < token.start:
                self.line += 1
            if token.kind in TIMES:
                self._time(token)
            else:
                self._date(token)
        return self.found

    def _at_head(self, start: int) -> bool:
        """Whether nothing but a bullet stands before it on its line."""
        return not self.text[self.text.rfind("\n", 0, start) + 1 : start].strip(_BULLETS)

    def _gap(self, start: int) -> str:
        return self.text[self.found[-1].end : start] if self.found else "\n"

    def _time(self, token: Token) -> None:
        """A clock time: of the date before it where nothing but a preposition parts them, else alone."""
        spoken = token.kind == "spoken"
        time, half = (
            clock.spoken(token.match, self.text) if spoken else (clock.read(token.match, self.text), False)
        )
        gap = self._gap(token.start)
        last = self.found[-1] if self.found else None
        if last and last.whole_day and len(gap) < 45 and "\n" not in gap and grammar.JOIN.match(gap):
            self._add_time(last, token, self._full(last, time, half), gap)
            return
        day = self._day(token, time)
        if half and self.calendar.half(day, time):
            time = clock.later(time)
        self.found.append(_Piece(token.start, _end(self.text, token), day, time, alone=True))
        self.calendar.timed(day, time, self.line)

    def _full(self, date_: _Piece, time: str, half: bool) -> str:
        """The time of twenty-four hours: "gisteravond 9 uur" is 21:00."""
        words = self.text[date_.start : date_.end]
        evening = "04:30" < time < "12" and grammar.EVENING.search(words)
        return clock.later(time) if evening or (half and self.calendar.half(date_.day, time)) else time

    def _add_time(self, date_: _Piece, token: Token, time: str, gap: str) -> None:
        date_.end, date_.time, date_.needy = _end(self.text, token), time, False
        date_.opens = bool(grammar.BETWEEN.search(gap))
        self.calendar.timed(date_.day, time, self.line)
        if date_.start < OPENING and not self.calendar.session:
            self.calendar.session = date.fromisoformat(date_.day)

    def _day(self, token: Token, time: str) -> str:
        """The day of a time that stands alone."""
        if len(self.heads) > 2 and self._at_head(token.start):
            return self._logged(time)
        closing = grammar.CLOSING.search(self.text[max(0, token.start - 60) : token.start])
        if closing and not grammar.DEED.search(closing.group()):
            return self.calendar.closing()
        words = self.text[max(0, token.start - 20) : token.end]
        return self.calendar.at(time, self.line, bool(clock.NIGHT.search(words)) or time == "00:00")

    def _logged(self, time: str) -> str:
        """The day of a line in a log: the next one when the clock has begun again."""
        if self.log is None:
            day = self.calendar.thread or self.calendar.last
            if day is None:
                return ""
            span = self.calendar.span
            if span and span[0] == day and (span[1] - day).days == 1 and time < "12":
                day = span[1]
            if self.calendar.thread is None and self.calendar.doc:
                times = [clock.read(t.match, self.text) for t in self.heads if t.kind != "spoken"]
                day -= timedelta(days=sum(a >= "12" > b for a, b in pairwise(times)))
        else:
            day = self.log[0] + timedelta(days=self.log[1] >= "12" > time)
        self.log = (day, time)
        return day.isoformat()

    def _date(self, token: Token) -> None:
        before = self.text[max(0, token.start - 60) : token.start]
        birth = bool(grammar.BIRTH.search(before))
        iso = READERS[token.kind](token.match, self.calendar, Place(self.text, self.line, birth))
        if not iso:
            return
        rel = token.match.groupdict().get("rel") if token.kind == "date" else None
        piece = _Piece(token.start, _end(self.text, token), iso, relative=bool(rel))
        piece.needy = (rel or "").lower() in relative_words.NEEDY
        if self._joined(piece):
            return
        self.found.append(piece)
        if not birth:
            strong = not re.split(r"[.!?]\s|\n", before)[-1][12:].strip() or "/" in iso
            late = len(iso) == 10 and bool(grammar.LATE.search(self.text[token.start : token.end]))
            self.calendar.said(iso, self.line, strong, late)
            if strong and self.log and len(iso) == 10 and before[-1:] in {"\n", ""}:
                self.log = None

    def _joined(self, piece: _Piece) -> bool:
        """A time or a word like "yesterday" that stood before this date becomes one with it."""
        last, gap = (self.found[-1] if self.found else None), self._gap(piece.start)
        if last is None or not piece.whole_day or "\n" in gap:
            return False
        if last.alone and grammar.TIME_FIRST.match(gap):
            words = self.text[piece.start : piece.end]
            late = last.time < "12" and last.time > "04:30" and grammar.EVENING.search(words)
            time = clock.later(last.time) if late else last.time
            self.found[-1] = _Piece(last.start, piece.end, piece.day, time)
            self.calendar.timed(piece.day, time, self.line)
            return True
        same = last.day == piece.day or not piece.relative
        if last.relative and last.whole_day and same and grammar.DAY_DAY.match(gap):
            start = piece.start if last.needy else last.start
            self.found[-1] = _Piece(start, piece.end, piece.day)
            self.calendar.said(piece.day, self.line, True)
            return True
        return False


def _end(text: str, token: Token) -> int:
    """Where the words end: the full stop of a sentence is no part of a date, that of "a.m." is."""
    words = text[token.start : token.end].rstrip(" ,")
    if words.endswith(".") and not re.search(r"(?:[ap]\.m|[jl]\.?l|\d\.\d{1,2})\.$", words):
        words = words[:-1]
    return token.start + len(words)


def _ranges(pieces: list[_Piece], text: str) -> list[_Piece]:
    """The two ends of a range become one."""
    merged: list[_Piece] = []
    for piece in pieces:
        last = merged[-1] if merged else None
        if last and _is_range(last, piece, text):
            merged[-1] = _range(last, piece)
        else:
            merged.append(piece)
    return merged


def _is_range(last: _Piece, piece: _Piece, text: str) -> bool:
    gap = text[last.end : piece.start]
    if "/" in last.norm or "/" in piece.norm or not piece.day or not last.day or len(gap) > 30:
        return False
    if not grammar.RANGE_GAP.match(gap) or bool(last.time) > bool(piece.time):
        return False
    opened = last.opens or grammar.RANGE_OPEN.search(text[max(0, last.start - 40) : last.start])
    return bool(opened) or (
        bool(grammar.RANGE_SURE.match(gap))
        and len(last.day) == len(piece.day)
        and bool(last.time) == bool(piece.time)
    )


def _range(last: _Piece, piece: _Piece) -> _Piece:
    if piece.time and last.time and piece.alone:
        piece.day = last.day
        if piece.time < last.time:
            piece.day = (date.fromisoformat(last.day) + timedelta(days=1)).isoformat()
    elif last.alone and last.time and piece.time:
        last.day = piece.day
        if last.time > piece.time:
            last.day = (date.fromisoformat(piece.day) - timedelta(days=1)).isoformat()
    first = last.norm
    if last.day > piece.day and len(last.day) == 10 and len(piece.day) == 10:
        first = str(int(last.day[:4]) - 1) + last.norm[4:]
    return _Piece(last.start, piece.end, f"{first}/{piece.norm}")
