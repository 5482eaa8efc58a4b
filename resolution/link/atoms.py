"""What rows can share, each as a number for every row: the sound of a name, a month, a district."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from resolution.link.read.field import NONE, Field
from resolution.link.read.nicknames import groups
from resolution.link.read.table import Table
from resolution.names.text import sound

RAREST = 3
"""Words of a name, the rarest first, that are looked at."""
SHORT = 2
"""Letters of a word of a name that says too little."""


@dataclass(frozen=True)
class Atom:
    """One thing that rows can share, as a number for each row; coarse ones join only in threes."""

    field: str
    name: str
    codes: NDArray[np.int32]
    coarse: bool = False


def atoms_of(table: Table) -> Iterator[Atom]:
    """Everything that rows of this table can share."""
    for field in table.fields:
        for name, make, coarse in _MAKERS.get(field.kind.compare, ()):
            numbers = field.made(f"atom {name}", make)
            for column in range(field.codes.shape[1]):
                codes = numbers[field.codes[:, column]].astype(np.int32)
                yield Atom(field.name, f"{field.name} {name}", codes, coarse)
    if table.names is not None:
        for place, codes in enumerate(_rarest(table.names.words)):
            yield Atom(f"word {place}", "a word of the name", codes)


def _rarest(words: Field) -> list[NDArray[np.int32]]:
    """The rarest words of each row's name, as they sound."""
    of, word, vocabulary = words.split
    heard = [sound(w) if len(w) > SHORT else "" for w in vocabulary]
    names = sorted(set(heard))
    number = {name: at for at, name in enumerate(names)}
    sounds = np.array([number[name] for name in heard], np.int64)[word]
    said = sounds != number.get("", NONE)
    of, sounds = of[said], sounds[said]
    held = np.bincount(words.codes[words.codes[:, 0] != NONE, 0], minlength=len(words.values))
    count = np.bincount(sounds, weights=held[of], minlength=len(names)).astype(np.int64)
    order = np.lexsort((sounds, count[sounds], of))
    of, sounds = of[order], sounds[order]
    new = np.ones(len(of), np.bool_)
    new[1:] = (of[1:] != of[:-1]) | (sounds[1:] != sounds[:-1])
    of, sounds = of[new], sounds[new]
    place = np.arange(len(of)) - np.searchsorted(of, of)
    made = []
    for at in range(RAREST):
        codes = np.full(len(words.values) + 1, NONE, np.int32)
        codes[of[place == at]] = sounds[place == at]
        made.append(codes[words.codes[:, 0]])
    return made


def _root(text: str) -> str:
    first = text.partition(" ")[0]
    known = groups().get(first)
    return f"#{min(known)}" if known else sound(first)


def _start(length: int) -> Callable[[str], str]:
    return lambda text: text.replace(" ", "")[:length]


def _sound_of(text: str) -> str:
    return sound(text.replace(" ", ""))


def _month(text: str) -> str:
    return text[:6] if text[4:6] != "00" else ""


def _month_day(text: str) -> str:
    return "".join(sorted((text[4:6], text[6:]))) if text[6:] != "00" else ""


def _day_year(text: str) -> str:
    return text[:4] + text[6:] if text[6:] != "00" else ""


def _decade(text: str) -> str:
    return text[:3]


def _whole(text: str) -> str:
    return text


def _date(text: str) -> str:
    return text if text[6:] != "00" else ""


def _sector(text: str) -> str:
    return text[:-2] if len(text) > 4 else text


def _district(text: str) -> str:
    return text[:-3] if len(text) > 4 else text[:2]


def _long_words(text: str) -> str:
    return " ".join(sorted(w for w in text.split() if len(w) > 3))


_TEXT = (("words", _long_words, False), ("beginning", _start(6), False))
_NUMBER = (("whole", _whole, False), ("beginning", _start(5), False), ("end", lambda t: t[-5:], False))
_MAKERS: dict[str, tuple[tuple[str, Callable[[str], str], bool], ...]] = {
    "given": (("root", _root, False), ("3 letters", _start(3), False), ("letter", _start(1), True)),
    "family": (("sound", _sound_of, False), ("4 letters", _start(4), False), ("2 letters", _start(2), True)),
    "date": (
        ("whole", _date, False), ("year, month", _month, False), ("year, day", _day_year, False),
        ("month, day", _month_day, False), ("year", _start(4), False), ("decade", _decade, True),
    ),
    "place": (("whole", _whole, False), ("5 letters", _start(5), False)),
    "postcode": (("whole", _whole, False), ("sector", _sector, False), ("district", _district, False)),
    "address": _TEXT,
    "house": (("whole", _whole, False),),
    "phone": _NUMBER,
    "number": _NUMBER,
    "email": (("whole", _whole, False), ("name", lambda t: t.partition("@")[0], False)),
    "text": _TEXT,
    "organisation": _TEXT,
    "category": (("whole", _whole, False),),
}  # fmt: skip
