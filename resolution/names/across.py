"""Whether given names or surnames in two scripts are one name; and how such a name may be spelled in ours."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from itertools import islice, product

from resolution.names.same import SLIGHT, same_name, signals
from resolution.names.scripts import CYRILLIC, Word, words_of

GIVEN, SURNAME = 0, 1
LEAST = 0.5
"""The probability from which two full names are one."""
ALIKE, WORST = 0.85, 0.75
"""How alike the words of one part are on average, and at worst, where the rest of the names is not alike."""
MOST = 8
"""Spellings of one name that are looked for."""
_STYLES = (
    {"S": "sh", "C": "ch", "Z": "zh", "J": "dj", "H": "kh", "G": "gh", "c": "ts"},
    {"S": "sch", "C": "tsch", "Z": "sch", "J": "dsch", "H": "ch", "G": "g", "c": "z", "j": "j", "v": "w"},
    {"S": "sh", "C": "ch", "Z": "zh", "J": "j", "H": "h", "G": "h", "c": "ts", "g": "h"},
    {"S": "sj", "C": "tsj", "Z": "zj", "J": "dzj", "H": "ch", "G": "g", "c": "ts"},
)
_ALWAYS = {"x": "ks", "X": "ch", "q": "k", "W": "ou", "Y": "i", "B": "b", "P": "p", "Q": "k", "T": "s"}


def is_one(part: int, written: Sequence[str], plain: str, others: Sequence[str], other: str) -> bool:
    """True when GIVEN or SURNAME of two persons are one, by a name of either in another script than ours.

    `written` holds such names, `plain` is the one in ours; all as "given names|surname".
    """
    pairs = [(x, y) for x in written for y in (*others, other)] + [(plain, y) for y in others]
    return any(_is_one(part, min(pair), max(pair)) for pair in pairs)


@lru_cache(maxsize=1 << 16)
def _is_one(part: int, a: str, b: str) -> bool:
    if same_name(a.replace("|", " "), b.replace("|", " ")) >= LEAST:
        return True
    found = signals(a.partition("|")[2 * part], b.partition("|")[2 * part])
    return found is not None and found[1] >= ALIKE and found[2] >= WORST and found[4] <= SLIGHT


def spellings(written: str) -> Iterator[tuple[str, str]]:
    """How a name in another script may be spelled in ours, as (given name, surname), roughly."""
    given, surname = (_spelled(words_of(part)) for part in written.partition("|")[::2])
    yield from islice(product(given or [""], surname or [""]), MOST * MOST)


def _spelled(words: Sequence[Word]) -> list[str]:
    """The ways to spell some words in one: those of a first given name, or of a surname."""
    kept = [word for word in words if not word.slight] or list(words)
    found = ("".join(way) for way in product(*(_ways(word) for word in kept[:3])))
    return list(dict.fromkeys(islice(found, MOST)))


def _ways(word: Word) -> list[str]:
    ways = [word.folded] if word.folded else []
    for sound in word.sounds:
        for style in _STYLES:
            spelled = "".join(style.get(sign, _ALWAYS.get(sign, sign)) for sign in sound)
            ways.append(spelled)
    ways += ["j" + way for way in ways if way[:1] == "e" and word.script == CYRILLIC]
    if word.unvowelled:
        ways += [vowel + way for way in ways for vowel in _begun(way)]
    return list(dict.fromkeys(way for way in ways if way))


def _begun(way: str) -> Iterable[str]:
    """Vowels that may stand before a word that is written without: where it begins with a breath."""
    return "aoui" if way[0] == "h" else ""
