"""When and where the mentions of the index were met: who must stay alone, whatever his words."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import orjson

from resolution.comparison.met import AROUND, Met, clashing
from resolution.online.index.schema import Stored, packed, unpacked
from resolution.online.index.tables import Tables

Row = tuple[Stored, int, int | None, int | None, bytes]


class Meetings:
    """Reads and writes how mentions were met; whoever calls holds the transaction."""

    def __init__(self, tables: Tables) -> None:
        self._tables = tables
        self._used = False

    def look(self) -> None:
        """Look once for each transaction whether there are any: most rows say nothing of the kind."""
        self._used = self._tables.one("SELECT 1 FROM met LIMIT 1") is not None

    def put(self, mention: str, group: int, met: Met) -> None:
        """Write how a mention of a group was met."""
        if met:
            self._used = True
            query = "INSERT OR REPLACE INTO met VALUES (?, ?, ?, ?, ?)"
            self._tables.db.execute(query, row_of(mention, group, met))

    def drop(self, mention: str) -> None:
        """Forget a mention."""
        if self._used:
            self._tables.db.execute("DELETE FROM met WHERE mention = ?", (packed(mention),))

    def of(self, mentions: Iterable[str]) -> dict[str, Met]:
        """How these mentions were met, those of which anything is known."""
        if not self._used:
            return {}
        query = "SELECT mention, body FROM met WHERE mention IN"
        rows = self._tables.where(query, map(packed, mentions))
        return {unpacked(mention): Met.of(orjson.loads(body)) for mention, body in rows}

    def rivals(self, group: int, mentions: Iterable[str]) -> set[str]:
        """The mentions of a group that were too far away when one of these was met, and these of them."""
        found = set[str]()
        for mention, met in self.of(mentions).items():
            if met.placed:
                clash = clashing([(mention, met), *self._around(group, mention, met)])
                found |= clash if mention in clash else set()
        return found

    def _around(self, group: int, mention: str, met: Met) -> Iterator[tuple[str, Met]]:
        since, until = min(m.since for m in met.placed), max(m.until for m in met.placed)
        query = "SELECT mention, body FROM met WHERE grp = ? AND since <= ? AND until >= ? AND mention != ?"
        rows = self._tables.rows(query, group, until + AROUND, since - AROUND, packed(mention))
        for other, body in rows:
            yield unpacked(other), Met.of(orjson.loads(body))


def row_of(mention: str, group: int, met: Met) -> Row:
    """A row of the table, with the times within which the mention says where somebody was."""
    placed = met.placed
    since = min(moment.since for moment in placed) if placed else None
    until = max(moment.until for moment in placed) if placed else None
    return packed(mention), group, since, until, orjson.dumps(met.plain())
