"""Which entities an export holds: those that are asked for, and what lies so many links around them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from graph.read.reader import Reader
from graph.read.resolve import resolve_ids
from graph.read.together import Group, groups
from ledger.errors import BadInput, Missing

MOST = 20_000
"""Entities that one export holds, unless more are asked for."""
MOST_HOPS = 4
PAGE = 500
SECONDS = 300.0


@dataclass(frozen=True)
class Selection:
    """Entities in groups that are one for the session; `asked` are the first ids of those asked for.

    `ids` are the ids as they were given, of entities or mentions; nothing is known under the `unknown`.

    `met` entities were met, of which the groups hold as many as may be; `exact` is false where what lies
    beyond those left out is not known.
    """

    groups: tuple[Group, ...]
    asked: frozenset[str]
    met: int
    exact: bool
    ids: frozenset[str] = frozenset()
    unknown: frozenset[str] = frozenset()

    @property
    def shown(self) -> int:
        """How many things are in it."""
        return len(self.groups)


def select(
    store: Reader, ids: Sequence[str], hops: int, allowed: Sequence[int], most: int = MOST
) -> Selection:
    """The entities under these ids (of entities or mentions) and all within so many links of them.

    At most `most`, the nearest first and of one level those with the smallest ids. Missing when none of
    the ids can be seen; those that cannot be are `unknown`, as if they did not exist.
    """
    if not 0 <= hops <= MOST_HOPS:
        raise BadInput(f"hops is {hops}; it lies between 0 and {MOST_HOPS}.")
    resolved = resolve_ids(store, ids, allowed)
    found = sorted(set(resolved.values()))
    if not found:
        raise Missing("nothing is known under what is to be exported")
    known = dict[str, Group]()
    level = _places(store, found, allowed, known)
    asked, chosen = frozenset(level), sorted(level)[:most]
    met = len(level)
    kept = list(chosen)
    for _ in range(hops):
        reached = _around(store, chosen, allowed, known) - {*kept}
        met += len(reached)
        chosen = sorted(reached)[: most - len(kept)]
        kept += chosen
    groups_ = tuple(known[name] for name in sorted(kept))
    given = frozenset(ids)
    return Selection(groups_, asked, met, met == len(kept), given, given - resolved.keys())


def case_id(store: Reader, number: str, allowed: Sequence[int]) -> list[str]:
    """The cases under a case number or an id; Missing when none can be seen."""
    found: list[str] = []
    for spelt in dict.fromkeys((number, "".join(number.upper().split()))):
        rows = store.read("export_case", number=spelt, allowed=list(allowed))
        found = found or [row["id"] for row in rows]
    found = found or sorted(resolve_ids(store, [number], allowed).values())
    if not found:
        raise Missing(f"nothing is known under {number}")
    return found


def _around(store: Reader, level: Sequence[str], allowed: Sequence[int], known: dict[str, Group]) -> set[str]:
    """The first ids of all that these are linked to."""
    members = [id_ for name in level for id_ in known[name]]
    reached: set[str] = set()
    for start in range(0, len(members), PAGE):
        ids = members[start : start + PAGE]
        rows = store.read("export_step", ids=ids, allowed=list(allowed), timeout=SECONDS)
        reached |= {row["next"] for row in rows}
    return _places(store, reached, allowed, known)


def _places(store: Reader, ids: Iterable[str], allowed: Sequence[int], known: dict[str, Group]) -> set[str]:
    """The first ids of the groups that these are in; `known` learns the groups."""
    wanted = sorted(set(ids))
    for start in range(0, len(wanted), PAGE):
        for group in groups(store, wanted[start : start + PAGE], allowed).values():
            known[group[0]] = group
    place = {id_: name for name, group in known.items() for id_ in group}
    return {place[id_] for id_ in wanted}
