"""locard passages: the stream of plates at cameras, beside the graph."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated

import typer
from rich.table import Table

from api.cli.console import err, out
from api.cli.session import Case, Domain, Reason, User, begun
from api.graphql.shown import Shown
from api.installation import Installation
from api.passages import Stream, add, drop, open_passages
from api.pipeline import bring_up_to_date
from api.progress import bars
from api.settings import Settings
from graph.passages.passage import Passage, moment
from graph.passages.question import Question, refuse_no_month
from ingest.feeds import load
from ledger.errors import BadInput, NoPurpose
from policy.fields import load as load_fields

stream = typer.Typer(
    no_args_is_help=True, help="The stream of passages: add, find, take over, erase, drop a month."
)

Decision = Annotated[
    str, typer.Option(help="Number of the decision that opens passages after their first month.")
]


def register(app: typer.Typer) -> None:
    """Add the commands."""
    app.add_typer(stream, name="passages")


@stream.command("add")
def add_files(
    paths: Annotated[list[Path], typer.Argument(help="Files of the feed's format.")],
    feed: Annotated[
        str, typer.Option(help="A feed with a map under `passage`, or its YAML file.")
    ] = "anpr_hit",
    acknowledge: Annotated[
        bool, typer.Option("--acknowledge", help="Print each passage's id once it is safe.")
    ] = False,
) -> None:
    """Take passages in. They stay out of the graph; the same file twice changes nothing.

    Example:

    locard passages add cameras-2026-05-03.csv --feed anpr_hit
    """
    if absent := [path.name for path in paths if not path.is_file()]:
        raise BadInput(f"there is no file {', '.join(absent)}; nothing was read")
    with Installation(Settings()) as house, bars(err) as tell:
        done = add(house, paths, load(feed), tell, _print if acknowledge else None)
    err.print(f"{done.total} rows: {done.new} new, {done.known} known already, {done.rejected} rejected")


@stream.command("find")
def find(
    plate: Annotated[str, typer.Option(help="A plate; ? for one sign, * for any: 1AB?2*.")] = "",
    misread: Annotated[bool, typer.Option(help="Also plates that a camera may have taken it for.")] = False,
    camera: Annotated[str, typer.Option(help="Name of a camera.")] = "",
    near: Annotated[str, typer.Option(help="Latitude, longitude and km: 50.85,4.35,2.")] = "",
    after: Annotated[str, typer.Option(help="From this moment: 2026-05-01T10:00:00+02:00.")] = "",
    before: Annotated[str, typer.Option(help="Up to this moment, without it.")] = "",
    first: Annotated[int, typer.Option(min=1, max=10_000, help="How many to show.")] = 50,
    user: User = "",
    case: Case = "",
    reason: Reason = "",
    domain: Domain = "judicial",
    decision: Decision = "",
) -> None:
    """Find passages by plate, camera, place and time; the latest first, "N of M".

    A purpose sees the passages of the last month; a judicial one with the number of a decision those of
    twelve months. Example:

    locard passages find --plate 1ABC234 --misread --case GE.20.LB.000001/2026 --reason "stolen car"
    """
    asked = Question(plate, misread, camera, _near(near), after, before, limit=first)
    with _session(user, case, reason, domain, decision) as session:
        found, since = session.read(asked), session.since
    table = Table("id", "time", "plate", "country", "camera", "lane", "direction", box=None)
    for p in found.passages:
        table.add_row(p.id, moment(p.time), p.plate, p.country, p.camera, p.lane, p.direction)
    out.print(table)
    out.print(f"{len(found.passages)} of {found.total}, of passages from {since} on")


@stream.command("take")
def take(
    ids: Annotated[list[str], typer.Argument(help="Ids of passages, as `find` prints them.")],
    process: Annotated[bool, typer.Option(help="Go on to mentions, clusters and graph.")] = False,
    user: User = "",
    case: Case = "",
    reason: Reason = "",
    domain: Domain = "judicial",
    decision: Decision = "",
) -> None:
    """Make records of passages, hits and evidence: they are then in the graph like all others.

    Example:

    locard passages take 3f2a… --process --case GE.20.LB.000001/2026 --reason "seen at the scene"
    """
    with _session(user, case, reason, domain, decision, "chart") as session:
        receipts = session.take(ids)
        if process:
            with bars(err) as tell:
                bring_up_to_date(session.house, tell)
    for receipt in receipts:
        out.print(receipt.record_id)


@stream.command("erase")
def erase(
    ids: Annotated[list[str], typer.Argument(help="Ids of passages, as `find` prints them.")],
    yes: Annotated[bool, typer.Option("--yes", help="Do it without asking.")] = False,
    user: User = "",
    case: Case = "",
    reason: Reason = "",
    domain: Domain = "judicial",
    decision: Decision = "",
) -> None:
    """Erase single passages for good; the same are refused from then on. Shows them and asks.

    Example:

    locard passages erase 3f2a… --case GE.20.LB.000001/2026 --reason "taken by mistake"
    """
    with _session(user, case, reason, domain, decision, "erase") as session:
        wanted = session.named(ids)
        for p in wanted:
            out.print(f"{p.id} {moment(p.time)} {p.plate} {p.camera}", soft_wrap=True, markup=False)
        for record in session.taken(wanted):
            err.print(f"record {record.id} was made of one of them: locard erase {record.id}", soft_wrap=True)
        if not yes and not typer.confirm("erase all of them, for good?"):
            err.print("nothing was erased")
            return
        out.print(f"erased: {session.erase(ids)} passages")


@stream.command("drop")
def drop_month(
    month: Annotated[str, typer.Argument(help="The month whose term ran out: 2025-05.")],
    reason: Annotated[str, typer.Option(help="Why; it is logged.")] = "",
    yes: Annotated[bool, typer.Option("--yes", help="Do it without asking.")] = False,
    user: User = "",
) -> None:
    """Drop all passages of a month, for good. What was taken over stays with its case.

    Example:

    locard passages drop 2025-05 --reason "twelve months are over"
    """
    if not reason.strip():
        raise NoPurpose("Dropping a month is logged with its reason: give --reason.")
    refuse_no_month(month)
    if month >= datetime.now(UTC).strftime("%Y-%m"):
        raise BadInput(f"{month} is not over: what comes for a dropped month is refused from then on.")
    with Installation(Settings()) as house:
        begun(house, user, f"passages of {month}", reason, "judicial", "retain")
        with open_passages(house) as store:
            out.print(f"{store.months().get(month, 0)} passages of {month}")
        if not yes and not typer.confirm("drop all of them, for good?"):
            err.print("nothing was dropped")
            return
        out.print(f"dropped: {drop(house, month, reason)} passages")


@stream.command("status")
def status(
    compact: Annotated[bool, typer.Option(help="First fold each month into one sorted file.")] = False,
) -> None:
    """How many passages there are of each month, and in how many files.

    Example:

    locard passages status --compact
    """
    with Installation(Settings()) as house, open_passages(house) as store:
        if compact:
            store.compact()
        parts = store.manifest.parts()
        table = Table("month", "passages", "files", "MiB", box=None)
        for month, count in store.months().items():
            of = [part for part in parts if part.month == month]
            size = sum(part.bytes for part in of) / 2**20
            table.add_row(month, str(count), str(len(of)), f"{size:.1f}")
        out.print(table)
        for month, at in store.manifest.dropped().items():
            out.print(f"{month} was dropped on {at[:10]}")


@contextmanager
def _session(
    user: str, case: str, reason: str, domain: str, decision: str = "", act: str = "look"
) -> Iterator[Stream]:
    why = (case, reason, domain)
    with Installation(Settings()) as house, open_passages(house) as store:
        mine = begun(house, user, *why, act)
        Shown(mine.function, load_fields(house.settings.fields), house.ontology).refuse_passages()
        purpose = replace(mine.purpose, decision=decision.strip())
        yield Stream(house, store, mine.user, purpose, mine.allowed)


def _near(text: str) -> tuple[float, float, float] | None:
    if not text:
        return None
    try:
        latitude, longitude, km = (float(part) for part in text.split(","))
    except ValueError as error:
        raise BadInput(f"--near {text!r} is not latitude,longitude,km: 50.85,4.35,2.") from error
    return latitude, longitude, km


def _print(batch: Sequence[Passage]) -> None:
    print("\n".join(passage.id for passage in batch), flush=True)
