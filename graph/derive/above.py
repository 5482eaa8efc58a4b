"""What a class above that of a mention knows of it: an entity of that class, joined to the mention's own."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace

from graph.correct import Above
from graph.derive.derive import Batch
from graph.derive.entity import Row, entity_row, mention_row
from graph.derive.values import Behind
from graph.derive.views import NO_VIEWS, Views
from graph.ontology.mention import Mention
from graph.ontology.model import Ontology
from ledger.canonical import canonical, identify


@dataclass(frozen=True)
class Standing:
    """One as it stands in the graph, or shall: `stamp` tells its content, `joined` what it is one with."""

    id: str
    type: str
    class_: int
    stamp: str
    joined: str
    values: Row


def standing(
    one: Above,
    mention: Mention,
    records: Mapping[str, Behind],
    joined: str,
    ontology: Ontology,
    views: Views = NO_VIEWS,
) -> Standing:
    """The entity for what a class above knows of a mention, which is in the entity `joined`.

    It is found by the values as they are there. It has no mention of its own: reads give the mention that
    it `corrects` these statements, and so count that once.
    """
    there = replace(mention, statements=one.statements)
    values = entity_row(one.id, [there], records, one.class_, ontology, views)["values"]
    values |= {"mentions": 0, "corrects": one.mention, "over": list(one.over)}
    values["statements"] = mention_row(there, one.id)["values"]["statements"]
    stamp = identify(*sorted(canonical([name, value]).decode() for name, value in values.items()))
    return Standing(one.id, mention.type, one.class_, stamp, joined, values | {"stamp": stamp})


def work(wanted: Iterable[Standing], held: Iterable[Row]) -> Batch:
    """The rows by which the graph gets what is wanted, and loses what is held and not wanted any more.

    `held` are the rows of the statement `held_above`. What stands as it should is not written.
    """
    known = {row["id"]: row for row in held}
    new = sorted((one for one in wanted if not _stands(one, known.pop(one.id, None))), key=lambda one: one.id)
    return [(name, rows) for name, rows in _rows(new, sorted(known)) if rows]


def _stands(one: Standing, row: Row | None) -> bool:
    return row is not None and (row["stamp"], row["joined"]) == (one.stamp, [one.joined])


def _rows(new: list[Standing], gone: list[str]) -> Iterator[tuple[str, list[Row]]]:
    yield "retire_entity", [{"id": id_} for id_ in gone]
    for type_ in sorted({one.type for one in new}):
        rows = [{"id": one.id, "values": one.values} for one in new if one.type == type_]
        yield f"entity_{type_.lower()}", rows
    yield "hold_above", [{"id": one.id, "class": one.class_} for one in new]
    yield "clear_same_as", [{"id": one.id, "class": one.class_} for one in new]
    ends = [(min(one.id, one.joined), max(one.id, one.joined), one.class_) for one in new]
    yield "same_as", [{"from": a, "to": b, "class": class_} for a, b, class_ in ends]
