"""What it costs that each sees only what they may: the classes of a session, and the condition in each query.

`python -m bench.visibility` measures the first with 10, 1,000 and 100,000 classes in a ledger;
`python -m bench.visibility --reads [--uri … --password …]` the second, on the embedded server or another.
"""

from __future__ import annotations

import argparse
import random
import re
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from pathlib import Path
from statistics import median
from typing import Any

from api.identity.standing import Standings
from bench.reading import Listening
from graph.store import GraphStore
from graph.store.embedded import attach
from graph.store.options import Options
from ledger.act import Act
from ledger.ledger import Ledger
from ledger.record import Draft, Marking
from policy.cedar import Occasion, Policies, Principal
from policy.classes import load

ACT = Act("bench", "collection", "bench of visibility")
HELD = 1000
"""Most classes of the session that is measured."""
SCOPE = re.compile(r"\w+\.class IN \$allowed( AND )?")
EMPTY = re.compile(r" WHERE\s*(?=[)\]])")
PERSONS, LINKS, ALLOWED = 10_000, 30_000, 20
PAGE: dict[str, Any] = {"links": [], "types": [], "limit": 100}


def classes_of_a_session(registered: int, folder: Path, runs: int = 7) -> tuple[float, float, float, int]:
    """Of the classes of a session: milliseconds cold (clock, processor) and cached, and how many they are."""
    with Ledger.open(f"sqlite:///{folder / f'{registered}.db'}") as ledger:
        made = load().over(ledger.registry)
        ledger.registry.describe = made.described
        for start in range(0, registered, 5000):
            numbers = range(start, min(start + 5000, registered))
            drafts = [Draft("s", "f", str(n), {}, marking=Marking(compartment=f"C{n}")) for n in numbers]
            ledger.accept(drafts, made.classify, ACT)
        cases = frozenset(f"C{n}" for n in range(min(HELD, registered)))
        who, when = Principal("ana", "investigator", "5345", cases=cases), Occasion("judicial", "C1")
        cold, spent, cached = list[float](), list[float](), list[float]()
        for _ in range(runs):
            standings = Standings(load().over(ledger.registry), Policies.load())
            begun = time.process_time()
            cold.append(_timed(lambda: standings.of(who, 1, when)))  # noqa: B023
            spent.append((time.process_time() - begun) * 1000)
            cached += [_timed(lambda: standings.of(who, 1, when)) for _ in range(200)]  # noqa: B023
        return median(cold), median(spent), median(cached), len(standings.of(who, 1, when).allowed)


def condition(store: GraphStore, runs: int) -> Iterator[tuple[str, float, float]]:
    """Each read: milliseconds of its statements with the condition, and without it; the rows are the same."""
    chance = random.Random(1)
    allowed = [1, *sorted(chance.randrange(1000, 2**48) for _ in range(ALLOWED - 1))]
    _fill(store, chance, allowed)
    ids = [f"e{chance.randrange(PERSONS)}" for _ in range(runs)]
    reads: list[tuple[str, Callable[[Listening, str], object]]] = [
        ("card", lambda r, one: r.read("card_entity", id=one, allowed=allowed)),
        ("expand", lambda r, one: r.read("neighbours", ids=[one], allowed=allowed, **PAGE)),
        ("path of 3", lambda r, one: _levels(r, one, allowed)),
    ]
    for name, read in reads:
        yield name, *_beside(store, read, ids)


def _levels(reader: Listening, start: str, allowed: Sequence[int]) -> None:
    """What a search for paths of three links reads: three levels, each from what the last one met."""
    level, met = {start}, {start}
    for _ in range(3):
        rows = reader.read("step", ids=sorted(level), allowed=list(allowed), links=[])
        level = {row["next"] for row in rows} - met
        met |= level


