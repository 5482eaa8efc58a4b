"""Organisations: names with slips and abbreviations, weighed by how rare their words are."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from math import log2

from rapidfuzz import fuzz

from resolution.change import Term
from resolution.names.text import sound
from resolution.things.companies import company_number, legal_form, name_words
from resolution.things.thing import Thing, same_or_not, weights

CLOSE = 82.0
"""Likeness of two words, of 100, from which one may be a slip of the other."""
SLIP = 0.6
"""Part of a word's weight that one with a slip keeps."""
LACKING = 0.5
"""Part of a word's weight that counts against, where the other name lacks it."""
Words = tuple[str, ...]


def keys(firm: Thing) -> Iterator[str]:
    """Keys that two organisations share when one word of their names sounds alike."""
    for raw in firm.of("name"):
        for word in name_words(raw):
            yield f"word:{sound(word)}"
        yield "letters:" + "".join(word[0] for word in sorted(name_words(raw)))


def judge(firms: Iterable[Thing]) -> Callable[[Thing, Thing], list[Term]]:
    """The comparison of two organisations, by the rarity of words among these."""
    held: Counter[str] = Counter()
    count = 0
    for firm in firms:
        count += 1
        held.update({word for raw in firm.of("name") for word in name_words(raw)})
    total = max(count, 1024)

    def bits(word: str) -> float:
        return log2(total / max(held[word], 1)) if len(word) > 1 else 1.0

    return lambda a, b: terms(a, b, bits)


def terms(a: Thing, b: Thing, bits: Callable[[str], float]) -> list[Term]:
    """What two organisations show: number, name, legal form."""
    known, found = weights("Organisation"), list[Term]()
    numbers = [[n for raw in side.of("registrationNumber") if (n := company_number(raw))] for side in (a, b)]
    found += known.best("number", numbers, same_or_not)
    names = [
        Term("name", *compare_names(name_words(x), name_words(y), bits), x, y)
        for x in a.of("name")
        for y in b.of("name")
    ]
    if names:
        found.append(max(names, key=lambda term: (term.weight, term.left, term.right)))
    forms = [
        [f for raw in (*side.of("name"), *side.of("legalForm")) if (f := legal_form(raw))] for side in (a, b)
    ]
    return found + known.best("legalForm", forms, same_or_not)


def compare_names(a: Words, b: Words, bits: Callable[[str], float]) -> tuple[str, float]:
    """What two names show and its weight: shared words by rarity, slips less, words of one side against."""
    left, right = [w for w in a if w not in b], [w for w in b if w not in a]
    weight = sum(bits(word) for word in set(a) & set(b))
    slips = 0
    for word in list(left):
        likest = max(right, key=lambda other: (_likeness(word, other), other), default="")
        if likest and _likeness(word, likest) >= CLOSE:
            weight += SLIP * min(bits(word), bits(likest))
            left.remove(word)
            right.remove(likest)
            slips += 1
    joined = "".join(a) == "".join(b) or "".join(sorted(a)) == "".join(sorted(b))
    if (left or right) and joined:
        return "equal but for spaces", sum(map(bits, {*a, *b})) / 2
    weight -= LACKING * sum(map(bits, (*left, *right)))
    if left or right:
        return "some words agree" if weight > 0 else "different", round(weight, 3)
    return ("with slips" if slips else "equal"), round(weight, 3)


def _likeness(a: str, b: str) -> float:
    if min(len(a), len(b)) > 2 and (a.startswith(b) or b.startswith(a)):
        return CLOSE + 1 if min(len(a), len(b)) > 3 else CLOSE
    return fuzz.ratio(a, b)
