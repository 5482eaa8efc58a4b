"""The word lists of the synthetic world, read once from the YAML beside this file."""

from __future__ import annotations

from functools import cache
from importlib import resources
from typing import Any

from ledger.located import from_yaml


@cache
def listed(name: str) -> Any:
    """The content of `data/<name>.yaml`."""
    text = (
        resources.files("ingest.synthetic.data")
        .joinpath(*f"{name}.yaml".split("/"))
        .read_text(encoding="utf-8")
    )
    return from_yaml(text)


def words(text: str) -> tuple[str, ...]:
    """A line of names as a tuple; "_" stands for a space inside one name."""
    return tuple(word.replace("_", " ") for word in text.split())
