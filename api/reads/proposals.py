"""Suggestions in the edge's words: each reason said in a language and shown with its path."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise
from typing import Any

from strawberry import ID

from api.graphql.link import Link, Path, Step
from api.graphql.port import Allowed
from api.graphql.suggestion import Reason, Suggestion
from api.reads.links import link_of, node_of
from graph import read
from graph.read.link import link
from graph.read.reader import Reader
from graph.read.retold import as_told
from models.words import said

Around = tuple[Mapping[str, read.Summary], Mapping[tuple[str, str, str], Link]]
"""The entities and the links (by source, type, target) that paths are drawn with."""


def suggestions_of(
    items: Sequence[read.Suggested], about: str, lang: str, store: Reader, allowed: Allowed
) -> list[Suggestion]:
    """Suggestions about one entity, with the nodes and links of their paths as they stand now."""
    ids = {about, *(id_ for item in items for reason in _reasons(item) for id_ in reason["entities"])}
    known = as_told(store, read.summaries(store, sorted(ids), allowed), allowed)
    links = {
        (made["source"], made["type"], made["target"])
        for item in items
        for reason in item.evidence
        for made in reason["links"]
    }
    around = (known, _links(sorted(links), store, allowed))
    return [_suggestion(item, known[about], lang, around) for item in items]


def _suggestion(item: read.Suggested, about: read.Summary, lang: str, around: Around) -> Suggestion:
    return Suggestion(
        id=ID(item.id),
        type=item.type,
        a=node_of(about),
        b=node_of(item.other),
        score=item.score,
        evidence=[_reason(reason, lang, around) for reason in item.evidence],
        against=[_reason(reason, lang, around) for reason in item.against],
        would_change=said(item.would_change, lang) if item.would_change else "",
        model=item.model,
        mentions=[ID(about.id), ID(item.other.id)],
    )


def _reasons(item: read.Suggested) -> Iterator[Mapping[str, Any]]:
    yield from item.evidence
    yield from item.against


def _reason(reason: Mapping[str, Any], lang: str, around: Around) -> Reason:
    return Reason(
        text=said(reason["key"], lang, n=reason["n"]),
        weight=float(reason["weight"]),
        path=_path(reason, around) if "links" in reason else None,
        records=[ID(record) for record in reason["records"]],
    )


def _path(reason: Mapping[str, Any], around: Around) -> Path | None:
    """The path as it stands now; None where the graph has moved on since the suggestion was made."""
    known, links = around
    entities, made = reason["entities"], [(m["source"], m["type"], m["target"]) for m in reason["links"]]
    if not all(id_ in known for id_ in entities) or not all(key in links for key in made):
        return None
    steps = [
        Step(links=[links[key] for key in made if {key[0], key[2]} == set(pair)])
        for pair in pairwise(entities)
    ]
    return Path(nodes=[node_of(known[id_]) for id_ in entities], steps=steps)


def _links(
    wanted: Sequence[tuple[str, str, str]], store: Reader, allowed: Allowed
) -> dict[tuple[str, str, str], Link]:
    pairs = [{"a": a, "b": b} for a, b in sorted({(source, target) for source, _, target in wanted})]
    types = sorted({type_ for _, type_, _ in wanted})
    if not pairs:
        return {}
    rows = store.read("links_between", pairs=pairs, allowed=list(allowed), links=types)
    made = [link(row["link"], row["a"], row["b"], row["values"]) for row in rows]
    return {(one.source, one.type, one.target): link_of(one) for one in made}
