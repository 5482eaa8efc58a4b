"""A graph as files for `neo4j-admin database import full`, for what is too large to be sent over Bolt."""

from __future__ import annotations

import shlex
from collections.abc import Iterable, Mapping
from pathlib import Path
from tempfile import TemporaryFile
from typing import Any, BinaryIO

import orjson

from graph.load.whole import Batch, Link, Node, Whole
from ledger.errors import BadInput

LISTS = "\x1f"
"""Between the items of a list: no text of ours holds it, and the program has a name for it."""
KINDS = {bool: "boolean", int: "long", float: "double", str: "string", list: "string[]"}


def prepare(folder: Path) -> None:
    """Make the folder; BadInput where nothing can be written into it."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with TemporaryFile(dir=folder):
            pass
    except OSError as error:
        raise BadInput(
            f"The files of the graph cannot be written to {folder} ({error.strerror}): name another folder."
            " Nothing was thrown away."
        ) from error


class Files:
    """Nodes by their labels and links by their types, one CSV file each with a header."""

    def __init__(self, folder: Path) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        self._folder = folder
        self._parts: dict[str, BinaryIO] = {}
        self._kinds: dict[str, dict[str, str]] = {}

    def write(self, pages: Iterable[Batch], projection: Mapping[str, Any]) -> list[str]:
        """Write all pages and the projection's own node; returns the command that imports them."""
        whole = Whole()
        for batch in pages:
            page = whole.page(batch)
            for node in page.nodes:
                self._put("nodes", node.labels, {":ID": node.values["id"]}, node.values)
            for link in (*page.within, *page.across):
                self._link(link)
        for name, rows in whole.later.items():
            for row in rows:
                values = row.get("values") or {"class": row["class"]}
                self._link(Link(name.upper(), row["from"], row["to"], values))
        own = Node(("Projection",), projection)
        self._put("nodes", own.labels, {":ID": f"projection {projection['name']}"}, own.values)
        return [self._finished(part) for part in sorted(self._parts)]

    def _link(self, link: Link) -> None:
        ends = {":START_ID": link.start, ":END_ID": link.end}
        self._put("relationships", (link.type,), ends, link.values)

    def _put(
        self, what: str, names: tuple[str, ...], keys: Mapping[str, str], values: Mapping[str, Any]
    ) -> None:
        part = f"{what}={':'.join(names)}"
        if part not in self._parts:
            self._parts[part] = self._file(part, "jsonl").open("w+b")
        self._parts[part].write(orjson.dumps({**keys, **values}) + b"\n")
        kinds = self._kinds.setdefault(part, dict.fromkeys(keys, ""))
        for name, value in values.items():
            kinds.setdefault(name, KINDS[type(value)])

    def _finished(self, part: str) -> str:
        """The lines as CSV, now that all columns are known; returns what the command says of it."""
        kinds, file = self._kinds[part], self._file(part, "csv")
        with self._parts.pop(part) as lines, file.open("w", encoding="utf-8", newline="") as csv:
            lines.seek(0)
            csv.write(",".join(f"{name}:{kind}" if kind else name for name, kind in kinds.items()) + "\n")
            csv.writelines(_line(orjson.loads(line), kinds) for line in lines)
        self._file(part, "jsonl").unlink()
        return f"--{part}={shlex.quote(str(file))}"

    def _file(self, part: str, kind: str) -> Path:
        return self._folder / f"{part.replace('=', '-').replace(':', '-').lower()}.{kind}"


def command(parts: Iterable[str], database: str) -> str:
    """The command line that makes an empty, stopped database of the files."""
    flags = ("--array-delimiter=U+001F", "--multiline-fields=true", "--skip-bad-relationships=true")
    first = f"neo4j-admin database import full {database}"
    return " \\\n  ".join((first, *flags, "--bad-tolerance=-1", *parts))


def _line(row: Mapping[str, Any], names: Iterable[str]) -> str:
    return ",".join(_field(row.get(name)) for name in names) + "\n"


def _field(value: Any) -> str:
    """Nothing for what is not there; all else in quotes, so that an empty text stays one."""
    if value is None:
        return ""
    if isinstance(value, bool):
        text = "true" if value else "false"
    else:
        text = LISTS.join(value) if isinstance(value, list) else str(value)
    return '"' + text.replace('"', '""') + '"'
