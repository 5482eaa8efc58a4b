"""locard audit: is the log whole, what does it say, and what in it is worth a question."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer
from rich.markup import escape

from api.auditing import Auditing
from api.cli.console import err, out
from api.cli.session import Case, Domain, Reason, User, begun
from api.installation import Installation
from api.settings import Settings
from ledger import heads as kept
from ledger.act import Event
from ledger.audit_search import Asked
from ledger.signing import Signing, public_keys

Since = Annotated[str, typer.Option("--from", help="First day or moment.")]
Until = Annotated[str, typer.Option("--to", help="First day or moment that is left out.")]

audit = typer.Typer(no_args_is_help=True, help="The log: whether it is whole, and for auditors what it says.")


def register(app: typer.Typer) -> None:
    """Add the commands."""
    app.add_typer(audit, name="audit")


@audit.command("verify")
def verify(
    public_key: Annotated[
        Path | None, typer.Option(help="File with the public keys that may have signed.")
    ] = None,
    heads: Annotated[Path | None, typer.Option(help="File of heads that were kept elsewhere.")] = None,
) -> None:
    """Walk every line and every head; say which is the first that was changed.

    Example:

    locard audit verify --public-key /media/usb/locard.pub --heads /media/usb/heads.jsonl
    """
    with Installation(Settings()) as house:
        signing = Signing(house.settings.keys_folder)
        keys = public_keys(public_key) if public_key else None
        if keys is None and signing.made:
            keys = frozenset([signing.public])
        checked = house.ledger.audit.verify(keys=keys, kept=kept.read(heads) if heads else ())
    out.print(
        f"whole: {checked.lines} lines in {checked.chains} chains, {checked.heads} signed heads;"
        f" {checked.uncovered} lines after the last head"
    )
    if keys is None:
        err.print("no public key is known here: name it with --public-key, or anybody may have signed")


@audit.command("heads")
def heads(
    after: Annotated[int, typer.Option(help="Only heads after this number.")] = 0,
) -> None:
    """Sign the log as it stands, and print the public key and the heads, to be kept elsewhere.

    Example:

    locard audit heads > /media/usb/heads.jsonl
    """
    with Installation(Settings()) as house:
        house.ledger.audit.heads.make()
        for one in house.ledger.audit.heads.all():
            if one.number > after:
                out.print(kept.written(one), markup=False, soft_wrap=True)
        err.print(f"public key: {Signing(house.settings.keys_folder).public}", soft_wrap=True)


@audit.command("search")
def search(
    who: Annotated[str, typer.Option(help="Account that acted.")] = "",
    of_case: Annotated[str, typer.Option(help="Case under which was acted.")] = "",
    id_: Annotated[str, typer.Option("--id", help="Record, mention or entity that it was about.")] = "",
    since: Since = "",
    until: Until = "",
    kind: Annotated[str, typer.Option(help="collection, consultation, disclosure, erasure …")] = "",
    first: Annotated[int, typer.Option(help="Lines at once.")] = 100,
    after: Annotated[int, typer.Option(help="Go on after this line.")] = 0,
    user: User = "",
    case: Case = "",
    reason: Reason = "",
    domain: Domain = "judicial",
) -> None:
    """Print lines of the log, oldest first: for the auditor, and logged itself.

    Example:

    locard audit search --who ana --from 2026-03-01 --case AUD-7 --reason "complaint 7" --as eva
    """
    asked = Asked(who, of_case, (id_,) if id_ else (), since, until, kind)
    with Installation(Settings()) as house:
        session = begun(house, user, case, reason, domain, "audit")
        found = Auditing(house).search(session, asked, first, after)
    for event in found.events:
        out.print(_told(event), soft_wrap=True, markup=False)
    out.print(f"{len(found.events)} of {found.total} lines")


@audit.command("watch")
def watch(
    since: Since = "",
    until: Until = "",
    many_users: Annotated[int, typer.Option(min=2, help="One thing asked for by so many.")] = 5,
    many_things: Annotated[int, typer.Option(min=2, help="So many things by one user in a day.")] = 200,
    user: User = "",
    case: Case = "",
    reason: Reason = "",
    domain: Domain = "judicial",
) -> None:
    """Patterns that may be worth a question, each with why and its lines, for the auditor alone.

    Example:

    locard audit watch --from 2026-03-01 --case AUD-7 --reason "monthly review" --as eva
    """
    with Installation(Settings()) as house:
        session = begun(house, user, case, reason, domain, "audit")
        found = Auditing(house).patterns(session, since, until, many_users, many_things)
    for one in found:
        lines = ", ".join(map(str, one.lines[:20])) + (" …" if len(one.lines) > 20 else "")
        out.print(f"[bold]{one.kind}[/bold] {escape(one.why)}", soft_wrap=True)
        out.print(f"  {len(one.lines)} lines: {lines}", soft_wrap=True)
    out.print(f"{len(found)} patterns; each is a reason to ask, and none a finding")


def _told(event: Event) -> str:
    act = event.act
    about = " ".join(f"{name}={value}" for name, value in act.details.items())
    return (
        f"{event.sequence} {event.at} {event.phase} {act.actor} {act.kind} {act.case} {act.reason!r} {about}"
    )
