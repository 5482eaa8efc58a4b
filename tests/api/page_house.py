"""A real installation for the tests of the page: dates, places, a dispute, a copy, a forbidden record,
and a stream of passages."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path

from api.installation import Installation
from api.passages import add
from api.pipeline import bring_up_to_date
from api.settings import Settings
from api.stages.receive import publish, receive
from ingest.feeds import load, parse

FEED = """\
name: checks
source: CHECKS
labels: {nl: controles, fr: contrôles, de: Kontrollen, en: checks}
format: csv
key: [number]
handling: {column: code}
grade: {scheme: 4x4, reliability: B, credibility: "2"}
mentions:
  person:
    type: Person
    values: {firstName: given, lastName: family, birthDate: born, nationalNumber: national}
  vehicle: {type: Vehicle, values: {registrationNumber: {column: plate, clean: plate}}, when: plate}
  home: {type: Location, values: {full: address, latitude: lat, longitude: lon}, when: address}
relations:
  - {type: DRIVES, from: person, to: vehicle}
  - {type: LIVES_AT, from: person, to: home, valid_from: since}
"""
COPIES = (
    FEED.replace("name: checks", "name: copies")
    .replace("source: CHECKS", "source: COPIES")
    .replace("reliability: B", "reliability: C")
)
HEAD = "number,given,family,born,national,plate,address,lat,lon,since,code,bron_pv"
CHECKS = f"""\
{HEAD}
PV-0001,Jan,Peeters,1980-05-12,80051200193,1ABC234,Korenmarkt 1 Gent,51.0543,3.7174,2024-03-01,H0,
PV-0002,Jan,Peeters,1981-05-12,80051200193,,,,,,H0,
PV-0003,Els,Maes,1990-01-01,,1ABC234,Graslei 2 Gent,51.0550,3.7180,2024-03-05,H0,
PV-0004,Tom,Claes,1970-07-07,,1XYZ987,,,,,H2,
PV-0005,Jan,Peeters,1980-05-12,,1DEF567,,,,,H0,
"""
COPIED = f"""\
{HEAD}
CP-0001,Jan,Peeters,1980-05-12,80051200193,1ABC234,,,,,H0,PV-0001
"""


def days_ago(number: int) -> str:
    """A day of the stream, counted from today as the terms of passages are."""
    return (datetime.now(UTC) - timedelta(days=number)).date().isoformat()


def passages() -> str:
    """Sixty passages of one plate in two days, one of another, and one of two months ago."""
    head = "passage;camera;lat;lon;tijdstip;plaat;land;richting;rijstrook;zekerheid\n"
    gent, brussels = "E17-GENT-03;51.05;3.72", "R0-BRU-01;50.85;4.35"
    times = [f"{days_ago(10 + n // 30)}T12:{n % 30:02}:00Z" for n in range(60)]
    rows = [f"P{n};{gent};{time};1-ABC-234;B;in;2;0.93\n" for n, time in enumerate(times)]
    rows += [f"P900;{gent};{days_ago(60)}T12:00:00Z;1-ABC-234;B;in;2;0.93\n"]
    rows += [f"P901;{brussels};{days_ago(5)}T12:00:00Z;1-DEF-567;B;uit;1;\n"]
    return head + "".join(rows)


@contextmanager
def installed(folder: Path) -> Iterator[Installation]:
    """An installation that has taken in both feeds, is up to date, and has passages in its stream."""
    settings = Settings(data=folder / "data", graph_idle_seconds=2.0, graph_memory="512m")
    with Installation(settings) as made:
        for name, feed, rows in (("checks", FEED, CHECKS), ("copies", COPIES, COPIED)):
            (folder / f"{name}.csv").write_text(rows)
            receive(made, [folder / f"{name}.csv"], parse(feed, name))
        bring_up_to_date(made)
        (folder / "passages.csv").write_text(passages())
        publish(made, load("anpr_hit"))
        add(made, [folder / "passages.csv"], load("anpr_hit"))
        yield made
