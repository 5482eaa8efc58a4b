"""Times of the reads of a made-up graph, beside the bare driver running the very same statements.

  python -m bench.graph --nodes 10000 100000
  python -m bench.graph --nodes 10000 100000 1000000 --keep ~/worlds
  python -m bench.graph --nodes 1000000 --uri bolt://127.0.0.1:7687 --password … --pid …

Persons who are all called Jan, with phones, cases and addresses, go through derive and the first load. Then
each read is timed in turn with the bare driver. What is kept is not made again, on either server.
"""

from __future__ import annotations

import argparse
import random
from collections.abc import Collection, Iterator, Sequence
from pathlib import Path

from rich.console import Console
from rich.table import Table

from bench.kept import drawn, embedded, filled, settled
from bench.reading import COLUMNS, Asked, table
from graph.derive import Component, derive, entity_id
from graph.derive.derive import Batch
from graph.ontology import Mention, Statement, load, mention_id
from graph.read import card, counts, neighbours, paths, search
from graph.read.reader import Reader
from graph.store import GraphStore
from ledger.record import Record

CLASS, SEED, PAGE, READS = 1, 1, 2_000, 200
FEW = 50
"""Times that a question is put which is the same each time."""
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
        for number, (name, phone) in enumerate(drawn(persons, SEED)):
            record, mentions = told(number, name, phone)
            self.records[record.id], self.of[record.id] = record, mentions
            for made in mentions:
                self.mentions[made.id] = made
                key = str(number) if made.type == "Person" else made.statements[0].value
                clusters.setdefault((made.type, key), []).append(made.id)
        self.clusters = [tuple(sorted(ids)) for ids in clusters.values()]
        self.entity = {m: entity_id(CLASS, ids) for ids in self.clusters for m in ids}

    def get(self, ids: Sequence[str]) -> dict[str, Mention]:
        """As a mention store."""
        return {id_: self.mentions[id_] for id_ in ids}

    def of_records(self, ids: Sequence[str], *, telling: Collection[str] = ()) -> Iterator[Mention]:
        """As a mention store."""
        return (mention for id_ in ids for mention in self.of[id_])

    def known(self, ids: Sequence[str]) -> dict[str, Record]:
        """As a ledger."""
        return {id_: self.records[id_] for id_ in ids}

    def entity_of(self, class_: int, ids: Sequence[str]) -> dict[str, str]:
        """As a cluster store."""
        return {id_: self.entity[id_] for id_ in ids}


def told(number: int, name: int, phone: int) -> tuple[Record, list[Mention]]:
    """The record of one person, and what it mentions: the person, a phone, a case, a home."""
    things = [
        ("person", "Person", "name", f"Jan Naam{name}", ""),
        ("phone", "Object", "number", f"+3247{phone:07d}", "USES"),
        ("case", "Case", "caseNumber", f"BR.11.{number // 3:06d}", "INVOLVED_IN"),
        ("home", "Location", "full", f"Straat {number // 2}", "LIVES_AT"),
    ]
    record = Record("bench", "bench", str(number), "", {"row": number}, CLASS)
    ids = {anchor: mention_id(record.id, type_, anchor) for anchor, type_, *_ in things}
    joins = tuple(Statement(link, target=ids[to]) for to, _, _, _, link in things if link)
    return record, [
        Mention(
            record.id,
            type_,
            anchor,
            CLASS,
            (Statement(property_, value), *(joins if anchor == "person" else ())),
            by="bench",
        )
        for anchor, type_, property_, value, _ in things
    ]


def pages(persons: int) -> Iterator[Batch]:
    """The rows of all of it, as a first load takes them."""
    made, terms = Made(persons), load()
    for start in range(0, len(made.clusters), PAGE):
        some = [Component(CLASS, (), (ids,)) for ids in made.clusters[start : start + PAGE]]
        yield derive(some, made, made.known, made.entity_of, terms, fresh=True)


def reads(persons: int, asked: int) -> list[Asked]:
    """Each read with what it is asked about, and the p99 that it should stay under."""
    some = set(random.Random(SEED).sample(range(persons), asked + 1))
    ids, names = [], []
    for number, drawn_ in enumerate(drawn(persons, SEED)):
        if number in some:
            _, (person, *_) = told(number, *drawn_)
            ids.append(entity_id(CLASS, [person.id]))
            names.append(person.first("name"))
    last = ids.pop()
    return [
        Asked("card", lambda store, id_: card(store, id_, SEEN), ids, 20),
        Asked("counts of neighbours", lambda store, id_: counts(store, id_, SEEN), ids),
        Asked(
            "neighbours of one type",
            lambda store, id_: neighbours(store, id_, SEEN, types=["Object"]),
            ids,
            30,
        ),
        Asked("shortest path up to 6", lambda store, id_: shortest(store, id_, last), ids, 100),
        Asked("paths up to 4", lambda store, id_: paths(store, id_, last, SEEN), ids),
        Asked("search a name", lambda store, name: search(store, name, SEEN), names, 100),
        Asked(
            "search a part of a phone", lambda store, name: search(store, f"47{name[-5:]}", SEEN), names, 100
        ),
        Asked(
            "search a word that all bear", lambda store, name: search(store, "jan", SEEN), names[:FEW], 100
        ),
        Asked(
            "search a number that all begin with",
            lambda store, name: search(store, "3247", SEEN),
            names[:FEW],
            100,
        ),
        Asked(
            "search a name that none bears",
            lambda store, name: search(store, f"Jan {name[::-1]}", SEEN),
            names,
            100,
        ),
    ]


def shortest(store: Reader, a: str, b: str) -> object:
    """The shortest paths of up to six links."""
    return paths(store, a, b, SEEN, max_length=6, shortest=True)


def measured(store: GraphStore, nodes: int, asked: int, pid: int) -> None:
    """Have a graph of about so many nodes and print the reads of it."""
    console, persons = Console(width=150), max(asked + 2, int(nodes / NODES))
    console.print(filled(store, f"{nodes:,} nodes", pages(persons)))
    settled()
    lines = Table(*COLUMNS, title=f"{store.agent}: about {nodes:,} nodes; p50 / p99", box=None)
    for line in table(store, reads(persons, asked), pid):
        lines.add_row(*line)
    console.print(lines)


def main() -> None:
    """Print a table for each size: each in an embedded server of its own, or all in another server."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--nodes", type=int, nargs="+", default=[10_000], help="10000 100000 1000000")
    parser.add_argument("--keep", type=Path, help="a folder where the worlds are kept, and taken from again")
    parser.add_argument(
        "--uri", default="", help="a Bolt server, which is EMPTIED, instead of the embedded one"
    )
    parser.add_argument("--user", default="neo4j")
    parser.add_argument("--password", default="")
    parser.add_argument("--pid", type=int, default=0, help="of that server, for its processor time")
    parser.add_argument("--reads", type=int, default=READS, help="of each kind")
    parser.add_argument("--memory", default="2g", help="of the embedded server")
    given = parser.parse_args()
    if given.uri:
        with GraphStore.connect(given.uri, given.user, given.password, "neo4j") as store:
            for nodes in given.nodes:
                measured(store, nodes, given.reads, given.pid)
        return
    for nodes in given.nodes:
        with embedded(given.keep, str(nodes), given.memory) as store:
            measured(store, nodes, given.reads, 0)


if __name__ == "__main__":
    main()
