"""locard extract: what a report says, to be looked at or passed on."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Annotated, Any, TextIO

import orjson
import typer
from rich.text import Text

from api.cli.console import err, out
from ingest.extract import Extraction, extract, extract_many
from ingest.extract.pipeline import Document
from ingest.feeds import parse
from ingest.readers import Reject, read
from ledger.errors import BadInput

FILE_FEED = """\
name: extract
source: extract
labels: {nl: document, fr: document, de: Dokument, en: document}
format: document
"""
STYLES = {
    "PERSON": "bold white on blue",
    "ALIAS": "bold white on red",
    "NICKNAME": "bold white on magenta",
    "HANDLE": "bold white on magenta",
    "ORGANISATION": "black on cyan",
    "LOCATION": "black on green",
    "ADDRESS": "black on green",
    "VEHICLE": "black on yellow",
    "PLATE": "black on yellow",
    "WEAPON": "white on red",
    "DRUG": "white on red",
    "DATETIME": "underline",
}
OTHER = "black on white"
LANGUAGES = ("nl", "fr", "de", "en")


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command("extract")(show)


def show(
    file: Annotated[Path | None, typer.Argument(help="A report (TXT, DOCX, PDF); without it: stdin.")] = None,
    as_json: Annotated[
        bool, typer.Option("--json", help="Print mentions, roles and relations as JSON.")
    ] = False,
    as_jsonl: Annotated[
        bool, typer.Option("--jsonl", help="Read one JSON document a line, write one line for each.")
    ] = False,
    lang: Annotated[
        str | None, typer.Option(help="nl, fr, de or en; found by paragraph when not given.")
    ] = None,
    date: Annotated[
        str | None, typer.Option(help="Date of the report (YYYY-MM-DD), for relative dates.")
    ] = None,
) -> None:
    """Show what extraction finds in a report: coloured spans, or JSON.

    With --jsonl each line in is {"id": …, "text": …} with "lang" and "doc_date" where they are known, and
    each line out is the extraction of that document, in order; a line that cannot be read gives a line
    with "error". Offsets are Unicode code points, end exclusive.
    """
    if lang is not None and lang not in LANGUAGES:
        raise BadInput(f"--lang {lang} is none of {', '.join(LANGUAGES)}")
    if as_jsonl:
        _lines(file)
        return
    found = extract(_text(file), lang, date)
    if as_json:
        print(orjson.dumps(found.to_json() | {"id": file.stem if file else ""}).decode())
    else:
        _show(found)


def _text(file: Path | None) -> str:
    if file is None:
        return sys.stdin.read()
    [draft] = read(file, parse(FILE_FEED, "extract"))
    if isinstance(draft, Reject):
        raise BadInput(f"{draft.file}: {draft.reason}")
    return str(draft.content["text"])


def _lines(file: Path | None) -> None:
    if file is None:
        _each(sys.stdin)
        return
    if not file.is_file():
        raise BadInput(f"there is no file {file.name}")
    with file.open(encoding="utf-8") as lines:
        _each(lines)


def _each(lines: TextIO) -> None:
    """One line out for one line in; what cannot be read gets its line too, so that the order holds."""
    for number, line in enumerate(lines, 1):
        try:
            written: dict[str, Any] = next(extract_many(_document(line))).to_json()
        except BadInput as error:
            err.print(f"line {number}: {error.detail}", soft_wrap=True)
            written = {"id": "", "error": error.detail}
        sys.stdout.buffer.write(orjson.dumps(written) + b"\n")
        sys.stdout.buffer.flush()


def _document(line: str) -> Iterator[Document]:
    try:
        given = orjson.loads(line)
    except orjson.JSONDecodeError as error:
        raise BadInput(f"not JSON: {error}") from error
    if not isinstance(given, dict) or not isinstance(given.get("text"), str):
        raise BadInput('a document is {"id": …, "text": …}, with "lang" and "doc_date" where they are known')
    if given.get("lang") not in (None, "", *LANGUAGES):
        raise BadInput(f"lang {given['lang']!r} is none of {', '.join(LANGUAGES)}")
    yield Document(
        given["text"], given.get("lang") or None, given.get("doc_date") or None, str(given.get("id", ""))
    )


def _show(found: Extraction) -> None:
    text = Text(found.text)
    for mention in found.mentions:
        text.stylize(STYLES.get(mention.type, OTHER), mention.start, mention.end)
    out.print(text, soft_wrap=True)
    said = {mention.id: mention.text for mention in found.mentions}
    for mention in found.mentions:
        norm = f" = {mention.norm}" if mention.norm else ""
        line = Text(f"{mention.type:<16} {mention.text}{norm}  ")
        out.print(line.append(f"{mention.confidence:.2f} {mention.by}", "dim"), soft_wrap=True)
    for role in found.roles:
        out.print(Text(f"{'role':<16} {said[role.mention]}: {role.role} ({role.status})"), soft_wrap=True)
    for relation in found.relations:
        ends = f"{said[relation.start]} → {said[relation.end]}"
        out.print(Text(f"{relation.type:<16} {ends} ({relation.status})"), soft_wrap=True)
    for invalid in found.invalid:
        out.print(Text(f"not a {invalid.type}: {invalid.text} ({invalid.reason})", "red"), soft_wrap=True)
