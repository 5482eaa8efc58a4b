"""How well the search box finds: `python -m bench.search [--crowd 2000] [--uri bolt://…] [--misses]`.

A set of queries written by hand, each with the thing that it should find, is put to a graph that also holds a
crowd of made-up persons, cars and phones; beside it the same words to the bare full-text index.
"""

from __future__ import annotations

import argparse
import random
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from importlib.resources import files
from pathlib import Path
from typing import Any

import yaml
from rich.console import Console
from rich.table import Table

from graph.derive.component import entity_id
from graph.derive.entity import entity_row
from graph.derive.plain import plain
from graph.ontology import Mention, Statement, load
from graph.read import search
from graph.store import GraphStore, fulltext
from graph.store.embedded import attach
from graph.store.options import Options
from ledger.record import Record

CLASS, SEED, BATCH, TEN = 1, 1, 2000, 10
SET = Path(__file__).parents[1] / "tests" / "graph" / "search_set.yaml"
Things = list[dict[str, Any]]
Find = Callable[[str], Sequence[str]]


def asked() -> tuple[Things, list[tuple[str, int]]]:
    """The things of the set, and what is typed with the number of the thing that it should find."""
    made = yaml.safe_load(SET.read_text(encoding="utf-8"))
    return [one["thing"] for one in made], [
        (str(text), n) for n, one in enumerate(made) for text in one["by"]
    ]


def crowd(size: int) -> Iterator[dict[str, Any]]:
    """Made-up persons, cars and phones in turn, the same every time."""
    rng = random.Random(SEED)
    text = files("ingest.synthetic").joinpath("data", "names.yaml").read_text(encoding="utf-8")
    origins = list(yaml.safe_load(text).values())
    for number in range(size):
        origin = rng.choice(origins)
        given, family = (
            rng.choice(str(origin.get(part) or origin["stem"]).split()).replace("_", " ")
            for part in ("male", "family")
        )
        letters = "".join(rng.choices("ABCDEFGHJKLMNPRSTUVXYZ", k=3))
        born = f"{rng.randrange(1950, 2008)}-{rng.randrange(1, 13):02}-{rng.randrange(1, 29):02}"
        name = {"name": f"{given} {family}", "firstName": given, "lastName": family}
        yield (
            {"type": "Person", "birthDate": born, **name},
            {
                "type": "Vehicle",
                "registrationNumber": f"{rng.randrange(1, 3)}{letters}{rng.randrange(1000):03}",
            },
            {
                "type": "Object",
                "kind": "phone",
                "number": f"+324{rng.randrange(70, 100)}{rng.randrange(10**6):06}",
            },
        )[number % 3]


def put(store: GraphStore, things: Iterator[dict[str, Any]] | Things) -> list[str]:
    """Write each as an entity of its own; their ids."""
    ids: list[str] = []
    rows: dict[str, list[dict[str, Any]]] = {}
    with store.projector("bench", 1) as projector:
        for number, thing in enumerate(things, projector.position):
            id_, row = _row(number, thing)
            ids.append(id_)
            rows.setdefault(f"entity_{thing['type'].lower()}", []).append(row)
            if len(ids) % BATCH == 0:
                projector.apply(sorted(rows.items()), number + 1)
                rows = {}
        projector.apply(sorted(rows.items()), projector.position + BATCH)
    return ids


def _row(number: int, thing: dict[str, Any]) -> tuple[str, dict[str, Any]]:
    record = Record("bench", "bench", str(number), "", {"n": number}, CLASS)
    said = tuple(Statement(name, value) for name, value in thing.items() if name != "type")
    mention = Mention(record.id, thing["type"], "x", CLASS, said, by="bench")
    id_ = entity_id(CLASS, [mention.id])
    return id_, entity_row(id_, [mention], {record.id: record}, CLASS, load())


def ours(store: GraphStore) -> Find:
    """The box."""
    return lambda text: [hit.entity.id for hit in search(store, text, [CLASS], first=TEN).hits]


def bare(store: GraphStore) -> Find:
    """The words to the index alone, in the order of its score."""
    text_of = (
        "CALL db.index.fulltext.queryNodes($index, $text) YIELD node, score RETURN node.id AS id LIMIT 10"
    )
    index = fulltext.declared().index(store.embedded)

    def find(text: str) -> list[str]:
        with store.driver.session(database=store.database) as session:
            return [row["id"] for row in session.run(text_of, index=index, text=plain(text) or "x")]

    return find


def measure(find: Find, queries: Sequence[tuple[str, str]]) -> tuple[dict[str, str], list[str]]:
    """Recall at 1 and 10 and milliseconds, and the queries that did not find their thing first."""
    spent, first, ten, missed = [], 0, 0, []
    for text, wanted in queries:
        begun = time.perf_counter()
        found = list(find(text))
        spent.append((time.perf_counter() - begun) * 1000)
        first += found[:1] == [wanted]
        ten += wanted in found[:TEN]
        if found[:1] != [wanted]:
            missed.append(f"{text} ({'later' if wanted in found else 'not at all'})")
    spent.sort()
    shares = {"recall@1": f"{first / len(queries):.3f}", "recall@10": f"{ten / len(queries):.3f}"}
    times = {"p50, ms": f"{spent[len(spent) // 2]:.1f}", "p99, ms": f"{spent[int(len(spent) * 0.99)]:.1f}"}
    return shares | times, missed


def main() -> None:
    """Print one table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--crowd", type=int, default=2000)
    parser.add_argument("--uri", default="", help="an empty Bolt server; default: an embedded one of its own")
    parser.add_argument("--user", default="neo4j")
    parser.add_argument("--password", default="")
    parser.add_argument("--misses", action="store_true", help="also print what was not found first")
    given = parser.parse_args()
    things, typed = asked()
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        remote = (given.uri, given.user, given.password, "neo4j")
        with GraphStore.connect(*remote) if given.uri else attach(Path(folder), Options(linger=1.0)) as store:
            store.prepare()
            ids = put(store, things)
            put(store, crowd(given.crowd))
            queries = [(text, ids[number]) for text, number in typed]
            table = Table(
                "measure", title=f"{store.agent}: {len(queries)} queries, crowd of {given.crowd:,}", box=None
            )
            (of_ours, missed), (of_bare, _) = measure(ours(store), queries), measure(bare(store), queries)
            table.add_column("search box")
            table.add_column("bare index")
            for name in of_ours:
                table.add_row(name, of_ours[name], of_bare[name])
            Console(width=110).print(table)
            if given.misses:
                Console().print("\n".join(missed), markup=False)


if __name__ == "__main__":
    main()
