"""What the class numbers stand for that a rule makes one by one: the registry of classes.

A number is derived from what it stands for. So it does not depend on the order of arrival, no number tells
how many there are, and a row that was changed no longer fits its number.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass, fields
from datetime import UTC, datetime
from functools import cache, cached_property
from itertools import product
from typing import Any, Protocol
from uuid import uuid4

import orjson
from sqlalchemy import Connection, Select, insert, select, update

from ledger.canonical import canonical
from ledger.database import Database
from ledger.errors import BadInput, Tampered
from ledger.known import Version, asked_for, parameters
from ledger.reclassified import archived
from ledger.tables import meta, reclassification, record
from ledger.tables import visibility as table

FIRST = 1000
"""Numbers below are those of the classes file; no row here has one."""
EDITION = "visibility"
SOME = 500


@dataclass(frozen=True)
class Described:
    """What one class stands for: the rule that makes it and the values by which that tells classes apart.

    A compound has `parts` and the rule `COMPOUND`.
    """

    rule: str
    domain: str
    classification: str = ""
    handling: str = ""
    unit: str = ""
    compartment: str = ""
    archived: bool = False
    parts: tuple[int, ...] = ()

    @cached_property
    def number(self) -> int:
        """48 bits of the SHA-256 of all of it, above the numbers of the classes file."""
        return FIRST + int(
            hashlib.sha256(canonical([getattr(self, name) for name in _COLUMNS])).hexdigest()[:12], 16
        )


Describe = Callable[[int], Described | None]
"""What a number stands for; None for one of the classes file."""
COMPOUND = "compound"
_COLUMNS = tuple(field.name for field in fields(Described))


class Registry(Protocol):
    """Where classes that were made one by one are looked up; the ledger's is `Registered`."""

    def described(self, numbers: Collection[int]) -> Mapping[int, Described]:
        """What those of the numbers stand for that are registered."""
        ...

    def around(self, compartments: Collection[str], unit: str) -> list[Described]:
        """The registered classes of these compartments, and those of the unit outside all compartments."""
        ...

    def compounds(self) -> list[Described]:
        """The registered compounds, by number."""
        ...

    def edition(self) -> str:
        """Another word after each registration."""
        ...


class Nowhere:
    """The registry of nobody: only classes of the file exist."""

    def described(self, numbers: Collection[int]) -> Mapping[int, Described]:
        """Nothing."""
        return {}

    def around(self, compartments: Collection[str], unit: str) -> list[Described]:
        """Nothing."""
        return []

    def compounds(self) -> list[Described]:
        """Nothing."""
        return []

    def edition(self) -> str:
        """Always the same."""
        return ""


class Registered:
    """The registry that lies in the ledger; `describe` says what a number stands for that is new to it."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self.describe: Describe | None = None

    def register(self, connection: Connection, numbers: Iterable[int], at: str) -> None:
        """Write down, in somebody's transaction, what is new of these; BadInput for a number of nothing."""
        new = {number for number in numbers if number >= FIRST}
        if not new or not (new := new.difference(_described(connection, new))):
            return
        rows = [_row(number, self.describe(number) if self.describe else None, at) for number in sorted(new)]
        connection.execute(insert(table), rows)
        edition, named = {"name": EDITION, "value": uuid4().hex}, meta.c.name == EDITION
        if not connection.execute(update(meta).where(named).values(edition)).rowcount:
            connection.execute(insert(meta), [edition])

    def enrol(self, numbers: Iterable[int]) -> None:
        """The same in a transaction of its own, for what is kept beside the ledger."""
        with self._database.writing() as connection:
            self.register(connection, numbers, datetime.now(UTC).isoformat(timespec="milliseconds"))

    def described(self, numbers: Collection[int]) -> Mapping[int, Described]:
        """What those of the numbers stand for that are registered; Tampered where a row was changed."""
        with self._database.reading() as connection:
            return _described(connection, numbers)

    def around(self, compartments: Collection[str], unit: str) -> list[Described]:
        """The registered classes of these compartments, and those of the unit outside all compartments."""
        dialect = "sqlite" if self._database.sqlite else "postgresql"
        named = [Version(one, "", "") for one in sorted(compartments) if one]
        own = select(table).where(table.c.compartment == "", table.c.unit == unit)
        with self._database.reading() as connection:
            of_unit = _read(connection, own) if unit else []
            return _read(connection, _of_compartments(dialect), parameters(dialect, named)) + of_unit

    def compounds(self) -> list[Described]:
        """The registered compounds, by number."""
        asked = select(table).where(table.c.parts > "").order_by(table.c.number)
        with self._database.reading() as connection:
            return _read(connection, asked)

    def ever(self, keys: Iterable[tuple[str, str]]) -> list[int]:
        """The classes that the records of these source keys have or had."""
        found = set[int]()
        with self._database.reading() as connection:
            for (source, key), of in product(keys, (record, reclassification)):
                asked = select(of.c["class"]).where(of.c.source == source, of.c.key == key)
                found.update(connection.execute(asked).scalars())
        return sorted(found)

    def archived(self) -> dict[tuple[str, str], str]:
        """(source, key) → since when all its versions are archived, for those that were."""
        with self._database.reading() as connection:
            return archived(connection)

    def edition(self) -> str:
        """Another word after each registration; "" before the first."""
        with self._database.reading() as connection:
            found = connection.execute(select(meta.c.value).where(meta.c.name == EDITION)).scalar()
        return str(found or "")


def _described(connection: Connection, numbers: Collection[int]) -> dict[int, Described]:
    wanted, found = sorted(number for number in set(numbers) if number >= FIRST), dict[int, Described]()
    for start in range(0, len(wanted), SOME):
        some = select(table).where(table.c.number.in_(wanted[start : start + SOME]))
        found |= {one.number: one for one in _read(connection, some)}
    return found


@cache
def _of_compartments(dialect: str) -> Select[*tuple[Any, ...]]:
    """Made once, for however many compartments."""
    asked = asked_for(dialect)
    return select(table).select_from(asked.join(table, table.c.compartment == asked.c.source))


def _read(
    connection: Connection, asked: Select[*tuple[Any, ...]], parameters: Mapping[str, Any] | None = None
) -> list[Described]:
    return [_of(row) for row in connection.execute(asked, parameters or {}).mappings()]


def _of(row: Mapping[Any, Any]) -> Described:
    parts = tuple(orjson.loads(row["parts"])) if row["parts"] else ()
    told = {name: row[name] for name in _COLUMNS} | {"archived": bool(row["archived"]), "parts": parts}
    one = Described(**told)
    if one.number != row["number"]:
        raise Tampered(
            f"What class {row['number']} stands for was changed in the ledger's table visibility: "
            "restore a backup."
        )
    return one


def _row(number: int, one: Described | None, at: str) -> dict[str, Any]:
    if one is None or one.number != number:
        raise BadInput(f"There is no class {number}: no rule of the classes file makes it.")
    told = {name: getattr(one, name) for name in _COLUMNS}
    parts = orjson.dumps(one.parts).decode() if one.parts else ""
    return told | {"number": number, "archived": int(one.archived), "parts": parts, "at": at}
