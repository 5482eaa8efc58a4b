"""Which mentions are still one thing when others of it are left out: what joins them without those."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from api.reads.visible import Visible
from graph.ontology.mention import Mention
from graph.ontology.model import Ontology
from resolution.judgements import POSITIVE
from resolution.unionfind import UnionFind


def unjoined(seen: Visible, ontology: Ontology) -> Callable[[Sequence[Mention]], list[list[Mention]]]:
    """Splits the mentions that are left of a thing into those that hang together by themselves.

    Two hang together by a pair that a layer kept, by a judgement, or by a value that identifies: never
    by a mention that was left out.
    """

    def parts(left: Sequence[Mention]) -> list[list[Mention]]:
        by_id = {mention.id: mention for mention in left}
        sets = UnionFind(by_id)
        for number in seen.layers():
            for pair in seen.clusters.pairs(number, list(by_id)):
                if pair.a in by_id and pair.b in by_id and seen.joined(pair.a, pair.b):
                    sets.join(pair.a, pair.b)
        for judged in seen.standing():
            if judged.kind == POSITIVE and judged.a in by_id and judged.b in by_id:
                sets.join(judged.a, judged.b)
        _join_alike(sets, left, ontology)
        return [[by_id[id_] for id_ in ids] for ids in sets.sets()]

    return parts


def _join_alike(sets: UnionFind, left: Sequence[Mention], ontology: Ontology) -> None:
    first: dict[tuple[str, str], str] = {}
    for mention in left:
        for name, known in ontology.types[mention.type].properties.items():
            if known.identifies:
                for value in mention.values(name):
                    sets.join(first.setdefault((name, value), mention.id), mention.id)
