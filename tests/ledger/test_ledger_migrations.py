"""The migrations make the tables that the code reads."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import insert, text

from ledger import tables
from ledger.act import Act
from ledger.database import Database
from ledger.errors import BadConfiguration
from ledger.ledger import Ledger
from ledger.migrate import MIGRATIONS, SCHEMA
from ledger.record import Draft, Record
from ledger.tables import metadata


def test_the_migrated_tables_are_those_of_the_code(ledger: Ledger, ledger_url: str) -> None:
    database = Database(ledger_url)
    with database.reading() as connection:
        assert compare_metadata(MigrationContext.configure(connection), metadata) == []
    database.close()


def test_the_code_reads_the_last_revision() -> None:
    assert ScriptDirectory(str(MIGRATIONS)).get_heads() == [SCHEMA]


def test_a_ledger_of_a_newer_version_is_left_alone(ledger: Ledger, ledger_url: str) -> None:
    database = Database(ledger_url)
    with database.writing() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    database.close()
    with pytest.raises(BadConfiguration, match=r"9999.*newer Locard"):
        Ledger.open(ledger_url)


def test_an_older_ledger_keeps_its_records_and_can_erase(ledger_url: str, tmp_path: Path) -> None:
    act = Act("ana", "erasure", "test of the ledger")
    database = Database(ledger_url)
    with database.writing() as connection:
        config = Config()
        config.set_main_option("script_location", str(MIGRATIONS))
        config.set_main_option("path_separator", "os")
        config.attributes["connection"] = connection
        command.upgrade(config, "0001")
        connection.execute(insert(tables.meta), [{"name": "incarnation", "value": "before"}])
        draft = Draft("s", "f", "k", {"n": "1"})
        row = {"sequence": 1, "id": Record("s", "f", "k", "1", draft.content, 1).id, "class": 1}
        connection.execute(insert(tables.entry), [_entry(row)])
        connection.execute(insert(tables.record), [_record(row)])
    database.close()
    with Ledger.open(ledger_url, keys=tmp_path / "keys") as ledger:
        assert ledger.incarnation == "before" and ledger.check() == 1
        ledger.erase([row["id"]], act, "asked for")
        assert ledger.check() == 2 and ledger.current("s", "k") is None


def _entry(row: dict[str, Any]) -> dict[str, Any]:
    return {"sequence": 1, "kind": "record", "reference": row["id"], "class": 1, "at": "2026-01-01T00:00:00Z"}


def _record(row: dict[str, Any]) -> dict[str, Any]:
    said = {"source": "s", "feed": "f", "key": "k", "version": "1", "number": 1, "rank": "", "recorded": ""}
    return row | said | {"marking": "{}", "grade": "{}", "received": "2026-01-01", "content": '{"n":"1"}'}
