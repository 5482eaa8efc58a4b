"""Two words sign by sign, in machine code: the same as RapidFuzz finds, for words that lie in one array,
which is known by its address.

What is compiled of weights/loops.py holds these and is kept by the date of that file: touch it as well.
"""

from __future__ import annotations

from typing import Any

import numpy as np

from resolution.weights.compiled import compiled, whole

SHORT, BIT = 64, np.uint64(1)
"""Signs of a word that fit into one number, a bit for each."""
ONE, TWO = np.uint64(0x5555555555555555), np.uint64(0x3333333333333333)
FOUR, LOW = np.uint64(0x0F0F0F0F0F0F0F0F), np.uint64(0x0101010101010101)


@compiled
def one_slip(signs: int, i: int, m: int, j: int, n: int) -> bool:
    """Two words, from i and j on, of m and n signs, are one slip apart, or none: Damerau and Levenshtein."""
    if m > n:
        i, j, m, n = j, i, n, m
    if n - m > 1:
        return False
    at = 0
    while at < m and whole(signs, i + at) == whole(signs, j + at):
        at += 1
    if m < n:
        while at < m and whole(signs, i + at) == whole(signs, j + at + 1):
            at += 1
        return at == m
    if (
        at + 1 < m
        and whole(signs, i + at) == whole(signs, j + at + 1)
        and whole(signs, i + at + 1) == whole(signs, j + at)
    ):
        rest = at + 2
        while rest < m and whole(signs, i + rest) == whole(signs, j + rest):
            rest += 1
        if rest == m:
            return True
    at += 1
    while at < m and whole(signs, i + at) == whole(signs, j + at):
        at += 1
    return at >= m


@compiled
def _common(signs: int, i: int, m: int, j: int, n: int) -> tuple[int, int]:
    """How many signs two short words have in common, each near the other, and how many are out of order."""
    bound, common = max(max(m, n) // 2 - 1, 0), 0
    one, other = np.uint64(0), np.uint64(0)
    for right in range(n):
        sign = whole(signs, j + right)
        for left in range(max(0, right - bound), min(m, right + bound + 1)):
            if whole(signs, i + left) == sign and not (one >> np.uint64(left)) & BIT:
                one |= BIT << np.uint64(left)
                other |= BIT << np.uint64(right)
                common += 1
                break
    turned, right = 0, 0
    for left in range(m):
        if (one >> np.uint64(left)) & BIT:
            while not (other >> np.uint64(right)) & BIT:
                right += 1
            turned += whole(signs, i + left) != whole(signs, j + right)
            right += 1
    return common, turned


@compiled
def _common_of_long(signs: int, i: int, m: int, j: int, n: int) -> tuple[int, int]:
    """The same of any words."""
    bound, common = max(max(m, n) // 2 - 1, 0), 0
    one, other = np.zeros(m, np.bool_), np.zeros(n, np.bool_)
    for right in range(n):
        sign = whole(signs, j + right)
        for left in range(max(0, right - bound), min(m, right + bound + 1)):
            if whole(signs, i + left) == sign and not one[left]:
                one[left] = other[right] = True
                common += 1
                break
    turned, right = 0, 0
    for left in range(m):
        if one[left]:
            while not other[right]:
                right += 1
            turned += whole(signs, i + left) != whole(signs, j + right)
            right += 1
    return common, turned


@compiled
def likeness(signs: int, i: int, m: int, j: int, n: int) -> float:
    """Jaro-Winkler similarity of two words of m and n signs."""
    if m == 0 or n == 0:
        return 0.0
    common, turned = _common(signs, i, m, j, n) if max(m, n) <= SHORT else _common_of_long(signs, i, m, j, n)
    if common == 0:
        return 0.0
    found = common / m + common / n
    found = (found + (common - turned // 2) / common) / 3.0
    if found > 0.7:
        begin = 0
        while begin < min(m, n, 4) and whole(signs, i + begin) == whole(signs, j + begin):
            begin += 1
        found += begin * 0.1 * (1.0 - found)
    return found


@compiled
def count(bits: Any) -> Any:
    """How many bits are set."""
    bits = bits - ((bits >> np.uint64(1)) & ONE)
    bits = (bits & TWO) + ((bits >> np.uint64(2)) & TWO)
    return np.int64((((bits + (bits >> np.uint64(4))) & FOUR) * LOW) >> np.uint64(56))
