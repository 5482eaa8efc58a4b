"""What was typed into the box: its words, dates and numbers, and the ways in which they may be meant."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from graph.derive.dates import typed_dates
from graph.derive.near import beginning, near
from graph.derive.numbers import folded, grams, normal, typed_wholes
from graph.derive.plain import compact, plain
from graph.derive.sound import PARTICLES, sounding, sounds
from graph.derive.text import glued, whole_name
from graph.read.ways import BEGINS, Group, Ways, ways
from ledger.errors import BadInput

LONGEST = 200
"""Characters of a text that are looked at."""
MOST_WORDS = 12
TITLES = frozenset(
    {
        "dhr",
        "mevr",
        "mevrouw",
        "meneer",
        "heer",
        "mijnheer",
        "mr",
        "mrs",
        "ms",
        "mme",
        "mlle",
        "monsieur",
        "madame",
        "m",
        "mw",
        "dr",
        "herr",
        "frau",
        "hr",
        "fr",
    }
)
"""What stands before a name and is not part of it."""
SHORTEST_PART = 3
"""Fewer characters than this are not looked for inside identifiers."""
LONGEST_PART = 40
FUZZY_NUMBER = 6
"""Characters from which a number may have one that is wrong."""
LONGEST_WRONG = 12
"""Characters up to which it is asked for with each of them left out: what holds half of it may be many."""
SWAPPED = 3
"""Characters around two that changed places that are looked at."""

Reading = tuple[str, ...]


class Typed:
    """What was typed, without diacritics, capitals and signs; BadInput for more words than are looked for."""

    def __init__(self, text: str) -> None:
        text = text[:LONGEST]
        self.dates, rest = typed_dates(text)
        words = tuple(dict.fromkeys(plain(rest).split()))
        if len(words) > MOST_WORDS:
            raise BadInput(f"These are {len(words)} words: search for {MOST_WORDS} of them at most.")
        self.words = tuple(word for word in words if word not in TITLES) or words
        self.wholes = typed_wholes(text)
        self.whole = compact(text)
        self.normal = normal(text) if self.whole else ""
        home = self.whole.removeprefix("00").lstrip("0") if self.whole.isdigit() else self.whole
        self.part = home if SHORTEST_PART <= len(home) <= LONGEST_PART else ""
        self.readings = self._readings()

    def __bool__(self) -> bool:
        return bool(self.words or self.dates)

    @property
    def numbered(self) -> bool:
        """True when it holds a figure: names do not."""
        return any(sign.isdigit() for sign in self.whole)

    @property
    def partial(self) -> bool:
        """True when it may be part of an identifier: it holds a figure, or is as short as part of a plate."""
        return bool(self.part) and (self.numbered or len(self.part) == SHORTEST_PART)

    @property
    def fuzzy_number(self) -> bool:
        """True when it is a number that may have been typed with one character wrong."""
        return self.numbered and len(self.part) >= FUZZY_NUMBER

    def _readings(self) -> tuple[Reading, ...]:
        """The words as they stand, and with two of them, or particles and a name, written as one."""
        found: list[Reading] = [self.words] if self.words else []
        one = " ".join(self.words)
        for word in glued(list(self.words)) if not self.numbered else ():
            for start in range(len(self.words)):
                for end in range(start + 2, len(self.words) + 1):
                    if "".join(self.words[start:end]) == word:
                        found.append((*self.words[:start], word, *self.words[end:]))
        return tuple(dict.fromkeys(found)) if one else ()

    # Ways to be found; keys hold letters, figures and _ alone

    def whole_of(self) -> Ways:
        """What has it for its name or as the whole of a number."""
        named = {whole_name(reading) for reading in self.readings} | {whole_name([self.whole])}
        numbers = (*self.wholes, f"n_{self.normal}") if self.numbered else ()
        found = [[frozenset({name}), *self._dated] for name in sorted(named) if self.words]
        return ways([*found, *([frozenset({number})] for number in numbers)])

    def exactly(self) -> Ways:
        """What has all words, or it for its name, or as the whole of a number."""
        some: list[Iterable[Group]] = [
            [*map(_word, reading), *self._dated] for reading in self.readings or ((),)
        ]
        return ways([*some, *self.whole_of().ways])

    def partly(self) -> Ways:
        """What has the number in one of its own, or words that begin so."""
        some: list[Iterable[Group]] = []
        if self.partial:
            some.append(_grams(self.part))
        if any(map(beginning, self.words)):
            some.append([*map(_beginning, self.words), *self._dated])
        return ways(some)

    def nearly(self) -> Ways:
        """What is spelled otherwise, misread, or sounds the same."""
        some: list[Iterable[Group]] = []
        if any(tolerance(word) for word in self.words):
            few = self.readings if len(self.words) <= 2 else self.readings[:1]
            some += [[*map(_fuzzy, reading), *self._dated] for reading in few]
        if self.partial:
            some.append([frozenset({f"f_{folded(self.whole)}"})])
        if self.fuzzy_number:
            some += _one_wrong(self.part)
        if sound := self.sound():
            some.append([*(frozenset(f"s_{key}" for key in keys) for keys in sound), *self._dated])
        return ways(some)

    @property
    def _dated(self) -> list[Group]:
        return [frozenset({date}) for date in self.dates]

    def sound(self) -> list[frozenset[str]]:
        """The sounds of each word of a name, one of which is asked for; [] for what is no name."""
        if self.numbered and not self.dates:
            return []
        heard = [sounds(word) for word in sounding(self.words)]
        return heard if all(heard) else []

    def each(self) -> list[Ways]:
        """Each word alone, for what has some of them here and some there."""
        return [ways([[group]]) for group in (*map(_word, self.words), *self._dated)]


def tolerance(word: str) -> int:
    """How many letters may differ: none in short words and in figures, two in long ones."""
    if not near(word) or word in PARTICLES:
        return 0
    return 1 if len(word) < 8 else 2


def is_year(word: str) -> bool:
    """Whether a word may be a year of birth."""
    return len(word) == 4 and word.isdigit() and word[:2] in ("19", "20")


def _word(word: str) -> Group:
    if is_year(word):
        return frozenset({word, f"d_{word}"})
    return frozenset({word, f"i_{word}"} if len(word) == 1 and word.isalpha() else {word})


def _beginning(word: str) -> Group:
    """Words that begin so; what may be a year is also looked for among the years of birth."""
    if not beginning(word):
        return _word(word)
    return frozenset({f"{BEGINS}{word}", *(_word(word) - {word})})


def _fuzzy(word: str) -> Group:
    return near(word) if tolerance(word) else _word(word)


def _one_wrong(part: str) -> Iterator[list[Group]]:
    """What holds all of a number but one character, or has two in each other's place; of a long one half."""
    size = len(part)
    if size > LONGEST_WRONG:
        yield from (_grams(side) for side in (part[: size // 2], part[size // 2 :]))
        return
    for at in range(size):
        yield [*_grams(part[:at]), *_grams(part[at + 1 :])]
    for at in range(size - 1):
        swapped = part[:at] + part[at : at + 2][::-1] + part[at + 2 :]
        yield _grams(swapped[max(at - SWAPPED, 0) : at + 2 + SWAPPED])


def _grams(part: str) -> list[Group]:
    return [frozenset({f"g_{gram}"}) for gram in grams(folded(part))]
