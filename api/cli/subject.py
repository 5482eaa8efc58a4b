"""locard subject: the bundle for a person who asks what is held about them."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from api.cli.console import err, out
from api.cli.session import Case, Domain, Reason, User, begun
from api.installation import Installation
from api.progress import bars
from api.settings import Settings
from api.subject import Request, answer
from api.subject.answer import OFFICER, PERSON
from policy import subject as policies


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command("subject")(subject)


def subject(
    id_: Annotated[str, typer.Argument(metavar="ID", help="The person: an id of theirs or of a mention.")],
    to: Annotated[Path, typer.Option("--out", help="The folder to make.")],
    decided_by: Annotated[
        str,
        typer.Option(help="The officer who decided that what waits may be told: open cases, compartments."),
    ] = "",
    user: User = "",
    case: Case = "",
    reason: Reason = "",
    domain: Domain = "judicial",
) -> None:
    """Write all that is held about a person, for them: with sources, grades, terms and who looked.

    Others are blacked out. What belongs to an open investigation or a compartment waits for the data
    protection officer, whose part of the folder lists it. Policy: policy/subject.yaml, or the file of the
    site's own that LOCARD_SUBJECT names. Example:

    locard subject 3f2a… --out answer --case DPO-2026-014 --reason "request of the person, art. 14 LED"
    """
    with Installation(Settings()) as house:
        mine = begun(house, user, case, reason, domain, "disclose")
        with bars(err) as tell:
            made = answer(
                house, mine, Request(id_, decided_by), to, policies.load(house.settings.subject), tell
            )
    said = sum(len(one.said) for one in made.sources)
    out.print(f"{to}: {said:,} statements of {len(made.sources):,} records, {len(made.looks):,} looks")
    out.print(f"{PERSON} is for the person, {OFFICER} is not: read both before anything is sent")
    if made.held:
        err.print(f"{len(made.held):,} wait for the data protection officer (--decided-by)")
    if made.doubts:
        err.print(f"{len(made.doubts):,} mentions may be somebody else's: see {OFFICER}")
