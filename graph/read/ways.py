"""What is looked up in the full text: ways to be found, each of keys of which all must be there."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from graph.derive.sample import LEVELS, SHARE, at_level

Group = frozenset[str]
"""Keys of which one must be there."""
Way = tuple[Group, ...]
COUNTED = 3
"""The level among which is counted how frequent keys are: one of 512 entities."""
MANY = 3
"""So many of that level bear a key that all who bear it need not be read where a rarer one narrows it."""


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

    def text(self, level: int = 0) -> str:
        """The query among the entities of a level and above."""
        return _joined(
            " OR ", (_joined(" AND ", (_of_group(group, level) for group in way)) for way in self.ways)
        )

    def within(self, *groups: Group) -> Ways:
        """The same where one of each of these must be there too; empty ones ask nothing."""
        return ways((*way, *(group for group in groups if group)) for way in self.ways)

    def rarest(self, sizes: Mapping[Group, int]) -> Ways:
        """The same without the frequent keys of each way that has a rare one: finds all of it, and more."""
        return ways(
            way
            if len(way) == 1 or min(sizes[group] for group in way)
            else tuple(group for group in way if sizes[group] < MANY)
            for way in self.ways
        )


def ways(some: Iterable[Iterable[Group]]) -> Ways:
    """Ways without doubles; those that ask nothing are left out."""
    told = (tuple(dict.fromkeys(group for group in way if group)) for way in some)
    return Ways(tuple(dict.fromkeys(way for way in told if way)))


def levels(counted: int, most: int) -> list[int]:
    """Levels at which more than `most` are to be expected when so many were counted, the highest first."""
    return [at for at in range(LEVELS, 0, -1) if counted * SHARE ** (COUNTED - at) > most]


def _of_group(group: Group, level: int) -> str:
    return _joined(" OR ", (at_level(key, level) for key in sorted(group)))


def _joined(sign: str, texts: Iterable[str]) -> str:
    some = list(texts)
    return some[0] if len(some) == 1 else f"({sign.join(some)})"
