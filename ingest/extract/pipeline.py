"""One text in, its mentions, roles and relations out."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from typing import Literal, NamedTuple

from ingest.extract import (
    addresses,
    coref,
    dates,
    names_statistical,
    organisations,
    phrases,
    things,
    vehicles,
    wielded,
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
from ingest.extract.reading import Reading
from ingest.extract.scene import Scene
from ingest.extract.tokens import tokenise
from ingest.extract.weighing import aliases
from ingest.extract.weighing import reader as weighing
from ingest.extract.weighing.items import Items

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

SPANS = (addresses.find, vehicles.find, things.find, wielded.find, organisations.find)


STATISTICAL = True
"""Whether the model of a language is asked beside the rules; see the README of this room."""
Facts = Literal["rules", "model", "both"]
FACTS: Facts = "both"
"""What finds roles and relations: phrases (rules), weighed cues (model), or both weighed together."""
BATCH = 32
"""Documents read ahead, so that the model is asked about many at once."""


class Document(NamedTuple):
    """A text to read, with its language and date where they are known."""

    text: str
    lang: str | None = None
    doc_date: str | None = None
    id: str = ""


def extract(
    text: str, lang: str | None = None, doc_date: str | None = None, statistical: bool = STATISTICAL
) -> Extraction:
    """Mentions, roles, relations and co-reference of one text; `doc_date` (ISO) resolves relative dates."""
    return next(extract_many([Document(text, lang, doc_date)], statistical))


def extract_many(
    documents: Iterable[Document], statistical: bool = STATISTICAL, facts: Facts = FACTS
) -> Iterator[Extraction]:
    """Extractions of many texts, in order; `statistical`: with the models of names beside the rules."""
    for document, found, items in _rows(documents, statistical):
        yield _understand(document, found, items, facts)


def scenes(documents: Iterable[Document]) -> Iterator[Scene]:
    """The mentions of many texts, before roles and relations, in order."""
    return (items.scene for _, _, items in _rows(documents, STATISTICAL))


def _rows(documents: Iterable[Document], statistical: bool) -> Iterator[tuple[Document, Reading, Items]]:
    waiting = iter(documents)
    while batch := list(islice(waiting, BATCH if statistical else 1)):
        found = [read_by_rules(document) for document in batch]
        candidates = names_statistical.second_opinion(found) if statistical else [f.candidates for f in found]
        for document, settled, first in zip(batch, candidates, found, strict=True):
            yield document, first, _row(document.text, settled, first.lang.main, statistical)


def _row(text: str, candidates: Sequence[Candidate], lang: str, statistical: bool) -> Items:
    """The words and mentions of a text; with the models, false names among them are aliases."""
    items = Items(_scene(text, candidates), lang)
    renamed = aliases.renamed(items) if statistical else None
    return Items(renamed, lang) if renamed else items


def _scene(text: str, candidates: Sequence[Candidate]) -> Scene:
    mentions = tuple(
        FoundMention(f"m{n}", c.type, c.start, c.end, text[c.start : c.end], c.norm, c.confidence, c.by)
        for n, c in enumerate(candidates, 1)
    )
    return Scene(text, mentions, coref.groups(mentions, text))


def _understand(document: Document, found: Reading, items: Items, facts: Facts) -> Extraction:
    """Roles, relations and co-reference over the mentions that were settled."""
    scene = items.scene
    if facts != "model":
        phrases.find(scene)
    if facts != "rules":
        weighing.find(items)
    found_roles, found_relations = scene.results()
    return Extraction(
        text=document.text,
        lang=document.lang or found.lang.main,
        id=document.id,
        mentions=tuple(scene.mentions),
        roles=found_roles,
        relations=found_relations,
        coref=scene.groups,
        invalid=tuple(found.invalid),
        doc_date=document.doc_date,
    )


def read_by_rules(document: Document) -> Reading:
    """Identifiers first, then dates, things, places and names on what is still free."""
    text, doc_date = document.text, document.doc_date
    lang = Languages(paragraphs(text, document.lang))
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
    settled = settle([*kept, *names.find()])
    return Reading(text, lang, settled, names.undecided, invalid)


def _offsets(spans: Iterable[Candidate | Invalid]) -> set[int]:
    return {offset for span in spans for offset in range(span.start, span.end)}
