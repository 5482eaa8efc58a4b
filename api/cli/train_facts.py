"""locard train facts: make the model of roles and relations again, from the same reports and seed."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Annotated

import typer
from rich.table import Table

from api.cli.console import err, out
from ingest.extract.weighing.network import MODEL
from ingest.training.aliases import learn_aliases
from ingest.training.facts import EPOCHS
from ingest.training.facts_card import card
from ingest.training.learn import NETWORKS, SEED, learn
from ingest.training.marked import REPORTS, load_folder
from ingest.training.thresholds import Score
from ledger.errors import BadInput


def facts(
    out_folder: Annotated[
        Path | None, typer.Option("--out", help="Where to write it; without it, where the package reads it.")
    ] = None,
    seed: Annotated[int, typer.Option(help="The same seed and reports give the same model.")] = SEED,
    reports: Annotated[Path, typer.Option(help="Folder of marked reports.")] = REPORTS,
    networks: Annotated[int, typer.Option(help="Networks whose weights are averaged.", min=1)] = NETWORKS,
    epochs: Annotated[int, typer.Option(help="Rounds over the reports.", min=1)] = EPOCHS,
) -> None:
    """Train the model of roles and relations, and print how it does on reports kept back."""
    marked = load_folder(reports)
    if len(marked) < 10:
        raise BadInput(
            f"{reports.name} holds {len(marked)} marked reports; at least 10 are needed (--reports)"
        )
    false_names = learn_aliases(marked)
    learned = learn(marked, seed, networks, epochs, tell=lambda done: err.print(done, soft_wrap=True))
    folder = out_folder or MODEL
    learned.save(folder)
    false_names.weights.save(folder / "aliases.json")
    (folder / "MODEL_CARD.md").write_text(card(learned, false_names), "utf-8")
    out.print(_table(learned.scores))
    out.print(f"written to {folder}", soft_wrap=True)


def _table(scores: Sequence[Score]) -> Table:
    """Each relation and role on reports kept back."""
    shown = Table(title="on reports kept back, mentions as found", title_justify="left")
    shown.add_column("what")
    for head in ("n", "said", "right with status", "F1"):
        shown.add_column(head, justify="right")
    for score in scores:
        shown.add_row(score.name, str(score.truth), str(score.said), str(score.right), f"{score.f1:.3f}")
    return shown
