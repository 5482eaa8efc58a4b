"""Where the files of an export go: to a folder, whole or not at all, or into memory."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from io import BytesIO
from pathlib import Path
from typing import BinaryIO, cast

from graph.exchange import Format
from ledger.errors import BadInput


def paths_of(to: Path, form: Format) -> list[Path]:
    """The files of a format under a name: "chart.csv" becomes chart.nodes.csv and chart.links.csv."""
    if len(form.parts) == 1:
        [part] = form.parts
        ending = part[part.rindex(".") :]
        return [to if to.name.lower().endswith(ending) else to.with_name(to.name + part)]
    stem = to.name
    for ending in (*form.parts, *(part[part.rindex(".") :] for part in form.parts)):
        stem = stem.removesuffix(ending)
    return [to.with_name(stem + part) for part in form.parts]


class Folder:
    """Files beside one another; nobody sees them before they are whole, and only their owner reads them."""

    def __init__(self, to: Path, force: bool = False) -> None:
        self._to = to
        self._force = force
        self.paths: list[Path] = []

    def refuse(self, form: Format) -> None:
        """BadInput where the files cannot stand: one is there already, or a folder, or none to hold them."""
        self.paths = paths_of(self._to, form)
        if folders := [path.name for path in self.paths if path.is_dir()]:
            raise BadInput(f"{', '.join(folders)} is a folder: name a file in it.")
        there = [path.name for path in self.paths if path.exists()]
        if there and not self._force:
            raise BadInput(f"{', '.join(there)} is there already: give another name, or --force.")
        if not self._to.parent.is_dir():
            raise BadInput(f"There is no folder {self._to.parent.name} to write {self._to.name} into.")

    @contextmanager
    def __call__(self, form: Format) -> Iterator[Sequence[BinaryIO]]:
        """The files to write to; BadInput where they cannot stand."""
        self.refuse(form)
        with ExitStack() as stack:
            made = [stack.enter_context(_beside(path)) for path in self.paths]
            yield [file for file, _ in made]
            for (file, name), path in zip(made, self.paths, strict=True):
                file.flush()
                os.fsync(file.fileno())
                name.replace(path)


@contextmanager
def _beside(path: Path) -> Iterator[tuple[BinaryIO, Path]]:
    """A file next to where it will stand; gone unless it was renamed."""
    with tempfile.NamedTemporaryFile(dir=path.parent, prefix=f".{path.name}.", delete=False) as file:
        name = Path(file.name)
        try:
            yield cast(BinaryIO, file), name
        finally:
            name.unlink(missing_ok=True)


class Memory:
    """Files that are answered and never stored; `files` holds what they hold, by the format's endings."""

    def __init__(self) -> None:
        self.files: dict[str, bytes] = {}

    @contextmanager
    def __call__(self, form: Format) -> Iterator[Sequence[BinaryIO]]:
        """The files to write to."""
        made = [BytesIO() for _ in form.parts]
        yield made
        self.files = {part: file.getvalue() for part, file in zip(form.parts, made, strict=True)}
