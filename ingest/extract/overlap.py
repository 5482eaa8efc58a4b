"""Overlaps are settled by a declared priority: of two spans that overlap, the higher in the list stays."""

from __future__ import annotations

from collections.abc import Iterable

from ingest.extract.extraction import Candidate

PRIORITY = (
    "EMAIL",
    "URL",
    "IBAN",
    "NATIONAL_NUMBER",
    "IMEI",
    "IMSI",
    "VIN",
    "CRYPTO_ADDRESS",
    "COORDINATES",
    "CASE_NUMBER",
    "PLATE",
    "DOCUMENT_NUMBER",
    "SERIAL_NUMBER",
    "CARD_NUMBER",
    "PHONE",
    "IP",
    "HANDLE",
    "DATETIME",
    "ADDRESS",
    "MONEY",
    "DRUG",
    "WEAPON",
    "VEHICLE",
    "ALIAS",
    "NICKNAME",
    "ORGANISATION",
    "PERSON",
    "OBJECT",
    "LOCATION",
)
_RANK = {type_: rank for rank, type_ in enumerate(PRIORITY)}


def settle(candidates: Iterable[Candidate]) -> list[Candidate]:
    """Candidates without overlaps in order of the text: priority first, then length, then position."""
    ranked = sorted(candidates, key=lambda c: (_RANK[c.type], c.start - c.end, c.start, -c.confidence))
    kept: list[Candidate] = []
    taken: set[int] = set()
    for candidate in ranked:
        span = range(candidate.start, candidate.end)
        if taken.isdisjoint(span):
            taken.update(span)
            kept.append(candidate)
    return sorted(kept, key=lambda c: c.start)
