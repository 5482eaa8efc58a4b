"""The parts of a person's name as they are compared: plain, particles and genitives apart, initials known."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache
from typing import NamedTuple

from ingest.extract.cues import PARTICLES
from ingest.extract.extraction import FoundMention
from ingest.extract.lexicon import plain

_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)*\.?")
_POSSESSED = re.compile(r"\s*['’](?:\s?s)?$", re.I)
_UMLAUT = re.compile(r"([aou])e")
_GIVEN = frozenset({"ben", "al"})
"""Particles that are given names too, where they stand first."""
_KEPT = 4
"""Letters that a word must keep when its last s is taken for a genitive."""


class Part(NamedTuple):
    """One word of a name; `forms` are the spellings that count as the same, none for an initial."""

    word: str
    forms: frozenset[str]

    @property
    def initial(self) -> bool:
        """True for "k." and "ph."."""
        return not self.forms


class Name(NamedTuple):
    """The words that count of a name, and its particles, which may be left out."""

    parts: tuple[Part, ...]
    particles: tuple[Part, ...] = ()

    @property
    def full(self) -> bool:
        """True for two words or more, none an initial."""
        return len(self.parts) > 1 and not any(part.initial for part in self.parts)

    @property
    def key(self) -> tuple[str, ...]:
        """The words in the order of the alphabet, so that "Peeters K." is "K. Peeters"."""
        return tuple(sorted(part.word for part in self.parts))


def name_of(mention: FoundMention) -> Name:
    """The parts of the name of a person as a mention states it."""
    return read_name(_POSSESSED.sub("", mention.norm or mention.text))


@lru_cache(maxsize=4096)
def read_name(words: str) -> Name:
    """The parts of a name; a name of particles alone ("Ben") keeps them."""
    found = [plain(word).replace("'", "") for word in _WORD.findall(words.replace("’", "'"))]
    parts: list[Part] = []
    particles: list[Part] = []
    glued = ""
    for index, word in enumerate(found):
        if word in PARTICLES and not (index == 0 < len(found) - 1 and word in _GIVEN):
            glued += word
            particles.append(Part(word, _forms(word)))
        else:
            parts.append(Part(word, _forms(word, glued)))
            glued = ""
    return Name(tuple(parts), tuple(particles)) if parts else Name(tuple(particles))


def _forms(word: str, glued: str = "") -> frozenset[str]:
    if word.endswith(".") or len(word) == 1:
        return frozenset()
    return frozenset({loose(word), loose(glued + word)})


def loose(word: str) -> str:
    """A word without what spellings differ in: the s of a genitive, "ue" for "ü", "ij" for "y"."""
    word = _UMLAUT.sub(r"\1", word).replace("ij", "y")
    return word[:-1] if word.endswith("s") and len(word) > _KEPT else word


def covers(long: Name, short: Name) -> bool:
    """True when each word of the short name is one of the long name, or the initial of one."""
    left = [*long.parts, *long.particles]
    for part in short.parts:
        match = _find(part, left)
        if match is None:
            return False
        left.remove(match)
    return True


def same(a: Name, b: Name) -> bool:
    """True when one name covers the other."""
    return covers(a, b) if len(a.parts) >= len(b.parts) else covers(b, a)


def _find(part: Part, left: Sequence[Part]) -> Part | None:
    exact = next((other for other in left if other.word == part.word), None)
    return exact or next((other for other in left if _alike(part, other)), None)


def _alike(a: Part, b: Part) -> bool:
    if a.initial or b.initial:
        short, long = (a, b) if a.initial else (b, a)
        return long.word.startswith(short.word.rstrip("."))
    return not a.forms.isdisjoint(b.forms)
