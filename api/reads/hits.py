"""Hits of a search in the edge's words, with values that tell persons of one name apart."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from strawberry import ID

from api.graphql.hit import Detail, Hit, TextHit, TextMark, TextsFound
from api.graphql.port import Allowed
from graph import read
from graph.ontology.shows import Shows, everything
from graph.read.documents import TextHit as Held
from graph.read.documents import Texts
from graph.read.reader import Reader, in_one_look
from graph.read.retold import Whole, wholes
from graph.read.together import groups
from ingest.readers import place

TELLING = {
    "Person": ("birthDate", "birthPlace", "nationality", "nickname"),
    "Alias": ("birthDate", "nationality"),
    "Organisation": ("registrationNumber", "kind"),
    "Vehicle": ("make", "model", "color"),
}
"""Properties by type that tell one from another, the best first; other captions are numbers or addresses."""
MOST = 3
"""Details that one hit shows."""


@in_one_look
def hits_of(
    store: Reader, hits: Sequence[read.Hit], allowed: Allowed, *, detailed: int, shows: Shows = everything
) -> list[Hit]:
    """Hits, the first ones with details; what a class above corrected as its card tells it."""
    known = _wholes(store, [hit.entity.id for hit in hits], allowed)
    return [
        _hit_of(hit, known.get(hit.entity.id), store, allowed, shows if number < detailed else None)
        for number, hit in enumerate(hits)
    ]


def _hit_of(hit: read.Hit, known: Whole | None, store: Reader, allowed: Allowed, shows: Shows | None) -> Hit:
    """A hit; its details are looked up where it is said which are shown."""
    entity = known.summary if known else hit.entity
    values = known.values if known else None
    return Hit(
        id=ID(entity.id),
        type=entity.type,
        caption=entity.caption,
        matched=hit.match.name.lower(),
        sources=list(entity.sources),
        details=_details(entity, values, store, allowed, shows) if shows else [],
    )


def _wholes(store: Reader, ids: Sequence[str], allowed: Allowed) -> dict[str, Whole]:
    if len(allowed) < 2:
        return {}
    one = groups(store, ids, allowed)
    return wholes(store, {one[id_] for id_ in ids}, allowed)


def _details(
    entity: read.Summary, known: Mapping[str, str] | None, store: Reader, allowed: Allowed, shows: Shows
) -> list[Detail]:
    if entity.type not in TELLING:
        return []
    values = known or _own_values(store, entity.id, allowed)
    names = [name for name in TELLING[entity.type] if values.get(name) and shows(entity.type, name)]
    told = [Detail(property=name, value=values[name]) for name in names]
    return [detail for detail in told if detail.value != entity.caption][:MOST]


def values_of(store: Reader, id_: str, allowed: Allowed) -> dict[str, str]:
    """The best values of an entity, as a class above corrects them; none where it cannot be seen."""
    known = next(iter(_wholes(store, [id_] if id_ else [], allowed).values()), None)
    return dict(known.values) if known else _own_values(store, id_, allowed)


def _own_values(store: Reader, id_: str, allowed: Allowed) -> dict[str, str]:
    rows = store.read("card_entity", id=id_, allowed=list(allowed)) if id_ else []
    return {name: str(value) for name, value in rows[0]["values"].items()} if rows else {}


def texts_found(answer: Texts) -> TextsFound:
    """Texts in the edge's words."""
    hits = [_text(held) for held in answer.hits]
    return TextsFound(total=answer.total, more=not answer.exact, total_text=answer.total_text, hits=hits)


def _text(held: Held) -> TextHit:
    record, inside = held.record, [m for m in held.marks if held.start <= m[0] and m[1] <= held.end]
    return TextHit(
        record=ID(record.id),
        source=record.source,
        key=record.key,
        field=held.field,
        recorded=record.recorded,
        page=place(record.content, inside[0][0] if inside else 0).page if held.field == "text" else 0,
        offset=held.start,
        text=held.shown,
        more=held.end < len(str(record.content.get(held.field, ""))),
        marks=[TextMark(start=start - held.start, end=end - held.start) for start, end in inside],
    )
