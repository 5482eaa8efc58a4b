"""Erasure: the content goes for good, a tombstone stays, and the same is refused from then on."""

from __future__ import annotations

import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest
from sqlalchemy import create_engine, text
from sqlalchemy.exc import DatabaseError

from ledger.act import Act
from ledger.entry import Decision, Reclassification
from ledger.errors import BadInput, Contradiction, Missing, Tampered, Unavailable
from ledger.ledger import Ledger
from ledger.record import Draft, Grade, Marking

ACT = Act("ana", "erasure", "term ran out", case="T-1")
SECRET = "Onbekende-Naam-7731"
OTHER = Marking(compartment="north")


def by_compartment(marking: Marking) -> int:
    return 11 if marking.compartment else 1


def draft(value: str = SECRET, key: str = f"key-{SECRET}", version: str = "", **of: str) -> Draft:
    return Draft("SRC", "f", key, {"value": value, **of}, version, grade=Grade("4x4", "A"))


def accept(ledger: Ledger, *drafts: Draft) -> list[str]:
    return [
        receipt.record_id
        for receipt in ledger.accept(drafts, by_compartment, replace(ACT, kind="collection"))
    ]


@pytest.fixture
def kept(ledger_url: str, tmp_path: Path) -> Iterator[Ledger]:
    """A ledger with keys, on each server in turn."""
    with Ledger.open(ledger_url, keys=tmp_path / "keys") as opened:
        yield opened


def reopen(ledger_url: str, tmp_path: Path) -> Ledger:
    return Ledger.open(ledger_url, keys=tmp_path / "keys")


def test_all_versions_go_and_leave_tombstones(kept: Ledger) -> None:
    first, second = accept(kept, draft()), accept(kept, draft("later"))
    [other] = accept(kept, draft("else", "other"))
    correction = Decision("correction", {"record": first[0], "value": SECRET}, 1, "ana", SECRET)
    kept.decide(correction, ACT)
    kept.decide(Decision("retraction", {"correction": correction.id}, 1, "ana", "no"), ACT)
    judged = {"a": "m1", "b": "m2", "a_at": {"record": second[0]}, "b_at": {"record": other}}
    kept.decide(Decision("positive", judged, 1, "ana", "same"), ACT)
    kept.decide(Decision("positive", {"a": "m3", "b": "m4"}, 1, "ana", "same"), ACT)
    [done] = kept.erase(first, ACT, "term ran out")
    assert [place for place, _ in done.places] == [1, 2, 4, 5, 6]
    assert kept.records([*first, *second]) == {} and kept.current("SRC", f"key-{SECRET}") is None
    assert [made.subject["a"] for made in kept.decisions()] == ["m3"]
    entries = kept.entries()
    assert [e.kind for e in entries if e.tombstone] == ["record", "record", *["decision"] * 3]
    assert {e.class_ for e in entries} == {1} and entries[-1].erasure == done
    assert not {first[0], second[0], correction.id} & {e.reference for e in entries}
    assert kept.check() == 8 and kept.verify() == 16
    assert kept.record(other) is not None


def test_the_same_content_is_refused_unless_it_was_collected_anew(kept: Ledger) -> None:
    accept(kept, draft())
    kept.erase([("SRC", f"key-{SECRET}")], ACT, "asked for")
    for again in (
        draft(),
        draft(key="another"),
        draft(version="7"),
        replace(draft(), collected="2001-01-01"),
    ):
        with pytest.raises(BadInput, match=r"erased on .* --collected-anew"):
            accept(kept, again)
    [anew] = accept(kept, replace(draft(), collected="2999-01-01"))
    assert accept(kept, draft()) == [anew]
    assert kept.erase([anew], ACT, "again") and kept.record(anew) is None
    assert kept.check() == 4
    with pytest.raises(Missing):
        kept.erase([anew], ACT, "again")


def test_two_keys_that_one_judgement_is_about_go_together(kept: Ledger) -> None:
    records = accept(kept, draft(), draft("b", "b"))
    kept.decide(Decision("positive", {"a": "m1", "b": "m2"}, 1, "ana", "same"), ACT)
    ends = {f"{end}_at": {"record": record} for end, record in zip("ab", records, strict=True)}
    kept.decide(Decision("negative", {"a": "m1", "b": "m2", **ends}, 1, "ana", "two"), ACT)
    assert len(kept.erase(records, ACT, "asked for", mentions=["m2"])) == 2
    assert kept.decisions() == [] and kept.records(records) == {} and kept.check() == 6


