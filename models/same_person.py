"""Persons of different names who may be one: suspicions of resolution as hypotheses, never a merge."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from graph.read.reader import Reader
from graph.read.resolve import resolve_ids
from models.suggestion import Evidence, Objection, Step, Suggestion
from resolution.review.aliases import Shared, SuspectedAlias, Way

NAME, MODEL = "same_person", "suspected aliases, 1"
KEYS = {
    "phone": "shared_phone",
    "imei": "shared_phone",
    "imsi": "shared_phone",
    "account": "shared_account",
    "card": "shared_account",
    "email": "shared_handle",
    "handle": "shared_handle",
    "document": "shared_document",
}
"""What is said of each kind of thing in common; a match of prints or faces has no path of one thing."""
Entities = Mapping[str, str]


def same_persons(
    store: Reader, suspected: Sequence[SuspectedAlias], allowed: Sequence[int]
) -> Iterator[Suggestion]:
    """Suspected aliases of one layer as suggestions, by what the graph shows; no path, no suggestion.

    `allowed` is the layer; its first class marks them. What the graph does not show yet is left out.
    """
    ways = [way for one in suspected for shared in one.evidence for way in (*shared.left, *shared.right)]
    known = resolve_ids(store, [id_ for way in ways for id_ in (way.person, way.thing)], allowed)
    made = {(s.a, s.b): s for one in suspected if (s := _suggestion(one, known, allowed[0]))}
    return iter([made[ends] for ends in sorted(made)])


def _suggestion(one: SuspectedAlias, known: Entities, class_: int) -> Suggestion | None:
    paths = [path for shared in one.evidence for path in _paths(shared, known)]
    if not paths:
        return None
    a, b = paths[0].entities[0], paths[0].entities[-1]
    paths = [path for path in paths if (path.entities[0], path.entities[-1]) == (a, b)]
    score = round(sum(path.weight for path in paths), 4)
    against = (Objection("against_other_name"),)
    return Suggestion(NAME, a, b, score, tuple(paths), against, "change_same_person", MODEL, class_)


def _paths(shared: Shared, known: Entities) -> Iterator[Evidence]:
    """The path over one thing in common, from the smaller entity to the larger."""
    a, b = (known.get(ways[0].person) for ways in (shared.left, shared.right))
    things = {known.get(way.thing) for way in (*shared.left, *shared.right)}
    if shared.kind not in KEYS or len(things) != 1 or None in things or not a or not b or a == b:
        return
    left, right = (shared.left, shared.right) if a < b else (shared.right, shared.left)
    steps = (*_steps(left, known), *_steps(right, known))
    entities = (known[left[0].person], known[left[0].thing], known[right[0].person])
    yield Evidence(KEYS[shared.kind], shared.weight, entities, steps, shared.holders)


def _steps(ways: Iterable[Way], known: Entities) -> Iterator[Step]:
    """The links from one person to the thing, each with its records."""
    links: dict[tuple[str, str, str], set[str]] = {}
    for way in ways:
        if way.person in known and way.thing in known:
            links.setdefault((way.relation, known[way.person], known[way.thing]), set()).add(way.record)
    for (type_, source, target), records in sorted(links.items()):
        yield Step(type_, source, target, tuple(sorted(records)), "asserted")
