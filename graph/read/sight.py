"""What a session sees of that by which things are found: the rest is as if it had never been said."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from graph.derive.views import View, called, finding, views_of
from graph.ontology import load
from graph.ontology.shows import Shows, everything
from graph.read.ways import PLAIN

Row = dict[str, Any]
Unseen = list[dict[str, str]]
"""Properties, each by `type` and `name`."""
Half = tuple[Sequence[str], Unseen]
"""What stands before keys, and the properties that nothing found by them may have."""


@dataclass(frozen=True)
class Sight:
    """By type what is not seen; a type of which nothing is seen is not found."""

    views: Mapping[str, View] = field(default_factory=dict)

    def halves(self) -> Iterator[Half]:
        """What is found by all its words, having no value that is not seen; what by those of its view."""
        yield PLAIN, self.unseen
        if keys := sorted(view.key for view in self.views.values() if not view.blind):
            yield keys, []

    @property
    def names(self) -> list[str]:
        """The values that a row must come with, to know what is seen of it."""
        types = load().types
        return sorted({n for name in self.views for n in finding(types[name])})

    def seen(self, row: Row, values: Mapping[str, str]) -> Row | None:
        """A row by what is seen of it: what it is called, and its words; None for what is not found."""
        view = self.views.get(row["type"])
        if view is None or view.blind:
            return None if view else row
        if not values.keys() & {*view.unseen}:
            return row
        words = [one.removeprefix(view.key) for one in row["search"].split() if one.startswith(view.key)]
        return row | {"caption": called(load().types[view.type], view, values), "search": " ".join(words)}

    @property
    def unseen(self) -> Unseen:
        """What is not seen; `id`, which everything has, of a type of which nothing is."""
        named = {one.type: ("id",) if one.blind else one.unseen for one in sorted(self.views.values())}
        return [{"type": type_, "name": name} for type_, names in named.items() for name in names]


WHOLE = Sight()


def sight(shows: Shows) -> Sight:
    """That of who is shown these properties."""
    return WHOLE if shows is everything else Sight(views_of(load(), shows))
