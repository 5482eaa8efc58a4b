"""The files of the world: what goes in, and beside it the truth."""

from __future__ import annotations

import csv
from dataclasses import replace
from pathlib import Path
from types import TracebackType
from typing import IO, Any

import orjson

from ingest.synthetic.documents import as_bytes, fitted
from ingest.synthetic.entry import Entry
from ingest.synthetic.records.feeds import OUTLETS


class Sheet:
    """One CSV file with its header from the first row; written as it comes."""

    def __init__(self, file: IO[str], delimiter: str = ",") -> None:
        self._writer = csv.writer(file, delimiter=delimiter, lineterminator="\n")
        self._columns: tuple[str, ...] = ()

    def add(self, row: dict[str, Any]) -> None:
        """One row; all rows have the same columns."""
        if not self._columns:
            self._columns = tuple(row)
            self._writer.writerow(self._columns)
        self._writer.writerow([row[column] for column in self._columns])


class Output:
    """Opens a file of `input/` or `truth/` when its first line comes, and closes all at the end."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.counts: dict[str, int] = {}
        self._files: dict[str, IO[str]] = {}
        self._sheets: dict[str, Sheet] = {}
        for part in ("input", "truth"):
            (folder / part).mkdir(parents=True, exist_ok=True)

    def __enter__(self) -> Output:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None
    ) -> None:
        for file in self._files.values():
            file.close()

    def _file(self, name: str) -> IO[str]:
        if name not in self._files:
            self._files[name] = (self.folder / name).open("w", encoding="utf-8", newline="")
        return self._files[name]

    def row(self, name: str, row: dict[str, Any], delimiter: str = ",") -> None:
        """One row of a CSV file, named from the folder on."""
        if name not in self._sheets:
            self._sheets[name] = Sheet(self._file(name), delimiter)
        self._sheets[name].add(row)

    def line(self, name: str, value: dict[str, Any]) -> None:
        """One line of a JSONL file, named from the folder on."""
        self._file(name).write(orjson.dumps(value).decode() + "\n")

    def entry(self, entry: Entry) -> None:
        """A record into its feed, and the truth about it beside."""
        outlet = OUTLETS[entry.feed]
        self.counts[entry.feed] = self.counts.get(entry.feed, 0) + 1
        if outlet.format == "csv":
            self.row(f"input/{entry.feed}.csv", {**entry.values, "synthetic": "1"}, outlet.delimiter)
        elif outlet.format == "jsonl":
            self.line(f"input/{entry.feed}.jsonl", {**entry.values, "synthetic": True})
        else:
            entry = self._document(entry)
        self._truth(entry, outlet.source)

    def _document(self, entry: Entry) -> Entry:
        """The entry's text as a file; the gold then fits what a reader finds in it."""
        form, gold = fitted(entry.texts["text"], entry.form)
        folder = self.folder / "input" / entry.feed
        folder.mkdir(exist_ok=True)
        (folder / f"{entry.values['file']}.{form}").write_bytes(as_bytes(gold["text"], form))
        return replace(entry, texts={"text": gold}, form=form)

    def _truth(self, entry: Entry, source: str) -> None:
        place = {"feed": entry.feed, "source": source, "key": entry.key, "version": entry.version}
        for found in entry.anchors:
            said = {
                "anchor": found.anchor,
                "type": found.type,
                "entity": found.entity,
                "shows": "|".join(found.shows),
            }
            self.row("truth/mentions.csv", {**place, **said})
        for column, text in entry.texts.items():
            self.line("truth/texts.jsonl", {**place, "column": column, **text})
