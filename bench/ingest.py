"""Rows a second from a CSV file to drafts, and from records to mentions: `python -m bench.ingest [rows]`."""

from __future__ import annotations

import csv
import random
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path

from rich.console import Console
from rich.table import Table

import graph.ontology
from ingest import feeds
from ingest.feeds import Feed
from ingest.mentions import mentions_of
from ingest.readers import Reject, read
from ledger.record import Draft, Record

ROWS = 100_000
FEED = """name: bench
source: BENCH
labels: {nl: meting, fr: mesure, de: Messung, en: benchmark}
format: csv
delimiter: ";"
key: [nr]
recorded: at
grade: {scheme: 4x4, reliability: A, credibility: "1"}
required: [plate]
mentions:
  driver:
    type: Person
    values: {firstName: given, lastName: family, birthDate: born, gender: sex, nationality: country}
  vehicle: {type: Vehicle, values: {registrationNumber: plate, make: make, country: country}}
  phone: {type: Object, values: {kind: {const: phone}, number: gsm}}
  check: {type: Event, values: {kind: {const: control}, number: nr, startDate: at}}
  place: {type: Location, values: {street: street, postalCode: postcode, city: town}}
relations:
  - {type: DRIVES, from: driver, to: vehicle}
  - {type: USES, from: driver, to: phone}
  - {type: PARTICIPATES_IN, from: driver, to: check, role: driver}
  - {type: AT, from: check, to: place}
"""
COLUMNS = (
    *("nr", "at", "plate", "make", "country", "given", "family", "born", "sex", "gsm"),
    *("street", "postcode", "town"),
)


def write(path: Path, rows: int, seed: int = 1) -> None:
    """A CSV file of so many invented checks."""
    chance = random.Random(seed)
    with path.open("w", encoding="utf-8", newline="") as file:
        out = csv.writer(file, delimiter=";")
        out.writerow(COLUMNS)
        for number in range(rows):
            out.writerow(_row(chance, number))


def _row(chance: random.Random, number: int) -> list[str]:
    day = f"{chance.randrange(1, 29):02}/{chance.randrange(1, 13):02}"
    letters = "".join(chance.choices("ABCDEFGHJKLMNPRSTUVWXYZ", k=3))
    return [
        str(number),
        f"{day}/2024 {chance.randrange(24):02}:{chance.randrange(60):02}",
        f"{chance.randrange(1, 3)}-{letters}-{chance.randrange(1000):03}",
        chance.choice(["Fiat", "Volkswagen", "Citroën"]),
        chance.choice(["B", "F", "NL"]),
        chance.choice(["Jan", "Zoë", "Mehmet"]),
        chance.choice(["Peeters", "Van den Broeck", "Yılmaz"]),
        f"{day}/{chance.randrange(1940, 2006)}",
        chance.choice("MV"),
        f"047{chance.randrange(10)} {chance.randrange(10**6):06}",
        chance.choice(["Kerkstraat", "Rue Haute"]),
        str(chance.randrange(1000, 9999)),
        chance.choice(["Gent", "Namur"]),
    ]


def measure(feed: Feed, path: Path) -> list[tuple[str, int, float]]:
    """Each way through with what it made and its seconds of processor time: others may share the machine."""
    ontology = graph.ontology.load()
    drafts, reading = _timed(lambda: sum(1 for _ in _drafts(feed, path)))
    mentions, whole = _timed(
        lambda: sum(len(mentions_of(_record(draft), feed, ontology)) for draft in _drafts(feed, path))
    )
    return [("CSV to drafts", drafts, reading), ("CSV to drafts to mentions", mentions, whole)]


def _drafts(feed: Feed, path: Path) -> Iterator[Draft]:
    return (item for item in read(path, feed) if not isinstance(item, Reject))


def _record(draft: Draft) -> Record:
    return Record(draft.source, draft.feed, draft.key, draft.version, draft.content, 1)


def _timed(work: Callable[[], int]) -> tuple[int, float]:
    start = time.process_time()
    return work(), time.process_time() - start


def main(rows: int = ROWS) -> None:
    """Print one table."""
    feed = feeds.parse(FEED, "bench.yaml")
    table = Table("stage", "rows", "made", "CPU s", "rows per CPU s", title="Ingest, one process")
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "bench.csv"
        write(path, rows)
        for stage, made, seconds in measure(feed, path):
            table.add_row(stage, f"{rows:,}", f"{made:,}", f"{seconds:.1f}", f"{rows / seconds:,.0f}")
    Console().print(table)


if __name__ == "__main__":
    main(*(int(given) for given in sys.argv[1:]))
