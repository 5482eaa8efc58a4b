"""FollowTheMoney tells an entity in one line or in several of one id, which its readers join: so do we.

An entity stands where its first line does. Values are each kept once; a schema that is a kind of another
is the nearer one. A line that says what cannot be joined is rejected, and the others are kept.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from ingest.readers.jsonl import objects
from ingest.readers.reject import Reject
from ledger.canonical import JSON

Row = dict[str, JSON]


def often(path: Path, encoding: str) -> Counter[str]:
    """The ids that stand in several lines of a file, with how many; reads the file once."""
    counts = Counter(_id(said) for _, said in objects(path, encoding))
    return Counter({id_: count for id_, count in counts.items() if id_ and count > 1})


def entities(
    path: Path, encoding: str, lines: Counter[str], narrower: Mapping[str, list[str]]
) -> Iterator[tuple[int, Row | Reject]]:
    """The entities of a file with their rows, whole, and what is none as rejects.

    `lines`: what often() gave of the file; only entities of several lines are held, until their last one.
    """
    left, begun = lines.copy(), dict[str, tuple[int, Row]]()
    for row, said in objects(path, encoding):
        id_ = _id(said)
        if isinstance(said, Reject) or id_ not in left:
            yield row, said
            continue
        first, so_far = begun.get(id_, (row, said))
        wrong = _apart(so_far, said, first, narrower)
        if wrong:
            yield row, Reject(path.name, row, wrong, said)
        else:
            begun[id_] = first, _joined(so_far, said, narrower)
        left[id_] -= 1
        if not left[id_]:
            yield begun.pop(id_)


def _id(said: Row | Reject) -> str:
    return "" if isinstance(said, Reject) else str(said.get("id") or "")


def _apart(one: Row, other: Row, row: int, narrower: Mapping[str, list[str]]) -> str:
    """Why two lines of an id are not of one entity; "" where they are."""
    if one.get("handling", "") != other.get("handling", ""):
        return f"line {row} tells of the same id under another handling code"
    if _nearer(one.get("schema"), other.get("schema"), narrower) is None:
        return f"line {row} says that the same id is a {one.get('schema')}, this one a {other.get('schema')}"
    return ""


def _nearer(one: JSON, other: JSON, narrower: Mapping[str, list[str]]) -> JSON:
    """The nearer of two schemata; None where neither is a kind of the other."""
    if one == other or one in narrower.get(str(other), ()):
        return one
    return other if other in narrower.get(str(one), ()) else None


def _joined(one: Row, other: Row, narrower: Mapping[str, list[str]]) -> Row:
    if one is other:
        return one
    schema = _nearer(one.get("schema"), other.get("schema"), narrower)
    both = {name: _all(one.get(name), other.get(name)) for name in one | other}
    return both | {"schema": schema, "properties": _values(one.get("properties"), other.get("properties"))}


def _values(one: Any, other: Any) -> JSON:
    """The properties of both, as lists."""
    if not isinstance(one, dict) or not isinstance(other, dict):
        return one if isinstance(one, dict) else other
    return {name: _all(_list(one.get(name)), _list(other.get(name))) for name in one | other}


def _list(value: Any) -> list[JSON]:
    return value if isinstance(value, list) else [] if value is None else [value]


def _all(one: Any, other: Any) -> JSON:
    """Lists as one, each element once; of other values the one that was given first."""
    if isinstance(one, list) and isinstance(other, list):
        return [*one, *(value for value in other if value not in one)]
    return other if one in (None, "") else one
