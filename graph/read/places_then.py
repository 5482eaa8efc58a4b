"""Places as of other times: where they lay by what counted then, not by what is known of them now."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import partial
from typing import Any

from graph.derive.keys import point_of
from graph.past import standing
from graph.read.earlier import Earlier
from graph.read.reader import Reader
from graph.read.ties import Answer

Values = Callable[[Iterable[str]], Mapping[str, Mapping[str, Any]]]
"""Entity ids → their values as they were, of those that were known."""


class PlacesThen:
    """Answers the statements that read coordinates.

    A place is found where it lies now, or where an older version or a value that was corrected since put it;
    of one that two records put at two places, and of which the later counts now, the later alone finds it.
    """

    def __init__(self, store: Reader, earlier: Earlier, values: Values) -> None:
        self._store, self._earlier, self._values = store, earlier, values
        self.answers: Mapping[str, Answer] = {
            "points": self._points,
            "places_of_cell": partial(self._places, "cell"),
            "places_of_area": partial(self._places, "area"),
        }

    def _points(self, ids: Sequence[str], allowed: Sequence[int]) -> list[dict[str, Any]]:
        return self._lying(ids)

    def _places(self, grid: str, cells: Sequence[str], **asked: Any) -> list[dict[str, Any]]:
        now = self._store.read(f"places_of_{grid}", cells=list(cells), **asked)
        older = self._earlier.placed(standing(grid, cell) for cell in cells)
        return self._lying({row["id"] for row in now} | older)

    def _lying(self, ids: Iterable[str]) -> list[dict[str, Any]]:
        found = self._values(sorted(set(ids)))
        points = {id_: point for id_, values in found.items() if (point := point_of(values))}
        return [{"id": id_, "latitude": at[0], "longitude": at[1]} for id_, at in sorted(points.items())]
