"""Caption and search text of an entity."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from itertools import pairwise

from graph.derive.dates import date_words
from graph.derive.near import near_words
from graph.derive.numbers import number_words
from graph.derive.plain import compact, plain
from graph.derive.sound import GLUED, PARTICLES, name_sounds, sounds
from graph.derive.values import Supported
from graph.ontology.model import Property

__all__ = ["caption", "compact", "glued", "plain", "search_text"]

LOOKED_UP = ("c_", "g_", "o_", "p_", "x_")
"""Keys that only the index is asked for."""
CAPTION_LENGTH = 200
NAME_WORDS = 6
"""Words of a name that may be written to one another; longer ones are descriptions."""


def caption(order: Iterable[str], best: Mapping[str, str], kind: str) -> str:
    """The name by which an entity is shown: the first caption property that it has, else its type.

    A kind is shown with what comes after it ("passage 2026-01-02"), because many things are of one kind.
    """
    if "name" not in best and best.get("firstName") and best.get("lastName"):
        return f"{best['firstName']} {best['lastName']}"[:CAPTION_LENGTH]
    present = [name for name in order if best.get(name)]
    shown = present[: 2 if present[:1] == ["kind"] else 1]
    return (" ".join(best[name] for name in shown) or kind)[:CAPTION_LENGTH]


def search_text(
    properties: Mapping[str, Property], found: Supported, shown: str, type_: str, sources: Iterable[str]
) -> str:
    """The words that an entity is found by: all values of its searched properties, each word once, sorted.

    Beside them stand keys, told from words by a sign that no word has: of identifiers `n_`, `f_` and `g_`
    (`numbers`), of names their sound `s_` and initials `i_`, of dates `d_`, of words `p_` and `x_` (`near`),
    of the caption `c_`, of type and sources `t_` and `o_`. First comes what a match is checked against; from
    `t_` on, what is only looked up.
    """
    type_word = type_key(type_)
    own = {whole_name(plain(shown).split()), whole_name([compact(shown)]), *map(source_key, sources)}
    words = sorted({*_words(properties, found), *own} - {"", type_word})
    checked = [word for word in words if not word.startswith(LOOKED_UP)]
    return " ".join([*checked, type_word, *(word for word in words if word.startswith(LOOKED_UP))])


def whole_name(words: Iterable[str]) -> str:
    """The key of a caption by all its words in any order: "jan peeters", "Peeters Jan" → "c_janpeeters"."""
    glued_ = "".join(sorted(set(words)))[:CAPTION_LENGTH]
    return f"c_{glued_}" if glued_ else ""


def type_key(type_: str) -> str:
    """The key of all entities of a type."""
    return f"t_{type_.lower()}"


def source_key(source: str) -> str:
    """The key of all entities that a source mentions."""
    return f"o_{compact(source)[:CAPTION_LENGTH]}"


def _words(properties: Mapping[str, Property], found: Supported) -> Iterator[str]:
    for name, values in found.items():
        property_ = properties.get(name)
        if property_ is None:
            continue
        for value in values:
            if property_.format in ("date", "datetime"):
                yield from date_words(value, property_.compare == "date")
            elif property_.search:
                yield from _said(property_, value)


def _said(property_: Property, value: str) -> Iterator[str]:
    words = plain(value).split()
    yield from words
    yield from near_words(words)
    if len(words) > 1 and " " not in value:
        yield compact(value)
    if property_.identifies:
        yield from number_words(value)
    if property_.compare == "name":
        heard = name_sounds(value).union(*map(sounds, glued(words)))
        yield from (f"s_{key}" for key in heard)
        yield from (f"i_{word[0]}" for word in words)
        yield from glued(words)
        yield from near_words(word for word in glued(words) if len(words) == 2 or word.startswith(GLUED))


def glued(words: list[str]) -> Iterator[str]:
    """A name's words written to one another: each two, and particles with what follows: "vandenbroeck"."""
    if len(words) > NAME_WORDS:
        return
    yield from (a + b for a, b in pairwise(words))
    run = ""
    for word in words:
        if word in PARTICLES:
            run += word
        elif run:
            yield run + word
            run = ""
