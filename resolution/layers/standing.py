"""Whether anything of a layer, or of what it stands on, changed since it was resolved."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from graph.mentions import MentionStore
from ledger.canonical import digest
from resolution.judgements import Judged, judgements, told_apart
from resolution.store.clusters import Basis, ClusterStore


def basis_of(mentions: MentionStore, layer: int, over: Sequence[int], decisions: Iterable[Judged]) -> Basis:
    """What a layer over others is resolved from now: all mentions, and the judgements that count in them."""
    made = list(decisions)
    counting = [judgements(made, one) for one in (layer, *over)]
    below = sorted((*pair, *sorted(classes)) for pair, classes in told_apart(made, layer, over).items())
    judged = digest([[[list(one.same), sorted(one.different)] for one in counting], below])[:16]
    return Basis(mentions.edition, judged)


def moved_on(
    mentions: MentionStore,
    clusters: ClusterStore,
    layer: int,
    over: Sequence[int],
    model: str,
    decisions: Iterable[Judged],
) -> bool:
    """Move a layer on when nothing changed that it rests on; False when it must be resolved.

    It rests on the mentions of its class and of those below, their clusters, the judgements and the model.
    """
    basis = basis_of(mentions, layer, over, decisions)
    known = (clusters.incarnation(layer), clusters.model(layer), clusters.basis(layer).judged)
    if known != (mentions.incarnation, model, basis.judged) or clusters.has_moved(layer, over):
        return False
    touched = mentions.since(clusters.basis(layer).edition)
    if touched is None or not {one.class_ for one in touched}.isdisjoint((layer, *over)):
        return False
    clusters.follow(layer, mentions.position, basis)
    return True
