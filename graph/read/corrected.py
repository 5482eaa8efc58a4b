"""What a session sees of mentions that somebody corrected in a class above theirs."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import Any

import orjson

from graph.ontology.statement import Status
from graph.read.reader import Reader
from ledger.canonical import canonical

Row = dict[str, Any]
Statements = list[dict[str, Any]]


def corrected(
    store: Reader, rows: Sequence[Row], ids: Sequence[str], allowed: Sequence[int]
) -> tuple[list[Row], set[int]]:
    """These rows, each mention with the values that the session knows, and the classes that say so.

    `ids` are those of the entities that the session sees as one, or of several such: those of the classes
    above are among them. An entity that is joined with no other has none.
    """
    found: dict[str, list[Row]] = defaultdict(list)
    for row in store.read("corrected", ids=sorted(set(ids)), allowed=list(allowed)) if len(ids) > 1 else ():
        found[row["mention"]["id"]].append(row)
    if not found:
        return list(rows), set()
    shown = [row for row in rows if row["mention"]["id"] in found]
    classes = {one["class"] for row in shown for one in found[row["mention"]["id"]]}
    return [_told(row, found.get(row["mention"]["id"], ())) for row in rows], classes


def _told(row: Row, above: Sequence[Row]) -> Row:
    if not above:
        return row
    statements = _merged(orjson.loads(row["mention"]["statements"]), above)
    return {**row, "mention": row["mention"] | {"statements": canonical(statements).decode()}}


def _merged(own: Statements, above: Sequence[Row]) -> Statements:
    """What a mention says by the classes that know most of it.

    Each decides about the properties of which it knows something else. Where several do that know nothing
    of one another, what one of them calls wrong is wrong, and what they call right stands side by side.
    """
    tops = [one for one in above if not any(one["class"] in other["over"] for other in above)]
    said = [_by_property(orjson.loads(one["said"])) for one in tops]
    mine = _by_property([made for made in own if not made.get("target")])
    found = [made for made in own if made.get("target")]
    for name in sorted({*mine, *(name for one in said for name in one)}):
        other = [one.get(name, []) for one in said if one.get(name, []) != mine.get(name, [])]
        found += _side_by_side(other) if other else mine.get(name, [])
    return found


def _by_property(said: Statements) -> Mapping[str, Statements]:
    found: dict[str, Statements] = defaultdict(list)
    for made in said:
        found[made["property"]].append(made)
    return found


def _side_by_side(several: Sequence[Statements]) -> Statements:
    each = {canonical(made): made for said in several for made in said}
    wrong = {made["value"] for made in each.values() if made["status"] == Status.SUPERSEDED}
    return [
        made
        for _, made in sorted(each.items())
        if made["status"] == Status.SUPERSEDED or made.get("value") not in wrong
    ]
