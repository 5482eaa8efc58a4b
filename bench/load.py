"""Nodes and links a second of a first load and of everyday writes, beside the bare ways of each server.

  python -m bench.load --nodes 10000 100000
  python -m bench.load --nodes 1000000 --ways first --memory 4g
  python -m bench.load --nodes 100000 --server neo4j --uri bolt://127.0.0.1:7687 --password … --pid …

About so many nodes, with their links, are written by our first load and by the everyday path, each derived
page by page as it is written. The bare first load of the embedded server is its batch API inside its own
process; that of Neo4j, and the bare everyday writes of both, are batched UNWIND statements of the driver. The
bare ways get rows that are made; reading these from disk is not counted. Each embedded server is a new one;
Neo4j is emptied for each way, and warmed up before the first.
"""

from __future__ import annotations

import argparse
import gc
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import psutil

from bench.bare import Phase, Rows, batch, bolt
from bench.graph import CLASS, NODES, Made
from graph.derive import Component, derive
from graph.derive.derive import Batch
from graph.load import load
from graph.load.ahead import ahead
from graph.ontology import load as ontology
from graph.store import GraphStore
from graph.store.embedded import AttachedStore, attach
from graph.store.options import Options

PAGE, WARM = 2_000, 10_000
FIRST, EVERYDAY = "first load", "everyday"
COLUMNS = ("way", "s", "nodes/s", "links/s", "derive", "rows", "server", "of bare, s", "of bare, proc.")


@dataclass
class Spent:
    """What one way takes: seconds of wall time, and of the processor to derive, for rows, in the server."""

    way: str
    seconds: float = 0.0
    derive: float = 0.0
    rows: float = 0.0
    server: float = 0.0

    @property
    def processor(self) -> float:
        """Seconds of the processor in all."""
        return self.derive + self.rows + self.server

    @property
    def held_back(self) -> str:
        """Which phase takes how much of the processor."""
        parts = {"derive": self.derive, "rows": self.rows, "server": self.server}
        ordered = sorted(parts.items(), key=lambda part: -part[1])
        return ", ".join(f"{name} {spent / self.processor:.0%}" for name, spent in ordered)


@dataclass(frozen=True)
class Graph:
    """What is written: the made-up records, and the same as rows on disk."""

    made: Made
    rows: Rows
    folder: Path
    deriving: Phase = field(default_factory=Phase)

    def pages(self, fresh: bool) -> Iterator[Batch]:
        """The pages of a derivation, for an empty graph or for any, each timed."""
        self.deriving.wall = self.deriving.processor = 0.0
        return self.deriving.of(pages(self.made, fresh))


Way = Callable[[GraphStore, Graph], Phase | None]


def pages(made: Made, fresh: bool = True) -> Iterator[Batch]:
    """The rows of a made-up graph, page by page."""
    terms = ontology()
    for at in range(0, len(made.clusters), PAGE):
        yield derive(
            [Component(CLASS, (), (ids,)) for ids in made.clusters[at : at + PAGE]],
            made,
            made.known,
            made.entity_of,
            terms,
            fresh=fresh,
        )


def ours(store: GraphStore, graph: Graph) -> None:
    """By our first load."""
    with store.projector("graph", 1) as projector:
        projector.empty()
        load(store, projector, graph.pages(fresh=True), 1, "bench")


def everyday(store: GraphStore, graph: Graph) -> None:
    """By the projector, a transaction a page."""
    with store.projector("graph", 1) as projector:
        projector.reset("bench")
        for page in ahead(graph.pages(fresh=False)):
            projector.apply(page, projector.position + 1)


OURS: dict[str, Way] = {FIRST: ours, EVERYDAY: everyday}


def timed(way: str, work: Way, store: GraphStore, graph: Graph, pid: int) -> Spent:
    """What one way takes, without what reading rows from disk for a bare one takes."""
    graph.deriving.processor = 0.0
    before, begun, here = _server(pid), time.perf_counter(), time.process_time()
    aside = work(store, graph) or Phase()
    seconds = time.perf_counter() - begun - aside.wall
    own = time.process_time() - here - aside.processor - graph.deriving.processor
    return Spent(way, seconds, graph.deriving.processor, own, _server(pid) - before)


def _server(pid: int) -> float:
    if not pid:
        return 0.0
    spent = psutil.Process(pid).cpu_times()
    return float(spent.user + spent.system)


def embedded(graph: Graph, kinds: Sequence[str], memory: str) -> Iterator[Spent]:
    """The bare way of each kind and ours, each into a new server."""
    for kind in kinds:
        if kind == FIRST:
            yield _batch(graph, memory)
        else:
            yield _in_new(f"{kind}, bare UNWIND MERGE", lambda s, g: bolt(s, g.rows, "MERGE"), graph, memory)
        yield _in_new(f"{kind}, ours", OURS[kind], graph, memory)


