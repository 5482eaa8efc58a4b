"""The words of an export's own in nl, fr, de and en, from words.yaml."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from importlib import resources

from ledger.located import load_located


@cache
def _words() -> Mapping[str, Mapping[str, str]]:
    text = resources.files("graph.exchange").joinpath("words.yaml").read_text(encoding="utf-8")
    found: Mapping[str, Mapping[str, str]] = load_located(text, "exchange/words.yaml").value
    return found


def word(name: str, lang: str, **parts: str) -> str:
    """One of the words, or a sentence with its numbers filled in."""
    return _words()[name][lang].format(**parts)
