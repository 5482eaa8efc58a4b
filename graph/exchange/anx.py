"""i2 Analyst's Notebook: an .anx chart, made with anxwritter. Each thing is an icon, each link a link.

Values are attributes under the words of the export's language; asserted links are solid lines, alleged
ones dashed, denied ones dotted, as a police chart draws them. The marking stands in the chart's summary
and beside each item's source.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import Any, BinaryIO

from graph.exchange.bundle import Thing, Tie
from graph.exchange.export import NO_XML, Export, Format, joined
from graph.exchange.words import word

STYLES = {"asserted": "solid", "alleged": "dashed", "denied": "dotted"}
"""How sure a link is, in the strokes of its line."""
SHOWN = 250
"""Characters of a label; what is longer stands in the attributes."""


def write(export: Export, files: Sequence[BinaryIO]) -> None:
    """Streams the chart as Analyst's Notebook opens it: XML in UTF-16."""
    (file,) = files
    chart = _chart(export)
    for thing in export.things():
        chart.add_icon(**_icon(export, thing))
    for tie in export.bundle.ties:
        chart.add_link(**_link(export, tie))
    for part in chart.iter_anx_bytes():
        file.write(part)


def _chart(export: Export) -> Any:
    # Imported here: it takes a while, and no other format needs it.
    from anxwritter import ANXChart, DotStyle, Settings

    notice = export.notice
    told = {
        "title": notice.marking.text,
        "subject": f"{notice.case}: {notice.reason}",
        "keywords": notice.marking.text,
        "comments": clean("\n".join(notice.lines())),
        "created": _moment(notice.at),
    }
    chart = ANXChart(settings=Settings.from_dict({"summary": told, "extra_cfg": {"arrange": "grid"}}))
    for name, style in STYLES.items():
        chart.add_strength(name=name, dot_style=DotStyle(style))
    chart.add_custom_property(word("marking", notice.lang), notice.marking.text)
    chart.add_custom_property(word("recipient", notice.lang), clean(notice.recipient))
    return chart


def _icon(export: Export, thing: Thing) -> dict[str, Any]:
    return {
        "id": thing.id,
        "type": export.label(thing.type),
        "label": clean(thing.caption)[:SHOWN],
        "attributes": dict(_attributes(export, thing)),
        "source_ref": clean(joined(thing.records)),
        "source_type": clean(joined((*thing.sources, thing.marking))),
    }


def _attributes(export: Export, thing: Thing) -> Iterator[tuple[str, str]]:
    known = export.ontology.types[thing.type].properties
    for name, values in thing.values.items():
        yield known[name].labels[export.notice.lang], clean(joined(values))
    yield word("marking", export.notice.lang), export.notice.marking.text


def _link(export: Export, tie: Tie) -> dict[str, Any]:
    name, lang = export.label(tie.type), export.notice.lang
    told = {
        "status": tie.status,
        "kind": tie.kind,
        "grade": tie.grade,
        "from": tie.valid_from,
        "to": tie.valid_to,
        "details": clean(joined(tie.details)),
        "marking": export.notice.marking.text,
    }
    return {
        "from_id": tie.source,
        "to_id": tie.target,
        "type": name,
        "label": clean(", ".join(filter(None, (name, tie.role))))[:SHOWN],
        "arrow": None if export.ontology.relations[tie.type].symmetric else "->",
        "strength": tie.status,
        "attributes": {word(key, lang): value for key, value in told.items() if value},
        "source_ref": clean(joined(tie.records)),
        "source_type": tie.marking,
    }


def clean(text: str) -> str:
    """Text without the characters that XML has no place for."""
    return NO_XML.sub("", text)


def _moment(at: str) -> str:
    return datetime.fromisoformat(at).strftime("%Y-%m-%dT%H:%M:%S")


FORMAT = Format("anx", "i2 Analyst's Notebook chart", (".anx",), "application/xml", write)
