"""Texts with everybody else and every number blacked out: what a person may read of what is said of them."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable

Interval = tuple[int, int]

BLACK = "█████"
"""Always as long: how long a name is tells whose it is."""
WHOLE, PART = 3, 4
"""Letters of a name, and of one word of it, that are looked for outside of its span: "van" is everywhere."""
LONG = 6
"""Signs of a number or code that may be somebody's."""
NUMBER = re.compile(r"\+?\d(?:[ ./()\-]{0,2}\d){5,}")
CODE = re.compile(r"\b(?=[A-Za-z-]*\d)(?=[\d-]*[A-Za-z])[A-Za-z\d]+(?:-[A-Za-z\d]+)*\b")
EMAIL = re.compile(r"[\w.+\-]+@[\w\-]+(?:\.[\w\-]+)+")
DATE = re.compile(r"\d{1,4}[./\-]\d{1,2}[./\-]\d{1,4}(?:[T ]\d{1,2})?")
SENTENCE = re.compile(r"(?<=[.!?])\s+|\n+")
WORD = re.compile(r"\w+")
CODES = re.compile(r"[\W_]+")


def excerpt(text: str, own: Collection[Interval], others: Collection[Interval], words: Iterable[str]) -> str:
    """The sentences in which the person stands (`own`), with all that is of others blacked out.

    `others` are the places of other mentions, `words` what they are called: these go wherever they stand, as
    do numbers of six signs or more and e-mail addresses. What stands inside `own` stays.
    """
    kept = "".join(text[start:end] + " " for start, end in own)
    dark = [*others, *_named(text, words), *_numbers(text, kept)]
    dark = [cut for place in dark for cut in _without(place, own, others)]
    shown = [part for part in sentences(text) if any(_meets(part, place) for place in own)]
    return " […] ".join(_blackened(text, part, dark) for part in shown)


def masked(text: str, words: Iterable[str], own: Collection[str] = ()) -> str:
    """A short text without what others are called and without numbers that are not the person's `own`."""
    dark = [*_named(text, words), *_numbers(text, " ".join(own))]
    return _blackened(text, (0, len(text)), dark)


def sentences(text: str) -> list[Interval]:
    """Where the sentences of a text begin and end."""
    cuts = [0, *(place for found in SENTENCE.finditer(text) for place in found.span()), len(text)]
    pairs = zip(cuts[::2], cuts[1::2], strict=True)
    return [(start, end) for start, end in pairs if text[start:end].strip()]


def _named(text: str, words: Iterable[str]) -> list[Interval]:
    """Every place where one of these stands, whole or a word of it, in any case."""
    whole = {word.strip() for word in words if len(word.strip()) >= WHOLE}
    parts = {part for word in whole for part in WORD.findall(word) if len(part) >= PART}
    asked = sorted((re.escape(part) for part in whole | parts), key=lambda part: (-len(part), part))
    if not asked:
        return []
    pattern = re.compile(rf"(?<!\w)(?:{'|'.join(asked)})(?!\w)", re.IGNORECASE)
    return [found.span() for found in pattern.finditer(text)]


def _numbers(text: str, own: str) -> list[Interval]:
    """Numbers and addresses that are not the person's own; a date names nobody."""
    known = _compact(own)
    found = [m for pattern in (NUMBER, EMAIL, CODE) for m in pattern.finditer(text) if len(m[0]) >= LONG]
    return [m.span() for m in found if not DATE.fullmatch(m[0]) and _compact(m[0]) not in known]


def _compact(text: str) -> str:
    return CODES.sub("", text).casefold()


def _without(place: Interval, own: Collection[Interval], others: Collection[Interval]) -> list[Interval]:
    """What is left of a dark place when the person's own name stays; a place of another goes whole."""
    if place in others and not any(start <= place[0] and place[1] <= end for start, end in own):
        return [place]
    if any(_meets(place, mine) for mine in own):
        return []
    return [place]


def _meets(one: Interval, other: Interval) -> bool:
    return one[0] < other[1] and other[0] < one[1]


def _blackened(text: str, part: Interval, dark: Iterable[Interval]) -> str:
    found, at = list[str](), part[0]
    for start, end in _merged((max(s, part[0]), min(e, part[1])) for s, e in dark if _meets((s, e), part)):
        found += [text[at:start], BLACK]
        at = end
    return "".join([*found, text[at : part[1]]]).strip()


def _merged(places: Iterable[Interval]) -> list[Interval]:
    """The same places in order, those that overlap as one."""
    found = list[Interval]()
    for start, end in sorted(places):
        if found and start <= found[-1][1]:
            found[-1] = (found[-1][0], max(end, found[-1][1]))
        else:
            found.append((start, end))
    return found
