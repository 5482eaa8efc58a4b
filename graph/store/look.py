"""One look at the graph: several statements in one transaction, which is always rolled back."""

from __future__ import annotations

import logging
from dataclasses import dataclass
from typing import Any

import neo4j

from graph.store.faults import translated
from graph.store.plain import plain
from graph.store.statements import Statement, named
from graph.store.values import checked
from ledger.errors import BadInput, Tampered

log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Table:
    """An answer with the names of its columns, known also when there is no row."""

    columns: tuple[str, ...]
    rows: list[dict[str, Any]]


class Look:
    """Answers statements as the store does, for as long as one transaction lasts."""

    def __init__(self, transaction: neo4j.Transaction, embedded: bool, advice: str) -> None:
        self.embedded = embedded
        self._transaction, self._advice = transaction, advice

    def read(self, statement: str, /, **parameters: Any) -> list[dict[str, Any]]:
        """The rows that a statement answers, by name or as text, as plain values."""
        return self.table(statement, **parameters).rows

    def table(self, statement: str, /, **parameters: Any) -> Table:
        """As read(), with the names of the columns."""
        known = _known(statement)
        what = known.name if known else "the query"
        if known:
            known.fitting(parameters)
        sent = {key: checked(value, f"{what}: ${key}") for key, value in parameters.items()}
        with translated(what, self._advice):
            result = self._transaction.run(known.text if known else statement, sent)
            columns = tuple(result.keys())
            rows = [dict(zip(columns, map(plain, values), strict=True)) for values in result.values()]
            _alarm(result.consume(), what)
        return Table(known.columns if known and known.columns else columns, rows)


def _known(statement: str) -> Statement | None:
    if statement.isidentifier():
        return named(statement)
    if not statement.strip():
        raise BadInput("the query is empty")
    return None


def _alarm(summary: neo4j.ResultSummary, what: str) -> None:
    counters = summary.counters
    if counters.contains_updates or counters.contains_system_updates:
        log.critical("a read wrote to the graph and was rolled back: %s %s", what, counters)
        raise Tampered(f"{what}: a read tried to write to the graph; it was rolled back and logged")
