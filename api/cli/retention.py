"""locard retention: what falls due, what is done about it, and the queue of what people decide."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Annotated

import typer
from rich.table import Table

from api.acts import Acts
from api.cli.console import err, out
from api.cli.session import Case, Domain, Reason, User, acting
from api.installation import Installation
from api.pipeline import bring_up_to_date
from api.progress import Tell, bars
from api.retention.applying import Done, apply
from api.retention.falling import Retention
from api.retention.listing import counted, to_review, written
from api.retention.rejected import expired, to_close
from api.retention.stream import over
from api.retention.verdicts import decide
from api.settings import Settings
from api.stages.receive import rejects_folder
from ledger.errors import BadInput

terms = typer.Typer(help="Terms: what falls due, archive and erase it, decide what is not clear.")
Until = Annotated[str, typer.Option(help="Until this day: 2030-01-31.")]


def register(app: typer.Typer) -> None:
    """Add the commands."""
    app.add_typer(terms, name="retention")


@terms.callback(invoke_without_command=True)
def retention(
    context: typer.Context,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Show what falls due; change nothing.")] = False,
    do: Annotated[bool, typer.Option("--apply", help="Archive and erase what is due and not held.")] = False,
    on: Annotated[str, typer.Option(help="Reckon on this day, with --dry-run: 2027-01-01.")] = "",
    file: Annotated[Path | None, typer.Option("--out", help="A CSV file for the list of records.")] = None,
    everything: Annotated[
        bool, typer.Option("--everything", help="With --apply: what this session does not see too.")
    ] = False,
    user: User = "",
    case: Case = "",
    reason: Reason = "",
    domain: Domain = "judicial",
) -> None:
    """Show or do what the terms ask for, by policy/retention.yaml or the file in LOCARD_RETENTION.

    A scheduled run takes --everything: it does what is due in all classes and says nothing of what the
    session does not see; passages past their term and rejects files go with it. Nothing under an open
    measure or investigation is archived or erased. Examples:

    locard retention --dry-run --case RET/2026 --reason "yearly review"

    locard retention --apply --everything --case RET/2026 --reason "yearly review"
    """
    if context.invoked_subcommand:
        return
    if dry_run == do:
        raise BadInput("Say what is wanted: --dry-run shows what falls due, --apply does it.")
    day = _day(on) if on else _today()
    if do and day != _today():
        raise BadInput("--on goes with --dry-run: nothing is archived or erased before its day.")
    with _acting(user, case, reason, domain) as acts, bars(err) as tell:
        bring_up_to_date(acts.house, tell)
        found = Retention(acts.house, day)
        if dry_run:
            _show(found, acts, file)
        else:
            _say(apply(found, acts, _by_name(tell), everything))


@terms.command("review")
def review(
    first: Annotated[int, typer.Option(min=1, max=1000, help="How many to show.")] = 20,
    user: User = "",
    case: Case = "",
    reason: Reason = "",
    domain: Domain = "judicial",
) -> None:
    """The queue of what no term decides by itself, what waits longest first.

    Example:

    locard retention review --case RET/2026 --reason "yearly review"
    """
    with _acting(user, case, reason, domain) as acts:
        bring_up_to_date(acts.house)
        shown, total = to_review(Retention(acts.house, _today()), acts, first)
    for one in shown:
        where = f"{one.source} {one.key} ({one.due.category})"
        out.print(f"{one.record} {where}, since {one.due.when}: {one.due.why}", soft_wrap=True, markup=False)
    out.print(f"{len(shown)} of {total}")


@terms.command("keep")
def keep(
    record: Annotated[str, typer.Argument(help="Id of a record.")],
    until: Until = "",
    user: User = "",
    case: Case = "",
    reason: Reason = "",
    domain: Domain = "judicial",
) -> None:
    """Keep a record and all its versions until a day; then it is in the queue again.

    Example:

    locard retention keep 3f2a… --until 2030-01-31 --case RET/2026 --reason "appeal is pending"
    """
    _decide(record, "keep", _day(until), (user, case, reason, domain))


@terms.command("archive")
def archive(
    record: Annotated[str, typer.Argument(help="Id of a record.")],
    user: User = "",
    case: Case = "",
    reason: Reason = "",
    domain: Domain = "judicial",
) -> None:
    """Have a record archived by the next --apply.

    Example:

    locard retention archive 3f2a… --case RET/2026 --reason "the file is closed"
    """
    _decide(record, "archive", _today(), (user, case, reason, domain))


@terms.command("erase")
def erase(
    record: Annotated[str, typer.Argument(help="Id of a record.")],
    user: User = "",
    case: Case = "",
    reason: Reason = "",
    domain: Domain = "judicial",
) -> None:
    """Have a record erased by the next --apply, unless a measure or investigation is open.

    Example:

    locard retention erase 3f2a… --case RET/2026 --reason "no longer needed"
    """
    _decide(record, "erase", _today(), (user, case, reason, domain))


def _decide(record: str, verdict: str, day: date, by: tuple[str, str, str, str]) -> None:
    with _acting(*by) as acts:
        bring_up_to_date(acts.house)
        made = decide(acts, record, verdict, day, _today())
    out.print(f"{verdict} {made.subject['day']}: {made.reason}", soft_wrap=True, markup=False)


def _show(found: Retention, acts: Acts, file: Path | None) -> None:
    table = Table("category", "action", "due", "held back", box=None)
    for line in counted(found, acts):
        table.add_row(line.category, line.action, str(line.due), str(line.blocked))
    out.print(table)
    house = acts.house
    for month in over(house.passages.months(), found.terms.keep, found.on):
        out.print(f"passages of {month}: drop, {house.passages.months()[month]} passages")
    folder, own = rejects_folder(house), found.terms.own
    gone, closing = len(expired(folder, own["rejects"].period, found.on)), len(to_close(folder, found.on))
    out.print(f"rejects files: {gone} to erase, {closing} to close")
    out.print(f"log: what it says of days before {own['log'].period.before(found.on)} is to be forgotten")
    if file:
        out.print(f"{written(found, acts, file)} records listed in {file}", soft_wrap=True, markup=False)


def _by_name(tell: Tell) -> Tell:
    """Says which stage runs, not how far: that would tell how much was done that the session does not see."""
    return lambda stage, done, of: tell(stage, 0, 0)


def _say(done: Done) -> None:
    archive, erase = done.due["archive"], done.due["erase"]
    out.print(f"due of what you see: {archive} source keys to archive, {erase} to erase")
    out.print("What nothing holds is done; how much that was stands in the log.")
    for month, count in done.months.items():
        out.print(f"dropped: {count} passages of {month}")
    if done.days:
        out.print(f"log: {len(done.days)} days forgotten, up to {done.days[-1]}")
    if done.rejects or done.closed:
        out.print(f"rejects files: {done.rejects} erased, {done.closed} closed")
    for name in done.busy:
        err.print(f"{name} is in use and may hold old pages until the next erasure", soft_wrap=True)


@contextmanager
def _acting(user: str, case: str, reason: str, domain: str) -> Iterator[Acts]:
    with Installation(Settings()) as house:
        yield acting(house, user, case, reason, domain, "retain")


def _today() -> date:
    return datetime.now(UTC).date()


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        raise BadInput(f"{text!r} is no day: write 2027-01-31.") from error