def test_a_reclassification_moves_all_versions(kept: Ledger) -> None:
    [first] = accept(kept, draft("one"))
    [second] = accept(kept, draft("two"))
    made = Reclassification("SRC", f"key-{SECRET}", 11, OTHER, "ana", "a source asks for it")
    kept.reclassify(made, replace(ACT, kind="alteration"))
    found = kept.records([first, second])
    assert {r.class_ for r in found.values()} == {11} and found[first].marking == OTHER
    assert [e.record.class_ for e in kept.entries() if e.record] == [11, 11]
    with pytest.raises(Contradiction, match="locard reclassify SRC"):
        accept(kept, draft("three"))
    assert accept(kept, replace(draft("two"), marking=OTHER)) == [second]
    [third] = accept(kept, replace(draft("three"), marking=OTHER))
    back = replace(made, class_=1, marking=Marking())
    kept.reclassify(back, replace(ACT, kind="alteration"))
    assert {r.class_ for r in kept.records([first, second, third]).values()} == {1}
    assert kept.check() == 5
    kept.erase([first], ACT, "asked for")
    assert kept.check() == 6 and kept.entries()[-1].class_ == 1
    with pytest.raises(Missing):
        kept.reclassify(made, ACT)


def test_nothing_erased_stays_in_the_files(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path / 'db' / 'ledger.db'}"
    with Ledger.open(url, keys=tmp_path / "keys") as ledger:
        accept(ledger, *(draft(f"filler {n}", str(n)) for n in range(300)))
        [record] = accept(ledger, draft(more="x" * 20_000))
        accept(ledger, *(draft(f"filler {n}", str(n)) for n in range(300, 600)))
        ledger.decide(Decision("correction", {"record": record, "value": SECRET}, 1, "ana", SECRET), ACT)
        assert _holding(tmp_path, SECRET) and _holding(tmp_path, record)
        ledger.erase([record], ACT, "asked for")
        for word in (SECRET, record, "x" * 200):
            assert _holding(tmp_path, word) == []
        assert ledger.check() == 603
    assert {path.stat().st_mode & 0o777 for path in (tmp_path / "keys").iterdir()} == {0o600}


def _holding(folder: Path, word: str) -> list[str]:
    files = [path for path in folder.rglob("*") if path.is_file()]
    return [path.name for path in files if word.encode() in path.read_bytes()]


def test_nothing_erased_stays_in_the_tables_of_postgresql(postgres_url: str, tmp_path: Path) -> None:
    with Ledger.open(postgres_url, keys=tmp_path / "keys") as ledger:
        [record] = accept(ledger, draft(more="x"))
        ledger.erase([record], ACT, "asked for")
    engine = create_engine(postgres_url.replace("postgresql:", "postgresql+psycopg:"))
    with engine.connect() as connection:
        where = connection.execute(text("SELECT pg_read_binary_file(pg_relation_filepath('record'))"))
        assert SECRET.encode() not in bytes(where.scalar_one())
    engine.dispose()


def test_an_older_copy_that_is_put_back_forgets_too(tmp_path: Path) -> None:
    file, keys = tmp_path / "ledger.db", tmp_path / "keys"
    with Ledger.open(f"sqlite:///{file}", keys=keys) as ledger:
        [record] = accept(ledger, draft())
        accept(ledger, draft("stays", "other"))
        ledger.decide(Decision("correction", {"record": record, "value": SECRET}, 1, "ana", SECRET), ACT)
        with closing(sqlite3.connect(file)) as held, closing(sqlite3.connect(tmp_path / "backup.db")) as copy:
            held.backup(copy)
        ledger.erase([record], ACT, "asked for")
        assert ledger.repeat_erasures(ACT) == 0
    shutil.copy(tmp_path / "backup.db", file)
    (tmp_path / "backup.db").unlink()
    with Ledger.open(f"sqlite:///{file}", keys=keys) as ledger:
        assert ledger.record(record) is not None
        assert ledger.repeat_erasures(ACT) == 1 and ledger.repeat_erasures(ACT) == 0
        assert ledger.record(record) is None and ledger.decisions() == []
        assert ledger.check() == 4 and _holding(tmp_path, SECRET) == []
        with pytest.raises(BadInput, match="was erased"):
            accept(ledger, draft())
    file.unlink()
    with Ledger.open(f"sqlite:///{file}", keys=keys) as ledger:
        assert ledger.repeat_erasures(ACT) == 1
        with pytest.raises(BadInput, match="was erased"):
            accept(ledger, draft())


def test_a_line_of_the_journal_that_was_cut_short_is_none(tmp_path: Path) -> None:
    keys = tmp_path / "keys"
    with Ledger.open(f"sqlite:///{tmp_path / 'ledger.db'}", keys=keys) as ledger:
        accept(ledger, draft(), draft("b", "b"))
        ledger.erase([("SRC", "b")], ACT, "asked for")
        with (keys / "erasures.jsonl").open("ab") as journal:
            journal.write(b'{"token": "ab')
        assert ledger.repeat_erasures(ACT) == 0
        ledger.erase([("SRC", f"key-{SECRET}")], ACT, "asked for")
        assert ledger.repeat_erasures(ACT) == 0
    lines = (keys / "erasures.jsonl").read_bytes().splitlines()
    assert len(lines) == 2 and SECRET.encode() not in b"".join(lines)


