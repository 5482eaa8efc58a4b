"""Word lists of ours: given names, family names, places, organisations, and words that are no names."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from anyascii import anyascii

DATA = Path(__file__).parent / "data"


@cache
def plain(word: str) -> str:
    """Lower case without accents: "Yıldız" → "yildiz"."""
    return word.lower() if word.isascii() else str(anyascii(word)).lower()


def _lines(name: str) -> list[str]:
    lines = (DATA / name).read_text("utf-8").splitlines()
    return [line for line in lines if line and not line.startswith("#")]


@cache
def _lists() -> dict[str, tuple[str, ...]]:
    """The small word lists of data/words.txt by name: a line "name:" and the lines of words that follow."""
    found: dict[str, list[str]] = {}
    name = ""
    for line in _lines("words.txt"):
        if line.endswith(":"):
            name = line[:-1]
            found[name] = []
        else:
            found[name] += [word.replace("_", " ") for word in line.split()]
    return {name: tuple(words) for name, words in found.items()}


def words(name: str) -> tuple[str, ...]:
    """A small word list by its name."""
    return _lists()[name]


def word_lists(prefix: str) -> dict[str, tuple[str, ...]]:
    """All small word lists whose name begins so, by the rest of the name."""
    return {name[len(prefix) :]: found for name, found in _lists().items() if name.startswith(prefix)}


@cache
def given_names() -> frozenset[str]:
    """Given names, plain."""
    return frozenset(plain(word) for line in _lines("given_names.txt") for word in line.split())


@cache
def family_names() -> frozenset[str]:
    """Family names, plain."""
    return frozenset(plain(word) for line in _lines("family_names.txt") for word in line.split())


@cache
def places() -> frozenset[str]:
    """Towns and countries, plain, several words parted by one space."""
    return frozenset(plain(name.strip()) for line in _lines("places.txt") for name in line.split(","))


@cache
def organisations() -> frozenset[str]:
    """Names of organisations as they are written."""
    return frozenset(name.strip() for line in _lines("organisations.txt") for name in line.split(","))


@cache
def common_words() -> frozenset[str]:
    """Words that begin sentences or stand capitalised and are no names, plain."""
    return frozenset(plain(word) for line in _lines("common_words.txt") for word in line.split())


def is_given(word: str) -> bool:
    """True for a given name; of a double name each part must be one."""
    word = plain(word)
    return word in given_names() or ("-" in word and all(p in given_names() for p in word.split("-")))


_FAMILY_ENDINGS = tuple(words("family_endings"))


def is_family(word: str) -> bool:
    """True for a known family name or an ending that family names have."""
    word = plain(word)
    if word in family_names():
        return True
    if "-" in word:
        return any(part in family_names() for part in word.split("-"))
    return len(word) > 5 and word.endswith(_FAMILY_ENDINGS)
