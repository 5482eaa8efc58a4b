"""Rows of the full text, so looked up that no query is slow because a word is frequent."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from graph.read.reader import Reader
from graph.read.sight import WHOLE, Half, Sight
from graph.read.ways import COUNTED, Group, Ways, levels, ways
from graph.store import fulltext

Row = dict[str, Any]
MOST_KEYS = 1000
"""Keys of one query: Neo4j's index refuses more than 1,024."""
COLUMNS = ("id", "type", "caption", "sources", "mentions", "search")
"""Of a row, as `search_words` lists them."""


@dataclass(frozen=True)
class Lookup:
    """The full text of what a session may see; `most` is how many rows it wants to know all of.

    `sight` says by which values it finds things.
    """

    store: Reader
    allowed: list[int]
    types: list[str]
    sources: list[str]
    most: int
    sight: Sight = WHOLE

    def rows(self, asked: Ways) -> tuple[list[Row], bool]:
        """What may be found so, with more besides, and whether this is all of it.

        Where there is more, the rows are of the highest level that has more than `most` that may be seen:
        of what has many mentions rather than few.
        """
        if not asked:
            return [], True
        whole, parts = self._sizes(asked)
        for level in levels(whole, self.most):
            found = self._search(asked, level, asked if asked.loose else None)
            if len(found) > self.most:
                return self.words(found), False
        few = asked.rarest(parts)
        found = self._search(few, holding=asked if asked.loose or few != asked else None)
        return self.words(found), len(found) <= self.most

    def joined(self, each: Sequence[Ways]) -> tuple[list[str], bool]:
        """What bears the rarest of some words and is joined with another, and whether this is all of it."""
        totals = self._counted(each)
        total, _, rarest = min((totals[one], one.text(), one) for one in each)
        level = max(levels(total, self.most), default=0)
        rows = self._read("search_joined", rarest, level, None, types=self.types)
        found = self._first(rows)
        return found, not level and len(found) <= self.most

    def words(self, ids: Sequence[str]) -> list[Row]:
        """Entities with the words that they are found by."""
        if not ids:
            return []
        if not self.sight.views:
            (row,) = self.store.read("search_words", ids=list(ids), allowed=self.allowed)
            return [dict(zip(COLUMNS, one, strict=True)) for one in row["entities"]]
        return list(self._seen(ids))

    def _seen(self, ids: Sequence[str]) -> Iterator[Row]:
        names = self.sight.names
        given = {"names": names, "unseen": self.sight.unseen}
        (row,) = self.store.read("search_seen", ids=list(ids), allowed=self.allowed, **given)
        for *one, told in row["entities"]:
            values = {name: value for name, value in zip(names, told, strict=True) if value}
            if seen := self.sight.seen(dict(zip(COLUMNS, one, strict=True)), values):
                yield seen

    def _sizes(self, asked: Ways) -> tuple[int, dict[Group, int]]:
        """How many of the level that is counted there are of all, and of each of its parts."""
        alone = {group: ways([[group]]) for group in asked.groups}
        totals = self._counted([asked, *alone.values()])
        return totals[asked], {group: totals[one] for group, one in alone.items()}

    def _counted(self, some: Sequence[Ways]) -> dict[Ways, int]:
        totals = dict.fromkeys(some, 0)
        for before, unseen in self._halves(*some):
            of = {one.text(COUNTED, before): one for one in totals}
            given = {"texts": list(of), "unseen": unseen}
            for row in self.store.read("word_sizes", index=self._index, allowed=self.allowed, **given):
                totals[of[row["text"]]] += row["total"]
        return totals

    def _search(self, asked: Ways, level: int = 0, holding: Ways | None = None) -> list[str]:
        """The ids of what is found at a level; with `holding`, of that what holds one of these ways."""
        given = {"types": self.types, "sources": self.sources}
        if holding is None:
            return self._first(self._read("search", asked, level, None, **given))
        return self._first(self._read("search_holding", asked, level, holding, **given))

    def _read(self, statement: str, asked: Ways, level: int, holding: Ways | None, **given: Any) -> list[Row]:
        rows = []
        for before, unseen in self._halves(asked):
            text = asked.text(level, before)
            held = {"ways": holding.held(before)} if holding else {}
            given |= {"index": self._index, "text": text, "allowed": self.allowed, "unseen": unseen, **held}
            rows += self.store.read(statement, **given)
        return rows

    def _halves(self, *some: Ways) -> Iterator[Half]:
        """Those of the sight; one key at a time where a query with all of them names more than may be."""
        largest = max(one.size for one in some)
        for before, unseen in self.sight.halves():
            together = largest * len(before) <= MOST_KEYS
            yield from [(before, unseen)] if together else (((key,), unseen) for key in before)

    def _first(self, rows: Sequence[Row]) -> list[str]:
        """The ids of those with the most mentions, one more than is wanted."""
        found = [one for row in rows for one in zip(row["mentions"], row["ids"], strict=True)]
        return [id_ for _, id_ in sorted(found, key=lambda one: (-one[0], one[1]))[: self.most + 1]]

    @property
    def _index(self) -> str:
        return fulltext.declared().index(self.store.embedded)
