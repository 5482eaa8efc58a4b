"""Progress of long work: a stage says how far it is, the command line draws it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

Tell = Callable[[str, int, int], None]
"""Called with (stage, done, of): `of` is 0 when it is not known."""


def silent(stage: str, done: int, of: int) -> None:
    """Tells nobody."""


@contextmanager
def bars(console: Console) -> Iterator[Tell]:
    """A progress bar per stage on the console while the body runs."""
    columns = (TextColumn("{task.description:<12}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
    with Progress(*columns, console=console, transient=True) as progress:
        tasks = {}

        def tell(stage: str, done: int, of: int) -> None:
            if stage not in tasks:
                tasks[stage] = progress.add_task(stage, total=of or None)
            progress.update(tasks[stage], completed=done, total=of or None)

        yield tell
