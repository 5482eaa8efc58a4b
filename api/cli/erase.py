"""locard erase, locard reclassify: what a source key holds goes for good, or gets another class."""

from __future__ import annotations

from typing import Annotated

import typer

from api.acts import Going
from api.cli.console import err, out
from api.cli.session import Case, Domain, Reason, User, acting
from api.installation import Installation
from api.pipeline import bring_up_to_date
from api.progress import bars
from api.settings import Settings
from api.sweep import sweep
from ledger.errors import BadInput
from ledger.record import Marking, Record

Yes = Annotated[bool, typer.Option("--yes", help="Do it without asking.")]


def register(app: typer.Typer) -> None:
    """Add the commands."""
    app.command("erase")(erase)
    app.command("reclassify")(reclassify)


def erase(
    ids: Annotated[list[str] | None, typer.Argument(help="Ids of records, or of mentions in them.")] = None,
    source: Annotated[str, typer.Option(help="With --key: all versions of this source key.")] = "",
    key: Annotated[str, typer.Option(help="See --source.")] = "",
    yes: Yes = False,
    user: User = "",
    case: Case = "",
    reason: Reason = "",
    domain: Domain = "judicial",
) -> None:
    """Erase records for good: content, marking and source key of all their versions.

    Corrections and judgements about them go too. A tombstone stays, and the same content is refused from
    then on unless it was collected anew. Shows what will go and asks. Example:

    locard erase 3f2a… --case GE.20.LB.000001/2026 --reason "the term ran out"
    """
    with Installation(Settings()) as house:
        acts = acting(house, user, case, reason, domain, "erase")
        bring_up_to_date(house)
        found = [acts.record(id_) for id_ in ids or []]
        if source or key:
            found.append(acts.current(source, key))
        if not found:
            raise BadInput("Name what to erase: ids of records, or --source and --key.")
        going = acts.going(found)
        say(going)
        if not yes and not typer.confirm("erase all of it, for good?"):
            err.print("nothing was erased")
            return
        acts.erase(going)
        follow(house)
        if house.ledger.unswept:
            err.print("another process reads old pages of the ledger: the next command sweeps them")
        for file in sweep(house):
            err.print(f"{file} is in use and may hold old pages until the next erasure", soft_wrap=True)
        out.print(f"erased: {len(going.records)} records, {len(going.mentions)} mentions")


def reclassify(
    source: Annotated[str, typer.Argument(help="The source.")],
    key: Annotated[str, typer.Argument(help="Its key of the record.")],
    to_domain: Annotated[
        str, typer.Option(help="Domain of the new marking; as it was where not given.")
    ] = "",
    classification: Annotated[str, typer.Option(help="Classification.")] = "",
    handling: Annotated[str, typer.Option(help="Handling code.")] = "",
    unit: Annotated[str | None, typer.Option(help="Unit.")] = None,
    compartment: Annotated[str | None, typer.Option(help="Compartment; empty for none.")] = None,
    yes: Yes = False,
    user: User = "",
    case: Case = "",
    reason: Reason = "",
    domain: Domain = "judicial",
) -> None:
    """Give all versions of a source key another marking, and so another class.

    Example:

    locard reclassify ISLP GE.11.000001 --compartment north --case … --reason "a source asks for it"
    """
    with Installation(Settings()) as house:
        acts = acting(house, user, case, reason, domain, "reclassify")
        record = acts.current(source, key)
        was = record.marking
        marking = Marking(
            domain=to_domain or was.domain,
            classification=classification or was.classification,
            handling=handling or was.handling,
            unit=was.unit if unit is None else unit,
            compartment=was.compartment if compartment is None else compartment,
            archived=was.archived,
        )
        house.classes.classify(marking)
        say(acts.going([record]))
        out.print(f"marking: {_told(was)} → {_told(marking)}", soft_wrap=True)
        if not yes and not typer.confirm("reclassify all versions?"):
            err.print("nothing was changed")
            return
        acts.reclassify(record, marking)
        follow(house)
        out.print("reclassified")


def say(going: Going) -> None:
    """What will go, record by record, and how much hangs on it."""
    for record in going.records:
        out.print(f"record {record.id}: {_title(record)}", soft_wrap=True, markup=False)
    counts = f"{len(going.mentions)} mentions, {going.links} links, {going.decisions} decisions"
    out.print(f"{len(going.records)} records, {counts}")


def follow(house: Installation) -> None:
    """Bring every projection up to the ledger."""
    with bars(err) as tell:
        bring_up_to_date(house, tell)


def _title(record: Record) -> str:
    return f"{record.source} {record.key}, version {record.version}, received {record.received[:10]}"


def _told(marking: Marking) -> str:
    parts = (marking.domain, marking.classification, marking.handling, marking.unit, marking.compartment)
    return ", ".join(part for part in parts if part)
