"""Two charts side by side: what is on both, and what on one alone."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from graph.read.reader import Reader, in_one_look
from graph.read.resolve import resolve_ids
from graph.read.retold import retold
from graph.read.summary import Summary, summaries
from graph.read.together import groups


@dataclass(frozen=True)
class Sides:
    """Entities of two sets, each once: in `both`, in the `left` one alone, in the `right` one alone."""

    both: tuple[Summary, ...]
    left: tuple[Summary, ...]
    right: tuple[Summary, ...]

    @property
    def ids(self) -> list[str]:
        """All of them."""
        return [one.id for side in (self.both, self.left, self.right) for one in side]

    def place(self, a: str, b: str) -> str:
        """Where a link between two of them is drawn: both, left, right, or joining: on no chart alone."""
        on_left, on_right = ({a, b} <= side for side in self._drawn)
        if on_left and on_right:
            return "both"
        return "left" if on_left else "right" if on_right else "joining"

    @cached_property
    def _drawn(self) -> tuple[set[str], set[str]]:
        """All ids on the left chart, and all on the right one."""
        left, right = ({one.id for one in (*self.both, *side)} for side in (self.left, self.right))
        return left, right


@in_one_look
def sides(store: Reader, left: Sequence[str], right: Sequence[str], allowed: Sequence[int]) -> Sides:
    """Two sets of ids of entities or mentions as sets of entities; what cannot be seen is in neither.

    What the session sees as one thing is one entity under the smallest of its ids.
    """
    found = resolve_ids(store, [*left, *right], allowed)
    place = groups(store, sorted(set(found.values())), allowed)
    ones, others = ({place[found[id_]][0] for id_ in ids if id_ in found} for ids in (left, right))
    known = summaries(store, sorted(ones | others), allowed) | retold(store, set(place.values()), allowed)

    def of(ids: set[str]) -> tuple[Summary, ...]:
        return tuple(sorted((known[id_] for id_ in ids), key=lambda one: (one.type, one.caption, one.id)))

    return Sides(of(ones & others), of(ones - others), of(others - ones))
