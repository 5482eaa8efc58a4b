"""What is looked up in the full text: ways to be found, each of keys of which all must be there."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from graph.derive.near import beginning
from graph.derive.sample import LEVELS, SHARE, at_level

Group = frozenset[str]
"""Keys of which one must be there."""
Way = tuple[Group, ...]
COUNTED = 3
"""The level among which is counted how frequent keys are: one of 512 entities."""
MANY, OFTEN = 3, 16
"""From so many of that level on, and so many times those of a rarer one of the same way, a key is not read:
whether it is there is looked up in what bears the rarer one. That costs as much as reading so many more."""
BEGINS = "p_"
"""Before all letters of a word that goes on, or not, after them."""
PLAIN = ("",)
"""What stands before the keys of what is seen whole; before others the key of a view."""


@dataclass(frozen=True)
class Ways:
    """Ways, of which any will do. As text it is a query in the syntax of Lucene."""

    ways: tuple[Way, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.ways)

    @property
    def groups(self) -> list[Group]:
        """All that stand in them beside others, each once."""
        return list(dict.fromkeys(group for way in self.ways if len(way) > 1 for group in way))

    @property
    def size(self) -> int:
        """How many keys its text names."""
        return sum(len(group) for way in self.ways for group in way)

    def text(self, level: int = 0, before: Sequence[str] = PLAIN) -> str:
        """The query among the entities of a level and above, with one of these before each key."""
        return _joined(
            " OR ",
            (_joined(" AND ", (_of_group(group, level, before) for group in way)) for way in self.ways),
        )

    def held(self, before: Sequence[str] = PLAIN) -> list[dict[str, Any]]:
        """The same for a text that has a blank before and after each word, as `search_holding` takes it."""
        return [{"groups": [{"keys": list(_held(group, before))} for group in way]} for way in self.ways]

    @property
    def loose(self) -> bool:
        """Whether it finds more than what is asked: words that begin with fewer letters than were typed."""
        return any(_looked_up(key) != key for way in self.ways for group in way for key in group)

    def within(self, *groups: Group) -> Ways:
        """The same where one of each of these must be there too; empty ones ask nothing."""
        return ways((*way, *(group for group in groups if group)) for way in self.ways)

    def rarest(self, sizes: Mapping[Group, int]) -> Ways:
        """The same without the keys of each way that are far more frequent than its rarest: finds more."""
        return ways(_rarest(way, sizes) if len(way) > 1 else way for way in self.ways)


def ways(some: Iterable[Iterable[Group]]) -> Ways:
    """Ways without doubles; those that ask nothing are left out."""
    told = (tuple(dict.fromkeys(group for group in way if group)) for way in some)
    return Ways(tuple(dict.fromkeys(way for way in told if way)))


def levels(counted: int, most: int) -> list[int]:
    """Levels at which more than `most` are to be expected when so many were counted, the highest first."""
    return [at for at in range(LEVELS, 0, -1) if counted * SHARE ** (COUNTED - at) > most]


def _rarest(way: Way, sizes: Mapping[Group, int]) -> Way:
    most = max(MANY, OFTEN * min(sizes[group] for group in way))
    return tuple(group for group in way if sizes[group] < most)


def _of_group(group: Group, level: int, before: Sequence[str]) -> str:
    return _joined(" OR ", _keys(group, level, before))


def _keys(group: Group, level: int, before: Sequence[str]) -> Iterator[str]:
    return (at_level(first + _looked_up(key), level) for first in before for key in sorted(group))


def _held(group: Group, before: Sequence[str]) -> Iterator[str]:
    for first in before:
        for key in sorted(group):
            yield f" {first}{key.removeprefix(BEGINS)}" if key.startswith(BEGINS) else f" {first}{key} "


def _looked_up(key: str) -> str:
    """The key that an index has: of a beginning the longest that it keeps (`graph.derive.near`)."""
    return beginning(key.removeprefix(BEGINS)) if key.startswith(BEGINS) else key


def _joined(sign: str, texts: Iterable[str]) -> str:
    some = list(texts)
    return some[0] if len(some) == 1 else f"({sign.join(some)})"
