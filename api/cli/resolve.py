"""locard resolve: who is who."""

from __future__ import annotations

from typing import Annotated

import typer

from api.cli.console import err, out
from api.installation import Installation
from api.pipeline import resolve as bring
from api.progress import bars
from api.settings import Settings
from ledger.errors import BadInput
from resolution.layers.batch import Resolved


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command("resolve", epilog="Example: locard resolve --retrain")(resolve)


def resolve(
    retrain: Annotated[
        bool, typer.Option("--retrain", help="Train the model again on what is here now.")
    ] = False,
    accept_drift: Annotated[
        bool,
        typer.Option(
            "--accept-drift", help="With --retrain: publish the model although it drifts from the last."
        ),
    ] = False,
    write_graph: Annotated[bool, typer.Option(help="Let the graph follow.")] = True,
) -> None:
    """Judge which mentions are one thing, and let the graph follow.

    Persons are compared with a model that is trained once and published in the ledger; everything else
    by its identifiers. What has not changed since the last run is not done again: a few new records are
    resolved one by one, against an index of all others.
    """
    if accept_drift and not retrain:
        raise BadInput("--accept-drift goes with --retrain: nothing is trained again without it")
    with Installation(Settings()) as house, bars(err) as tell:
        done = bring(house, tell, retrain, accept_drift, write_graph)
    for layer in done:
        what = said(layer.resolved) if layer.resolved else "up to date"
        compared = f", model {layer.model.version}" if layer.model else ""
        out.print(f"layer {layer.layer}: {what}{compared}")
        learned = layer.model.notes if layer.model else ()
        for note in (*learned, *(layer.resolved.notes if layer.resolved else ())):
            out.print(f"  {note}")
    if not done:
        out.print("there are no mentions yet: start with `locard ingest`")


def said(done: Resolved) -> str:
    """What resolving a layer did: from how many records, how many changes, in how many seconds."""
    records, changes = done.counts.get("records"), done.counts["changes"]
    by = "all mentions" if records is None else f"{records:,} record{'s' * (records != 1)}"
    return f"{by}, {changes:,} change{'s' * (changes != 1)}, {sum(done.seconds.values()):.2f} s"
