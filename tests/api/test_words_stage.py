"""Words of documents follow the ledger: a later version, an erasure, a kill between, a rebuild."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from api.installation import Installation
from api.settings import Settings
from api.stages.receive import publish
from api.stages.words import read_words
from graph.read.documents import texts
from ingest import feeds
from ledger.act import Act
from ledger.record import Draft, Marking

BASE = [1]


@pytest.fixture
def house(tmp_path: Path) -> Iterator[Installation]:
    with Installation(Settings(data=tmp_path / "data")) as made:
        publish(made, feeds.load("vehicle_register"))
        yield made


def told(house: Installation, text: str, version: str) -> str:
    draft = Draft(
        source="PV",
        feed="vehicle_register",
        key="pv-1",
        version=version,
        content={"text": text},
        marking=Marking("judicial"),
    )
    (receipt,) = house.ledger.accept([draft], lambda _: 1, house.act("collection", "test"))
    read_words(house)
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
