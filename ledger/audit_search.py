"""What an auditor asks of the log: lines by who, case, id, kind and time."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, Connection, and_, func, or_, select

from ledger import tables
from ledger.act import KINDS, Event
from ledger.errors import BadInput
from ledger.ledger import Ledger

MOST = 1000
"""Lines in one answer."""


@dataclass(frozen=True)
class Asked:
    """Which lines: all that is given must hold; `until` is the first moment that is not asked for."""

    who: str = ""
    case: str = ""
    ids: tuple[str, ...] = ()
    since: str = ""
    until: str = ""
    kind: str = ""

    def __post_init__(self) -> None:
        if self.kind and self.kind not in KINDS:
            raise BadInput(f"There are no acts of kind {self.kind!r}: use one of {', '.join(KINDS)}.")
        for given in filter(None, (self.since, self.until)):
            try:
                datetime.fromisoformat(given)
            except ValueError as error:
                raise BadInput(
                    f"{given[:40]!r} is no day or moment: write 2026-03-01 or 2026-03-01T08:00."
                ) from error


@dataclass(frozen=True)
class Lines:
    """A page of the log, oldest first, and how many lines there are in all."""

    events: tuple[Event, ...]
    total: int


def search(ledger: Ledger, asked: Asked, first: int = 100, after: int = 0) -> Lines:
    """The lines after a sequence number; an id is found by its words, until it is erased."""
    if not 1 <= first <= MOST:
        raise BadInput(f"Ask for 1 to {MOST} lines at once.")
    table = tables.audit
    with ledger.audit.reading() as connection:
        where = _where(connection, asked)
        total = connection.execute(select(func.count()).select_from(table).where(where)).scalar_one()
        page = select(table).where(where, table.c.sequence > after).order_by(table.c.sequence).limit(first)
        rows = connection.execute(page).mappings().all()
        return Lines(tuple(ledger.audit.told(connection, rows)), total)


def each(ledger: Ledger, asked: Asked) -> Iterator[Event]:
    """All these lines, oldest first, page by page."""
    after = 0
    while page := search(ledger, asked, MOST, after).events:
        yield from page
        after = page[-1].sequence


def _where(connection: Connection, asked: Asked) -> ColumnElement[bool]:
    table = tables.audit
    given = [
        column == value
        for column, value in (
            (table.c.actor, asked.who),
            (table.c.case_number, asked.case),
            (table.c.kind, asked.kind),
        )
        if value
    ]
    given += _span(table.c.at, asked.since, asked.until)
    if asked.ids:
        words = _words(connection, asked.ids)
        given.append(or_(*(table.c.details.contains(word, autoescape=True) for word in words)))
    return and_(table.c.sequence > 0, *given)


def _span(column: ColumnElement[str], since: str, until: str) -> list[ColumnElement[bool]]:
    found = [column >= since] if since else []
    return [*found, column < until] if until else found


def _words(connection: Connection, ids: Sequence[str]) -> list[str]:
    """The ids, for lines of before, and the words that stand for them."""
    table = tables.pseudonym
    held = connection.execute(select(table.c.token).where(table.c.id.in_(ids))).scalars()
    return [*ids, *held]
