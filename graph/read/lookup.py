"""Rows of the full text, so looked up that no query is slow because a word is frequent."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from graph.read.reader import Reader
from graph.read.ways import COUNTED, Group, Ways, levels, ways
from graph.store import fulltext

Row = dict[str, Any]
COLUMNS = ("id", "type", "caption", "sources", "mentions", "search")
"""Of a row, as `search_words` lists them."""


@dataclass(frozen=True)
class Lookup:
    """The full text of what a session may see; `most` is how many rows it wants to know all of."""

    store: Reader
    allowed: list[int]
    types: list[str]
    sources: list[str]
    most: int

    def rows(self, asked: Ways) -> tuple[list[Row], bool]:
        """What may be found so, with more besides, and whether this is all of it.

        Where there is more, the rows are of the highest level that has more than `most` that may be seen:
        of what has many mentions rather than few.
        """
        if not asked:
            return [], True
        whole, parts = self._sizes(asked)
        for level in levels(whole, self.most):
            found = self._search(asked.text(level))
            if len(found) > self.most:
                return self.words(found), False
        few = asked.rarest(parts)
        found = self._search(few.text())
        if len(found) > self.most and few != asked:
            found = self._search(asked.text())
        return self.words(found), len(found) <= self.most

    def joined(self, each: Sequence[Ways]) -> tuple[list[str], bool]:
        """What bears the rarest of some words and is joined with another, and whether this is all of it."""
        totals = self._counted([one.text(COUNTED) for one in each])
        total, _, rarest = min((totals[one.text(COUNTED)], one.text(), one) for one in each)
        level = max(levels(total, self.most), default=0)
        given = {"text": rarest.text(level), "types": self.types}
        (row,) = self.store.read("search_joined", index=self._index, allowed=self.allowed, **given)
        found = self._first(row)
        return found, not level and len(found) <= self.most

    def words(self, ids: Sequence[str]) -> list[Row]:
        """Entities with the words that they are found by."""
        if not ids:
            return []
        (row,) = self.store.read("search_words", ids=list(ids), allowed=self.allowed)
        return [dict(zip(COLUMNS, one, strict=True)) for one in row["entities"]]

    def _sizes(self, asked: Ways) -> tuple[int, dict[Group, int]]:
        """How many of the level that is counted there are of all, and of each of its parts."""
        alone = {group: ways([[group]]).text(COUNTED) for group in asked.groups}
        totals = self._counted([asked.text(COUNTED), *alone.values()])
        return totals[asked.text(COUNTED)], {group: totals[text] for group, text in alone.items()}

    def _counted(self, texts: Sequence[str]) -> dict[str, int]:
        some = list(dict.fromkeys(texts))
        rows = self.store.read("word_sizes", index=self._index, texts=some, allowed=self.allowed)
        return dict.fromkeys(some, 0) | {row["text"]: row["total"] for row in rows}

    def _search(self, text: str) -> list[str]:
        given = {"types": self.types, "sources": self.sources}
        (row,) = self.store.read("search", index=self._index, text=text, allowed=self.allowed, **given)
        return self._first(row)

    def _first(self, row: Row) -> list[str]:
        """The ids of those with the most mentions, one more than is wanted."""
        found = zip(row["mentions"], row["ids"], strict=True)
        return [id_ for _, id_ in sorted(found, key=lambda one: (-one[0], one[1]))[: self.most + 1]]

    @property
    def _index(self) -> str:
        return fulltext.declared().index(self.store.embedded)
