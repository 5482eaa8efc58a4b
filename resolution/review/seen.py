"""Where two things were both seen: told beside what they show, and of no weight."""

from __future__ import annotations

from collections.abc import Iterable

from graph.ontology.mention import Mention
from resolution.change import Cluster
from resolution.review.layer import Layer
from resolution.review.things import held_in

MOST = 60
"""Mentions of a thing of which the records are read."""
PLACE = "Location"
REACH = 3
"""Relations from a thing to the place where it was: it passes a camera, which stands there."""


def seen_at_both(layer: Layer, a: Mention, b: Mention) -> list[Mention]:
    """The places at which records of the layer put both things, one mention for each, by its id."""
    if a.type != b.type:
        return []
    left, right = (_places(layer, mention) for mention in (a, b))
    return [min(left[name], right[name], key=lambda m: m.id) for name in sorted(left.keys() & right.keys())]


def _places(layer: Layer, mention: Mention) -> dict[Cluster, Mention]:
    """Cluster of a place → a mention of it in a record that puts this thing there."""
    held = held_in(layer.clusters, layer.classes, [mention.id]).get(mention.id, (mention.id,))
    own = [m for m in layer.mentions.get(held[:MOST]).values() if m.class_ in layer.classes]
    around = layer.mentions.of_records({m.record for m in own})
    found = {m.id: m for m in _reached({m.id for m in own}, around) if m.class_ in layer.classes}
    whole = held_in(layer.clusters, layer.classes, list(found))
    return {whole.get(id_, (id_,)): found[id_] for id_ in sorted(found, reverse=True)}


def _reached(start: set[str], around: Iterable[Mention]) -> list[Mention]:
    """The places that lead away from some mentions, by relations that nobody denies."""
    by_id = {mention.id: mention for mention in around}
    reached, edge = set(start), set(start)
    for _ in range(REACH):
        said = (s for id_ in edge if id_ in by_id for s in by_id[id_].relations() if s.status != "denied")
        edge = {s.target for s in said} - reached
        reached |= edge
    return [by_id[id_] for id_ in sorted(reached - start) if id_ in by_id and by_id[id_].type == PLACE]
