"""Backup while the program runs, restore elsewhere: the same graph, and nothing that was erased since."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from servers import Server, emptied, lent

from api.backup import MANIFEST, backup, read_manifest
from api.installation import Installation
from api.passages import Stream, add, drop, open_passages
from api.pipeline import bring_up_to_date
from api.purpose import Purpose
from api.restore import restore
from api.settings import Settings
from api.stages.receive import receive
from graph.content_hash import content_hash
from graph.passages.question import Question
from ingest.feeds import load
from ledger.act import Act
from ledger.errors import BadInput, Tampered, Unavailable

FEED = """\
name: people
source: TEST
labels: {nl: personen, fr: personnes, de: Personen, en: people}
format: csv
key: [number]
mentions:
  person:
    type: Person
    values: {firstName: first, lastName: last, birthDate: {column: born, clean: date}}
"""
ROWS = """\
number,first,last,born
1,Jan,Zwartepoort,1980-05-12
2,Els,Maes,1991-01-01
3,Jan,Zwartepoort,1980-05-12
"""
PASSAGES = """\
passage;camera;lat;lon;tijdstip;plaat;land;richting
P1;E17;51.05;3.72;2026-05-02T12:00:00Z;1ABC234;B;in
"""


def clock() -> datetime:
    return datetime(2026, 5, 20, tzinfo=UTC)


@pytest.fixture(scope="module", params=["embedded", pytest.param("neo4j", marks=pytest.mark.slow)])
def server(request: pytest.FixtureRequest) -> Iterator[Server | None]:
    """None for the embedded server, which each data directory has of its own."""
    if request.param == "embedded":
        yield None
    else:
        with lent("neo4j") as graph:
            yield graph


@pytest.fixture
def settings(server: Server | None, ledger_url: str, tmp_path: Path) -> Settings:
    """An installation with three persons and a passage that was taken over, all of it derived."""
    if server is not None:
        emptied(server.store)
    url = "" if ledger_url.startswith("sqlite") else ledger_url
    made = Settings(
        data=tmp_path / "data", actor="ana", ledger_url=url, graph_idle_seconds=2.0, graph_memory="512m"
    )
    made = made.model_copy(update=server.settings if server else {})
    for name, text in (("people.yaml", FEED), ("people.csv", ROWS), ("cameras.csv", PASSAGES)):
        (tmp_path / name).write_text(text)
    with Installation(made) as house:
        receive(house, [tmp_path / "people.csv"], load(tmp_path / "people.yaml"))
        add(house, [tmp_path / "cameras.csv"], load("anpr_hit"))
        with open_passages(house) as store:
            session = Stream(house, store, "ana", Purpose("judicial", "T-1", "a test"), (1,), clock)
            session.take([p.id for p in session.read(Question(plate="1ABC234")).passages])
        bring_up_to_date(house)
    return made


def elsewhere(settings: Settings, tmp_path: Path, server: Server | None) -> Settings:
    """An empty installation with the same keys; its ledger is SQLite."""
    if server is not None:
        emptied(server.store)
    new = {"data": tmp_path / "new", "ledger_url": "", "keys": str(settings.keys_folder)}
    return Settings(**(settings.model_dump() | new))


def test_a_backup_becomes_the_same_installation(
    settings: Settings, server: Server | None, tmp_path: Path
) -> None:
    with Installation(settings) as house:
        kept, told = backup(house, tmp_path / "copy"), content_hash(house.store)
        was = house.ledger.incarnation
    assert kept.content == told
    there = elsewhere(settings, tmp_path, server)
    done = restore(there, tmp_path / "copy")
    assert done.content == told and done.comparable and done.head == kept.head
    with Installation(there) as house, open_passages(house) as store:
        assert house.ledger.incarnation != was
        assert store.read(Question(plate="1ABC234"), (1,)).total == 1
    with pytest.raises(BadInput, match="not empty"):
        restore(there, tmp_path / "copy")
    again = restore(there, tmp_path / "copy", force=True)
    assert again.content == told and again.aside is not None and again.aside.is_dir()


def test_what_was_erased_or_dropped_since_goes_again(
    settings: Settings, server: Server | None, tmp_path: Path
) -> None:
    act = Act("ana", "erasure", "a test")
    with Installation(settings) as house:
        house.ledger.erase([("TEST", "2")], act, "a test")
        backup(house, tmp_path / "copy", content=False)
        house.ledger.erase([("TEST", "1")], act, "a test")
        drop(house, "2026-05", "the term is over")
        bring_up_to_date(house)
        told = content_hash(house.store)
    there = elsewhere(settings, tmp_path, server)
    done = restore(there, tmp_path / "copy")
    assert done.repeated == 1 and done.content == told
    with Installation(there) as house, open_passages(house) as store:
        assert house.ledger.current("TEST", "1") is None and house.ledger.current("TEST", "2") is None
        assert store.months() == {}
    lost = Settings(**(there.model_dump() | {"data": tmp_path / "third", "keys": str(tmp_path / "none")}))
    with pytest.raises(Unavailable, match="journal of erasures"):
        restore(lost, tmp_path / "copy")


def test_a_backup_that_was_changed_is_refused(tmp_path: Path) -> None:
    there = Settings(data=tmp_path / "new", graph_idle_seconds=2.0)
    with Installation(Settings(data=tmp_path / "data")) as house:
        backup(house, tmp_path / "copy", content=False)
        with pytest.raises(BadInput, match="not empty"):
            backup(house, tmp_path / "copy")
    whole = (tmp_path / "copy" / "ledger.db").read_bytes()
    (tmp_path / "copy" / "ledger.db").write_bytes(whole[:-1] + b"x")
    with pytest.raises(Tampered, match=r"ledger\.db"):
        restore(there, tmp_path / "copy")
    assert not there.data.exists()
    (tmp_path / "copy" / "ledger.db").write_bytes(whole)
    assert read_manifest(tmp_path / "copy").head == 0
    (tmp_path / "copy" / MANIFEST).unlink()
    with pytest.raises(BadInput, match="cut short"):
        restore(there, tmp_path / "copy")


@pytest.mark.slow
def test_from_the_command_line_while_another_runs(tmp_path: Path) -> None:
    (tmp_path / "people.yaml").write_text(FEED)
    (tmp_path / "people.csv").write_text(ROWS)
    assert "3 new" in locard(tmp_path, "data", "ingest", "people.csv", "--feed", "people.yaml", "--process")
    with Installation(Settings(data=tmp_path / "data")) as house:
        house.store.read("hash_entities", after="", limit=1)
        assert "content hash" in locard(tmp_path, "data", "backup", "copy")
        in_use = locard(tmp_path, "data", "restore", "copy", "--force", status=1)
    assert "end it first" in in_use
    assert "as at the backup" in locard(tmp_path, "other", "restore", "copy")


def locard(folder: Path, data: str, *command: str, status: int = 0) -> str:
    env = os.environ | {"LOCARD_DATA": str(folder / data), "LOCARD_GRAPH_IDLE_SECONDS": "2", "COLUMNS": "200"}
    run = [sys.executable, "-c", "from api.cli import main; main()", *command]
    done = subprocess.run(run, env=env, capture_output=True, text=True, timeout=250, cwd=folder)
    assert done.returncode == status, done.stderr + done.stdout
    return done.stdout + done.stderr
