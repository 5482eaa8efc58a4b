"""Words in the place of ids: the log and what people made name nothing any more after an erasure."""

from __future__ import annotations

import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest

from ledger.act import Act
from ledger.canonical import identify
from ledger.charts import words_in
from ledger.entry import Decision
from ledger.ledger import Ledger
from ledger.record import Draft, Grade

ACT = Act("ana", "consultation", "a test", case="T-1")
MENTION, OTHER = identify("mention"), identify("other")


@pytest.fixture
def kept(ledger_url: str, tmp_path: Path) -> Iterator[Ledger]:
    with Ledger.open(ledger_url, keys=tmp_path / "keys") as opened:
        yield opened


def accepted(ledger: Ledger) -> str:
    draft = Draft("SRC", "f", "1", {"value": "x"}, grade=Grade("4x4", "A"))
    return ledger.accept([draft], lambda _: 1, replace(ACT, kind="collection"))[0].record_id


def looked(ledger: Ledger, *ids: str) -> None:
    with ledger.acted(replace(ACT, details={"arguments": {"ids": " ".join(ids)}})) as outcome:
        outcome["returned"] = sorted(ids)


def export(*mentions: str, records: tuple[str, ...] = ()) -> Decision:
    subject = {"ids": sorted(mentions), "records": list(records), "format": "csv", "recipient": "B"}
    return Decision("export", subject, 1, "ana", "asked for")


def test_the_log_is_read_with_ids_and_stays_whole_without_them(kept: Ledger) -> None:
    record = accepted(kept)
    looked(kept, record, MENTION, OTHER)
    told = kept.events()[-1].act.details
    assert told["returned"] == sorted([record, MENTION, OTHER])
    seal = kept.seal()
    kept.erase([record], ACT, "asked for", mentions=[MENTION])
    told = next(e.act.details for e in kept.events() if e.sequence == seal.sequence)
    assert OTHER in told["returned"] and sum(word.startswith("~") for word in told["returned"]) == 2
    assert kept.verify(seal) > seal.sequence and kept.check() == 2


def test_what_held_it_says_when_and_nothing_else(kept: Ledger) -> None:
    record = accepted(kept)
    made = kept.veiled(export(MENTION, OTHER, records=(record,)))
    kept.decide(made, ACT)
    [read] = kept.decisions(["export"])
    assert read.id == made.id and read.subject["ids"] == sorted([MENTION, OTHER])
    assert kept.veiled(made) == made and words_in(read) == frozenset()
    kept.erase([record], ACT, "asked for", mentions=[MENTION])
    [read] = kept.decisions(["export"])
    gone = kept.forgotten(words_in(read))
    assert len(gone) == 2 and {one.class_ for one in gone.values()} == {1}
    assert read.id == made.id and OTHER in read.subject["ids"] and kept.check() == 3


def test_an_older_copy_that_is_put_back_forgets_the_words_too(tmp_path: Path) -> None:
    file, keys = tmp_path / "ledger.db", tmp_path / "keys"
    with Ledger.open(f"sqlite:///{file}", keys=keys) as ledger:
        record = accepted(ledger)
        looked(ledger, record, MENTION)
        with closing(sqlite3.connect(file)) as held, closing(sqlite3.connect(tmp_path / "copy.db")) as copy:
            held.backup(copy)
        ledger.erase([record], ACT, "asked for", mentions=[MENTION])
    shutil.move(tmp_path / "copy.db", file)
    with Ledger.open(f"sqlite:///{file}", keys=keys) as ledger:
        assert ledger.repeat_erasures(ACT) == 1 and ledger.verify()
    for path in tmp_path.rglob("*"):
        content = path.read_bytes() if path.is_file() else b""
        assert record.encode() not in content and MENTION.encode() not in content, path


def test_a_look_under_way_during_an_erasure_writes_no_new_word(kept: Ledger) -> None:
    record = accepted(kept)
    with kept.acted(ACT) as outcome:
        kept.erase([record], ACT, "asked for", mentions=[MENTION])
        outcome["returned"] = [record, MENTION]
    told = kept.events()[-1].act.details["returned"]
    assert len(told) == 2 and all(word.startswith("~") for word in told) and kept.verify()


def test_what_is_collected_anew_after_an_erasure_is_named_again(kept: Ledger) -> None:
    looked(kept, OTHER)
    record = accepted(kept)
    looked(kept, record)
    kept.erase([record], ACT, "asked for", mentions=[MENTION])
    looked(kept, record, OTHER)
    assert set(kept.events()[-1].act.details["returned"]) == {record, OTHER}
