"""The links of entities in order of time, as of other times."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from graph.derive.moment import moment
from graph.read.dated import Interval
from graph.read.ties import Answer, Ties

When = Callable[[Sequence[str]], Mapping[str, tuple[str, str]]]
"""Entity ids → when those that happen began and ended, as was known then."""
Shown = Callable[[Sequence[str]], Mapping[str, Mapping[str, Any]]]


class DatedThen:
    """Answers `dated` and `dated_total` from the links that counted."""

    def __init__(self, ties: Ties, when: When, shown: Shown) -> None:
        self._ties, self._when, self._shown = ties, when, shown
        self.answers: Mapping[str, Answer] = {"dated": self._dated, "dated_total": self._total}

    def _dated(self, undated: bool, skip: int, limit: int, **asked: Any) -> list[dict[str, Any]]:
        within, without = self._parted(**asked)
        found = [*within, *(without if undated else ())]
        found.sort(key=lambda row: tuple(row[n] for n in ("at", "link", "caption", "id", "outgoing", "here")))
        page = found[skip : skip + limit]
        shown = self._shown([row["id"] for row in page])
        return [{**row, **shown.get(row["id"], {})} for row in page]

    def _total(self, **asked: Any) -> list[dict[str, Any]]:
        within, without = self._parted(**asked)
        return [{"dated": len(within), "undated": len(without)}]

    def _parted(
        self,
        ids: Sequence[str],
        allowed: Sequence[int],
        links: Sequence[str],
        types: Sequence[str],
        since: str,
        until: str,
    ) -> tuple[list[dict[str, Any]], list[dict[str, Any]]]:
        """Links with a date within bounds, and those without any."""
        ties = [tie for tie in self._ties.others(ids, links) if not types or tie["type"] in types]
        when = self._when(sorted({tie["id"] for tie in ties if tie["type"] in ("Event", "Case")}))
        rows = [_row(tie, when.get(tie["id"])) for tie in ties]
        asked = Interval(since, until.rstrip("~"))
        return (
            [row for row in rows if asked.holds(row["begins"], row["ends"])],
            [row for row in rows if not row["begins"] and not row["ends"]],
        )


def _row(tie: Mapping[str, Any], when: tuple[str, str] | None) -> dict[str, Any]:
    values = tie["values"]
    begins, ends = when or (moment(values["valid_from"]), moment(values["valid_to"]))
    kept = {name: tie[name] for name in ("id", "type", "caption", "link", "outgoing", "values")}
    return {**kept, "here": tie["entity"], "begins": begins, "ends": ends, "at": begins or ends or "~"}
