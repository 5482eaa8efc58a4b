"""Words of documents follow the ledger: a later version, an erasure, a kill between, a rebuild."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from api.installation import Installation
from api.pipeline import rebuild_files, resolve
from api.settings import Settings
from api.stages.receive import publish
from api.stages.remember import remember
from api.stages.words import read_words
from graph.read.documents import texts
from ingest import feeds
from ingest.feeds import parse
from ledger.act import Act
from ledger.errors import BadInput
from ledger.record import Draft, Marking

BASE = [1]


@pytest.fixture
def house(tmp_path: Path) -> Iterator[Installation]:
    with Installation(Settings(data=tmp_path / "data")) as made:
        publish(made, feeds.load("vehicle_register"))
        yield made


def told(house: Installation, text: str, version: str) -> str:
    record = accept(house, text, version)
    read_words(house)
    return record


def accept(house: Installation, text: str, version: str, **more: str) -> str:
    draft = Draft(
        source="PV",
        feed="vehicle_register",
        key="pv-1",
        version=version,
        content={"text": text, **more},
        marking=Marking("judicial"),
    )
    (receipt,) = house.ledger.accept([draft], lambda _: 1, house.act("collection", "test"))
    return receipt.record_id


def found(house: Installation, text: str) -> int:
    return texts(house.words, house.ledger.records, text, BASE).total


def test_only_the_version_that_counts_is_found(house: Installation) -> None:
    told(house, "De man reed weg in een gestolen bestelwagen.", "1")
    assert found(house, "bestelwagen") == 1
    told(house, "De man reed weg op een gestolen bromfiets, zegt hij.", "2")
    assert (found(house, "bestelwagen"), found(house, "bromfiets")) == (0, 1)
    assert read_words(house) == 0


def test_what_is_erased_is_gone_and_a_rebuild_finds_the_same(house: Installation) -> None:
    record = told(house, "De man reed weg in een gestolen bestelwagen.", "1")
    house.words.reset("")
    read_words(house)
    assert found(house, "bestelwagen") == 1
    house.ledger.erase([record], Act(actor="ana", kind="erasure", reason="test", case="1"), "test")
    read_words(house)
    assert found(house, "bestelwagen") == 0 and house.words.find(["bestelwagen"], BASE) == []


def test_locard_resolve_brings_words_and_older_versions(house: Installation) -> None:
    """Also what it publishes itself is stepped over, so that nothing looks behind."""
    accept(house, "De man reed weg in een gestolen bestelwagen.", "1")
    accept(house, "De man reed weg op een gestolen fiets, zegt hij.", "2")
    resolve(house, write_graph=False)
    assert (found(house, "bestelwagen"), found(house, "fiets")) == (0, 1)
    head = house.ledger.head()
    assert (house.words.position, house.past.position, house.mentions.position) == (head, head, head)
    versions = house.ledger.versions([("PV", "pv-1")])["PV", "pv-1"]
    assert len(house.past.versions(versions)) == 2


def test_an_older_copy_of_the_ledger_put_in_its_place_is_followed(house: Installation) -> None:
    """Copied by hand, as before an upgrade, and gone on with: it is as long as what was followed."""
    told(house, "De man reed weg in een gestolen bestelwagen.", "1")
    remember(house)
    file, copy = house.settings.data / "ledger.db", house.settings.data / "copy.db"
    with closing(sqlite3.connect(file)) as here, closing(sqlite3.connect(copy)) as there:
        here.backup(there)
    told(house, "De man reed weg op een gestolen bromfiets.", "2")
    remember(house)
    was = house.past.position
    house.close()
    for old in (file, file.with_name("ledger.db-wal"), file.with_name("ledger.db-shm")):
        old.unlink(missing_ok=True)
    copy.rename(file)
    told(house, "De man reed weg met een gestolen tractor.", "2")
    remember(house)
    assert house.past.position == was
    assert [found(house, word) for word in ("bestelwagen", "bromfiets", "tractor")] == [0, 0, 1]
    versions = house.ledger.versions([("PV", "pv-1")])["PV", "pv-1"]
    assert house.past.versions(versions).keys() == set(versions)


def test_a_mended_feed_that_names_a_column_of_text_finds_its_words(house: Installation) -> None:
    accept(house, "", "1", note="tractor")
    read_words(house)
    assert found(house, "tractor") == 0
    mended = feeds.load("vehicle_register").yaml
    publish(house, parse(f"{mended}\ntext: [{{column: note}}]\n", "vehicle_register.yaml"))
    read_words(house)
    assert found(house, "tractor") == 1


def test_files_of_the_graph_that_cannot_be_written_throw_nothing_away(house: Installation) -> None:
    told(house, "De man reed weg in een gestolen bestelwagen.", "1")
    taken = house.settings.data / "taken"
    taken.write_text("a file")
    for folder in (taken, taken / "under"):
        with pytest.raises(BadInput, match="name another folder"):
            rebuild_files(house, folder)
    assert found(house, "bestelwagen") == 1
