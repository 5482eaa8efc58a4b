"""locard import: what others exported, in our own format or in FollowTheMoney."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from api.cli.console import err, out
from api.installation import Installation
from api.pipeline import bring_up_to_date
from api.progress import bars
from api.settings import Settings
from api.stages.receive import receive, rejects_folder
from api.stages.takeover import take_over
from graph.exchange.reading import is_ours
from ingest.feeds import load
from ingest.readers.ftm import refuse_other
from ledger.errors import BadInput

FTM = "followthemoney"


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command("import")(import_)


def import_(
    file: Annotated[Path, typer.Argument(help="A file of `locard export`, or of FollowTheMoney entities.")],
    keep_feeds: Annotated[
        bool, typer.Option(help="Where a feed here differs from the file's, read its records by ours.")
    ] = False,
    process: Annotated[
        bool, typer.Option(help="Go on to mentions, clusters, graph and suggestions.")
    ] = False,
) -> None:
    """Take in what another installation exported as JSON of our own, or FollowTheMoney, one entity a line.

    Of our own format the records come whole, with their feeds and the judgements on them: they lead to the
    same things here. What FollowTheMoney holds becomes records of the feed followthemoney. The same file
    twice changes nothing. Example: locard import chart.json --process
    """
    if not file.is_file():
        raise BadInput(f"There is no file {file.name}.")
    with Installation(Settings()) as house, bars(err) as tell:
        if is_ours(file):
            taken = take_over(house, file, keep_feeds, tell)
            for line in taken.notice:
                err.print(_printable(line), markup=False, soft_wrap=True)
            said = f"{taken.new:,} new, {taken.known:,} known, {taken.refused:,} refused"
            said += f"; {taken.decisions:,} decisions"
            if taken.passed_over:
                err.print(f"{taken.passed_over:,} decisions were passed over: somebody here decided already")
            if taken.renamed:
                err.print(
                    f"{taken.renamed:,} records have another id here: other classes, or reclassified there"
                )
        else:
            refuse_other(file)
            got = receive(house, [file], load(FTM), tell)
            said = f"{got.new:,} new, {got.known:,} known, {got.rejected:,} rejected"
            if got.rejected:
                err.print(f"rejects: {rejects_folder(house)}")
        if process:
            bring_up_to_date(house, tell)
    out.print(said)


def _printable(line: str) -> str:
    """What others wrote, without what a terminal would obey."""
    return "".join(sign if sign.isprintable() else " " for sign in line)
