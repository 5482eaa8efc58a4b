"""Identifiers that too many share to tell anybody apart: a reception's phone, the plate of a hired car."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace

from resolution.comparison.features import Features

BESIDE = "+"
"""Before what is named beside somebody: a phone may be one person's and stand in a thousand records."""


def numbers_of(f: Features) -> tuple[str, ...]:
    """All identifiers that too many may share."""
    return (*f.contacts, *f.documents, *f.plates, *(BESIDE + token for token in f.company))


def holder(f: Features) -> str:
    """The name under which a row counts among the holders of an identifier."""
    return f"{f.given_root} {f.surname_sound}"


def without(f: Features, numbers: Collection[str]) -> Features:
    """A row without those of its identifiers that tell nobody apart; itself where it has none of them."""
    if not numbers or all(number not in numbers for number in numbers_of(f)):
        return f
    contacts, documents, plates = (
        tuple(number for number in held if number not in numbers)
        for held in (f.contacts, f.documents, f.plates)
    )
    company = tuple(token for token in f.company if BESIDE + token not in numbers)
    return replace(f, contacts=contacts, documents=documents, plates=plates, company=company)
