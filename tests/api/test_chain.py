"""The whole chain on a small made-up society: it resumes, repeats and rebuilds to the same graph."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from api.demo import Demo, Done, run_demo, summary_table
from api.installation import Installation
from api.pipeline import bring_up_to_date, rebuild
from api.settings import Settings
from api.stages.receive import receive
from graph import read
from graph.content_hash import content_hash
from graph.read.totals import totals
from ingest.feeds import parse
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
    assert len(again.reused) == 6
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


def test_an_older_ledger_is_followed_after_a_rebuild(tmp_path: Path) -> None:
    settings = Settings(data=tmp_path / "data", graph_idle_seconds=1.0, graph_memory="512m")
    feed, allowed = parse(FEED, "plates.yaml"), [base("judicial")]
    for number in (1, 2):
        (tmp_path / "rows.csv").write_text(f"number,plate,make\n{number},1-QQQ-11{number},Opel\n")
        with Installation(settings) as house:
            receive(house, [tmp_path / "rows.csv"], feed)
            bring_up_to_date(house)
        if number == 1:
            shutil.copy(settings.data / "ledger.db", tmp_path / "older.db")
    for left in settings.data.glob("ledger.db*"):
        left.unlink()
    shutil.copy(tmp_path / "older.db", settings.data / "ledger.db")
    with Installation(settings) as house:
        rebuild(house)
        assert totals(house.store, allowed).entities == {"Vehicle": 1}
