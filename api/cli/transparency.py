"""locard transparency: the report for the public of how often data were used, and for what."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Mapping, Sequence
from datetime import UTC, date, datetime
from functools import cache
from html import escape
from importlib import resources
from pathlib import Path
from typing import Annotated

import typer

from api.cli.console import err, out
from api.cli.session import Case, Domain, Lang, Reason, User, begun, looking
from api.installation import Installation
from api.progress import bars
from api.settings import Settings
from api.subject.page import STYLE
from api.subject.page import word as known
from api.transparency import Report, Table, quarters, report
from graph.ontology import LANGUAGES
from ledger.errors import BadInput
from ledger.located import load_located

ENDINGS = (".csv", ".html")
HEAD = ("quarter", "table", "row", "count")


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command("transparency")(transparency)


def transparency(
    since: Annotated[str, typer.Option("--from", help="First day of a quarter, such as 2026-01-01.")],
    until: Annotated[str, typer.Option("--to", help="Last day of a quarter, such as 2026-03-31.")],
    to: Annotated[Path | None, typer.Option("--out", help="A .csv or .html file; printed without.")] = None,
    running: Annotated[
        bool, typer.Option(help="Also a quarter that is not over: for yourself, not for the public.")
    ] = False,
    lang: Lang = "en",
    user: User = "",
    case: Case = "",
    reason: Reason = "",
    domain: Domain = "judicial",
) -> None:
    """Count acts by kind, purpose and function, suggestions and verdicts, quarter by quarter.

    Counts below five are suppressed, also by difference: nothing is added up over two quarters.

    Example:

    locard transparency --from 2026-01-01 --to 2026-03-31 --out report.html
    --case CTRL-2026 --reason "report for the public"
    """
    if lang not in LANGUAGES:
        raise BadInput(f"--lang {lang} is none of {', '.join(LANGUAGES)}.")
    if to and to.suffix not in ENDINGS:
        raise BadInput(f"--out {to.name} ends in neither {' nor '.join(ENDINGS)}.")
    today = datetime.now(UTC).date()
    asked = quarters(day(since, "--from"), day(until, "--to"), today, running)
    with Installation(Settings()) as house:
        mine = begun(house, user, case, reason, domain, "audit")
        act = looking(mine.user, mine.purpose, "transparency", {"from": since, "to": until})
        with house.ledger.acted(act), bars(err) as tell:
            made = report(house.ledger, asked, today, tell)
    text = as_html(made, lang) if to and to.suffix == ".html" else as_csv(made)
    if to:
        to.write_text(text, encoding="utf-8")
        out.print(f"{to}: {len(made)} quarters")
    else:
        out.print(text, end="", markup=False, soft_wrap=True)


def day(text: str, option: str) -> date:
    """A day as it is typed; BadInput says how."""
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        raise BadInput(f"{option} {text} is no date: write it as 2026-01-31.") from error


def as_csv(reports: Sequence[Report]) -> str:
    """One line for each count; a table that is too small has a line without one."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(HEAD)
    for one in reports:
        name = f"{one.quarter.name} (running)" if one.running else one.quarter.name
        for table in one.tables:
            rows = [("", "")] if table.rows is None else [(row.name, str(row.count)) for row in table.rows]
            writer.writerows((name, table.name, *row) for row in rows)
    return text.getvalue()


def as_html(reports: Sequence[Report], lang: str) -> str:
    """The same as a page."""
    body = "\n".join(part for one in reports for part in _quarter(one, lang))
    title = escape(_word("title", lang))
    head = f'<meta charset="utf-8"><title>{title}</title><style>{STYLE}</style>'
    intro = f"<h1>{title}</h1><p>{escape(_word('intro', lang))}</p>"
    return f'<!doctype html>\n<html lang="{lang}"><head>{head}</head><body>{intro}\n{body}\n</body></html>\n'


def _quarter(one: Report, lang: str) -> Iterator[str]:
    running = f" ({_word('running', lang)})" if one.running else ""
    yield f"<h2>{escape(one.quarter.name + running)}</h2>"
    yield from (_table(table, lang) for table in one.tables)


def _table(table: Table, lang: str) -> str:
    name = escape(_word(table.name, lang))
    if table.rows is None:
        return f"<h3>{name}</h3><p>{escape(_word('few', lang))}</p>"
    rows = "".join(
        f"<tr><td>{escape(_word(row.name, lang))}</td><td>{row.count:,}</td></tr>" for row in table.rows
    )
    return f"<h3>{name}</h3><table><tr><th></th><th>{_word('count', lang)}</th></tr>{rows}</table>"


@cache
def _words() -> Mapping[str, Mapping[str, str]]:
    text = resources.files("api").joinpath("transparency.yaml").read_text(encoding="utf-8")
    found: Mapping[str, Mapping[str, str]] = load_located(text, "transparency.yaml").value
    return found


def _word(name: str, lang: str) -> str:
    said = _words().get(name)
    return said[lang] if said else known(name, lang)
