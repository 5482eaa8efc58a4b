"""One box: identifiers and parts of them, names in any order, with typing errors and without diacritics."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from graph.read.match import Match, likeness, match
from graph.read.reader import Reader, in_one_look
from graph.read.resolve import resolve_ids
from graph.read.summary import Summary, summaries, summary
from graph.read.together import Group, groups, together
from graph.read.typed import Typed
from graph.store import fulltext

EXACT_TO = 1000
"""Totals are exact up to here; beyond it is only said that there are more."""

ID_LENGTH = 32
FEW = 50
MOST_JOINED = 3
"""Words that are looked for in the several parts of one thing."""
Row = dict[str, Any]


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
) -> Found:
    """Entities that match what was typed, ranked by kind of match, likeness of the name and mentions.

    Counts and ranks only what may be seen. An id of an entity or mention finds that entity.
    """
    if by_id := _by_id(store, text.strip(), allowed):
        return Found((Hit(by_id, Match.IDENTIFIER),), 1, True)
    typed = Typed(text)
    if not typed:
        return NOTHING
    asked = _Asked(store, typed, list(allowed), list(types), list(sources))
    rows, exact, loosest = asked.candidates()
    hits = asked.ranked(rows, loosest)
    return Found(hits[skip : skip + first], min(len(hits), EXACT_TO), exact and len(hits) <= EXACT_TO)


def _by_id(store: Reader, text: str, allowed: Sequence[int]) -> Summary | None:
    if len(text) != ID_LENGTH or not (text.isascii() and text.isalnum()):
        return None
    known = resolve_ids(store, [text], allowed).get(text)
    if known is None:
        return None
    first = together(store, known, allowed)[0]
    return summaries(store, [first], allowed).get(first)


@dataclass(frozen=True)
class _Asked:
    """One search: what was typed, and what may and shall be looked at."""

    store: Reader
    typed: Typed
    allowed: list[int]
    types: list[str]
    sources: list[str]

    def candidates(self) -> tuple[list[Row], bool, Match]:
        """Rows that may match, whether these are all, and the loosest kind of match that was asked for.

        Other words are asked for only while there are few hits: they would drown what was typed right. A
        number that something bears was not misread.
        """
        rows: dict[str, Row] = {}
        loosest = Match.WORDS
        stages = (
            (Match.WORDS, self.typed.exactly()),
            (Match.BEGINNING, self.typed.partly()),
            (Match.SOUND, self.typed.nearly()),
        )
        for kind, query in stages:
            if len(rows) >= FEW and not (kind == Match.BEGINNING and self.typed.numbered):
                break
            if kind == Match.SOUND and any(self._match(row) == Match.IDENTIFIER for row in rows.values()):
                break
            loosest = kind
            found = self._read("search", query, sources=self.sources) if query else []
            rows = {row["id"]: row for row in found} | rows
            if len(found) > EXACT_TO:
                return list(rows.values()), False, loosest
        return list(rows.values()), True, loosest

    def _read(self, statement: str, query: str, **more: object) -> list[Row]:
        index = fulltext.declared().index(self.store.embedded)
        given = {"index": index, "allowed": self.allowed, "types": self.types, "limit": EXACT_TO + 1}
        return self.store.read(statement, text=query, **given, **more)

    def ranked(self, rows: Sequence[Row], loosest: Match) -> tuple[Hit, ...]:
        """The hits, each that the session sees as one thing once, under the id that stands for all."""
        matched = {row["id"]: row for row in rows if (self._match(row) or Match.SOUND + 1) <= loosest}
        split = [] if matched else self._in_parts()
        place = groups(self.store, [*matched, *(row["id"] for row in split)], self.allowed)
        of: dict[Group, list[Row]] = defaultdict(list)
        for row in [*matched.values(), *split]:
            of[place[row["id"]]].append(row)
        keyed = [made for group, some in of.items() if (made := self._one(group, some))]
        return tuple(hit for _, hit in sorted(keyed, key=lambda pair: pair[0]))

    def _match(self, row: Row) -> Match | None:
        return match(self.typed, row["caption"], row["search"])

    def _one(self, group: Group, rows: Sequence[Row]) -> tuple[tuple[Any, ...], Hit] | None:
        """What some rows of one thing are together, with its place; None where they do not match."""
        best = min(rows, key=lambda row: (self._match(row) or len(Match) + 1, -self._like(row), row["id"]))
        whole = self._match(best) or match(self.typed, best["caption"], _united(rows))
        if whole is None:
            return None
        mentions = sum(int(row["mentions"]) for row in rows)
        key = (whole, -self._like(best), -mentions, best["caption"], group[0])
        return key, Hit(replace(summary(best), id=group[0]), whole)

    def _like(self, row: Row) -> int:
        return likeness(self.typed, row["caption"])

    def _in_parts(self) -> list[Row]:
        """Rows of things whose parts have all words between them, where several classes are seen."""
        each = self.typed.each()
        if len(self.allowed) < 2 or not 2 <= len(each) <= MOST_JOINED or self.sources:
            return []
        read = [{row["id"]: row for row in self._read("search_joined", word)} for word in each]
        if not all(read):
            return []
        place = groups(self.store, {id_ for some in read for id_ in some}, self.allowed)
        held = [{place[id_] for id_ in some} for some in read]
        common = set.intersection(*held)
        rows: Mapping[str, Row] = {id_: row for some in read for id_, row in some.items()}
        return [row for id_, row in sorted(rows.items()) if place[id_] in common]


def _united(rows: Iterable[Row]) -> str:
    return " ".join(row["search"] for row in rows)
