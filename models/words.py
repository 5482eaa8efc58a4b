"""What is said of a path, an objection or a next step, in four languages, from a data file."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from importlib import resources

from graph.ontology import LANGUAGES
from ledger.errors import BadConfiguration
from ledger.located import from_yaml

FILE = "models/words.yaml"


@cache
def words() -> Mapping[str, Mapping[str, str]]:
    """Key to language to text; each key has all four languages."""
    given = from_yaml(resources.files("models").joinpath("words.yaml").read_text(encoding="utf-8"))
    for key, texts in given.items():
        if set(texts) != set(LANGUAGES):
            raise BadConfiguration(f"{FILE}: {key} needs a text in each of {', '.join(LANGUAGES)}")
    return dict(given)


def said(key: str, lang: str = "en", **numbers: int) -> str:
    """The text of a key; `numbers` fill what stands in braces."""
    texts = words()[key]
    return texts.get(lang, texts["en"]).format(**numbers)
