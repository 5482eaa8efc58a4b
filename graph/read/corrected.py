"""What a session sees of mentions that somebody corrected in a class above theirs."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

import orjson

from graph.correct import Above
from graph.derive.entity import mention_row
from graph.ontology.mention import Mention
from graph.ontology.statement import Status
from graph.read.reader import Reader
from graph.read.told import statement
from ledger.canonical import canonical

Row = dict[str, Any]
Statements = list[dict[str, Any]]
Found = dict[str, list[Row]]
"""Mention → what classes above know of it: the rows of the statement `corrected`."""


def corrected(
    store: Reader, rows: Sequence[Row], ids: Sequence[str], allowed: Sequence[int]
) -> tuple[list[Row], set[int]]:
    """These rows, each mention with the values that the session knows, and the classes that say so.

    `ids` are those of the entities that the session sees as one, or of several such: those of the classes
    above are among them.
    """
    found = above(store, ids, allowed)
    shown = [row for row in rows if row["mention"]["id"] in found]
    classes = {one["class"] for row in shown for one in found[row["mention"]["id"]]}
    return merged(rows, found), classes


def above(store: Reader, ids: Sequence[str], allowed: Sequence[int]) -> Found:
    """What classes above know, by mention: one of these entities stands for each.

    An entity that is joined with no other has none, and who sees a single class sees none.
    """
    found: Found = defaultdict(list)
    asked = sorted(set(ids)) if len(ids) > 1 and len(allowed) > 1 else []
    for row in store.read("corrected", ids=asked, allowed=list(allowed)) if asked else ():
        found[row["mention"]["id"]].append(row)
    return found


def merged(rows: Sequence[Row], found: Found) -> list[Row]:
    """These rows, each mention with the values that the classes above it know."""
    return [_told(row, found.get(row["mention"]["id"], ())) for row in rows]


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


def knowing(mention: Mention, above: Sequence[Above]) -> Mention:
    """A mention of the mention store with the values that the classes above it know."""
    if not above:
        return mention
    rows = [
        {"class": one.class_, "over": one.over, "said": _packed(replace(mention, statements=one.statements))}
        for one in above
    ]
    said = _merged(orjson.loads(_packed(mention)), rows)
    return replace(mention, statements=tuple(map(statement, said)))


def _packed(mention: Mention) -> str:
    """Its statements as the graph holds them."""
    return str(mention_row(mention, "")["values"]["statements"])


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