def _beside(
    store: GraphStore, read: Callable[[Listening, str], object], ids: Sequence[str]
) -> tuple[float, float]:
    """In turn, so that what else this machine does meets both alike; the first tenth warms up."""
    seen, bare = list[float](), list[float]()
    for one in ids:
        listening = Listening(store)
        read(listening, one)
        open_ = [(_unscoped(text), told) for text, told in listening.said]
        asked = [(listening.said, seen), (open_, bare)]
        for said, spent in asked if len(seen) % 2 else asked[::-1]:
            spent.append(_timed(partial(_run, store, said)))
    warm = len(ids) // 10
    return median(seen[warm:]), median(bare[warm:])


def _unscoped(text: str) -> str:
    """The same statement without the condition; `allowed` stays a parameter that nobody reads."""
    return EMPTY.sub("", SCOPE.sub("", text).replace(" AND )", ")").replace(" AND ]", "]"))


def _run(store: GraphStore, said: Sequence[tuple[str, dict[str, Any]]]) -> None:
    with store.driver.session(database=store.database) as session:
        for text, parameters in said:
            session.run(text, parameters).consume()


def _fill(store: GraphStore, chance: random.Random, allowed: Sequence[int]) -> None:
    """Persons and links, nine of ten in the base, the others in the classes of the session."""
    weights = [9 * (len(allowed) - 1), *[1] * (len(allowed) - 1)]
    classes = iter(chance.choices(allowed, weights, k=PERSONS + LINKS))
    persons = [
        {"id": f"e{n}", "caption": f"person {n}", "class": next(classes), "type": "Person", "sources": ["s"]}
        for n in range(PERSONS)
    ]
    links = [
        {"a": f"e{chance.randrange(PERSONS)}", "b": f"e{chance.randrange(PERSONS)}", "class": next(classes)}
        for _ in range(LINKS)
    ]
    made = "UNWIND $rows AS row CREATE (e:Person:Entity) SET e = row"
    tied = (
        "UNWIND $rows AS row MATCH (a:Entity {id: row.a}) MATCH (b:Entity {id: row.b})"
        " CREATE (a)-[:ASSOCIATE_OF {class: row.class, status: 'asserted', kind: 'fact'}]->(b)"
    )
    with store.driver.session(database=store.database) as session:
        for text, rows in ((made, persons), (tied, links)):
            for start in range(0, len(rows), 2000):
                session.run(text, rows=rows[start : start + 2000]).consume()


def _timed(work: Callable[[], object]) -> float:
    begun = time.perf_counter()
    work()
    return (time.perf_counter() - begun) * 1000


def _opened(given: argparse.Namespace, folder: Path) -> GraphStore:
    if not given.uri:
        return attach(folder / "graph", Options(memory="1g", linger=2.0))
    store = GraphStore.connect(given.uri, given.user, given.password, "neo4j")
    store.prepare()
    return store


def main(arguments: Sequence[str] | None = None) -> None:
    """Print the tables."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--reads", action="store_true", help="the cost of the condition, on a graph server")
    parser.add_argument("--uri", default="", help="an empty graph server; without it, the embedded one")
    parser.add_argument("--user", default="neo4j")
    parser.add_argument("--password", default="")
    parser.add_argument("--runs", type=int, default=400)
    parser.add_argument("--sizes", nargs="+", type=int, default=[10, 1000, 100_000])
    given = parser.parse_args(arguments)
    with tempfile.TemporaryDirectory(prefix="locard-bench-") as folder:
        if not given.reads:
            print("| classes in the store | of the session | cold, ms | processor, ms | cached, ms |")
            print("| --- | --- | --- | --- | --- |")
            for size in given.sizes:
                cold, spent, cached, held = classes_of_a_session(size, Path(folder))
                print(f"| {size:,} | {held:,} | {cold:.1f} | {spent:.1f} | {cached:.3f} |", flush=True)
            return
        with _opened(given, Path(folder)) as store:
            print("| read | with the condition, ms | without, ms | ratio |\n| --- | --- | --- | --- |")
            for name, seen, bare in condition(store, given.runs):
                print(f"| {name} | {seen:.2f} | {bare:.2f} | {seen / bare:.2f} |", flush=True)


if __name__ == "__main__":
    main()
