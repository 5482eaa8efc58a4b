"""The rows of a graph on disk, and the bare ways to write them: without token, checks or position."""

from __future__ import annotations

import os
import time
from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any, BinaryIO, TypeVar

import orjson

from graph.derive.derive import Batch
from graph.load.parallel import ENDS
from graph.load.whole import Whole
from graph.store import GraphStore

ROWS, BULK = 2_000, 100_000
"""Rows of a statement, and of a call of the batch API."""
INDEX = "parts.json"
MERGE_NODE = "UNWIND $rows AS row MERGE (n:{0} {{id: row.id}}) SET n = row"
CREATE_NODE = "UNWIND $rows AS row CREATE (n:{0}) SET n = row"
LINK = (
    "UNWIND $rows AS row MATCH (a:{1} {{id: row.a}}) MATCH (b:{2} {{id: row.b}}) "
    "{3} (a)-[r:{0} {{class: row.values.class}}]->(b) SET r = row.values"
)
T = TypeVar("T")


@dataclass
class Phase:
    """Seconds of wall time, and of the processor in its thread, that making some items takes."""

    wall: float = 0.0
    processor: float = 0.0

    def of(self, items: Iterable[T]) -> Iterator[T]:
        """The same items, each timed while it is made."""
        waiting = iter(items)
        while True:
            wall, own = time.perf_counter(), time.thread_time()
            made = next(((item,) for item in waiting), None)
            self.wall += time.perf_counter() - wall
            self.processor += time.thread_time() - own
            if made is None:
                return
            yield made[0]


@dataclass(frozen=True)
class Part:
    """Nodes of some labels (`link` is empty), or links of one type, as lines of JSON in a file."""

    file: str
    labels: tuple[str, ...]
    link: str
    count: int


class Rows:
    """All rows of a graph, each node and link once, in a folder."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.parts = [Part(**told) for told in orjson.loads((folder / INDEX).read_bytes())]
        self.nodes = sum(part.count for part in self.parts if not part.link)
        self.links = sum(part.count for part in self.parts if part.link)

    @classmethod
    def write(cls, folder: Path, pages: Iterable[Batch]) -> Rows:
        """Write them from the pages of a derivation."""
        told, files = Whole(), dict[tuple[tuple[str, ...], str], BinaryIO]()
        counts: dict[tuple[tuple[str, ...], str], int] = {}

        def put(labels: tuple[str, ...], link: str, row: Any) -> None:
            key = (labels, link)
            if key not in files:
                files[key] = (folder / f"part-{len(files)}").open("wb")
            files[key].write(orjson.dumps(row) + b"\n")
            counts[key] = counts.get(key, 0) + 1

        for batch in pages:
            page = told.page(batch)
            for node in page.nodes:
                put(node.labels, "", node.values)
            for link in (*page.within, *page.across):
                put(
                    ENDS.get(link.type, ("Entity", "Entity")),
                    link.type,
                    {"a": link.start, "b": link.end, "values": link.values},
                )
        for file in files.values():
            file.close()
        names = {key: Path(file.name).name for key, file in files.items()}
        parts = [asdict(Part(names[key], *key, count=counts[key])) for key in files]
        (folder / INDEX).write_bytes(orjson.dumps(sorted(parts, key=lambda part: str(part["link"]))))
        return cls(folder)

    def read(self, part: Part, size: int) -> Iterator[list[dict[str, Any]]]:
        """The rows of a part, so many at a time."""
        some: list[dict[str, Any]] = []
        with (self.folder / part.file).open("rb") as lines:
            for line in lines:
                some.append(orjson.loads(line))
                if len(some) == size:
                    yield some
                    some = []
        if some:
            yield some


def bolt(store: GraphStore, rows: Rows, verb: str) -> Phase:
    """By the driver alone, CREATE or MERGE, one statement a transaction on one connection.

    Returns what reading the rows from the disk took, which no way is charged with.
    """
    aside = Phase()
    with store.driver.session(database=store.database) as session:
        for part in rows.parts:
            for some in aside.of(rows.read(part, ROWS)):
                text = _statement(part, verb)
                session.execute_write(lambda tx: tx.run(text, rows=some).consume())  # noqa: B023
    return aside


def _statement(part: Part, verb: str) -> str:
    if part.link:
        return LINK.format(part.link, *part.labels, verb)
    if verb == "MERGE":
        return MERGE_NODE.format(part.labels[0])
    return CREATE_NODE.format(":".join(part.labels))


def batch(folder: Path, memory: str) -> None:
    """By the batch API in this process, into an empty database with our schema; prints its seconds."""
    from graph.store import engine
    from graph.store.home import DATABASE, Home
    from graph.store.options import Options

    rows, home = Rows(folder), Home(folder / "bare")
    home.path.mkdir()
    os.chdir(home.path)  # the engine writes its log to log/ of where it runs
    server, _ = engine.start(home, Options(memory=memory))
    database = server.get_database(DATABASE)
    types = _declared(database, rows)
    aside, begun, spent = Phase(), time.perf_counter(), time.process_time()
    rids: dict[str, str] = {}
    with database.graph_batch() as made:
        for part in rows.parts:
            for some in aside.of(rows.read(part, BULK)):
                if not part.link:
                    found = made.create_vertices(types[part.file], some)
                    rids |= {row["id"]: rid for row, rid in zip(some, found, strict=True)}
                else:
                    ends = [rids[row["a"]] for row in some], [rids[row["b"]] for row in some]
                    made.new_edges(ends[0], part.link, ends[1], [row["values"] for row in some])
    wall = time.perf_counter() - begun - aside.wall
    print(f"BARE {wall} {time.process_time() - spent - aside.processor}", flush=True)
    os._exit(0)


def _declared(database: Any, rows: Rows) -> dict[str, str]:
    """Make the types of all parts; the type of each part of nodes."""
    types = {}
    for part in rows.parts:
        if part.link:
            database.command("sql", f"CREATE EDGE TYPE `{part.link}` IF NOT EXISTS")
            continue
        types[part.file] = "~".join(sorted(part.labels))
        for label in part.labels:
            database.command("sql", f"CREATE VERTEX TYPE `{label}` IF NOT EXISTS")
        if len(part.labels) > 1:
            above = ", ".join(f"`{label}`" for label in sorted(part.labels))
            database.command("sql", f"CREATE VERTEX TYPE `{types[part.file]}` IF NOT EXISTS EXTENDS {above}")
    return types
