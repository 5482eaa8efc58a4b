"""Whether two full names are one: their words paired in any order, and the weight of what is left over."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from math import exp

from resolution.names.scripts import Word, words_of
from resolution.names.sounds import alike, collapsed, consonants
from resolution.names.variants import root

Known = Callable[[str, str], bool | None]
"""Asks a dictionary whether two words are one name; None where it knows one of them not."""
LEAST = 0.45
"""How alike two words are at least to stand for one another."""
VARIANT = 0.93
OTHERS = 0.1
"""How much less alike two words are that a dictionary knows as two names."""
SLIGHT = 0.15
FATHER = 0.3
_PATRONYMIC = re.compile(r"(?:[oe]v[iy](?:ch|c|tch|tsch|tsj|cz)|[oe]vna|[iy]chna|[oe]wna|ovitch|evitch)$")

# Learned by logistic regression on the half of tests/resolution/cross_script.csv that is for learning:
# `python -m bench.names --fit` prints them anew.
WEIGHTS = (0.09, 6.42, 10.85, -4.47, -1.34, 0.17)
BIAS = -14.55


@dataclass(frozen=True)
class Match:
    """Words of one name that stand for words of the other: how alike, and how heavy."""

    likeness: float
    weight: float


def same_name(a: str, b: str, known: Known | None = None) -> float:
    """The probability that two full names, in any script and order of words, are one person's name.

    It knows nothing of how common a name is: two of the same common name are as alike as of a rare one.
    `known` may ask a dictionary (resolution.names.known.known_alike); without it only sounds count.
    """
    found = signals(min(a, b), max(a, b), known)
    if found is None:
        return 0.0
    odds = BIAS + sum(w * x for w, x in zip(WEIGHTS, found, strict=True))
    return 1 / (1 + exp(-max(-60.0, min(60.0, odds))))


def signals(a: str, b: str, known: Known | None = None) -> tuple[float, ...] | None:
    """What two names show: whether one leaves vowels out, likeness on average and at worst, and the rest.

    Six numbers; what is left is given for the side with less and the side with more of it, the last is how
    much was heard. None when one of them has no words.
    """
    left, right = words_of(a), words_of(b)
    if not left or not right:
        return None
    matches, gone_left, gone_right = align(left, right, known)
    total = sum(m.weight for m in matches)
    if not total:
        return (0.0, 0.0, 0.0, 2.0, 2.0, 0.0)
    mean = sum(m.likeness * m.weight for m in matches) / total
    worst = min((m.likeness for m in matches if m.weight > FATHER), default=mean)
    less, more = sorted((gone_left, gone_right))
    heard = min(sum(map(_heard, left)), sum(map(_heard, right)), 10) / 10
    unvowelled = float(any(w.unvowelled for w in left) != any(w.unvowelled for w in right))
    return (unvowelled, mean, worst, less, more, heard)


def _heard(word: Word) -> int:
    return consonants(word.sounds[0])


def align(
    left: tuple[Word, ...], right: tuple[Word, ...], known: Known | None = None
) -> tuple[list[Match], float, float]:
    """The best pairing of words, one or two neighbours with one or two, and the weight left on each side."""
    heavy_left, heavy_right = weights(left), weights(right)
    groups_left, groups_right = list(_groups(left)), list(_groups(right))
    best: dict[tuple[int, int], tuple[float, tuple[Match, ...]]] = {(0, 0): (0.0, ())}
    for start, size in groups_left:
        mask = _mask(start, size)
        for other, length in groups_right:
            if size > 1 and length > 1:
                continue
            alikeness = likeness(left[start : start + size], right[other : other + length], known)
            if alikeness < LEAST:
                continue
            weight = _weight(heavy_left[start : start + size], heavy_right[other : other + length])
            _add(best, mask, _mask(other, length), Match(alikeness, weight))
    (taken_left, taken_right), (_, matches) = min(best.items(), key=lambda item: (-item[1][0], item[0]))
    return list(matches), _left_over(heavy_left, taken_left), _left_over(heavy_right, taken_right)


def _add(
    best: dict[tuple[int, int], tuple[float, tuple[Match, ...]]], left: int, right: int, match: Match
) -> None:
    """Put a match to every pairing that has room for it, where that makes it the best of its words."""
    for (taken_left, taken_right), (score, matches) in list(best.items()):
        if taken_left & left or taken_right & right:
            continue
        place = taken_left | left, taken_right | right
        now = score + match.weight * (match.likeness - LEAST / 2)
        if now > best.get(place, (-1.0, ()))[0]:
            best[place] = now, (*matches, match)


def _weight(left: list[float], right: list[float]) -> float:
    return min(sum(left), sum(right))


def _groups(words: tuple[Word, ...]) -> Iterator[tuple[int, int]]:
    for start in range(len(words)):
        for size in (1, 2, 3):
            if start + size <= len(words):
                yield start, size


def _mask(start: int, size: int) -> int:
    return ((1 << size) - 1) << start


def _left_over(heavy: list[float], taken: int) -> float:
    return sum(weight for place, weight in enumerate(heavy) if not taken >> place & 1)


def weights(words: tuple[Word, ...]) -> list[float]:
    """How much each word of a name says: a particle little, the father's name of a full name less."""
    several = sum(not word.slight for word in words) > 2
    return [
        SLIGHT
        if word.slight or len(word.folded) == 1
        else FATHER
        if several and _PATRONYMIC.search(word.folded)
        else 1.0
        for word in words
    ]


@lru_cache(maxsize=1 << 16)
def likeness(left: tuple[Word, ...], right: tuple[Word, ...], known: Known | None = None) -> float:
    """How alike two words, or a word and two that it joins, are, 0 to 1."""
    written = "".join(w.folded for w in left), "".join(w.folded for w in right)
    if min(map(len, written)) == 1:
        return 0.8 if written[0][0] == written[1][0] and left[0].script == right[0].script else 0.0
    unvowelled = any(w.unvowelled for w in left) != any(w.unvowelled for w in right)
    best = max(alike(x, y, unvowelled) for x in _joined(left) for y in _joined(right))
    if len(left) == len(right) == 1:
        if root(written[0]) == root(written[1]):
            return max(best, VARIANT)
        if known and left[0].script != right[0].script and best > LEAST:
            told = known(left[0].written, right[0].written)
            best = best if told is None else max(best, VARIANT) if told else best - OTHERS
    return best


def _joined(words: tuple[Word, ...]) -> list[str]:
    said = [""]
    for word in words:
        said = [before + sound for before in said for sound in word.sounds]
    return [collapsed(one) for one in said[:64]]
