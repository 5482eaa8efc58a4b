"""The whole chain on a small made-up society: it resumes, repeats and rebuilds to the same graph."""

from __future__ import annotations

import shutil
import socket
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from warm import installation

from api.demo import Demo, Done, run_demo, summary_table
from api.installation import Installation
from api.pipeline import bring_up_to_date, rebuild
from api.settings import Settings
from api.stages.project import position
from api.stages.receive import receive
from api.stages.resolve import resolve_layers
from api.stages.suggest import suggest
from api.stages.understand import understand
from api.writer import waited
from graph import read
from graph.content_hash import content_hash
from graph.read.totals import totals
from ingest.feeds import parse
from ledger.errors import LostLease
from policy.classes import base

FEED = """\
name: plates
source: TEST
labels: {nl: platen, fr: plaques, de: Kennzeichen, en: plates}
format: csv
key: [number]
mentions:
  vehicle: {type: Vehicle, values: {registrationNumber: {column: plate, clean: plate}, make: make}}
"""


@pytest.fixture(scope="module")
def house(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Installation]:
    settings = Settings(data=tmp_path_factory.mktemp("chain"), graph_idle_seconds=2.0, graph_memory="512m")
    with Installation(settings) as made:
        yield made


@pytest.fixture(scope="module")
def done(house: Installation) -> Done:
    return run_demo(house, Demo(persons=60, seed=3))


def test_every_stage_leaves_something(done: Done) -> None:
    assert done.counts["rejected rows"] == 0
    assert all(done.counts[name] > 0 for name in ("records", "mentions", "entities", "links"))
    assert done.measured and done.measured.rows.precision > 0.8
    assert done.measured.mentions.f1 > 0.5
    assert summary_table(done).row_count == len(done.counts) + 6 + len(done.seconds) + 1


def test_a_second_run_does_nothing_again(house: Installation, done: Done) -> None:
    before = content_hash(house.store)
    again = run_demo(house, Demo(persons=60, seed=3))
    stages = {"understand", "remember", "resolve", "project", "suggest"}
    assert stages <= {line.removesuffix(": nothing had changed") for line in again.reused}
    assert content_hash(house.store) == before


def test_a_rebuild_gives_the_same_graph(house: Installation, done: Done) -> None:
    before = content_hash(house.store)
    assert rebuild(house).counts["understand"] == done.counts["records"]
    assert content_hash(house.store) == before


def test_the_two_domains_do_not_meet(house: Installation, done: Done) -> None:
    judicial, administrative = base("judicial"), base("administrative")
    alone = [totals(house.store, [class_]) for class_ in (judicial, administrative)]
    both = totals(house.store, [judicial, administrative])
    assert all(one.entities for one in alone)
    for link in both.links:
        assert both.links[link] == sum(one.links.get(link, 0) for one in alone)


def test_a_later_version_takes_the_place_of_the_earlier(house: Installation, tmp_path: Path) -> None:
    feed = parse(FEED, "plates.yaml")
    for plate, make in (("1-QQQ-111", "Opel"), ("1-QQQ-222", "Audi")):
        (tmp_path / "rows.csv").write_text(f"number,plate,make\n7,{plate},{make}\n")
        receive(house, [tmp_path / "rows.csv"], feed)
        bring_up_to_date(house)
    allowed = [base("judicial")]
    assert read.search(house.store, "1QQQ111", allowed).total == 0
    [hit] = read.search(house.store, "1QQQ222", allowed).hits
    card = read.card(house.store, hit.entity.id, allowed)
    assert {s.value for m in card.mentions for s in m.statements} >= {"1QQQ222", "Audi"}


def test_a_mended_feed_reads_its_records_again(house: Installation, tmp_path: Path) -> None:
    (tmp_path / "rows.csv").write_text("number,plate,make\n7,1-QQQ-222,Audi\n")
    mended = parse(FEED.replace(", make: make", ", description: make"), "plates.yaml")
    receive(house, [tmp_path / "rows.csv"], mended)
    bring_up_to_date(house)
    [hit] = read.search(house.store, "1QQQ222", [base("judicial")]).hits
    card = read.card(house.store, hit.entity.id, [base("judicial")])
    assert ("description", "Audi") in {(s.property, s.value) for m in card.mentions for s in m.statements}


@pytest.fixture
def alone(tmp_path: Path) -> Iterator[Installation]:
    with installation(tmp_path) as made:
        yield made


def add(house: Installation, folder: Path, number: int) -> None:
    (folder / "rows.csv").write_text(f"number,plate,make\n{number},1-QQQ-11{number},Opel\n")
    receive(house, [folder / "rows.csv"], parse(FEED, "plates.yaml"))


def plates(house: Installation) -> int:
    return totals(house.store, [base("judicial")]).entities.get("Vehicle", 0)


def test_an_older_ledger_is_noticed_and_followed(alone: Installation, tmp_path: Path) -> None:
    ledger = alone.settings.data / "ledger.db"
    for number in (1, 2, 3):
        add(alone, tmp_path, number)
        bring_up_to_date(alone)
        alone.__dict__.pop("ledger").close()
        if number == 1:
            shutil.copy(ledger, tmp_path / "older.db")
    assert plates(alone) == 3
    for left in alone.settings.data.glob("ledger.db*"):
        left.unlink()
    shutil.copy(tmp_path / "older.db", ledger)
    for number in (
        4,
        5,
        6,
    ):  # it gets longer than the mentions' position, and holds something else
        add(alone, tmp_path, number)
    bring_up_to_date(alone)
    assert plates(alone) == 4


def test_suggestions_stand_where_the_graph_stood_when_they_were_made(
    alone: Installation, tmp_path: Path
) -> None:
    add(alone, tmp_path, 1)
    bring_up_to_date(alone)
    add(alone, tmp_path, 2)
    understand(alone)
    resolve_layers(alone)
    suggest(alone)
    assert position(alone, "suggestions") == position(alone, "graph") < alone.clusters.head()
    bring_up_to_date(alone)
    assert position(alone, "suggestions") == position(alone, "graph") == alone.clusters.head()


def test_the_lease_of_a_killed_program_is_taken_over_at_once(alone: Installation, tmp_path: Path) -> None:
    killed = f"{socket.gethostname()}:{2**22 - 1}:1.00"
    alone.ledger.lease("projections", killed, 900)
    add(alone, tmp_path, 1)
    began = time.monotonic()
    bring_up_to_date(alone)
    assert time.monotonic() - began < 120
    assert plates(alone) == 1


def test_two_programs_take_turns(
    alone: Installation, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    add(alone, tmp_path, 1)
    with Installation(alone.settings) as other, alone.writing():
        other.holder = f"{other.holder}-other"
        with pytest.raises(LostLease):
            waited(other.ledger, other.holder, patience=0.5, silent=0)
    (told,) = caplog.messages
    assert "another command is writing" in told and alone.holder in told


def test_a_rebuild_leaves_readers_of_the_files_reading(alone: Installation, tmp_path: Path) -> None:
    add(alone, tmp_path, 1)
    bring_up_to_date(alone)
    with Installation(alone.settings) as reader:
        before = reader.mentions.counts()
        rebuild(alone)
        add(alone, tmp_path, 2)
        bring_up_to_date(alone)
        assert (before, reader.mentions.counts()) == ({"Vehicle": 1}, {"Vehicle": 2})
