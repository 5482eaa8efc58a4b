"""The layer of a compound class: what people who see all of its classes judged, and nothing else."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from time import perf_counter

from graph.mentions import MentionStore
from resolution.change import Cluster
from resolution.clustering.atoms import Atoms
from resolution.judgements import Judged, Judgements, judgements, taken_back, told_apart
from resolution.layers.batch import Resolved, apart, undoing
from resolution.layers.standing import basis_of
from resolution.store.clusters import ClusterStore


def resolve_compound(
    mentions: MentionStore,
    clusters: ClusterStore,
    layer: int,
    over: Sequence[int],
    decisions: Sequence[Judged] = (),
) -> Resolved:
    """Join what judgements of a compound class join, over the layers of its parts and of their bases.

    What would need records of two restricted classes is never computed: no mention is compared here. An
    atom is what one class knows of a cluster of its own layer.
    """
    begun = perf_counter()
    own = judgements(decisions, layer)
    different = own.different.union(told_apart(decisions, layer, over))
    back = taken_back(decisions, layer, over)
    named = own.judged.union(*back)
    held = _atoms(mentions, clusters, over, named)
    atoms = Atoms(held, Judgements(different=different).opposites)
    place = {mention for atom in held for mention in atom}
    for a, b in own.same:
        if a in place and b in place:
            atoms.join(a, b)
    undone = undoing(back, place)
    against = list({(one.a, one.b): one for one in (*undone, *apart(own, place))}.values())
    told = {id_ for one in against for id_ in (one.a, one.b)}
    joined = {m for cluster in atoms.saying_more() for m in cluster}
    made = atoms.saying_more() + [
        atom for atom in held if not told.isdisjoint(atom) and atom[0] not in joined
    ]
    basis = basis_of(mentions, layer, over, decisions)
    known = (mentions.position, mentions.incarnation, "")
    changes = clusters.replace(layer, made, {}, (), *known, against, over, basis)
    counts = {"changes": changes, "entities": len(made)}
    return Resolved(counts, {"layer": round(perf_counter() - begun, 3)})


def _atoms(
    mentions: MentionStore, clusters: ClusterStore, over: Sequence[int], judged: Collection[str]
) -> list[Cluster]:
    """The own mentions of the clusters that the judged ones are in, each in the layer of its class."""
    known = mentions.get(judged)
    found: set[Cluster] = set()
    for below in over:
        ids = [id_ for id_, mention in known.items() if mention.class_ == below]
        for cluster in set(clusters.cluster_of(below, ids).values()):
            of_class = [m.id for m in mentions.get(cluster).values() if m.class_ == below]
            found.add(tuple(sorted(of_class)))
    return sorted(found)
