"""An installation on either graph server, with persons who drive cars, for the tests of merges and charts."""

from __future__ import annotations

import os
import socket
import subprocess
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any

import layered_house
import pytest

from api.edge import edge
from api.graphql.context import House
from api.graphql.port import Merges
from api.installation import Installation
from api.purpose import Purpose
from api.settings import Settings
from api.stages.project import project
from api.stages.receive import publish
from api.stages.resolve import resolve_layers
from api.stages.understand import understand
from graph.read import card, neighbours
from ingest.feeds import parse
from ingest.readers import read
from ledger.record import Draft
from policy.classes import read as read_classes

FEED = """\
name: drivers
source: TEST
labels: {nl: bestuurders, fr: conducteurs, de: Fahrer, en: drivers}
format: csv
key: [number]
mentions:
  person: {type: Person, values: {firstName: first, lastName: last, birthDate: {column: born, clean: date}}}
  vehicle: {type: Vehicle, values: {registrationNumber: {column: plate, clean: plate}}, when: plate}
relations:
  - {type: DRIVES, from: person, to: vehicle}
"""
PURPOSE = Purpose("judicial", "GE.20.LB.000001/2026", "a test")
SHARED = Path(__file__).resolve().parents[2].parent / "shared" / "neo4j"
BASE, CLEARED = (1,), (1, 11)


@contextmanager
def neo4j(folder: Path) -> Iterator[dict[str, Any]]:
    """Settings of a real Neo4j: that of the environment, or one started for these tests."""
    user = os.environ.get("LOCARD_TEST_NEO4J_USER", "neo4j")
    password = os.environ.get("LOCARD_TEST_NEO4J_PASSWORD", "locard-test")
    if uri := os.environ.get("LOCARD_TEST_NEO4J_URI"):
        yield {"graph_uri": uri, "graph_user": user, "graph_password": password}
        return
    if not (SHARED / "start").exists():
        pytest.skip("no Neo4j: set LOCARD_TEST_NEO4J_URI, or put shared/neo4j beside the repository")
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = str(probe.getsockname()[1])
    subprocess.run([SHARED / "start", folder, port], check=True, timeout=120, capture_output=True)
    try:
        yield {
            "graph_uri": f"bolt://127.0.0.1:{port}",
            "graph_user": "neo4j",
            "graph_password": "locard-test",
        }
    finally:
        subprocess.run([SHARED / "stop", folder], check=True, timeout=60, capture_output=True)


@contextmanager
def installed(folder: Path, **graph: Any) -> Iterator[MergeHouse]:
    """An installation with two compartments, of which nothing is known yet."""
    settings = Settings(data=folder / "data", graph_idle_seconds=1.0, graph_memory="512m", **graph)
    with Installation(settings) as made:
        made.classes = read_classes(layered_house.CLASSES, "classes.yaml")
        publish(made, parse(FEED, "drivers.yaml"))
        yield MergeHouse(made, folder)


class MergeHouse:
    """What the tests do and ask, each in a word."""

    def __init__(self, house: Installation, folder: Path) -> None:
        self.house, self.folder = house, folder

    @property
    def edge(self) -> House:
        """As the web sees it, with the classes of these tests."""
        return edge(self.house)

    @property
    def merges(self) -> Merges:
        return self.edge.merged()

    def add(self, *rows: str, compartment: str = "") -> list[str]:
        """Accept rows and bring all up to date; the persons' mention ids."""
        records = self._accepted(rows, compartment)
        self.bring()
        return [self.person(record) for record in records]

    def accept(self, *rows: str) -> list[str]:
        """The same without the graph."""
        records = self._accepted(rows, "")
        understand(self.house)
        resolve_layers(self.house)
        return [self.person(record) for record in records]

    def _accepted(self, rows: Sequence[str], compartment: str) -> list[str]:
        path = self.folder / "rows.csv"
        path.write_text("\n".join(["number,first,last,born,plate", *rows]) + "\n")
        drafts = [
            replace(draft, marking=replace(draft.marking, compartment=compartment))
            for draft in read(path, parse(FEED, "drivers.yaml"))
            if isinstance(draft, Draft)
        ]
        act = self.house.act("collection", "a test")
        receipts = self.house.ledger.accept(drafts, self.house.classes.classify, act)
        return [receipt.record_id for receipt in receipts]

    def person(self, record: str) -> str:
        [person] = self.house.mentions.of_records([record], "Person")
        return person.id

    def bring(self) -> None:
        understand(self.house)
        resolve_layers(self.house)
        project(self.house)

    def judge(self, a: str, b: str, kind: str = "positive", allowed: Sequence[int] = BASE) -> str:
        """A judgement that counts at once; its id."""
        who = self.edge.identities()
        made = who.judge(a, b, kind, f"seen {a[:4]}", "en", allowed, "ana", PURPOSE)
        self.bring()
        return str(made.judgement.id)

    def split(self, id_: str, *apart: Sequence[str], allowed: Sequence[int] = BASE) -> Any:
        made = self.merges.split(id_, apart, "two brothers", "en", allowed, "bea", PURPOSE)
        self.bring()
        return made

    def one(self, *mentions: str, allowed: Sequence[int] = BASE) -> bool:
        return len({card(self.house.store, m, allowed).id for m in mentions}) == 1

    def plates(self, mention: str, allowed: Sequence[int] = BASE) -> set[tuple[str, tuple[str, ...]]]:
        """The cars that a person drives, each with the records that say so."""
        page = neighbours(self.house.store, mention, allowed, links=["DRIVES"])
        return {(item.entity.caption, tuple(item.link.records)) for item in page.items}

    def save(self, name: str, *ids: str, allowed: Sequence[int] = BASE, **of: Any) -> Any:
        chart = (of.get("id", ""), of.get("version", 0))
        items = [(id_, 10.0 * n, 0.0) for n, id_ in enumerate(ids)]
        return self.merges.save_chart(
            chart, name, items, [("a note", 1.0, 2.0)], "en", allowed, "ana", PURPOSE
        )
