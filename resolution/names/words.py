"""Lists of words that are data: particles of surnames, legal forms of organisations."""

from __future__ import annotations

from functools import cache
from importlib import resources

from ledger.located import from_yaml


@cache
def words(name: str) -> frozenset[str]:
    """One list of words.yaml by its name."""
    text = resources.files("resolution.names").joinpath("words.yaml").read_text(encoding="utf-8")
    return frozenset(from_yaml(text)[name].split())
