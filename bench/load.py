"""Nodes and links a second of a first load: `python -m bench.load --size 10000 [--server neo4j --uri …]`.

So many entities, with their mentions and records, are loaded by our path (rows as derive gives them: each
node and link once, links kept on disk, token and position), by the server's bare way of loading the same
rows, and by the everyday path. The embedded server's bare way is its batch API inside its own process; that
of Neo4j, and of both beside the everyday path, are batched UNWIND statements of the driver.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import psutil

from bench.graph import CLASS, Made
from graph.derive import Component, derive
from graph.derive.derive import Batch
from graph.load import load
from graph.load.whole import Link, Node, Whole
from graph.ontology import load as ontology
from graph.store import GraphStore
from graph.store.embedded import AttachedStore, attach
from graph.store.options import Options

PAGE, ROWS, ENTITIES_OF_A_PERSON = 2_000, 2_000, 2.5
MERGE_NODE = "UNWIND $rows AS row MERGE (n:{0} {{id: row.id}}) SET n = row"
CREATE_LINK = (
    "UNWIND $rows AS row MATCH (a:{1} {{id: row.a}}) MATCH (b:{2} {{id: row.b}}) "
    "{3} (a)-[r:{0} {{class: row.values.class}}]->(b) SET r = row.values"
)


@dataclass(frozen=True)
class Spent:
    """Seconds of one way: of wall time, and of the processor here and in the server."""

    way: str
    seconds: float
    here: float
    server: float


def derived(entities: int) -> list[Batch]:
    """The rows of a made-up graph of so many entities."""
    made, terms = Made(int(entities / ENTITIES_OF_A_PERSON)), ontology()
    starts = range(0, len(made.clusters), PAGE)
    parts = ([Component(CLASS, (), (ids,)) for ids in made.clusters[at : at + PAGE]] for at in starts)
    return [derive(part, made, made.known, made.entity_of, terms) for part in parts]


def whole(pages: Sequence[Batch]) -> tuple[list[Node], list[Link]]:
    """All nodes and links, each once."""
    told, nodes, links = Whole(), list[Node](), list[Link]()
    for batch in pages:
        page = told.page(batch)
        nodes += page.nodes
        links += [*page.within, *page.across]
    return nodes, links


def ours(store: GraphStore, pages: Sequence[Batch]) -> None:
    """By our first load."""
    with store.projector("graph", 1) as projector:
        projector.empty()
        load(store, projector, pages, 1, "bench")


def everyday(store: GraphStore, pages: Sequence[Batch]) -> None:
    """By the projector, a transaction a page."""
    with store.projector("graph", 1) as projector:
        projector.reset("bench")
        for batch in pages:
            projector.apply(batch, projector.position + 1)


def bolt(store: GraphStore, nodes: Sequence[Node], links: Sequence[Link], verb: str) -> None:
    """The same rows by the driver alone, without token, position or checks, on one connection."""
    label = {node.values["id"]: node.labels[0] for node in nodes}
    with store.driver.session(database=store.database) as session:
        for text, rows in _statements(nodes, links, label, verb):
            session.execute_write(lambda tx: tx.run(text, rows=rows).consume())  # noqa: B023


def _statements(
    nodes: Sequence[Node], links: Sequence[Link], label: dict[str, str], verb: str
) -> Iterator[tuple[str, list[dict[str, object]]]]:
    groups: dict[str, list[dict[str, object]]] = {}
    for node in nodes:
        text = MERGE_NODE.format(node.labels[0])
        if verb == "CREATE":
            text = f"UNWIND $rows AS row CREATE (n:{':'.join(node.labels)}) SET n = row"
        groups.setdefault(text, []).append(dict(node.values))
    for link in links:
        text = CREATE_LINK.format(link.type, label[link.start], label[link.end], verb)
        groups.setdefault(text, []).append({"a": link.start, "b": link.end, "values": dict(link.values)})
    for text, rows in groups.items():
        for at in range(0, len(rows), ROWS):
            yield text, rows[at : at + ROWS]


def bare(file: Path) -> None:
    """The rows of a file into an empty database by the batch API, in this process; prints its seconds."""
    from graph.store import engine
    from graph.store.home import DATABASE, Home

    nodes, links = json.loads(file.read_text())
    home = Home(file.parent / "bare")
    home.path.mkdir()
    server, _ = engine.start(home, Options(memory="2g"))
    database = server.get_database(DATABASE)
    for type_ in {node[0] for node in nodes}:
        for label in type_.split("~"):
            database.command("sql", f"CREATE VERTEX TYPE `{label}` IF NOT EXISTS")
        if "~" in type_:
            above = ", ".join(f"`{label}`" for label in type_.split("~"))
            database.command("sql", f"CREATE VERTEX TYPE `{type_}` IF NOT EXISTS EXTENDS {above}")
    for type_ in {link[0] for link in links}:
        database.command("sql", f"CREATE EDGE TYPE `{type_}` IF NOT EXISTS")
    begun, spent = time.perf_counter(), time.process_time()
    rids: dict[str, str] = {}
    with database.graph_batch() as batch:
        for type_ in {node[0] for node in nodes}:
            rows = [values for label, values in nodes if label == type_]
            found = batch.create_vertices(type_, rows)
            rids |= {row["id"]: rid for row, rid in zip(rows, found, strict=True)}
        for type_ in {link[0] for link in links}:
            some = [link for link in links if link[0] == type_]
            ends = [rids[link[1]] for link in some], [rids[link[2]] for link in some]
            batch.new_edges(ends[0], type_, ends[1], [link[3] for link in some])
    print(f"BARE {time.perf_counter() - begun} {time.process_time() - spent}", flush=True)
    os._exit(0)


def timed(way: str, work: Callable[[], None], pid: int) -> Spent:
    """What one way takes."""
    before, begun, here = _server(pid), time.perf_counter(), time.process_time()
    work()
    return Spent(way, time.perf_counter() - begun, time.process_time() - here, _server(pid) - before)


def _server(pid: int) -> float:
    if not pid:
        return 0.0
    spent = psutil.Process(pid).cpu_times()
    return float(spent.user + spent.system)


def embedded(
    pages: Sequence[Batch], nodes: Sequence[Node], links: Sequence[Link], only: str
) -> Iterator[Spent]:
    """All ways into the embedded server, each into a new one."""
    ways: dict[str, Callable[[GraphStore], None]] = {
        "our first load": lambda store: ours(store, pages),
        "everyday, our path": lambda store: everyday(store, pages),
        "everyday, bare UNWIND MERGE": lambda store: bolt(store, nodes, links, "MERGE"),
    }
    for way, work in ways.items() if only != "bare batch" else ():
        with (
            tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder,
            attach(folder, Options(linger=0.5, memory="2g")) as store,
        ):
            assert isinstance(store, AttachedStore)
            yield timed(way, lambda: work(store), store.address.pid)  # noqa: B023
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        file = Path(folder) / "rows.json"
        told = [["~".join(sorted(node.labels)), dict(node.values)] for node in nodes]
        file.write_text(json.dumps([told, [[k.type, k.start, k.end, dict(k.values)] for k in links]]))
        command = [sys.executable, "-m", "bench.load", "--bare", str(file)]
        done = subprocess.run(command, stdout=subprocess.PIPE, text=True, check=True)
        said = next(line for line in done.stdout.splitlines() if line.startswith("BARE"))
        yield Spent("first load, bare batch API", float(said.split()[1]), 0.0, float(said.split()[2]))


def remote(
    store: GraphStore, pages: Sequence[Batch], nodes: Sequence[Node], links: Sequence[Link], pid: int
) -> Iterator[Spent]:
    """All ways into a Neo4j, which is emptied for each, and warmed up by the last of them before."""
    ways: dict[str, Callable[[], None]] = {
        "our first load": lambda: ours(store, pages),
        "first load, bare UNWIND CREATE": lambda: bolt(store, nodes, links, "CREATE"),
        "everyday, our path": lambda: everyday(store, pages),
        "everyday, bare UNWIND MERGE": lambda: bolt(store, nodes, links, "MERGE"),
    }
    for number, (way, work) in enumerate([*list(ways.items())[-1:], *ways.items()]):
        with store.projector("graph", 1) as projector:
            projector.empty()
        if number == 0:
            work()
            continue
        yield timed(way, work, pid)


def main() -> None:
    """Print one table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--size", type=int, default=10_000, help="entities")
    parser.add_argument("--server", choices=("embedded", "neo4j"), default="embedded")
    parser.add_argument("--uri", default="bolt://127.0.0.1:7687", help="of a Neo4j that may be emptied")
    parser.add_argument("--user", default="neo4j")
    parser.add_argument("--password", default="")
    parser.add_argument("--pid", type=int, default=0, help="of that Neo4j, for its processor time")
    parser.add_argument("--only", default="", choices=("", "bare batch"), help="this way alone")
    parser.add_argument("--bare", type=Path, help=argparse.SUPPRESS)
    given = parser.parse_args()
    if given.bare:
        bare(given.bare)
    begun = time.process_time()
    pages = derived(given.size)
    deriving, (nodes, links) = time.process_time() - begun, whole(pages)
    print(f"{len(nodes):,} nodes, {len(links):,} links; rows derived in {deriving:.1f} s of the processor")
    print(f"{'way':<32}{'s':>8}{'nodes + links/s':>17}{'processor, s':>14}{'of the server':>15}", flush=True)
    if given.server == "embedded":
        table(embedded(pages, nodes, links, given.only), len(nodes) + len(links))
        return
    with GraphStore.connect(given.uri, given.user, given.password, "neo4j") as store:
        store.prepare()
        table(remote(store, pages, nodes, links, given.pid), len(nodes) + len(links))


def table(ways: Iterable[Spent], rows: int) -> None:
    """Print each way when it is done."""
    for one in ways:
        rate = f"{rows / one.seconds:,.0f}"
        print(f"{one.way:<32}{one.seconds:>8.1f}{rate:>17}{one.here:>14.1f}{one.server:>15.1f}", flush=True)


if __name__ == "__main__":
    main()
