"""Whether the log is what was written: every chain, every head, and what was kept of it elsewhere."""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import Connection, func, select

from ledger import tables
from ledger.act import Seal
from ledger.audit_lines import COLUMNS, End, Row
from ledger.audit_walk import ADVICE, PAGE, Part, begin, ended, walk, walked
from ledger.database import Database
from ledger.errors import Tampered
from ledger.heads import Head, heads
from ledger.merkle import Reach, root
from ledger.signing import is_signed

MANY, MOST_PROCESSES = 100_000, 8
"""Lines that are worth a process of their own, and how many there are at most."""


@dataclass(frozen=True)
class Checked:
    """A log that is whole: its lines, chains and heads, and the lines that no head covers yet."""

    lines: int
    chains: int
    heads: int
    uncovered: int


def check(
    database: Database,
    seal: Seal | None = None,
    keys: frozenset[str] | None = None,
    kept: Sequence[Head] = (),
) -> Checked:
    """Walk every chain with the heads; Tampered names the first line or head that was changed.

    `keys` are the public keys that may have signed, None: whichever; `kept` are heads that lay elsewhere.
    """
    with database.reading() as connection:
        held = heads(connection)
        chains = list(_chains(connection))
        if seal is not None:
            _refuse_unsealed(connection, seal)
    refuse_forged(held, keys)
    _refuse_other(held, kept)
    reaches = _by_chain(held)
    if missing := sorted(reaches.keys() - set(chains)):
        raise Tampered(f"The audit log has lost {len(missing)} chains that the heads know of. {ADVICE}")
    lines = covered = 0
    for chain in chains:
        _, count = _walked(database, chain, reaches.get(chain, ()))
        lines += count
        covered += sum(one.last - one.first + 1 for one in reaches.get(chain, ()))
    return Checked(lines, len(chains), len(held), lines - covered)


def refuse_forged(held: Sequence[Head], keys: frozenset[str] | None) -> None:
    """Tampered for the first head that does not follow, was changed, or was signed by nobody known."""
    before, covered = Head(0, "", (), "", "", ""), dict[str, int]()
    for head in held:
        follows = head.number == before.number + 1 and head.previous == before.hash
        if not follows or head.hash != head.hashed or not _is_whole(head, covered):
            raise Tampered(f"The heads of the audit log were changed at head {before.number + 1}. {ADVICE}")
        known = keys is None or head.key in keys
        if not known or not is_signed(head.hash, head.signature, head.key):
            raise Tampered(f"Head {head.number} of the audit log is not signed by a known key. {ADVICE}")
        covered |= {one.chain: one.last for one in head.reaches}
        before = head


def _is_whole(head: Head, covered: Mapping[str, int]) -> bool:
    """Each reach begins where the heads before it end, and the root is over all of them."""
    begun = all(covered.get(one.chain, one.first - 1) + 1 == one.first for one in head.reaches)
    return bool(head.reaches) and begun and head.root == root([one.root for one in head.reaches])


def _refuse_other(held: Sequence[Head], kept: Sequence[Head]) -> None:
    there = {head.number: head.hash for head in held}
    for head in kept:
        if head.number not in there:
            raise Tampered(
                f"The audit log was cut: head {head.number} of {head.at} was kept elsewhere, and the log ends"
                f" at head {len(held)}. {ADVICE}"
            )
        if there[head.number] != head.hash:
            raise Tampered(f"Head {head.number} of the audit log is not the one that was kept. {ADVICE}")


def _refuse_unsealed(connection: Connection, seal: Seal) -> None:
    table = tables.audit
    last = connection.execute(select(func.max(table.c.sequence))).scalar() or 0
    if last < seal.sequence:
        raise Tampered(f"The audit log ends at line {last}; {seal.sequence} lines were sealed. {ADVICE}")
    hash_ = connection.execute(select(table.c.hash).where(table.c.sequence == seal.sequence)).scalar()
    if seal.sequence and hash_ != seal.hash:
        raise Tampered(f"The audit log was changed at line {seal.sequence}. {ADVICE}")


def _by_chain(held: Sequence[Head]) -> dict[str, tuple[Reach, ...]]:
    found: dict[str, list[Reach]] = {}
    for head in held:
        for one in head.reaches:
            found.setdefault(one.chain, []).append(one)
    return {chain: tuple(reaches) for chain, reaches in found.items()}


def _chains(connection: Connection) -> Iterator[str]:
    """Every chain by its name; each is one step in the index."""
    table = tables.audit
    first = select(table.c.chain).order_by(table.c.chain).limit(1)
    chain = connection.execute(first).scalar_one_or_none()
    while chain is not None:
        yield str(chain)
        chain = connection.execute(first.where(table.c.chain > chain)).scalar_one_or_none()


def _walked(database: Database, chain: str, reaches: Sequence[Reach]) -> tuple[End, int]:
    if not database.sqlite:
        return _on_server(database, chain, reaches)
    with database.reading() as connection:
        upto = int(connection.execute(select(func.max(tables.audit.c.sequence))).scalar() or 0)
        borders = _borders(connection, reaches, upto) if not chain else []
    file = database.url.database or ""
    starts = [(0, End()), *borders]
    limits = [*((number, end.sequence) for number, end in borders), (len(reaches), upto)]
    parts = [
        Part(file, chain, start, limit, reaches[low:high])
        for (low, start), (high, limit) in zip(starts, limits, strict=True)
    ]
    others = [begin(part) for part in parts[1:]]
    try:
        ends = [walked(parts[0]), *map(ended, others)]
    finally:
        for running in others:
            running.kill()
            running.wait()
            if running.stdout is not None:
                running.stdout.close()
    for (end, _), following in zip(ends, parts[1:], strict=False):
        if end != following.start:
            raise Tampered(f"The audit log was changed at line {end.sequence + 1}. {ADVICE}")
    return ends[-1][0], sum(count for _, count in ends)


def _borders(connection: Connection, reaches: Sequence[Reach], upto: int) -> list[tuple[int, End]]:
    """Where the one chain of SQLite is cut for several processes: after which of its heads."""
    parts, table = min(os.cpu_count() or 1, MOST_PROCESSES, upto // MANY), tables.audit
    found = dict[int, End]()
    for part in range(1, parts):
        number = len(reaches) * part // parts
        if number:
            last = reaches[number - 1]
            place = (table.c.chain == "") & (table.c.place == last.last)
            row = connection.execute(select(table.c.sequence, table.c.hash).where(place)).first()
            if row is not None:
                found[number] = End(last.last, row.sequence, row.hash)
    return sorted(found.items(), key=lambda one: one[0])


def _on_server(database: Database, chain: str, reaches: Sequence[Reach]) -> tuple[End, int]:
    asked = f"SELECT {COLUMNS} FROM audit WHERE chain = %s ORDER BY place, sequence"
    with database.reading() as connection:
        # Rows as the driver gives them, page by page; a server's cursor ends with its transaction.
        server = connection.connection.driver_connection
        assert server is not None
        with server.cursor(name="locard_audit") as cursor:
            cursor.execute(asked, (chain,))
            pages: Iterator[Sequence[Row]] = iter(lambda: cursor.fetchmany(PAGE), [])
            return walk(pages, End(), reaches)
