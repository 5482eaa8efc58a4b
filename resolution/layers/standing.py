"""Whether anything of a layer, or of what it stands on, changed since it was resolved."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from graph.mentions import MentionStore
from ledger.canonical import digest
from resolution.judgements import Judged, judgements, takes_back, told_apart
from resolution.store.clusters import Basis, ClusterStore


def basis_of(
    mentions: MentionStore,
    layer: int,
    over: Sequence[int],
    decisions: Iterable[Judged],
    footed: bool = False,
) -> Basis:
    """What a layer over others is resolved from now: all mentions, and the judgements that count in it.

    Those of the one base of a layer with a footing are left out: what they change is found by whom they
    name. Not where the layer takes decisions back: which of the base's count in it then shows in no base.
    """
    made = list(decisions)
    below = () if footed and not takes_back(made, layer) else over
    counting = [judgements(made, one) for one in (layer, *below)]
    apart = sorted((*pair, *sorted(classes)) for pair, classes in told_apart(made, layer, below).items())
    judged = digest([[[list(one.same), sorted(one.different)] for one in counting], apart])[:16]
    return Basis(mentions.edition, judged)


def moved_on(
    mentions: MentionStore,
    clusters: ClusterStore,
    layer: int,
    over: Sequence[int],
    model: str,
    decisions: Iterable[Judged],
    footed: bool = False,
) -> bool:
    """Move a layer on when nothing changed that it rests on; False when it must be resolved.

    It rests on the mentions of its class and of those below, their clusters, the judgements and the model.
    One over a single base (`footed`), which must have been brought to the mentions, rests only on what it
    read there: its footing is gone when any of that changed.
    """
    basis = basis_of(mentions, layer, over, decisions, footed)
    known = (clusters.incarnation(layer), clusters.model(layer), clusters.basis(layer).judged)
    stands = clusters.footings.stands(layer) if footed else not clusters.has_moved(layer, over)
    if known != (mentions.incarnation, model, basis.judged) or not stands:
        return False
    touched = mentions.since(clusters.basis(layer).edition)
    below = () if footed else over
    if touched is None or not {one.class_ for one in touched}.isdisjoint((layer, *below)):
        return False
    clusters.follow(layer, mentions.position, basis)
    return True
