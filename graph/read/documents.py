"""Texts that hold what was typed: where it stands in them, with the words around the first place."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from graph.derive.numbers import national
from graph.documents import PREFIX, DocumentWords, Seen, TextPlace, words_in
from graph.read.search import EXACT_TO
from graph.read.typed import Typed
from ledger.record import Record

AROUND = 90
"""Characters that are shown on either side of the first place."""
MOST_MARKS = 50

RecordsOf = Callable[[Sequence[str]], Mapping[str, Record]]


@dataclass(frozen=True)
class TextHit:
    """A text in a field of a record; `marks` are places in it (from, to), `start` and `end` what is shown."""

    record: Record
    field: str
    marks: tuple[tuple[int, int], ...]
    start: int
    end: int

    @property
    def shown(self) -> str:
        """The words around the first place."""
        return str(self.record.content.get(self.field, ""))[self.start : self.end]


@dataclass(frozen=True)
class Texts:
    """The texts asked for of `total`; `exact` is false when there are more than can be counted."""

    hits: tuple[TextHit, ...] = ()
    total: int = 0
    exact: bool = True

    @property
    def total_text(self) -> str:
        """The total as it is shown: "37", or "1,000+"."""
        return f"{self.total:,}" if self.exact else f"{self.total:,}+"


def texts(
    words: DocumentWords,
    records: RecordsOf,
    text: str,
    allowed: Sequence[int],
    *,
    sources: Sequence[str] = (),
    known: Callable[[str], bool] | None = None,
    first: int = 10,
    skip: int = 0,
    seen: Seen | None = None,
) -> Texts:
    """Texts of records of allowed classes that hold all that was typed, the last recorded first.

    `seen` says which fields of which feeds are looked into; without it, all.

    A number may be written with other signs, a phone with its country or without, a date in other words;
    where no text has the whole words, those that begin so are taken.
    """
    typed = Typed(text)
    for asked, beginning in _ways(typed, _at_home(text)):
        found = words.find(asked, allowed, sources, known, beginning, EXACT_TO + 1, seen)
        if found:
            page = found[skip : skip + first]
            of = {id_: one for id_, one in records([p.record for p in page]).items() if one.class_ in allowed}
            hits = tuple(_hit(of[p.record], p, asked, beginning) for p in page if p.record in of)
            return Texts(hits, min(len(found), EXACT_TO), len(found) <= EXACT_TO)
    return Texts()


def _at_home(text: str) -> str:
    """A phone that was typed with its country, as it is dialled at home; "" for anything else."""
    return national(re.sub(r"^\s*00", "+", text).strip())


def _ways(typed: Typed, home: str) -> list[tuple[list[str], bool]]:
    """What to look for, the most exact first: the whole of a number, all words, words that begin so."""
    wholes = [*typed.wholes, *filter(None, [home])]
    whole = [([way], False) for way in wholes if typed.numbered and len(way) >= PREFIX]
    each = [*typed.words, *typed.dates]
    return [*whole, (each, False), (each, True)] if each else whole


def _hit(record: Record, place: TextPlace, asked: Sequence[str], beginning: bool) -> TextHit:
    text = str(record.content.get(place.field, ""))
    wanted = tuple(asked)
    marks = sorted(
        {
            (start, end)
            for start, end, word in words_in(text)
            if word in wanted or (beginning and any(word.startswith(w) for w in wanted if len(w) >= PREFIX))
        }
    )
    at = _densest(marks)
    return TextHit(
        record, place.field, tuple(marks[:MOST_MARKS]), max(0, at[0] - AROUND), min(len(text), at[1] + AROUND)
    )


def _densest(marks: Sequence[tuple[int, int]]) -> tuple[int, int]:
    """The first place around which most of what was typed stands together."""
    if not marks:
        return 0, 0
    starts = [start for start, _ in marks]
    return max(
        marks,
        key=lambda one: (bisect_right(starts, one[0] + AROUND) - bisect_left(starts, one[0]), -one[0]),
    )
