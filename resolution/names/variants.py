"""Given names that are used for one another, by their folded form."""

from __future__ import annotations

from functools import cache
from importlib import resources

from ledger.located import from_yaml


@cache
def roots() -> dict[str, str]:
    """Folded given name → the first name of its group in variants.yaml."""
    text = resources.files("resolution.names").joinpath("variants.yaml").read_text(encoding="utf-8")
    groups: list[str] = from_yaml(text)
    return {name: group.split()[0] for group in reversed(groups) for name in group.split()}


def root(given: str) -> str:
    """The name that stands for all variants of a given name; itself when it has none."""
    return roots().get(given, given)
