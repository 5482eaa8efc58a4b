"""Bring a ledger's tables to this version; safe when several processes open it at the same moment."""

from __future__ import annotations

from pathlib import Path
from uuid import uuid4

from sqlalchemy import Connection, insert, inspect, select, text

from ledger import tables
from ledger.database import MIGRATION_LOCK, Database
from ledger.errors import BadConfiguration

SCHEMA = "0007"
"""The revision that this code reads and writes."""


MIGRATIONS = Path(__file__).with_name("migrations")


def migrate(database: Database) -> None:
    """Run the migrations that are missing; BadConfiguration when a newer version wrote this ledger."""
    with database.reading() as connection:
        if _revision(connection) == SCHEMA:
            return
    with database.writing(MIGRATION_LOCK) as connection:
        if _revision(connection) == SCHEMA:
            return
        _upgrade(connection)


def _revision(connection: Connection) -> str:
    if not inspect(connection).has_table("alembic_version"):
        return ""
    return str(connection.execute(text("SELECT version_num FROM alembic_version")).scalar() or "")


def _upgrade(connection: Connection) -> None:
    # Slow to import, and needed once in the life of a ledger.
    from alembic import command
    from alembic.config import Config
    from alembic.util import CommandError

    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS).replace("%", "%%"))
    config.set_main_option("path_separator", "os")
    config.attributes["connection"] = connection
    try:
        command.upgrade(config, "head")
    except CommandError as error:
        raise BadConfiguration(
            f"This ledger has the schema {_revision(connection)} and this Locard knows {SCHEMA}: "
            "install a newer Locard."
        ) from error
    named = select(tables.meta.c.name).where(tables.meta.c.name == "incarnation")
    if connection.execute(named).first() is None:
        connection.execute(insert(tables.meta), [{"name": "incarnation", "value": uuid4().hex}])