def test_without_keys_nothing_is_erased_and_nothing_taken_in(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path / 'ledger.db'}"
    with Ledger.open(url, keys=tmp_path / "keys") as ledger:
        accept(ledger, draft())
        ledger.erase([("SRC", f"key-{SECRET}")], ACT, "asked for")
    with Ledger.open(url) as ledger:
        with pytest.raises(Unavailable, match="folder of keys"):
            accept(ledger, draft("new", "new"))
        with pytest.raises(Unavailable, match="LOCARD_KEYS"):
            ledger.erase([("SRC", "x")], ACT, "asked for")
    lost = pytest.raises(Unavailable, match="restore the folder of keys")
    with Ledger.open(url, keys=tmp_path / "others") as ledger, lost:
        accept(ledger, draft("new", "new"))
    assert not (tmp_path / "others" / "refusal.key").exists()


def test_while_another_reads_old_pages_they_are_swept_later(tmp_path: Path) -> None:
    file = tmp_path / "ledger.db"
    with Ledger.open(f"sqlite:///{file}", keys=tmp_path / "keys") as ledger:
        accept(ledger, draft(), draft("b", "b"))
        with closing(sqlite3.connect(file, isolation_level=None)) as reader:
            reader.execute("BEGIN").execute("SELECT count(*) FROM record").fetchone()
            ledger.erase([("SRC", f"key-{SECRET}")], ACT, "asked for")
            assert ledger.unswept and ledger.current("SRC", f"key-{SECRET}") is None
        ledger.sweep()
        assert not ledger.unswept and _holding(tmp_path, SECRET) == []


STRAY = "stands only beside"
NEVER = "never changed or deleted"


@pytest.mark.parametrize(
    ("statement", "words"),
    [
        ("UPDATE record SET content = '' WHERE sequence = 2", NEVER),
        ("UPDATE record SET content = 'else' WHERE sequence = 1", NEVER),
        ("UPDATE record SET source = '' WHERE sequence = 1", NEVER),
        ("UPDATE record SET class = 2 WHERE sequence = 1", NEVER),
        ("UPDATE entry SET reference = 'x' WHERE sequence = 1", NEVER),
        ("UPDATE tombstone SET reference = 'x'", NEVER),
        ("UPDATE erasure SET places = '[]'", NEVER),
        ("DELETE FROM refusal", NEVER),
        ("DELETE FROM tombstone", NEVER),
        ("INSERT INTO tombstone VALUES (2, 'record', 1, 'x', 3)", STRAY),
        ("INSERT INTO tombstone VALUES (2, 'record', 1, 'x', 4)", STRAY),
        ("INSERT INTO tombstone VALUES (3, 'erasure', 1, 'x', 3)", STRAY),
    ],
)
def test_only_an_erasure_empties(kept: Ledger, ledger_url: str, statement: str, words: str) -> None:
    accept(kept, draft(), draft("b", "b"))
    kept.erase([("SRC", f"key-{SECRET}")], ACT, "asked for")
    accept(kept, draft("c", "c"))
    engine = create_engine(ledger_url.replace("postgresql:", "postgresql+psycopg:"))
    try:
        with engine.begin() as connection, pytest.raises(DatabaseError, match=words):
            connection.execute(text(statement))
    finally:
        engine.dispose()
    assert kept.check() == 4


@pytest.mark.parametrize(
    "change",
    [
        "UPDATE erasure SET places = '[]'",
        "DELETE FROM tombstone",
        "UPDATE tombstone SET reference = 'x'",
        "UPDATE record SET key = 'other' WHERE sequence = 2",
        "UPDATE reclassification SET class = 11",
    ],
)
def test_a_changed_tombstone_is_found(tmp_path: Path, change: str) -> None:
    with Ledger.open(f"sqlite:///{tmp_path}/ledger.db", keys=tmp_path / "keys") as ledger:
        accept(ledger, draft(), draft("b", "b"))
        ledger.reclassify(Reclassification("SRC", "b", 1, Marking(unit="5"), "ana", "x"), ACT)
        ledger.erase([("SRC", f"key-{SECRET}")], ACT, "asked for")
        assert ledger.check() == 4
        with closing(sqlite3.connect(tmp_path / "ledger.db", isolation_level=None)) as connection:
            triggers = connection.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'").fetchall()
            connection.executescript("".join(f"DROP TRIGGER {name};" for (name,) in triggers) + change)
        with pytest.raises(Tampered):
            ledger.check()
