"""locard register: the register of processing activities, as a page or as JSON."""

from __future__ import annotations

from dataclasses import asdict
from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated

import orjson
import typer

from api.cli.console import err, out
from api.cli.session import Lang
from api.installation import Installation
from api.register import FILE, Register, register_of, site
from api.register_page import page
from api.settings import Settings
from graph.ontology import LANGUAGES
from ledger.errors import BadInput
from policy import termfile
from policy.cedar import FUNCTIONS

ENDINGS = (".html", ".json")


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command("register")(activities)


def activities(
    to: Annotated[Path, typer.Option("--out", help="The .html or .json file to write.")],
    lang: Lang = "en",
) -> None:
    """List the processing activities: by feed, of whom, which data, for what, how long, and who received any.

    It holds no person's data. What a site has to say itself stands in policy/register.yaml, or in the file
    of its own that LOCARD_OWN_REGISTER names.

    Example:

    locard register --out register.html --lang nl
    """
    if lang not in LANGUAGES:
        raise BadInput(f"--lang {lang} is none of {', '.join(LANGUAGES)}.")
    if to.suffix not in ENDINGS:
        raise BadInput(f"--out {to.name} ends in neither {' nor '.join(ENDINGS)}.")
    today, settings = datetime.now(UTC).date(), Settings()
    terms = termfile.load(settings.retention)
    with Installation(settings) as house:
        made = register_of(house.ledger, house.ontology, terms, site(settings.own_register), FUNCTIONS, today)
        text = page(made, house.ontology, lang) if to.suffix == ".html" else as_json(made)
    to.write_text(text, encoding="utf-8")
    out.print(f"{to}: {len(made.activities)} activities, {len(made.recipients)} recipients")
    missing = [name for name in ("controller", "officer") if not getattr(made.site, name)]
    if missing:
        err.print(f"not filled in: {', '.join(missing)}, in {settings.own_register or FILE}", soft_wrap=True)
    open_ = sum(not limit.confirmed for one in made.activities for limit in one.limits)
    if open_:
        file = settings.retention or termfile.FILE
        err.print(f"{open_} terms wait for a lawyer to confirm them ({file})", soft_wrap=True)


def as_json(made: Register) -> str:
    """The register as data."""
    plain = asdict(made)
    return orjson.dumps(plain, option=orjson.OPT_INDENT_2 | orjson.OPT_APPEND_NEWLINE).decode()
