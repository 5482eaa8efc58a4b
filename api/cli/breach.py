"""locard breach: which persons and records a time span of the log touched."""

from __future__ import annotations

import csv
from pathlib import Path
from typing import Annotated

import typer

from api.breach import OTHER, PERSON, RECORD, Breach, breach, span
from api.cli.console import err, out
from api.cli.session import Case, Domain, Reason, User, begun, looking
from api.installation import Installation
from api.progress import bars
from api.settings import Settings
from ledger.errors import BadInput

HEAD = ("what", "id", "source", "times", "first", "last", "by")


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command("breach")(touched)


def touched(
    since: Annotated[str, typer.Option("--from", help="A day or moment (UTC), such as 2026-03-01T08:00.")],
    until: Annotated[str, typer.Option("--to", help="A day, which is whole, or a moment.")],
    who: Annotated[str, typer.Option(help="Of this account's acts alone.")] = "",
    to: Annotated[Path | None, typer.Option("--out", help="A .csv file with one line for each.")] = None,
    user: User = "",
    case: Case = "",
    reason: Reason = "",
    domain: Domain = "judicial",
) -> None:
    """Find the persons and records that a breach touched: all that acts of a time span asked for or returned.

    For the auditor; ids and sources alone, no names.

    Example:

    locard breach --from 2026-03-01 --to 2026-03-02 --who jan --out touched.csv
    --case INC-7 --reason "a lost laptop"
    """
    if to and to.exists():
        raise BadInput(f"{to.name} is there already: name a new file.")
    begins, ends = span(since, until)
    with Installation(Settings()) as house:
        mine = begun(house, user, case, reason, domain, "audit")
        act = looking(mine.user, mine.purpose, "breach", {"from": begins, "to": ends, "who": who})
        with house.ledger.acted(act) as outcome, bars(err) as tell:
            found = breach(house, begins, ends, who, tell)
            outcome |= {"persons": found.count(PERSON), "records": found.count(RECORD)}
    if to:
        write(found, to)
    counts = (
        f"{found.count(PERSON):,} persons, {found.count(RECORD):,} records, {found.count(OTHER):,} others"
    )
    out.print(f"{found.lines:,} lines of the log touched {counts}", soft_wrap=True)
    if found.erased:
        err.print(f"{found.erased:,} more were erased since: nobody can tell which they were")


def write(found: Breach, to: Path) -> None:
    """One line for each thing that was touched."""
    with to.open("x", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(HEAD)
        for one in found.touched:
            by = " ".join(sorted(one.by))
            writer.writerow((one.what, one.id, one.source, one.times, one.first, one.last, by))
