"""One box: identifiers and parts of them, names in any order, with typing errors and without diacritics."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from rapidfuzz import fuzz

from graph.derive.text import plain
from graph.read.match import Match, Typed
from graph.read.reader import Reader
from graph.read.resolve import resolve_ids
from graph.read.summary import Summary, summaries, summary
from graph.read.together import groups, together
from graph.store import fulltext

EXACT_TO = 1000
"""Totals are exact up to here; beyond it is only said that there are more."""

ID_LENGTH = 32
FEW = 50


@dataclass(frozen=True)
class Hit:
    """An entity that was found, and how it matches."""

    entity: Summary
    match: Match


@dataclass(frozen=True)
class Found:
    """The best hits of `total`; `exact` is false when there are more than can be counted."""

    hits: tuple[Hit, ...]
    total: int
    exact: bool

    @property
    def total_text(self) -> str:
        """The total as it is shown: "37", or "1000+"."""
        return str(self.total) if self.exact else f"{self.total}+"


def search(
    store: Reader,
    text: str,
    allowed: Sequence[int],
    *,
    types: Sequence[str] = (),
    first: int = 20,
    skip: int = 0,
) -> Found:
    """Entities that match what was typed, ranked by kind of match, likeness of the name and mentions.

    Counts and ranks only what may be seen. An id of an entity or mention finds that entity.
    """
    if by_id := _by_id(store, text.strip(), allowed):
        return Found((Hit(by_id, Match.IDENTIFIER),), 1, True)
    typed = Typed(text)
    if not typed.words:
        return Found((), 0, True)
    rows, exact = _candidates(store, typed, allowed, types)
    ranked = [hit for _, hit in sorted(_ranked(typed, rows), key=lambda pair: pair[0])]
    hits = _one_each(store, ranked, allowed)
    return Found(hits[skip : skip + first], min(len(hits), EXACT_TO), exact and len(hits) <= EXACT_TO)


def _one_each(store: Reader, ranked: Sequence[Hit], allowed: Sequence[int]) -> tuple[Hit, ...]:
    """The best hit of each that the session sees as one thing, under the id that stands for all."""
    place = groups(store, [hit.entity.id for hit in ranked], allowed)
    best: dict[str, Hit] = {}
    for hit in ranked:
        id_ = place[hit.entity.id][0]
        best.setdefault(
            id_, hit if hit.entity.id == id_ else replace(hit, entity=replace(hit.entity, id=id_))
        )
    return tuple(best.values())


def _by_id(store: Reader, text: str, allowed: Sequence[int]) -> Summary | None:
    if len(text) != ID_LENGTH or not text.isalnum():
        return None
    known = resolve_ids(store, [text], allowed).get(text)
    if known is None:
        return None
    first = together(store, known, allowed)[0]
    return summaries(store, [first], allowed).get(first)


def _candidates(
    store: Reader, typed: Typed, allowed: Sequence[int], types: Sequence[str]
) -> tuple[list[dict[str, Any]], bool]:
    """Rows by kind of match, best kinds first, until there are more than can be counted.

    Other spellings are asked for only while there are few hits: they would drown what was typed right.
    """
    index = fulltext.declared().index(store.embedded)
    given = {"index": index, "allowed": list(allowed), "types": list(types), "limit": EXACT_TO + 1}
    rows: dict[str, dict[str, Any]] = {}
    for kind, query in typed.queries().items():
        if kind == Match.SPELLING and len(rows) >= FEW:
            break
        found = store.read("search", text=query, **given)
        rows |= {row["id"]: row for row in found}
        if len(found) > EXACT_TO:
            return list(rows.values()), False
    return list(rows.values()), True


def _ranked(typed: Typed, rows: Sequence[Mapping[str, Any]]) -> list[tuple[tuple[Any, ...], Hit]]:
    found = []
    for row in rows:
        match = typed.match(row["caption"], row["search"])
        if match is None:
            continue
        likeness = round(fuzz.token_sort_ratio(" ".join(typed.words), plain(row["caption"])))
        key = (match, -likeness, -int(row["mentions"]), row["caption"], row["id"])
        found.append((key, Hit(summary(row), match)))
    return found
