"""What one transaction has read and written: nothing is asked of the database twice, and much at once."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from resolution.online.index.postings import Postings
from resolution.online.index.schema import unpacked
from resolution.online.index.tables import Node, Tables

MOST = 200_000
"""Keys with their holders, nodes, or pairs of a node that are kept; from more on it begins anew."""


class Memory:
    """Holders of keys, nodes, their pairs and mentions, as they are now; whoever writes one says so here.

    It holds what the database holds, so that it may be emptied at any time; a transaction begins without.
    """

    def __init__(self, tables: Tables, postings: Postings) -> None:
        self._tables, self._postings = tables, postings
        self._holders: dict[int, list[int] | None] = {}
        """Key → the nodes that hold it, None where those are too many."""
        self._nodes: dict[int, Node] = {}
        self._beside: dict[int, dict[int, float]] = {}
        self._said: dict[int, list[tuple[str, str]]] = {}

    def forget(self) -> None:
        """Empty it: another transaction begins, or this one was taken back."""
        for held in (self._holders, self._nodes, self._beside, self._said):
            held.clear()

    def spare(self) -> None:
        """Empty it where it has grown too large."""
        if max(len(self._holders), len(self._nodes), len(self._beside)) > MOST:
            self.forget()

    # Keys

    def holders(self, hashes: Iterable[int]) -> dict[int, list[int]]:
        """Of these keys those that not too many hold, with the nodes that do."""
        wanted = list(hashes)
        missing = sorted({hash_ for hash_ in wanted if hash_ not in self._holders})
        if missing:
            self._holders |= self._read(missing)
        held = ((hash_, self._holders[hash_]) for hash_ in wanted)
        return {hash_: nodes for hash_, nodes in held if nodes is not None}

    def _read(self, hashes: list[int]) -> Mapping[int, list[int] | None]:
        wide = {row[0] for row in self._tables.where("SELECT hash FROM wide WHERE hash IN", hashes)}
        rest = [hash_ for hash_ in hashes if hash_ not in wide]
        found: dict[int, list[int] | None] = dict.fromkeys(wide)
        found |= {hash_: [] for hash_ in rest}
        found |= self._postings.loaded_with(rest)
        for hash_, node in self._tables.where("SELECT hash, node FROM posting WHERE hash IN", rest):
            holders = found[hash_]
            assert holders is not None
            holders.append(node)
        return found

    def hold(self, node: int, hashes: Iterable[int]) -> None:
        """A node holds these keys now."""
        for hash_ in hashes:
            holders = self._holders.get(hash_)
            if holders is not None:
                holders.append(node)

    def let_go(self, hashes: Iterable[int]) -> None:
        """Others hold these keys now than before, or they are too many now, or no longer."""
        for hash_ in hashes:
            self._holders.pop(hash_, None)

    # Nodes

    def nodes(self, ids: Iterable[int]) -> list[Node]:
        """The nodes with these numbers in their order, those that exist."""
        wanted = sorted(set(ids))
        missing = [id_ for id_ in wanted if id_ not in self._nodes]
        if missing:
            self._nodes |= {node.id: node for node in self._tables.nodes(missing)}
        return [self._nodes[id_] for id_ in wanted if id_ in self._nodes]

    def node(self, id_: int) -> Node | None:
        """A node by its number."""
        return next(iter(self.nodes([id_])), None)

    def create(self, node: Node) -> None:
        """A new node, which has no pairs."""
        self._nodes[node.id] = node
        self._beside[node.id] = {}

    def put(self, node: Node) -> None:
        """A node has another name, or is in another cluster."""
        self._nodes[node.id] = node

    def drop(self, id_: int) -> None:
        """A node is gone, and its pairs before it."""
        for held in (self._nodes, self._beside, self._said):
            held.pop(id_, None)

    # Pairs

    def beside(self, ids: Iterable[int]) -> dict[int, dict[int, float]]:
        """For each of these nodes those with which it has a pair, with the weight of that."""
        wanted = set(ids)
        missing = sorted(wanted - self._beside.keys())
        if missing:
            self._beside |= {id_: {} for id_ in missing}
            for end, other in ("ab", "ba"):
                query = f"SELECT {end}, {other}, weight FROM pair WHERE {end} IN"
                for id_, near, weight in self._tables.where(query, missing):
                    self._beside[id_][near] = weight
        return {id_: self._beside[id_] for id_ in wanted}

    def join(self, a: int, b: int, weight: float) -> None:
        """Two nodes have a pair of this weight now."""
        for one, other in ((a, b), (b, a)):
            if one in self._beside:
                self._beside[one][other] = weight

    def part(self, a: int, b: int) -> None:
        """Two nodes have no pair any more."""
        for one, other in ((a, b), (b, a)):
            if one in self._beside:
                self._beside[one].pop(other, None)

    # Mentions

    def said(self, ids: Iterable[int]) -> dict[int, list[tuple[str, str]]]:
        """For each of these nodes its mentions with their records, in order."""
        wanted = list(ids)
        missing = [id_ for id_ in wanted if id_ not in self._said]
        if missing:
            self._said |= {id_: [] for id_ in missing}
            query = "SELECT node, mention, record FROM said WHERE node IN"
            for node, mention, record in self._tables.where(query, missing):
                self._said[node].append((unpacked(mention), unpacked(record)))
            for id_ in missing:
                self._said[id_].sort()
        return {id_: self._said[id_] for id_ in wanted}

    def say(self, *nodes: int) -> None:
        """These nodes have other mentions than before."""
        for node in nodes:
            self._said.pop(node, None)
