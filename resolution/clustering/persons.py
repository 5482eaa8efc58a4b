"""Clusters of persons: profiles, candidates, scores, and average-link with what keeps them apart."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from graph.mentions import MentionStore
from resolution.change import Cluster, Pair
from resolution.clustering.average import average_link
from resolution.clustering.certain import Free, Settled, settle
from resolution.clustering.conflicts import BIRTH_NEAR, GIVEN_DIFFERS, Facts, Rules, facts_of, own_of
from resolution.comparison.features import Features, person_features
from resolution.comparison.met import UNMET
from resolution.comparison.profiles import Profile, profiles
from resolution.engines.engine import DUCKDB, compare
from resolution.engines.scoring import Kept, least_weight
from resolution.judgements import Judgements
from resolution.things.exact import Apart
from resolution.unswept import unswept
from resolution.weights.bits import Weigher
from resolution.weights.coded import Coded
from resolution.weights.model import Model
from resolution.weights.score import leaning, weight

Lean = Callable[[Model, Features, Features], float]
RARE = 0.03
"""Share of true pairs that contradict each other in a field, up to which it keeps people apart."""


@dataclass(frozen=True)
class Persons:
    """Clusters and pairs of a layer's persons; `capped` and `generic` say what was not used."""

    clusters: list[Cluster]
    pairs: Sequence[Pair]
    candidates: int
    capped: tuple[tuple[str, int, int], ...]
    generic: tuple[tuple[str, int], ...]


def resolve_persons(
    mentions: MentionStore, model: Model, layer: int, judged: Judgements, engine: str = DUCKDB
) -> Persons:
    """Who is who among the persons of a layer."""
    made = profiles(person_features(mentions, layer), judged.judged)
    return resolve_profiles(made.rows, made.generic, model, judged, engine)


def resolve_profiles(
    rows: Sequence[Profile],
    generic: tuple[tuple[str, int], ...],
    model: Model,
    judged: Judgements,
    engine: str = DUCKDB,
    told: bool = True,
    coded: Coded | None = None,
) -> Persons:
    """Who is who among these profiles; `engine` is where they are compared, `told` pairs have reasons.

    `coded` are the features of the profiles, where they are coded already.
    """
    with unswept():
        nodes = nodes_of(rows, model)
        found = compare(nodes, model, engine, told, coded)
        clusters = cluster_nodes(nodes, found.pairs, model, judged, kept=found.kept)
    return Persons(clusters, found.pairs, found.candidates, tuple(found.capped), generic)


def rules_of(model: Model) -> Rules:
    """Which contradictions keep persons apart in data that this model was learned from."""
    births = sum(m for m, _ in model.levels["birth"][BIRTH_NEAR:])
    return Rules(births=births <= RARE, givens=model.levels["given"][GIVEN_DIFFERS][0] <= RARE)


def nodes_of(rows: Iterable[Profile], model: Model) -> list[Profile]:
    """What is clustered, by name: profiles, those whose words could be anybody's as a node per mention."""
    return sorted((node for row in rows for node in _nodes(row, model)), key=lambda node: node.name)


def _nodes(row: Profile, model: Model) -> list[Profile]:
    if len(row.mentions) == 1 or names_one(row.features, model):
        return [row]
    met = row.met or (UNMET,) * len(row.mentions)
    held = zip(row.mentions, row.records, met, strict=True)
    return [Profile(row.features, (m,), (r,), (own,) if own else ()) for m, r, own in held]


def names_one(features: Features, model: Model) -> bool:
    """True when the words, or a source's key, alone say that all who have them are one person."""
    return bool(features.source_keys) or (bool(own_of(features)) and weight(model, features, features) >= 0)


def cluster_nodes(
    nodes: Sequence[Profile],
    pairs: Iterable[Pair],
    model: Model,
    judged: Judgements,
    lean: Lean = leaning,
    kept: Kept | None = None,
) -> list[Cluster]:
    """Clusters of nodes in the order of their names, by the pairs above the threshold and what forbids.

    What hangs together, by pairs, judgements or a source's key, is clustered for itself: the nodes of
    one such component alone give the same clusters as all nodes together. Where the pairs are also given
    as arrays (`kept`), what is certain is clustered all at once, to the same result.
    """
    hanging = kept is None or judged.judged or any(node.features.source_keys for node in nodes)
    named = enumerate(nodes) if hanging else ()
    place = {mention: i for i, node in named for mention in node.mentions}
    must = must_links(nodes, place, judged)
    if kept is None:
        weights = {(place[pair.a], place[pair.b]): round(pair.weight, 6) for pair in pairs}
        return _named(nodes, _grown(nodes, weights, must, model, judged, lean))
    settled = _settled(nodes, kept, must, place, model, judged)
    return _named(nodes, _with_open(nodes, kept, must, settled, model, judged, lean))


