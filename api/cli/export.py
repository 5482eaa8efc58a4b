"""locard export: what is known of a chart, of ids or of a case, in the format of another program."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from api.cli.console import err, out
from api.cli.session import Case, Domain, Lang, Reason, User, session
from api.installation import Installation
from api.progress import bars
from api.reads.exports import Asked, Done, HouseExports
from api.reads.places import Folder
from api.settings import Settings
from graph.exchange import FORMATS, MOST, format_of
from graph.ontology import LANGUAGES
from graph.read.time import Times
from ledger.errors import BadInput
from policy.fields import load as load_fields

WORDS = ", ".join(f"{name} ({form.words})" for name, form in FORMATS.items())


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command("export")(export)


def export(
    ids: Annotated[list[str] | None, typer.Argument(help="Ids of entities or mentions.")] = None,
    to: Annotated[Path, typer.Option(help="The file to write, such as chart.graphml.")] = Path("-"),
    recipient: Annotated[str, typer.Option(help="Who receives it; it stands in the file and the log.")] = "",
    form: Annotated[str, typer.Option("--format", help=f"By the file's ending, or: {WORDS}.")] = "",
    of_case: Annotated[str, typer.Option(help="All of a case: its number, as on its card.")] = "",
    chart: Annotated[str, typer.Option(help="A saved chart, by its name or id.")] = "",
    hops: Annotated[int | None, typer.Option(help="Also what lies so many links around (0–4).")] = None,
    most: Annotated[int, typer.Option(min=1, help="No more things than this.")] = MOST,
    without_forbidden: Annotated[
        bool, typer.Option(help="Leave out what may not be passed on, and all that rests on it.")
    ] = False,
    as_of: Annotated[str, typer.Option(help="As it was true on this date or moment.")] = "",
    known_at: Annotated[str, typer.Option(help="As it was known on this date or moment.")] = "",
    force: Annotated[bool, typer.Option(help="Replace a file that is there.")] = False,
    lang: Lang = "en",
    user: User = "",
    case: Case = "",
    reason: Reason = "",
    domain: Domain = "judicial",
) -> None:
    """Write what is known to a file for another program, logged with recipient, marking and contents.

    A case is exported with what lies one link around it, ids and charts alone, unless --hops says else.
    It is refused where a handling code forbids passing something on. What you may not see is not in it.

    Example: locard export --of-case BR.30.LA.012345/2026 --to chart.anx --recipient "FGP Gent"
    --case BR.30.LA.012345/2026 --reason "joint investigation"
    """
    if to == Path("-"):
        raise BadInput("Say which file to write: --to chart.graphml.")
    if lang not in LANGUAGES:
        raise BadInput(f"--lang {lang} is none of {', '.join(LANGUAGES)}.")
    around = hops if hops is not None else int(bool(of_case))
    asked = Asked(
        format_of(form, to.name),
        recipient,
        ids or (),
        of_case,
        chart,
        around,
        most,
        without_forbidden,
        lang,
        Times(as_of, known_at),
    )
    place = Folder(to, force)
    with Installation(Settings()) as house:
        mine = session(house, user, case, reason, domain, "export")
        place.refuse(asked.form)
        with bars(err) as tell:
            done = exports(house).export(asked, place, mine.user, mine.purpose, mine.allowed, tell)
    _tell(done, [path.name for path in place.paths])


def exports(house: Installation) -> HouseExports:
    """The exports of an installation."""
    stores = (house.store, house.ledger, house.mentions, house.clusters)
    fields = load_fields(house.settings.fields)
    return HouseExports(*stores, house.classes, house.ontology, house.past, fields)


def _tell(done: Done, files: list[str]) -> None:
    out.print(f"{', '.join(files)}: {done.things:,} things, {done.links:,} links, {done.records:,} records")
    out.print(f"marked {done.marking}; in the ledger as {done.decision}")
    if done.things < done.met:
        least = "" if done.exact else "at least "
        err.print(f"{done.things:,} of {least}{done.met:,} things are in it; --most takes more")
    if done.unknown:
        err.print(f"nothing is known under {', '.join(done.unknown)}", markup=False)
    if done.left_out:
        err.print(f"{done.left_out:,} records were left out that may not be passed on")
    if done.denied:
        err.print(f"{done.denied:,} links that are only denied are not in it")
