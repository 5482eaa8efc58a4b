"""A real installation with records of several categories, for the tests of retention."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path

from warm import installation

from api.acts import Acts
from api.installation import Installation
from api.pipeline import bring_up_to_date
from api.purpose import Purpose
from api.retention.falling import Falling, Retention
from api.stages.receive import receive
from ingest.feeds import parse

LABELS = "labels: {nl: a, fr: a, de: a, en: a}"
PERSON = """\
  person:
    type: Person
    values: {firstName: given, lastName: family, birthDate: born, nationalNumber: national}
"""
FEEDS = {
    "facts": f"""\
name: facts
source: ANG-FACT
{LABELS}
format: csv
key: [number]
version: version
mentions:
  file: {{type: Case, values: {{caseNumber: case, kind: kind, status: status, startDate: day}}}}
  vehicle: {{type: Vehicle, values: {{registrationNumber: {{column: plate, clean: plate}}}}, when: plate}}
{PERSON}relations:
  - {{type: INVOLVED_IN, from: person, to: file, role: suspect}}
  - {{type: DRIVES, from: person, to: vehicle}}
""",
    "measures": f"""\
name: measures
source: CROSS
{LABELS}
format: csv
key: [number]
mentions:
  event:
    type: Event
    values: {{kind: {{const: signalment}}, number: number, startDate: from, endDate: to}}
{PERSON}relations:
  - {{type: CONCERNS, from: event, to: person}}
""",
    "samples": f"""\
name: samples
source: POLE
{LABELS}
format: csv
key: [number]
mentions:
{PERSON}text: [{{column: note}}]
""",
}
JAN, ELS, TOM = "Jan,Zwartepoort,1980-05-12,", "Els,Maes,1975-03-03,75030300249", "Tom,Claes,1969-02-02,"
ROWS = {
    "facts": f"""\
number,version,case,kind,status,day,given,family,born,national,plate
1,1,GE.1,oplichting,,2025-03-01,Jan,Zwart,1980-05-12,,
1,2,GE.1,oplichting,afgesloten,2025-03-01,{JAN},1ABC234
2,1,GE.2,oplichting,Lopend,2025-03-01,{TOM},
3,1,GE.3,oplichting,,2025-03-01,{ELS},
4,1,GE.4,something else,,2025-03-01,Piet,Smet,1966-01-01,,
5,1,GE.2,oplichting,,2025-03-02,Rik,Wouters,1959-01-01,,
""",
    "measures": f"""\
number,from,to,given,family,born,national
M1,2026-01-01,,{ELS}
M2,2026-01-01,2027-01-01,{TOM}
""",
    "samples": f"number,given,family,born,national,note\n9,{JAN},Hij werd gezien in Ulbeek.\n",
}
LATER = date(2045, 1, 1)
"""When all terms of these records are over, and no archive is: it begins on the day of the test."""


@contextmanager
def retained(folder: Path, server: str = "embedded") -> Iterator[Installation]:
    """An installation that has taken in the rows and brought everything up to date."""
    with installation(folder, server) as made:
        for name, feed in FEEDS.items():
            (folder / f"{name}.csv").write_text(ROWS[name])
            receive(made, [folder / f"{name}.csv"], parse(feed, name))
        bring_up_to_date(made)
        yield made


def acts(house: Installation, allowed: tuple[int, ...] = (1,)) -> Acts:
    """Somebody who answers for the terms, and sees these classes."""
    return Acts(house, "ana", Purpose("judicial", "RET", "yearly review"), allowed)


def falls(house: Installation, on: date = LATER) -> dict[str, tuple[str, tuple[str, ...]]]:
    """Key → what is to happen to it, and what holds it."""
    found: list[Falling] = list(Retention(house, on).falling())
    return {one.key: (one.due.action, one.due.blocked_by) for one in found}


def record(house: Installation, source: str, key: str) -> str:
    """The id of the version that counts."""
    found = house.ledger.current(source, key)
    assert found is not None
    return found.id
