"""Countries and nationalities as two letters."""

from __future__ import annotations

from functools import cache
from importlib import resources

from ingest.clean.text import text
from ingest.clean.unclean import Unclean
from ledger.located import from_yaml


def country(raw: str) -> str:
    """The ISO 3166 code of a country or nationality (two letters), from words in four languages."""
    value = text(raw).strip(".")
    if not value:
        return ""
    code = _words().get(value.casefold())
    if code is None:
        raise Unclean("not a country or nationality that is known here")
    return code


@cache
def _words() -> dict[str, str]:
    file = resources.files("ingest.clean").joinpath("countries.yaml")
    table: dict[str, list[str]] = from_yaml(file.read_text(encoding="utf-8"))
    return {str(word).casefold(): code for code, words in table.items() for word in (code, *words)}