def _in_new(way: str, work: Way, graph: Graph, memory: str) -> Spent:
    with (
        tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder,
        attach(folder, Options(linger=0.5, memory=memory)) as store,
    ):
        assert isinstance(store, AttachedStore)
        return timed(way, work, store, graph, store.address.pid)


def _batch(graph: Graph, memory: str) -> Spent:
    command = [sys.executable, "-m", "bench.load", "--bare", str(graph.folder), "--memory", memory]
    done = subprocess.run(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True, check=True)
    said = next(line[line.index("BARE") :] for line in done.stdout.splitlines() if "BARE" in line)
    return Spent(f"{FIRST}, bare batch API", float(said.split()[1]), server=float(said.split()[2]))


def remote(store: GraphStore, graph: Graph, kinds: Sequence[str], pid: int) -> Iterator[Spent]:
    """The same into a Neo4j, which is emptied for each."""
    verbs = {FIRST: "CREATE", EVERYDAY: "MERGE"}
    _emptied(store)
    everyday(store, Graph(Made(int(WARM / NODES)), graph.rows, graph.folder))
    for kind in kinds:
        _emptied(store)
        verb = verbs[kind]
        yield timed(
            f"{kind}, bare UNWIND {verb}",
            lambda s, g: bolt(s, g.rows, verb),  # noqa: B023
            store,
            graph,
            pid,
        )
        _emptied(store)
        yield timed(f"{kind}, ours", OURS[kind], store, graph, pid)


def _emptied(store: GraphStore) -> None:
    with store.projector("graph", 1) as projector:
        projector.empty()
    store.prepare()


def table(ways: Iterator[Spent], rows: Rows) -> None:
    """Print each way when it is done, and beside the bare way of its kind, which comes first, its share."""
    print("{:<31}{:>8}{:>9}{:>9}{:>8}{:>7}{:>8}{:>13}{:>16}".format(*COLUMNS), flush=True)
    bare = Spent("")
    for one in ways:
        shares = "", ""
        if "bare" in one.way:
            bare = one
        else:
            shares = f"{bare.seconds / one.seconds:.0%}", f"{bare.processor / one.processor:.0%}"
        rates = f"{rows.nodes / one.seconds:,.0f}", f"{rows.links / one.seconds:,.0f}"
        phases = f"{one.derive:>8.1f}{one.rows:>7.1f}{one.server:>8.1f}"
        print(f"{one.way:<31}{one.seconds:>8.1f}{rates[0]:>9}{rates[1]:>9}{phases}", end="")
        print(f"{shares[0]:>13}{shares[1]:>16}", flush=True)
        if "ours" in one.way:
            given = bare.processor / (one.processor - one.derive)
            print(f"  its processor time: {one.held_back}; without derive {given:.0%} of bare", flush=True)


def measured(given: argparse.Namespace, nodes: int) -> None:
    """Make a graph of about so many nodes and print its table."""
    kinds = [FIRST, EVERYDAY] if given.ways == "all" else [FIRST if given.ways == "first" else EVERYDAY]
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as name:
        made = Made(int(nodes / NODES))
        graph = Graph(made, Rows.write(Path(name), pages(made)), Path(name))
        gc.freeze()  # the made graph stays, and no installation holds one in memory: it is not walked again
        print(
            f"\n{given.server}: {graph.rows.nodes:,} nodes, {graph.rows.links:,} links; seconds of", end=" "
        )
        print("wall time (s), and of the processor for derive, rows, server", flush=True)
        if given.server == "embedded":
            table(embedded(graph, kinds, given.memory), graph.rows)
            return
        with GraphStore.connect(given.uri, given.user, given.password, "neo4j") as store:
            table(remote(store, graph, kinds, given.pid), graph.rows)


def main() -> None:
    """Print one table for each size."""
    formatter = argparse.RawDescriptionHelpFormatter
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=formatter)
    parser.add_argument("--nodes", type=int, nargs="+", default=[10_000], help="10000 100000 1000000")
    parser.add_argument("--server", choices=("embedded", "neo4j"), default="embedded")
    parser.add_argument("--ways", choices=("first", "everyday", "all"), default="all")
    parser.add_argument("--memory", default="2g", help="of the embedded server")
    parser.add_argument("--uri", default="bolt://127.0.0.1:7687", help="of a Neo4j that may be emptied")
    parser.add_argument("--user", default="neo4j")
    parser.add_argument("--password", default="")
    parser.add_argument("--pid", type=int, default=0, help="of that Neo4j, for its processor time")
    parser.add_argument("--bare", type=Path, help=argparse.SUPPRESS)
    given = parser.parse_args()
    if given.bare:
        batch(given.bare, given.memory)
    for nodes in given.nodes:
        measured(given, nodes)


if __name__ == "__main__":
    main()
