"""The statements of an export, answered as of another time from those of the reads."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from graph.read.reader import Reader

ALL = 1_000_000_000


@dataclass
class ExportedThen:
    """`then` is the graph as it was (`graph.read.at`), `now` as it is; all else is asked of `then`."""

    now: Reader
    then: Reader
    embedded: bool = field(init=False)

    def __post_init__(self) -> None:
        self.embedded = self.now.embedded

    def read(self, statement: str, /, **parameters: Any) -> list[dict[str, Any]]:
        """The rows of one statement."""
        asked = {name: value for name, value in parameters.items() if name != "timeout"}
        if statement == "export_mentions":
            return [row for id_ in asked["ids"] for row in self._mentions(id_, asked["allowed"])]
        if statement == "export_step":
            rows = self.then.read("step", ids=asked["ids"], allowed=asked["allowed"], links=[])
            return [{"next": next_} for next_ in sorted({row["next"] for row in rows})]
        if statement == "export_case":
            found = [row["id"] for row in self.now.read(statement, **asked)]
            known = self.then.read("entities", ids=found, allowed=asked["allowed"])
            return [{"id": row["id"]} for row in known]
        return self.then.read(statement, **asked)

    def _mentions(self, id_: str, allowed: Sequence[int]) -> list[dict[str, Any]]:
        rows = self.then.read("card_mentions", ids=[id_], allowed=allowed, after="", limit=ALL)
        return [{"entity": id_, "mention": row["mention"]} for row in rows]
