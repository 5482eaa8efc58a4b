"""How well the search box finds, and how fast, among made-up persons, cars and phones.

  python -m bench.search --crowd 2000 --misses
  python -m bench.search --crowd 10000 100000 1000000 --keep ~/worlds
  python -m bench.search --crowd 100000 --alike

A set of queries written by hand, each with the thing that it should find; beside it the bare driver running
the very same statements, and the same words to the bare full-text index. Then words that very many bear.
"""

from __future__ import annotations

import argparse
import random
import time
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from importlib.resources import files
from pathlib import Path
from typing import Any

import yaml
from rich.console import Console
from rich.table import Table

from bench.kept import embedded, filled, settled
from bench.reading import COLUMNS, Asked, row
from graph.derive.component import entity_id
from graph.derive.derive import Batch
from graph.derive.entity import entity_row
from graph.derive.plain import plain
from graph.ontology import Mention, Statement, load
from graph.read import search
from graph.store import GraphStore, fulltext
from ledger.record import Record

CLASS, SEED, BATCH, TEN = 1, 1, 2000, 10
FREQUENT = (
    "jan",
    "Jan Peeters",
    "peeters",
    "J. Peeters",
    "jan pe",
    "Jann Peters",
    "2004",
    "+324",
    "047",
    "an",
)
SET = Path(__file__).parents[1] / "tests" / "graph" / "search_set.yaml"
Things = list[dict[str, Any]]
Find = Callable[[str], Sequence[str]]


def asked() -> tuple[Things, list[tuple[str, int]]]:
    """The things of the set, and what is typed with the number of the thing that it should find."""
    made = yaml.safe_load(SET.read_text(encoding="utf-8"))
    return [one["thing"] for one in made], [
        (str(text), n) for n, one in enumerate(made) for text in one["by"]
    ]


def crowd(size: int, alike: bool = False) -> Iterator[dict[str, Any]]:
    """Made-up persons, cars and phones in turn, the same every time; `alike`: all persons are called Jan."""
    rng = random.Random(SEED)
    text = files("ingest.synthetic").joinpath("data", "names.yaml").read_text(encoding="utf-8")
    origins = list(yaml.safe_load(text).values())
    for number in range(size):
        origin = rng.choice(origins)
        given, family = (
            rng.choice(str(origin.get(part) or origin["stem"]).split()).replace("_", " ")
            for part in ("male", "family")
        )
        given = "Jan" if alike else given
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
            id_, made = _row(number, thing)
            ids.append(id_)
            rows.setdefault(f"entity_{thing['type'].lower()}", []).append(made)
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


def pages(size: int, alike: bool) -> Iterator[Batch]:
    """The rows of the set and the crowd, as a first load takes them."""
    rows: dict[str, list[dict[str, Any]]] = defaultdict(list)
    for number, thing in enumerate((*asked()[0], *crowd(size, alike)), 1):
        rows[f"entity_{thing['type'].lower()}"].append(_row(number - 1, thing)[1])
        if number % BATCH == 0:
            yield sorted(rows.items())
            rows.clear()
    yield sorted(rows.items())


def measured(store: GraphStore, size: int, alike: bool, misses: bool) -> None:
    """Have the set and a crowd in the graph and print one table."""
    name = f"search among {size:,}{' alike' if alike else ''}"
    console = Console(width=120)
    console.print(filled(store, name, pages(size, alike)))
    things, typed = asked()
    queries = [(text, _row(number, things[number])[0]) for text, number in typed]
    settled()
    (of_ours, missed), (of_bare, _) = measure(ours(store), queries), measure(bare(store), queries)
    console.print(f"{store.agent}: {len(queries)} queries, crowd of {size:,}")
    table = Table("measure", box=None)
    table.add_column("search box")
    table.add_column("bare index")
    for name in of_ours:
        table.add_row(name, of_ours[name], of_bare[name])
    console.print(table)
    lines = Table(*COLUMNS, box=None)
    for texts, what in (([text for text, _ in queries], "the set"), (FREQUENT, "words that very many bear")):
        lines.add_row(*row(store, Asked(what, lambda s, text: search(s, text, [CLASS]), texts, 100)))
    Console(width=150).print(lines)
    if misses:
        console.print("\n".join(missed), markup=False)


def main() -> None:
    """Print the tables of each size."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--crowd", type=int, nargs="+", default=[2000])
    parser.add_argument("--alike", action="store_true", help="all persons of the crowd have one first name")
    parser.add_argument("--keep", type=Path, help="a folder where the worlds are kept, and taken from again")
    parser.add_argument(
        "--uri", default="", help="a Bolt server, which is EMPTIED, instead of the embedded one"
    )
    parser.add_argument("--user", default="neo4j")
    parser.add_argument("--password", default="")
    parser.add_argument("--memory", default="2g", help="of the embedded server")
    parser.add_argument("--misses", action="store_true", help="also print what was not found first")
    given = parser.parse_args()
    if given.uri:
        with GraphStore.connect(given.uri, given.user, given.password, "neo4j") as store:
            for size in given.crowd:
                measured(store, size, given.alike, given.misses)
        return
    for size in given.crowd:
        folder = f"search-{size}{'-alike' if given.alike else ''}"
        with embedded(given.keep, folder, given.memory) as store:
            measured(store, size, given.alike, given.misses)


if __name__ == "__main__":
    main()
