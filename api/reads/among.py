"""The links between entities that stand on a chart together: a line that is not drawn must mean no link."""

from __future__ import annotations

from collections.abc import Sequence

from api.graphql.link import LinksAmong
from api.graphql.port import Allowed
from api.reads.links import link_of
from graph import read
from graph.read.link import link
from graph.read.reader import Reader, in_one_look
from graph.read.together import groups

MOST_LINKS = 20_000
"""Links that are looked at; entities with the most links are looked at from their other ends alone."""


@in_one_look
def links_among(store: Reader, ids: Sequence[str], allowed: Allowed) -> LinksAmong:
    """All links with both ends among these, or among what the session sees as one thing with them.

    Not exact where two ends have too many links to be looked at.
    """
    found = sorted(set(read.resolve_ids(store, ids, allowed).values()))
    place = {id_: group[0] for id_, group in groups(store, found, allowed).items()}
    known = sorted(place)
    chosen = _chosen(store, known, allowed)
    pairs = _pairs(store, known, chosen, allowed)
    rows = store.read("links_between", pairs=pairs, allowed=list(allowed), links=[]) if pairs else []
    ends = [(place[row["a"]], place[row["b"]], row) for row in rows]
    links = [link_of(link(row["link"], a, b, row["values"])) for a, b, row in ends if a != b]
    return LinksAmong(links=links, exact=len(known) - len(chosen) < 2)


def _chosen(store: Reader, known: Sequence[str], allowed: Allowed) -> list[str]:
    degrees = store.read("degrees", ids=list(known), allowed=list(allowed), links=[]) if known else []
    total = dict.fromkeys(known, 0) | {row["id"]: row["total"] for row in degrees}
    chosen, looked_at = [], 0
    for id_ in sorted(known, key=lambda id_: (total[id_], id_)):
        looked_at += total[id_]
        if looked_at > MOST_LINKS:
            break
        chosen.append(id_)
    return chosen


def _pairs(
    store: Reader, known: Sequence[str], chosen: Sequence[str], allowed: Allowed
) -> list[dict[str, str]]:
    """Both directions of each two that are linked."""
    rows = store.read("step", ids=list(chosen), allowed=list(allowed), links=[]) if chosen else []
    wanted = set(known)
    linked = {tuple(sorted((row["id"], row["next"]))) for row in rows if row["next"] in wanted}
    return [{"a": a, "b": b} for one, other in sorted(linked) for a, b in ((one, other), (other, one))]
