"""Who is who among the persons of a layer: its own mentions, and the base clusters that they touch."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from graph.ontology.mention import Mention
from resolution.candidates.table import CAP
from resolution.change import Against, Cluster, Pair
from resolution.clustering.atoms import Atoms
from resolution.clustering.average import average_link
from resolution.clustering.conflicts import Facts, facts_of
from resolution.clustering.persons import nodes_of, rules_of
from resolution.comparison.features import Features
from resolution.comparison.generic import holder, numbers_of
from resolution.comparison.profiles import MOST_HOLDERS, Profile, profiles, without_generic
from resolution.engines.scoring import kept_pair, least_weight
from resolution.judgements import Judgements
from resolution.layers.conflicts import Standing, conflicts
from resolution.layers.ground import SOURCE, Ground, all_keys, hanging_together
from resolution.store.clusters import ClusterStore
from resolution.weights.model import Model
from resolution.weights.score import leaning, weight

Weights = dict[tuple[int, int], float]


@dataclass(frozen=True)
class LayerPersons:
    """What a layer says of persons beyond its base; `capped` and `generic` say what was not used."""

    clusters: list[Cluster]
    pairs: list[Pair]
    against: list[Against]
    candidates: int = 0
    capped: tuple[tuple[str, int, int], ...] = ()
    generic: tuple[tuple[str, int], ...] = ()
    looked: frozenset[str] = frozenset()
    """The mentions of the base that were looked at."""


@dataclass(frozen=True)
class _Found:
    """Own nodes by name, and the pairs of them with one another and with nodes of the base."""

    own: list[Profile]
    pairs: list[Pair]
    candidates: int
    capped: tuple[tuple[str, int, int], ...]
    generic: dict[str, int]
    touched: frozenset[str]
    """Mentions of the base that a pair, or the key of a source, joins to one of this layer."""


def layer_persons(
    rows: Iterable[tuple[Mention, Features]],
    base: int,
    stands_on: Ground,
    clusters: ClusterStore,
    model: Model,
    judged: Judgements,
) -> LayerPersons:
    """Clusters that hold one of these mentions or join two base clusters, by the layer's judgements.

    Sizes of keys and holders of identifiers are those of the base and of these mentions together. Only
    the base clusters that hang together with a touched one are looked at: the rest stays as it is.
    """
    found = _find(rows, stands_on, model, judged)
    judged_base = set(stands_on.places({id_ for pair in judged.same for id_ in pair}))
    held, weights = hanging_together(clusters, base, found.touched | judged_base)
    atoms = Atoms(held.values(), judged.opposites)
    below = set(stands_on.places(mention for atom in held.values() for mention in atom).values())
    nodes = found.own + [without_generic(stands_on.node(number), found.generic) for number in below]
    nodes.sort(key=lambda node: node.name)
    place = {mention: index for index, node in enumerate(nodes) for mention in node.mentions}
    between = {(pair.a, pair.b): round(pair.weight, 6) for pair in found.pairs} | weights
    known = {(min(p), max(p)): w for (a, b), w in between.items() for p in [(place[a], place[b])]}
    standing = _clustered(nodes, place, known, atoms, model, judged)
    more = [cluster for cluster in standing.clusters if _says_more(cluster, atoms)]
    capped, generic = found.capped, tuple(sorted(found.generic.items()))
    looked = found.touched.union(*held.values())
    return LayerPersons(more, found.pairs, conflicts(standing), found.candidates, capped, generic, looked)


def _says_more(cluster: Cluster, atoms: Atoms) -> bool:
    return len({atoms.atom(m) for m in cluster}) > 1 or not atoms.is_base(cluster[0])


def _find(
    rows: Iterable[tuple[Mention, Features]], stands_on: Ground, model: Model, judged: Judgements
) -> _Found:
    made = profiles(rows, judged.judged)
    generic = dict(made.generic) | _generic(made.rows, stands_on)
    own = nodes_of((without_generic(row, generic) for row in made.rows), model)
    keys: dict[str, list[int]] = {}
    for index, node in enumerate(own):
        for key in all_keys(node.features):
            keys.setdefault(key, []).append(index)
    candidates: set[tuple[int, int]] = set()
    inside: set[tuple[int, int]] = set()
    touched: set[str] = set()
    too_large: dict[str, list[int]] = {}
    for key, held in sorted(keys.items()):
        size = stands_on.size(key)
        if key.startswith(SOURCE):
            touched.update(stands_on.node(number).name for number in stands_on.sharing(key))
        elif len(held) + size > CAP:
            too_large.setdefault(key.split(":", 1)[0], []).append(len(held) + size)
        else:
            candidates.update((a, b) for a in held for b in stands_on.sharing(key))
            inside.update((a, b) for i, a in enumerate(held) for b in held[i + 1 :])
    bare = {number: without_generic(stands_on.node(number), generic) for number in {b for _, b in candidates}}
    across = sorted((a, bare[b].name, b) for a, b in candidates)
    ends = [(own[a], own[b]) for a, b in sorted(inside)] + [(own[a], bare[b]) for a, _, b in across]
    pairs = list(_weighed(ends, model))
    names = {node.name for node in own}
    touched |= {end for pair in pairs for end in (pair.a, pair.b)} - names
    capped = tuple((name, len(sizes), max(sizes)) for name, sizes in sorted(too_large.items()))
    return _Found(own, pairs, len(ends), capped, generic, frozenset(touched))


def _generic(rows: Sequence[Profile], stands_on: Ground) -> dict[str, int]:
    """Identifiers that too many names share in this layer, of the base and of its own."""
    holders: dict[str, set[str]] = {}
    for row in rows:
        for number in numbers_of(row.features):
            holders.setdefault(number, set()).add(holder(row.features))
    counted = {n: len(names.union(stands_on.holders.get(n, ()))) for n, names in holders.items()}
    return {n: size for n, size in counted.items() if size > MOST_HOLDERS or n in stands_on.generic}


def _weighed(ends: Sequence[tuple[Profile, Profile]], model: Model) -> Iterable[Pair]:
    least = least_weight(model)
    for a, b in ends:
        if weight(model, a.features, b.features) >= least - 1 and (pair := kept_pair(model, a, b, least)):
            yield pair


def _clustered(
    nodes: Sequence[Profile],
    place: Mapping[str, int],
    weights: Weights,
    atoms: Atoms,
    model: Model,
    judged: Judgements,
) -> Standing:
    """Average link over atoms: two atoms join through a mention of the layer or by judgement alone."""
    facts, rules = [facts_of(node) for node in nodes], rules_of(model)
    own = [not atoms.is_base(node.name) for node in nodes]

    def together(members: tuple[int, ...]) -> Facts:
        all_ = Facts()
        for member in members:
            all_ |= facts[member]
        return all_

    def opposed(a: tuple[int, ...], b: tuple[int, ...]) -> bool:
        left, right = ([m for node in side for m in nodes[node].mentions] for side in (a, b))
        return judged.forbid(left, right) or bool(rules.conflict(together(a), together(b)))

    def forbid(a: tuple[int, ...], b: tuple[int, ...]) -> bool:
        return not any(own[member] for member in (*a, *b)) or opposed(a, b)

    def score(a: int, b: int) -> float:
        return round(leaning(model, nodes[a].features, nodes[b].features), 6)

    least = min(0.0, least_weight(model))
    must = _must(nodes, place, atoms, judged)
    groups = average_link(len(nodes), weights, must, forbid, score, least, opposed)
    return Standing(nodes, groups, weights, facts, rules, atoms)


def _must(
    nodes: Sequence[Profile], place: Mapping[str, int], atoms: Atoms, judged: Judgements
) -> list[tuple[int, int]]:
    """The nodes of one atom, and those that are one by judgement or by the key of their source."""
    held: dict[str, list[str]] = {}
    for node in nodes:
        for mention in node.mentions:
            atoms.add(mention)
            held.setdefault(f"atom {atoms.atom(mention)}", []).append(mention)
        for key in node.features.source_keys:
            held.setdefault(SOURCE + key, []).append(node.name)
    wanted = [(node.name, mention) for node in nodes for mention in node.mentions[1:]]
    wanted += [pair for pair in judged.same if pair[0] in place and pair[1] in place]
    wanted += [(names[0], other) for _, names in sorted(held.items()) for other in names[1:]]
    joined = [(place[a], place[b]) for a, b in wanted if atoms.join(a, b)]
    return sorted({(min(a, b), max(a, b)) for a, b in joined if a != b})
