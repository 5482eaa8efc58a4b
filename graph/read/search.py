"""One box: identifiers and parts of them, names in any order, with typing errors and without diacritics."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from graph.derive.text import source_key, type_key
from graph.ontology.shows import Shows, everything
from graph.read.lookup import Lookup, Row
from graph.read.match import Match, likeness, match
from graph.read.reader import Reader, in_one_look
from graph.read.resolve import resolve_ids
from graph.read.sight import sight
from graph.read.summary import Summary, summaries, summary
from graph.read.together import Group, groups, together
from graph.read.typed import Typed
from graph.read.ways import Ways

EXACT_TO = 1000
"""Totals are exact up to here; beyond it is only said that there are more."""

ID_LENGTH = 32
FEW = 50
MOST_JOINED = 3
"""Words that are looked for in the several parts of one thing."""


@dataclass(frozen=True)
class Hit:
    """An entity that was found, and how it matches."""

    entity: Summary
    match: Match


@dataclass(frozen=True)
class Found:
    """The best hits of `total`; `exact` is false when there are more than can be counted."""

    hits: tuple[Hit, ...]
    total: int
    exact: bool

    @property
    def total_text(self) -> str:
        """The total as it is shown: "37", or "1,000+"."""
        return f"{self.total:,}" if self.exact else f"{self.total:,}+"


NOTHING = Found((), 0, True)


@in_one_look
def search(
    store: Reader,
    text: str,
    allowed: Sequence[int],
    *,
    types: Sequence[str] = (),
    sources: Sequence[str] = (),
    first: int = 20,
    skip: int = 0,
    most: int = EXACT_TO,
    shows: Shows = everything,
) -> Found:
    """Entities that match what was typed, ranked by kind of match, likeness of the name and mentions.

    Counts and ranks only what may be seen; what has values of properties that `shows` does not show is found
    and called as if it had not. An id of an entity or mention finds that entity. Where there are
    more than `most`, it ranks what bears all of it as identifier or name, and of the rest so many with the
    most mentions.
    """
    if by_id := _by_id(store, text.strip(), allowed):
        return Found((Hit(by_id, Match.IDENTIFIER),), 1, True)
    typed = Typed(text)
    if not typed:
        return NOTHING
    looked = Lookup(store, list(allowed), list(types), list(sources), most, sight(shows))
    asked = _Asked(typed, looked)
    ranked, exact = asked.ranked()
    hits = tuple(one.hit for one in ranked[skip : skip + first])
    return Found(hits, min(len(ranked), most), exact and len(ranked) <= most)


def _by_id(store: Reader, text: str, allowed: Sequence[int]) -> Summary | None:
    if len(text) != ID_LENGTH or not (text.isascii() and text.isalnum()):
        return None
    known = resolve_ids(store, [text], allowed).get(text)
    if known is None:
        return None
    first = together(store, known, allowed)[0]
    return summaries(store, [first], allowed).get(first)


@dataclass(frozen=True)
class _Placed:
    """A thing that was found: its place among the others, its id, the row that it is shown by, its kind."""

    place: tuple[Any, ...]
    id: str
    row: Row
    match: Match

    @property
    def hit(self) -> Hit:
        return Hit(replace(summary(self.row), id=self.id), self.match)


@dataclass(frozen=True)
class _Asked:
    """One search: what was typed, and what may and shall be looked at."""

    typed: Typed
    lookup: Lookup

    def ranked(self) -> tuple[list[_Placed], bool]:
        """All that was found, the best first, and whether this is all that there is."""
        matched, exact = self._matched()
        rows, whole = ([row for row, _ in matched.values()], True) if matched else self._in_parts()
        place = groups(self.lookup.store, [row["id"] for row in rows], self.lookup.allowed)
        of: dict[Group, list[Row]] = defaultdict(list)
        for row in rows:
            of[place[row["id"]]].append(row)
        kinds = {id_: kind for id_, (_, kind) in matched.items()}
        placed = [made for group, some in of.items() if (made := self._one(group, some, kinds))]
        return sorted(placed, key=lambda one: one.place), exact and whole

    def _matched(self) -> tuple[dict[str, tuple[Row, Match]], bool]:
        """Rows that match, by id, each with the kind of match, and whether these are all.

        Other words are asked for only while there are few hits: they would drown what was typed right. A
        number that something bears was not misread.
        """
        found: dict[str, tuple[Row, Match]] = {}
        stages = (
            (Match.WORDS, self.typed.exactly()),
            (Match.BEGINNING, self.typed.partly()),
            (Match.SOUND, self.typed.nearly()),
        )
        for loosest, asked in stages:
            if len(found) >= FEW and not (loosest == Match.BEGINNING and self.typed.numbered):
                break
            if loosest == Match.SOUND and any(kind == Match.IDENTIFIER for _, kind in found.values()):
                break
            exact = self._look_up(asked, loosest, found)
            if not exact:
                self._look_up(self.typed.whole_of(), Match.NAME, found)
                return found, False
        return found, True

    def _look_up(self, asked: Ways, loosest: Match, found: dict[str, tuple[Row, Match]]) -> bool:
        """Add what matches no looser than this; whether that is all of it."""
        types, sources = map(type_key, self.lookup.types), map(source_key, self.lookup.sources)
        rows, exact = self.lookup.rows(asked.within(frozenset(types), frozenset(sources)))
        for row in rows:
            if row["id"] not in found and (kind := self._match(row)) is not None and kind <= loosest:
                found[row["id"]] = row, kind
        return exact

    def _match(self, row: Row) -> Match | None:
        return match(self.typed, row["caption"], row["search"])

    def _one(self, group: Group, rows: Sequence[Row], kinds: Mapping[str, Match]) -> _Placed | None:
        """What some rows of one thing are together, with its place; None where they do not match."""
        like = {row["id"]: likeness(self.typed, row["caption"]) for row in rows}
        best = min(rows, key=lambda row: (kinds.get(row["id"], len(Match) + 1), -like[row["id"]], row["id"]))
        whole = kinds.get(best["id"]) or match(self.typed, best["caption"], _united(rows))
        if whole is None:
            return None
        mentions = sum(int(row["mentions"]) for row in rows)
        place = (whole, -like[best["id"]], -mentions, best["caption"], group[0])
        return _Placed(place, group[0], best, whole)

    def _in_parts(self) -> tuple[list[Row], bool]:
        """Rows of things whose parts have all words between them, where several classes are seen."""
        each, lookup = self.typed.each(), self.lookup
        if len(lookup.allowed) < 2 or not 2 <= len(each) <= MOST_JOINED or lookup.sources:
            return [], True
        ids, exact = lookup.joined(each)
        place = groups(lookup.store, ids, lookup.allowed)
        return lookup.words(sorted(id_ for id_, group in place.items() if len(group) > 1)), exact


def _united(rows: Iterable[Row]) -> str:
    return " ".join(row["search"] for row in rows)