def _settled(
    nodes: Sequence[Profile],
    kept: Kept,
    must: Sequence[tuple[int, int]],
    place: Mapping[str, int],
    model: Model,
    judged: Judgements,
) -> Settled:
    touched = sorted({place[mention] for mention in judged.judged if mention in place})
    hanging = [*must, *((node, node) for node in touched)]
    least = min(0.0, least_weight(model))
    weigher = None if model.second else Weigher(model, kept.rows)
    pairs = (kept.left, kept.right, kept.rounded)
    return settle(len(nodes), pairs, hanging, least, Free(nodes, kept.rows), weigher, rules_of(model))


def _with_open(
    nodes: Sequence[Profile],
    kept: Kept,
    must: Sequence[tuple[int, int]],
    settled: Settled,
    model: Model,
    judged: Judgements,
    lean: Lean,
) -> list[tuple[int, ...]]:
    """All clusters: those that are certain, and those of the nodes left open, grown one by one."""
    first = settled.first.copy()
    open_ = np.flatnonzero(settled.open)
    at = np.full(len(nodes), -1, np.int32)
    at[open_] = np.arange(len(open_), dtype=np.int32)
    some = settled.open[kept.left]
    pairs = zip(at[kept.left[some]].tolist(), at[kept.right[some]].tolist(), strict=True)
    weights = dict(zip(pairs, kept.rounded[some].tolist(), strict=True))
    held = [(int(at[a]), int(at[b])) for a, b in must]
    for group in _grown([nodes[n] for n in open_.tolist()], weights, held, model, judged, lean):
        first[open_[list(group)]] = open_[group[0]]
    order = np.argsort(first, kind="stable")
    ends = np.flatnonzero(np.diff(first[order], append=-1)) + 1
    members, start, groups = order.tolist(), 0, []
    for end in ends.tolist():
        groups.append(tuple(members[start:end]))
        start = end
    return groups


def _grown(
    nodes: Sequence[Profile],
    weights: Mapping[tuple[int, int], float],
    must: Iterable[tuple[int, int]],
    model: Model,
    judged: Judgements,
    lean: Lean,
) -> list[tuple[int, ...]]:
    """Clusters by average link."""
    rules = rules_of(model)
    known: dict[tuple[int, ...], Facts] = {}

    def together(members: tuple[int, ...]) -> Facts:
        if members not in known:
            first, *others = members
            all_ = facts_of(nodes[first]) if not others else together((first,))
            for member in others:
                all_ |= together((member,))
            known[members] = all_
        return known[members]

    def forbid(a: tuple[int, ...], b: tuple[int, ...]) -> bool:
        if judged.different and judged.forbid(_mentions(nodes, a), _mentions(nodes, b)):
            return True
        return bool(rules.conflict(together(a), together(b)))

    def score(a: int, b: int) -> float:
        return round(lean(model, nodes[a].features, nodes[b].features), 6)

    least = min(0.0, least_weight(model))
    return average_link(len(nodes), weights, must, forbid, score, least, forbid)


def _named(nodes: Sequence[Profile], groups: Iterable[tuple[int, ...]]) -> list[Cluster]:
    return [
        nodes[group[0]].mentions if len(group) == 1 else tuple(sorted(_mentions(nodes, group)))
        for group in groups
    ]


def _mentions(nodes: Sequence[Profile], group: tuple[int, ...]) -> list[str]:
    return [mention for node in group for mention in nodes[node].mentions]


def must_links(
    nodes: Sequence[Profile], place: Mapping[str, int], judged: Judgements
) -> list[tuple[int, int]]:
    """Nodes that are one by judgement or by the key of their source, unless a judgement says otherwise."""
    sets = Apart(judged.opposites)
    held: dict[str, list[str]] = {}
    wanted = [pair for pair in judged.same if pair[0] in place and pair[1] in place]
    judged_too = sorted({place[mention] for pair in wanted for mention in pair})
    keyed = [node for node in nodes if node.features.source_keys]
    for node in (*(nodes[number] for number in judged_too), *keyed):
        for mention in node.mentions:
            sets.add(mention)
        for mention in node.mentions[1:]:
            sets.join(node.name, mention)
    for node in keyed:
        for key in node.features.source_keys:
            held.setdefault(key, []).append(node.name)
    wanted += [(names[0], other) for _, names in sorted(held.items()) for other in names[1:]]
    joined = [(place[a], place[b]) for a, b in wanted if sets.join(a, b)]
    return sorted({(min(a, b), max(a, b)) for a, b in joined if a != b})
