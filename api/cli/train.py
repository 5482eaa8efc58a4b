"""locard train: make the models that are shipped again, from the same reports and seed."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer
from rich.table import Table

from api.cli.console import err, out
from api.cli.train_facts import facts
from ingest.extract.trained import LABELS, MODELS
from ingest.training.card import card
from ingest.training.marked import REPORTS, load_folder
from ingest.training.ner import LANGUAGES, SEED, STEPS, Trained, train
from ledger.errors import BadInput

trainer = typer.Typer(help="Train a model again.", no_args_is_help=True)


def register(app: typer.Typer) -> None:
    """Add the commands."""
    app.add_typer(trainer, name="train")
    trainer.command("facts")(facts)


@trainer.callback()
def models() -> None:
    """Train a model that is shipped again."""


@trainer.command("ner")
def ner(
    lang: Annotated[str, typer.Option(help="nl, fr, de or en.")],
    out_folder: Annotated[
        Path | None, typer.Option("--out", help="Where to write it; without it, where the package reads it.")
    ] = None,
    seed: Annotated[int, typer.Option(help="The same seed and reports give the same model.")] = SEED,
    reports: Annotated[Path, typer.Option(help="Folder of marked reports.")] = REPORTS,
    europeana: Annotated[
        Path | None, typer.Option(help="Folder of the Europeana newspapers (CC0); left out when not given.")
    ] = None,
    steps: Annotated[int, typer.Option(help="Steps of training.", min=1)] = STEPS,
) -> None:
    """Train the model of names and things of a language, and print how it does on reports kept back."""
    if lang not in LANGUAGES:
        raise BadInput(f"--lang {lang} is none of {', '.join(LANGUAGES)}")
    marked = load_folder(reports)
    if not marked:
        raise BadInput(f"there is no marked report in {reports.name}; give their folder with --reports")
    trained = train(lang, marked, _newspapers(europeana), seed, steps, tell=_tell)
    folder = out_folder or MODELS / lang
    trained.model.save(folder, trained.about())
    (folder / "MODEL_CARD.md").write_text(card(trained), "utf-8")
    out.print(_table(trained))
    out.print(f"written to {folder}", soft_wrap=True)


def _newspapers(folder: Path | None) -> Path | None:
    if folder is not None and folder.is_dir():
        return folder
    why = "no --europeana was given" if folder is None else f"there is no folder {folder.name}"
    err.print(f"trained without newspapers: {why}", soft_wrap=True)
    return None


def _tell(step: int, steps: int, f1: float) -> None:
    err.print(f"step {step} of {steps}: F1 {f1:.3f} on the reports kept back", soft_wrap=True)


def _table(trained: Trained) -> Table:
    """Overlap F1 by type: rules, model alone, model with hints."""
    shown = Table(title=f"{trained.lang}: {len(trained.checked)} reports kept back", title_justify="left")
    shown.add_column("overlap F1")
    for way in trained.figures:
        shown.add_column(way, justify="right")
    for type_ in (*LABELS, "all"):
        if any(type_ in found for found in trained.figures.values()):
            shown.add_row(type_, *(f"{found.get(type_, 0.0):.3f}" for found in trained.figures.values()))
    return shown
