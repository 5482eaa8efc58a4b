"""Whether a judgement contradicts others: the chain from one mention to the other that makes it so."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass

from graph.mentions import MentionStore
from resolution.judgements import NEGATIVE, POSITIVE, Judgement
from resolution.store.clusters import ClusterStore

Mates = Callable[[str], Iterable[str]]
"""The mentions that a source holds under the same key as this one."""


@dataclass(frozen=True)
class Bond:
    """One step of a chain: two mentions and the judgement about them, None where a source's key joins."""

    a: str
    b: str
    judgement: Judgement | None = None


def no_mates(_: str) -> Iterable[str]:
    """No source holds two mentions under one key."""
    return ()


class Chains:
    """What follows from judgements that stand: who is judged, directly or through others, to be whom.

    Give it only what the author of a judgement may see: a chain must not tell of anything else.
    """

    def __init__(self, standing: Iterable[Judgement], mates: Mates = no_mates) -> None:
        self._mates = mates
        self._same: dict[str, list[Bond]] = {}
        self._different: list[Judgement] = []
        for made in standing:
            if made.kind == POSITIVE:
                self._same.setdefault(made.a, []).append(Bond(made.a, made.b, made))
                self._same.setdefault(made.b, []).append(Bond(made.b, made.a, made))
            elif made.kind == NEGATIVE:
                self._different.append(made)

    def contradiction(self, kind: str, a: str, b: str) -> tuple[Bond, ...]:
        """The chain that speaks against judging a and b so, from a to b; () when nothing does.

        A source's key alone is no judgement: who judges two mentions of one key to be two persons says
        that the source is wrong.
        """
        if kind == POSITIVE:
            return self._parting(a, b)
        chain = self._joining(a, b) if kind == NEGATIVE else ()
        return chain if any(bond.judgement for bond in chain) else ()

    def of_one_key(self, a: str, b: str) -> bool:
        """True when a source, by its keys alone, holds both for one."""
        chain = self._joining(a, b)
        return bool(chain) and not any(bond.judgement for bond in chain)

    def implied(self, a: str, b: str) -> str:
        """What already follows from the judgements about a and b: positive, negative, or "" for nothing."""
        if self.contradiction(NEGATIVE, a, b):
            return POSITIVE
        return NEGATIVE if self._parting(a, b) else ""

    def _joining(self, a: str, b: str) -> tuple[Bond, ...]:
        return _walk(self._reached(a), b)

    def _parting(self, a: str, b: str) -> tuple[Bond, ...]:
        """From a over what is one with it to a negative judgement, and on to b."""
        if not self._different:
            return ()
        near, far = self._reached(a), self._reached(b)
        for made in self._different:
            for x, y in (made.pair, made.pair[::-1]):
                if x in near and y in far:
                    back = tuple(Bond(bond.b, bond.a, bond.judgement) for bond in reversed(_walk(far, y)))
                    return (*_walk(near, x), Bond(x, y, made), *back)
        return ()

    def _reached(self, start: str) -> dict[str, Bond | None]:
        """Everything that is one with a mention, each with the bond by which it was reached first."""
        reached: dict[str, Bond | None] = {start: None}
        waiting = deque([start])
        while waiting:
            at = waiting.popleft()
            for bond in self._bonds(at):
                if bond.b not in reached:
                    reached[bond.b] = bond
                    waiting.append(bond.b)
        return reached

    def _bonds(self, at: str) -> Sequence[Bond]:
        return [*self._same.get(at, ()), *(Bond(at, mate) for mate in sorted(self._mates(at)) if mate != at)]


def _walk(reached: dict[str, Bond | None], end: str) -> tuple[Bond, ...]:
    """The bonds from the start to one that was reached; () when it is the start or was not."""
    chain: list[Bond] = []
    bond = reached.get(end)
    while bond is not None:
        chain.append(bond)
        bond = reached[bond.a]
    return tuple(reversed(chain))


def source_mates(
    clusters: ClusterStore, mentions: MentionStore, layers: Collection[int], classes: Collection[int]
) -> Mates:
    """Who shares a source's key with a mention, among what these layers and classes show.

    A source's key joins, so that its mentions are sought in the clusters of the mention alone; each
    cluster is read once.
    """
    known: dict[tuple[int, str], list[set[str]]] = {}

    def of_layer(layer: int, id_: str) -> list[set[str]]:
        """The mentions under each key in the cluster of this one."""
        if (layer, id_) not in known:
            cluster = clusters.cluster_of(layer, [id_]).get(id_, (id_,))
            by_key: dict[str, set[str]] = {}
            for mention in mentions.get(cluster).values():
                if mention.class_ in classes:
                    for key in mention.values("sourceKey"):
                        by_key.setdefault(key, set()).add(mention.id)
            groups = list(by_key.values())
            known.update({(layer, m): groups for m in cluster})
        return known[layer, id_]

    def mates(id_: str) -> set[str]:
        return {m for layer in layers for held in of_layer(layer, id_) if id_ in held for m in held}

    return mates
