"""One text in, its mentions, roles and relations out."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from ingest.extract import (
    addresses,
    coref,
    dates,
    organisations,
    outcomes,
    relations,
    roles,
    things,
    vehicles,
)
from ingest.extract.extraction import Candidate, Extraction, FoundMention, Invalid
from ingest.extract.identifiers import (
    coordinates,
    device,
    email,
    iban,
    money,
    national_number,
    network,
    phone,
    plate,
    reference,
)
from ingest.extract.language import Languages, paragraphs
from ingest.extract.names import Names
from ingest.extract.overlap import settle
from ingest.extract.scene import Scene
from ingest.extract.tokens import tokenise

IDENTIFIERS = (
    email.find,
    iban.find,
    national_number.find,
    device.find,
    network.find,
    coordinates.find,
    reference.find,
    plate.find,
    phone.find,
    money.find,
)

SPANS = (addresses.find, vehicles.find, things.find, organisations.find)


class Document(NamedTuple):
    """A text to read, with its language and date where they are known."""

    text: str
    lang: str | None = None
    doc_date: str | None = None
    id: str = ""


def extract(text: str, lang: str | None = None, doc_date: str | None = None) -> Extraction:
    """Mentions, roles, relations and co-reference of one text; `doc_date` (ISO) resolves relative dates."""
    return next(extract_many([Document(text, lang, doc_date)]))


def extract_many(documents: Iterable[Document]) -> Iterator[Extraction]:
    """Extractions of many texts, in order."""
    for document in documents:
        yield _extract(document)


def _extract(document: Document) -> Extraction:
    text = document.text
    parts = paragraphs(text, document.lang)
    lang = Languages(parts)
    candidates, invalid = _find(text, lang, document.doc_date)
    mentions = tuple(
        FoundMention(f"m{n}", c.type, c.start, c.end, text[c.start : c.end], c.norm, c.confidence, c.by)
        for n, c in enumerate(candidates, 1)
    )
    groups = coref.groups(mentions)
    scene = Scene(text, mentions, groups)
    roles.find(scene)
    relations.find(scene)
    outcomes.complete(scene)
    relations.complete(scene)
    found_roles, found_relations = scene.results()
    return Extraction(
        text=text,
        lang=document.lang or lang.main,
        id=document.id,
        mentions=mentions,
        roles=found_roles,
        relations=found_relations,
        coref=tuple(groups),
        invalid=invalid,
        doc_date=document.doc_date,
    )


def _find(text: str, lang: Languages, doc_date: str | None) -> tuple[list[Candidate], tuple[Invalid, ...]]:
    """Identifiers first, then dates, things, places and names on what is still free."""
    found = [item for find in IDENTIFIERS for item in find(text)]
    kept = settle(item for item in found if isinstance(item, Candidate))
    taken = _offsets(kept)
    invalid = tuple(i for i in found if isinstance(i, Invalid) and taken.isdisjoint(range(i.start, i.end)))
    blocked = taken | _offsets(invalid)
    kept = settle([*kept, *dates.find(text, doc_date, frozenset(blocked), lang)])
    spans = [c for find in SPANS for c in find(text)]
    blocked |= _offsets(kept)
    kept = settle([*kept, *(c for c in spans if blocked.isdisjoint(range(c.start, c.end)))])
    names = Names(text, tokenise(text), blocked | _offsets(kept), lang)
    return settle([*kept, *names.find()]), invalid


def _offsets(spans: Iterable[Candidate | Invalid]) -> set[int]:
    return {offset for span in spans for offset in range(span.start, span.end)}
