"""Disjoint sets: what is joined, directly or through others."""

from __future__ import annotations

from collections.abc import Iterable


class UnionFind:
    """Sets of names that grow by joining; the smallest name of a set stands for it."""

    def __init__(self, names: Iterable[str] = ()) -> None:
        self._parent = {name: name for name in names}

    def add(self, name: str) -> None:
        """Put in a name, alone; nothing happens when it is there."""
        self._parent.setdefault(name, name)

    def find(self, name: str) -> str:
        """The smallest name of the set that this one is in."""
        root = name
        while self._parent[root] != root:
            root = self._parent[root]
        while self._parent[name] != root:
            self._parent[name], name = root, self._parent[name]
        return root

    def join(self, a: str, b: str) -> None:
        """Make one set of two."""
        first, second = sorted((self.find(a), self.find(b)))
        self._parent[second] = first

    def sets(self) -> list[tuple[str, ...]]:
        """All sets, each sorted, in the order of their smallest names."""
        members: dict[str, list[str]] = {}
        for name in sorted(self._parent):
            members.setdefault(self.find(name), []).append(name)
        return [tuple(names) for names in members.values()]
