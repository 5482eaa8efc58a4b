"""What a line of our own format must look like before anything of its file is taken."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from ledger.errors import BadInput
from ledger.text import storable

TEXTS = {
    "feed": ("name", "yaml"),
    "record": ("source", "feed", "key", "version", "recorded"),
    "decision": ("kind", "author", "reason"),
}
"""What each kind of line says in words."""
PARTS = {"record": ("content", "marking", "grade"), "decision": ("subject",)}
"""What each kind of line says under names of its own."""
WORDS, PLACES = ("marking", "grade", "subject"), ("a_at", "b_at")
PLACE = ("record", "type", "anchor")


def refuse_misshapen(kind: str, said: Mapping[str, Any]) -> None:
    """BadInput where a feed, record or decision is none; the same words for whoever made it."""
    for name in TEXTS.get(kind, ()):
        _text(said.get(name), name)
    for name in PARTS.get(kind, ()):
        if not isinstance(said.get(name), dict):
            raise BadInput(f"this is no {kind}: {name} is not an object.")
        if name in WORDS:
            _words(name, said[name])
    if kind == "decision" and not said["author"].strip():
        raise BadInput("this is no decision: nobody made it.")


def _words(of: str, said: Mapping[str, Any]) -> None:
    """Words under names; of a decision also the places of the two mentions that it is about."""
    for name, value in said.items():
        if of == "subject" and name in PLACES:
            for part in PLACE:
                _text(value.get(part) if isinstance(value, dict) else None, f"{name}.{part}")
        elif (of, name) == ("marking", "archived"):
            if not isinstance(value, bool):
                raise BadInput("archived is neither true nor false.")
        elif of != "subject" or value is not None:  # a value that is struck out is null
            _text(value, f"{of}.{name}")


def _text(value: object, name: str) -> None:
    if not isinstance(value, str) or not storable(value):
        raise BadInput(f"{name} is no text.")
