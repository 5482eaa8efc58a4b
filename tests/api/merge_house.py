"""An installation on either graph server, with persons who drive cars, for the tests of merges and charts."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any

import layered_house
from warm import installation

from api.edge import edge
from api.graphql.context import House
from api.graphql.port import Merges
from api.installation import Installation
from api.purpose import Purpose
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
BASE, CLEARED = (1,), (1, 11)


@contextmanager
def installed(folder: Path, server: str = "embedded") -> Iterator[MergeHouse]:
    """An installation with two compartments, on that graph server, of which nothing is known yet."""
    with installation(folder, server) as made:
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
        layered_house.bring(self.house)

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
