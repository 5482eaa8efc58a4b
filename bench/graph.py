"""Times of writing and reading the graph: `python -m bench.graph [--nodes 10000 100000] [--uri bolt://…]`.

A made-up graph of persons, phones, cases and addresses goes through derive and the projector, then each read
is timed in turn with the bare driver running the very same statements.
"""

from __future__ import annotations

import argparse
import random
import tempfile
import time
from collections.abc import Iterator, Sequence
from pathlib import Path

from rich.console import Console
from rich.table import Table

from bench.reading import COLUMNS, Read, table
from graph.derive import Component, derive, entity_id
from graph.ontology import Mention, Statement, load, mention_id
from graph.read import card, counts, neighbours, paths, search
from graph.read.reader import Reader
from graph.store import GraphStore
from graph.store.embedded import attach
from graph.store.options import Options
from ledger.record import Record

CLASS, SEED, BATCH, READS = 1, 1, 500, 200
SEEN = [CLASS]
NODES = 7.46
"""Nodes that one person brings: a record, four mentions, and a part of what several have."""


class Made:
    """Records of a person each, with a phone, a case of three and an address of two; clusters by key."""

    def __init__(self, persons: int) -> None:
        self.records: dict[str, Record] = {}
        self.mentions: dict[str, Mention] = {}
        self.of: dict[str, list[Mention]] = {}
        clusters: dict[tuple[str, str], list[str]] = {}
        rng = random.Random(SEED)
        for number in range(persons):
            things = [
                ("person", "Person", "name", f"Jan Naam{rng.randrange(persons)}", ""),
                ("phone", "Object", "number", f"+3247{rng.randrange(persons):07d}", "USES"),
                ("case", "Case", "caseNumber", f"BR.11.{number // 3:06d}", "INVOLVED_IN"),
                ("home", "Location", "full", f"Straat {number // 2}", "LIVES_AT"),
            ]
            self._record(number, things, clusters)
        self.clusters = [tuple(sorted(ids)) for ids in clusters.values()]
        self.entity = {m: entity_id(CLASS, ids) for ids in self.clusters for m in ids}

    def _record(
        self,
        number: int,
        things: list[tuple[str, str, str, str, str]],
        clusters: dict[tuple[str, str], list[str]],
    ) -> None:
        record = Record("bench", "bench", str(number), "", {"row": number}, CLASS)
        ids = {anchor: mention_id(record.id, type_, anchor) for anchor, type_, *_ in things}
        self.records[record.id], self.of[record.id] = record, []
        for anchor, type_, property_, value, _ in things:
            joins = [
                Statement(link, target=ids[to]) for to, _, _, _, link in things if link and anchor == "person"
            ]
            made = Mention(record.id, type_, anchor, CLASS, (Statement(property_, value), *joins), by="bench")
            self.mentions[made.id] = made
            self.of[record.id].append(made)
            key = (type_, str(number) if type_ == "Person" else value)
            clusters.setdefault(key, []).append(made.id)

    def get(self, ids: Sequence[str]) -> dict[str, Mention]:
        """As a mention store."""
        return {id_: self.mentions[id_] for id_ in ids}

    def of_records(self, ids: Sequence[str]) -> Iterator[Mention]:
        """As a mention store."""
        return (mention for id_ in ids for mention in self.of[id_])

    def known(self, ids: Sequence[str]) -> dict[str, Record]:
        """As a ledger."""
        return {id_: self.records[id_] for id_ in ids}

    def entity_of(self, class_: int, ids: Sequence[str]) -> dict[str, str]:
        """As a cluster store."""
        return {id_: self.entity[id_] for id_ in ids}


def loaded(store: GraphStore, made: Made) -> Iterator[tuple[str, str]]:
    """Write it all; seconds and rates of derivation and of writing."""
    deriving = writing = rows = 0.0
    with store.projector("bench", 1) as projector:
        for start in range(0, len(made.clusters), BATCH):
            batch = [Component(CLASS, (), (ids,)) for ids in made.clusters[start : start + BATCH]]
            begun = time.perf_counter()
            work = derive(batch, made, made.known, made.entity_of, load())
            deriving += time.perf_counter() - begun
            begun = time.perf_counter()
            projector.apply(work, projector.position + 1)
            writing += time.perf_counter() - begun
            rows += sum(len(some) for _, some in work)
    yield "derive, rows/s", f"{rows / deriving:,.0f}"
    yield "write, rows/s", f"{rows / writing:,.0f}"


def reads(made: Made, asked: int) -> list[tuple[str, Read, Sequence[str]]]:
    """Each read with what it is asked about."""
    persons = [m for m in made.mentions.values() if m.type == "Person"]
    some = random.Random(SEED).sample(persons, asked)
    ids, names = [made.entity[m.id] for m in some], [m.first("name") for m in some]
    last = next(m.id for m in persons if m not in some)
    return [
        ("card", lambda store, id_: card(store, id_, SEEN), ids),
        ("counts of neighbours", lambda store, id_: counts(store, id_, SEEN), ids),
        ("neighbours of one type", lambda store, id_: neighbours(store, id_, SEEN, types=["Object"]), ids),
        ("shortest path up to 6", lambda store, id_: shortest(store, id_, last), ids),
        ("paths up to 4", lambda store, id_: paths(store, id_, last, SEEN), ids),
        ("search a name", lambda store, name: search(store, name, SEEN), names),
        ("search a part of a phone", lambda store, name: search(store, f"3247{name[-4:]}", SEEN), names),
    ]


def shortest(store: Reader, a: str, b: str) -> object:
    """The shortest paths of up to six links."""
    return paths(store, a, b, SEEN, max_length=6, shortest=True)


def measured(store: GraphStore, nodes: int, asked: int) -> None:
    """Write a graph of about so many nodes and print how long that took, and the reads."""
    store.prepare()
    made = Made(max(asked + 2, int(nodes / NODES)))
    total = len(made.clusters) + len(made.mentions) + len(made.records)
    console = Console(width=130)
    for name, value in loaded(store, made):
        console.print(f"{name}: {value}")
    title = f"{store.agent}: {total:,} nodes, {len(made.clusters):,} of them entities; p50 / p99"
    lines = Table(*COLUMNS, title=title, box=None)
    for line in table(store, reads(made, asked)):
        lines.add_row(*line)
    console.print(lines)


def main() -> None:
    """Print a table for each size: each in an embedded server of its own, or in the given empty one."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--nodes", type=int, nargs="+", default=[10_000], help="10000 100000 1000000")
    parser.add_argument("--uri", default="", help="an empty Bolt server, for one size")
    parser.add_argument("--user", default="neo4j")
    parser.add_argument("--password", default="")
    parser.add_argument("--reads", type=int, default=READS, help="of each kind")
    parser.add_argument("--memory", default="1g", help="of the embedded server")
    given = parser.parse_args()
    if given.uri:
        with GraphStore.connect(given.uri, given.user, given.password, "neo4j") as store:
            measured(store, given.nodes[0], given.reads)
        return
    for nodes in given.nodes:
        with (
            tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder,
            attach(Path(folder), Options(linger=1.0, memory=given.memory)) as store,
        ):
            measured(store, nodes, given.reads)


if __name__ == "__main__":
    main()
