"""Words typed wrong or not to their end, by keys: an index looks one key up, and never all its words.

A word with one letter left out, for each of its letters: two words that differ by one letter added, left out,
changed or swapped with the next share such a key. And its first three, four, six and eight letters.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache

SHORTEST, LONGEST = 4, 16
"""Letters of words that may be typed wrong."""
BEGINNINGS = (3, 4, 6, 8)
FIGURES = 6
"""Of a number no more are a key: too many begin like a longer one, which is found by its runs (`numbers`)."""
KEPT = 20_000
"""Words whose keys are remembered: few words stand in most values."""
MOST = 12
"""Words of a value that have keys for typing errors; longer ones are descriptions."""


@lru_cache(KEPT)
def near(word: str) -> frozenset[str]:
    """The keys of a word for typing errors; none for short words, very long ones and numbers."""
    if not (SHORTEST <= len(word) <= LONGEST and word.isalpha()):
        return frozenset()
    return frozenset({f"x_{word}", *(f"x_{word[:i]}{word[i + 1 :]}" for i in range(len(word)))})


def beginnings(word: str) -> list[str]:
    """The keys by which a word is found by its beginning."""
    most = min(len(word), FIGURES) if word.isdigit() else len(word)
    return [f"p_{word[:n]}" for n in BEGINNINGS if n <= most]


def beginning(typed: str) -> str:
    """The key to look up for words that begin so; "" for fewer letters than any key has, or more figures."""
    if typed.isdigit() and len(typed) > FIGURES:
        return ""
    return next(iter(beginnings(typed)[::-1]), "")


def near_words(words: Iterable[str]) -> set[str]:
    """All of these keys of the words of a value."""
    some = list(words)
    found = {key for word in some for key in beginnings(word)}
    return found | {key for word in some if len(some) <= MOST for key in near(word)}
