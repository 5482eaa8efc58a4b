"""Plurals and agreement: the regular forms of a listed form, per language; irregular ones are listed."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

SHORTEST = {"nl": 4, "fr": 4, "de": 4, "en": 3}
"""Letters of a word that is inflected; shorter ones become other words: zij, zijn; Weg, wegen."""

_OPEN = re.compile(r"(aa|ee|oo|uu)([bcdfghjklmnprstvwz])$")
_CLOSED = re.compile(r"[bcdfghjklmnpqrstvwz][aeiou]([bdfgklmnprst])$")
_VOICED = {"f": "v", "s": "z"}


def inflected(form: str, lang: str) -> Iterator[str]:
    """Regular inflections of a folded form; of several words the last changes, in French the first or all."""
    words = form.split(" ")
    if lang == "fr" and len(words) > 1:
        yield from _french_phrase(words)
    elif len(words[-1]) >= SHORTEST[lang]:
        head = form[: len(form) - len(words[-1])]
        yield from (head + word for word in _RULES[lang](words[-1]))


def _french_phrase(words: list[str]) -> Iterator[str]:
    if len(words[0]) < SHORTEST["fr"]:
        return
    for first in _french(words[0]):
        yield " ".join([first, *words[1:]])
    plural = [word + "s" if len(word) >= SHORTEST["fr"] and word[-1] not in "sxz" else word for word in words]
    yield " ".join(plural)


def _dutch(word: str) -> Iterator[str]:
    yield from (word + ending for ending in ("en", "s", "'s", "e", "n", "je", "jes", "tje", "tjes"))
    if word.endswith("heid"):
        yield word[:-4] + "heden"
    stem = _OPEN.sub(lambda m: m[1][0] + m[2], word)
    if stem != word or word[-1] in _VOICED:
        yield stem + "en"
        yield stem[:-1] + _VOICED.get(stem[-1], stem[-1]) + "en"
    if _CLOSED.search(word):
        yield word + word[-1] + "en"
        yield word + word[-1] + "e"


def _french(word: str) -> Iterator[str]:
    if word[-1] not in "sxz":
        yield word + "s"
    if word.endswith("al"):
        yield from (word[:-2] + "aux", word + "e", word + "es")
    elif word.endswith(("eau", "eu")):
        yield word + "x"
    elif word.endswith("if"):
        yield from (word[:-1] + "ve", word[:-1] + "ves")
    elif word.endswith("eux"):
        yield from (word[:-1] + "se", word[:-1] + "ses")
    elif not word.endswith(("e", "c")):
        yield from (word + "e", word + "es")


def _german(word: str) -> Iterator[str]:
    yield from (word + ending for ending in ("e", "en", "n", "s", "es", "er", "ern", "em", "in", "innen"))
    if word.endswith("in"):
        yield word + "nen"


def _english(word: str) -> Iterator[str]:
    yield word + "'s"
    if word.endswith("y") and word[-2:-1] not in "aeiou":
        yield word[:-1] + "ies"
    elif word.endswith(("s", "x", "ch", "sh")):
        yield word + "es"
    else:
        yield word + "s"


_RULES: dict[str, Callable[[str], Iterator[str]]] = {
    "nl": _dutch,
    "fr": _french,
    "de": _german,
    "en": _english,
}
