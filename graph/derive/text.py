"""Caption and search text of an entity."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping

from anyascii import anyascii

from graph.derive.values import Supported
from graph.ontology.model import Property

WORD = re.compile(r"[a-z0-9]+")
GRAM = 3
CAPTION_LENGTH = 200


def plain(text: str) -> str:
    """Latin letters without diacritics, lower case, words apart by one space: "Đặng-Ülker" → "dang ulker"."""
    return " ".join(WORD.findall(anyascii(text).lower()))


def compact(text: str) -> str:
    """The letters and figures alone: "1-ABC-234" → "1abc234"."""
    return plain(text).replace(" ", "")


def grams(text: str) -> list[str]:
    """The runs of three characters of an identifier, so that a part of a plate or phone is found."""
    whole = compact(text)
    return [whole[i : i + GRAM] for i in range(len(whole) - GRAM + 1)]


def caption(order: Iterable[str], best: Mapping[str, str], kind: str) -> str:
    """The name by which an entity is shown: the first caption property that it has, else its type.

    A kind is shown with what comes after it ("passage 2026-01-02"), because many things are of one kind.
    """
    if "name" not in best and best.get("firstName") and best.get("lastName"):
        return f"{best['firstName']} {best['lastName']}"[:CAPTION_LENGTH]
    present = [name for name in order if best.get(name)]
    shown = present[: 2 if present[:1] == ["kind"] else 1]
    return (" ".join(best[name] for name in shown) or kind)[:CAPTION_LENGTH]


def search_text(properties: Mapping[str, Property], found: Supported) -> str:
    """The words that an entity is found by: all values of its searched properties, each word once, sorted.

    Identifiers are also given whole and in runs of three, for search by a part of them.
    """
    return " ".join(sorted(set(_words(properties, found))))


def _words(properties: Mapping[str, Property], found: Supported) -> Iterator[str]:
    for name, values in found.items():
        property_ = properties.get(name)
        if property_ is None or not property_.search:
            continue
        for value in values:
            yield from plain(value).split()
            if property_.identifies:
                yield compact(value)
                yield from grams(value)
