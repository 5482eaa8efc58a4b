"""The retention term of a record as a person is told of it: what happens to it next, and when."""

from __future__ import annotations

from datetime import date

from api.installation import Installation
from api.retention.falling import Retention
from api.subject.told import Term
from ledger.record import Record


def terms(house: Installation, on: date) -> Term:
    """Knows the terms of an installation on a day; what blocks one is not told, it may be an open case."""
    retention = Retention(house, on)

    def term(record: Record) -> str:
        due = retention.of([record]).get(record.id)
        return f"{due.action} {due.when.isoformat()}" if due else ""

    return term
