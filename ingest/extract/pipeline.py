"""One text in, its mentions, roles and relations out."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from ingest.extract import dates
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
from ingest.extract.language import paragraphs
from ingest.extract.overlap import settle

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
    found = [item for find in IDENTIFIERS for item in find(document.text)]
    identified = settle(item for item in found if isinstance(item, Candidate))
    taken = frozenset(i for c in identified for i in range(c.start, c.end))
    candidates = settle([*identified, *dates.find(document.text, document.doc_date, taken)])
    parts = paragraphs(document.text, document.lang)
    mentions = tuple(
        FoundMention(
            f"m{n}", c.type, c.start, c.end, document.text[c.start : c.end], c.norm, c.confidence, c.by
        )
        for n, c in enumerate(candidates, 1)
    )
    return Extraction(
        text=document.text,
        lang=parts[0].lang if parts else document.lang or "nl",
        id=document.id,
        mentions=mentions,
        invalid=tuple(
            item for item in found if isinstance(item, Invalid) and taken.isdisjoint(range(item.start, item.end))
        ),
        coref=tuple((m.id,) for m in mentions),
        doc_date=document.doc_date,
    )
