"""Times of writing and reading the graph: `python -m bench.graph [--persons 2000] [--uri bolt://…]`.

A made-up graph of persons, phones, cases and addresses goes through derive and the projector, then each read
is timed beside the bare driver running the same statement.
"""

from __future__ import annotations

import argparse
import random
import tempfile
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any

from rich.console import Console
from rich.table import Table

from graph.derive import Component, derive, entity_id
from graph.ontology import Mention, Statement, load, mention_id
from graph.read import card, neighbours, paths, resolve_id, search
from graph.store import GraphStore
from graph.store.embedded import attach
from graph.store.options import Options
from graph.store.statements import named
from ledger.record import Record

CLASS, SEED, BATCH, READS = 1, 1, 500, 60


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


def timed(work: Callable[[str], object], ids: Iterable[str]) -> str:
    """p50 and p99 in milliseconds, after one to warm up."""
    spent = []
    for id_ in ids:
        begun = time.perf_counter()
        work(id_)
        spent.append((time.perf_counter() - begun) * 1000)
    spent = sorted(spent[1:])
    return f"{spent[len(spent) // 2]:.1f} / {spent[int(len(spent) * 0.99)]:.1f}"


def bare(store: GraphStore, statement: str, **parameters: Any) -> None:
    """The same statement through the driver alone."""
    with store.driver.session(database=store.database) as session:
        session.run(named(statement).text, parameters).data()


def shortest(store: GraphStore, a: str, b: str) -> object:
    """The shortest paths of up to six links."""
    return paths(store, a, b, [CLASS], max_length=6, shortest=True)


def reads(store: GraphStore, made: Made) -> Iterator[tuple[str, str]]:
    """Each read, ours and the bare driver's."""
    persons = [m.id for m in made.mentions.values() if m.type == "Person"]
    some = random.Random(SEED).sample(persons, min(READS, len(persons) - 1))
    entities = [made.entity[id_] for id_ in some]
    page: dict[str, Any] = {"allowed": [CLASS], "links": [], "types": [], "skip": 0, "limit": 25}
    last = next(id_ for id_ in persons if id_ not in some)
    yield "resolve an id, ms", timed(lambda id_: resolve_id(store, id_, [CLASS]), some)
    yield "card, ms", timed(lambda id_: card(store, id_, [CLASS]), entities)
    yield "neighbours, ms", timed(lambda id_: neighbours(store, id_, [CLASS]), entities)
    yield "  one statement, bare", timed(lambda id_: bare(store, "neighbours", ids=[id_], **page), entities)
    yield "paths up to 4, ms", timed(lambda id_: paths(store, id_, last, [CLASS]), entities)
    yield "shortest up to 6, ms", timed(lambda id_: shortest(store, id_, last), entities)
    names = [made.mentions[id_].first("name") for id_ in some]
    yield "search a name, ms", timed(lambda name: search(store, name, [CLASS]), names)
    yield "search a part of a phone, ms", timed(lambda n: search(store, f"3247{n[-4:]}", [CLASS]), names)


def main() -> None:
    """Print one table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--persons", type=int, default=2000)
    parser.add_argument("--uri", default="", help="an empty Bolt server; default: an embedded one of its own")
    parser.add_argument("--user", default="neo4j")
    parser.add_argument("--password", default="")
    given = parser.parse_args()
    made = Made(given.persons)
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        remote = (given.uri, given.user, given.password, "neo4j")
        with GraphStore.connect(*remote) if given.uri else attach(Path(folder), Options(linger=1.0)) as store:
            store.prepare()
            title = (
                f"{store.agent}: {len(made.clusters):,} entities, {len(made.mentions):,} mentions, p50 / p99"
            )
            table = Table("measure", "value", title=title, box=None)
            for name, value in (*loaded(store, made), *reads(store, made)):
                table.add_row(name, value)
    Console(width=110).print(table)


if __name__ == "__main__":
    main()
