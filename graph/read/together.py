"""Which entities a session sees as one: what visible links join, except where a judgement forbids."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from graph.derive.takenback import takes_back
from graph.read.reader import Reader

Group = tuple[str, ...]
"""The ids of entities that are one for a session, sorted; the first one stands for all."""
Pairs = set[tuple[str, str]]


def together(store: Reader, id_: str, allowed: Sequence[int]) -> Group:
    """The entity and all that it is one with for this session."""
    return groups(store, [id_], allowed)[id_]


def groups(store: Reader, ids: Iterable[str], allowed: Sequence[int]) -> dict[str, Group]:
    """Entity id → all that it is one with for this session, for these entities and all in their groups.

    Joins are taken in the order of their ids; one is skipped when it would put together what a judgement
    that the session may see says is two things, unless another that it may see takes that back.
    """
    links, known = _links(store, set(ids), allowed)
    set_of = {member: {member} for member in known}
    opposed = _opposed(store, sorted({end for link in links for end in link}), allowed)
    for a, b in sorted(links):
        left, right = set_of[a], set_of[b]
        if left is not right and not any((x, y) in opposed for x in left for y in right):
            left |= right
            set_of.update(dict.fromkeys(right, left))
    return {member: tuple(sorted(members)) for member, members in set_of.items()}


def _links(store: Reader, ids: set[str], allowed: Sequence[int]) -> tuple[Pairs, set[str]]:
    """All joins that hang together with some entities, and the entities that they join."""
    links: Pairs = set()
    known, level = set(ids), ids
    while level:
        rows = store.read("joined_to", ids=sorted(level), allowed=list(allowed))
        links |= {(min(row["a"], row["b"]), max(row["a"], row["b"])) for row in rows}
        level = {row["b"] for row in rows} - known
        known |= level
    return links, known


def _opposed(store: Reader, ids: Sequence[str], allowed: Sequence[int]) -> Pairs:
    rows = store.read("judged_apart", ids=list(ids), allowed=list(allowed)) if ids else []
    back = {(row["m"], row["o"], class_) for row in rows for class_ in takes_back(row["reason"])}
    told = [row for row in rows if row["judged"] and (row["m"], row["o"], row["class"]) not in back]
    return {ends for row in told for ends in ((row["a"], row["b"]), (row["b"], row["a"]))}
