"""The migrations make the tables that the code reads."""

from __future__ import annotations

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import text

from ledger.database import Database
from ledger.errors import BadConfiguration
from ledger.ledger import Ledger
from ledger.migrate import MIGRATIONS, SCHEMA
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
