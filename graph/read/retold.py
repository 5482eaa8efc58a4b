"""What things are in lists where a class above knows something else of them than their own."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from graph.ontology.statement import Statement
from graph.read.best import best, called, largest_first, sources_of
from graph.read.corrected import Found, above, merged
from graph.read.reader import Reader
from graph.read.summary import Summary
from graph.read.together import Group, groups
from graph.read.told import RecordHead, Row, head, statement, statements
from graph.read.values import every


@dataclass(frozen=True)
class Whole:
    """A thing in short, with its best values, both as its card tells them."""

    summary: Summary
    values: Mapping[str, str]


@dataclass(frozen=True)
class _Told:
    said: tuple[Statement, ...]
    record: RecordHead


def retold(store: Reader, things: Iterable[Group], allowed: Sequence[int]) -> dict[str, Summary]:
    """Those of these that a class above corrects, by their first id, each as its card tells it.

    One statement finds them, none where the session sees no two of these entities as one.
    """
    return {id_: one.summary for id_, one in wholes(store, things, allowed).items()}


def as_told(store: Reader, known: Mapping[str, Summary], allowed: Sequence[int]) -> dict[str, Summary]:
    """These by their own ids, those that a class above corrects as their card tells them.

    For entities of which it is not known yet what the session sees as one with them: one statement more.
    """
    if len(allowed) < 2:
        return dict(known)
    one = groups(store, known, allowed)
    better = retold(store, {one[id_] for id_ in known}, allowed)
    return {id_: replace(better.get(one[id_][0], known[id_]), id=id_) for id_ in known}


def wholes(store: Reader, things: Iterable[Group], allowed: Sequence[int]) -> dict[str, Whole]:
    """As `retold`, with their best values."""
    several = {group[0]: group for group in things if len(group) > 1}
    found = above(store, [id_ for group in several.values() for id_ in group], allowed)
    place = {id_: first for first, group in several.items() for id_ in group}
    of: dict[str, Found] = defaultdict(dict)
    for mention, rows in found.items():
        for row in rows:
            of[place[row["entity"]]].setdefault(mention, []).append(row)
    return {first: _whole(store, several[first], allowed, of[first]) for first in sorted(of)}


def _whole(store: Reader, group: Group, allowed: Sequence[int], found: Found) -> Whole:
    entities = largest_first(store, group, allowed)
    total = sum(int(one["mentions"]) for one in entities)
    rows = store.read("card_mentions", ids=list(group), allowed=list(allowed), after="", limit=total)
    values = best(entities, every(list(_told(merged(rows, found))))[0])
    name = called(entities, values, above=True)
    return Whole(Summary(group[0], entities[0]["type"], name, sources_of(entities)), values)


def _told(rows: Iterable[Row]) -> Iterator[_Told]:
    for row in rows:
        yield _Told(tuple(map(statement, statements(row["mention"]))), head(row["record"]))
