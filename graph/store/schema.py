"""Constraints and indexes: the same statements on both servers, each of which may be run again."""

from __future__ import annotations

from collections.abc import Iterable

import neo4j

from graph.store.faults import translated
from graph.store.fulltext import STATEMENT
from graph.store.statements import of_folder


def prepare(driver: neo4j.Driver, database: str, embedded: bool, advice: str) -> None:
    """Make what is missing of cypher/schema; the embedded server makes its full text itself."""
    with driver.session(database=database) as session:
        for statement in of_folder("schema"):
            if embedded and statement.name == STATEMENT:
                continue
            with translated(statement.name, advice), session.begin_transaction() as transaction:
                transaction.run(statement.text).consume()
                transaction.commit()


def drop(driver: neo4j.Driver, database: str, names: Iterable[str], advice: str) -> None:
    """Take indexes away until prepare() makes them again; on Neo4j, where they have our names."""
    with driver.session(database=database) as session:
        for name in names:
            with translated(name, advice), session.begin_transaction() as transaction:
                transaction.run(f"DROP INDEX {name} IF EXISTS").consume()
                transaction.commit()
