"""locard link: who is who in any table, without ledger and graph."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import numpy as np
import typer

from api.cli.console import err, out
from ledger.errors import BadInput
from resolution.link.labels import read_labels, rows_of
from resolution.link.output import write
from resolution.link.read.input import Input, put_together
from resolution.link.read.mapping import check_map, guess_map, load_map
from resolution.link.read.source import Source, read_source
from resolution.link.resolve import Labelled
from resolution.link.resolve import link as resolve


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command("link", epilog="Example: locard link people.csv visitors.csv --out linked")(link)


def link(
    files: Annotated[
        list[Path], typer.Argument(help="One CSV or Parquet file to search for duplicates, or two to link.")
    ],
    folder: Annotated[Path, typer.Option("--out", help="Folder for the result; made when it is not there.")],
    map_: Annotated[
        Path | None, typer.Option("--map", help="What kind each column is (YAML); guessed without.")
    ] = None,
    labels: Annotated[
        Path | None, typer.Option("--labels", help="Pairs that were judged: id_l,id_r,match (0 or 1).")
    ] = None,
    seed: Annotated[int, typer.Option(help="The same seed and files give the same result.")] = 0,
) -> None:
    """Find the records of a table, or of two, that are about one and the same.

    Writes clusters.csv (id,cluster_id), pairs.parquet (probability and weights by field), report.html and,
    where rows could not be used, rejects.csv. Needs no data directory.
    """
    if len(files) > 2:
        raise BadInput(f"{len(files)} files: one is searched for duplicates, two are linked")
    with err.status("reading"):
        sources = [read_source(path) for path in files]
    given = _input(sources, map_)
    labelled = None if labels is None else _labelled(labels, given)
    if len(given.table) == 0:
        raise BadInput(
            "there is no row to link" + (f": {given.rejected[0].reason}" if given.rejected else "")
        )
    if not given.table.fields:
        raise BadInput("no compared column says anything")
    with err.status("linking") as status:
        linked = resolve(given.table, seed, labelled, status.update)
        status.update("writing")
        write(folder, given, linked)
    _tell(given, linked.notes, len(np.unique(linked.labels)), len(linked.candidates.capped), folder)


def _input(sources: list[Source], map_: Path | None) -> Input:
    if map_ is not None:
        mapping = load_map(map_)
        check_map(mapping, [list(source.columns) for source in sources], map_.name)
    else:
        mapping = guess_map(sources)
        out.print("map (guessed; correct it and give it with --map):", style="dim")
        out.print(mapping.to_yaml().rstrip(), markup=False, highlight=False, soft_wrap=True)
    return put_together(sources, mapping)


def _labelled(path: Path, given: Input) -> Labelled:
    said = read_labels(path)
    two = bool(given.table.files.any())
    left, right = rows_of(said, lambda file, id_: given.find(file, id_), two)
    return Labelled(left, right, np.array([label.match for label in said], np.bool_))


def _tell(given: Input, notes: list[str], clusters: int, capped: int, folder: Path) -> None:
    for note in (*given.notes, *notes):
        err.print(note, markup=False, soft_wrap=True)
    if capped:
        err.print(f"{capped} kinds of keys have values that were too common: see report.html", soft_wrap=True)
    rejected = f", {len(given.rejected):,} rows rejected (rejects.csv)" if given.rejected else ""
    out.print(
        f"{len(given.table):,} records, {clusters:,} clusters{rejected}: {folder}",
        markup=False,
        soft_wrap=True,
    )
