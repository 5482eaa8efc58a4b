"""GraphML: for yEd, Gephi, networkx and what else draws graphs. Several values of a property share a cell."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import BinaryIO

from graph.exchange.bundle import Thing, Tie
from graph.exchange.export import Export, Format, joined, xml

HEAD = '<?xml version="1.0" encoding="UTF-8"?>\n<graphml xmlns="http://graphml.graphdrawing.org/xmlns">\n'
OF_GRAPH = ("marking", "recipient", "case", "reason", "at", "notice")
OF_NODE = ("type", "caption", "label", "handling", "sources", "records")
OF_EDGE = (
    *("type", "label", "kind", "status", "disputed", "symmetric", "roles", "details", "grade", "handling"),
    *("valid_from", "valid_to", "first_recorded", "last_recorded", "records"),
)
TRUTH = ("disputed", "symmetric")


def write(export: Export, files: Sequence[BinaryIO]) -> None:
    """One directed graph; a relation without direction says so in `symmetric`."""
    (file,) = files
    file.write(HEAD.encode())
    file.write("".join(_keys(export)).encode())
    file.write(b'<graph id="G" edgedefault="directed">\n')
    file.write("".join(_data("g", _of_graph(export))).encode())
    for thing in export.things():
        file.write(_node(export, thing).encode())
    for tie in export.bundle.ties:
        file.write(_edge(export, tie).encode())
    file.write(b"</graph>\n</graphml>\n")


def _keys(export: Export) -> Iterator[str]:
    nodes = (*OF_NODE, *(f"p_{name}" for name in export.properties()))
    for of, short, names in (("graph", "g", OF_GRAPH), ("node", "n", nodes), ("edge", "e", OF_EDGE)):
        for name in names:
            kind = "boolean" if of == "edge" and name in TRUTH else "string"
            shown = name.removeprefix("p_")
            yield f'<key id="{short}_{name}" for="{of}" attr.name="{shown}" attr.type="{kind}"/>\n'


def _of_graph(export: Export) -> Mapping[str, str]:
    notice = export.notice
    plain = {name: getattr(notice, name) for name in ("recipient", "case", "reason", "at")}
    return {"marking": notice.marking.text, **plain, "notice": "\n".join(notice.lines())}


def _node(export: Export, thing: Thing) -> str:
    own = {
        "type": thing.type,
        "caption": thing.caption,
        "label": export.label(thing.type),
        "handling": thing.marking,
        "sources": joined(thing.sources),
        "records": joined(thing.records),
    }
    values = {f"p_{name}": joined(some) for name, some in thing.values.items()}
    return f'<node id="{xml(thing.id)}">{"".join(_data("n", own | values))}</node>\n'


def _edge(export: Export, tie: Tie) -> str:
    told = {
        "type": tie.type,
        "label": export.label(tie.type),
        "disputed": str(tie.disputed).lower(),
        "symmetric": str(export.ontology.relations[tie.type].symmetric).lower(),
        "roles": joined([f"{role} ({status})" for role, status in tie.roles]),
        "details": joined(tie.details),
        "handling": tie.marking,
        "records": joined(tie.records),
    }
    plain = ("kind", "status", "grade", "valid_from", "valid_to", "first_recorded", "last_recorded")
    told |= {name: getattr(tie, name) for name in plain}
    ends = f'source="{xml(tie.source)}" target="{xml(tie.target)}"'
    return f'<edge id="{xml(tie.id)}" {ends}>{"".join(_data("e", told))}</edge>\n'


def _data(short: str, values: Mapping[str, str]) -> Iterator[str]:
    for name, value in values.items():
        if value:
            yield f'<data key="{short}_{name}">{xml(value)}</data>'


FORMAT = Format("graphml", "GraphML", (".graphml",), "application/graphml+xml", write)
