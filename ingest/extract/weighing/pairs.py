"""Pairs of arguments that a relation may join, each with the cues around it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from ingest.extract.scene import PERSONS, SYMMETRIC
from ingest.extract.weighing import said
from ingest.extract.weighing.items import Argument, Item, Items

_P = PERSONS
_PLACE = frozenset({"ADDRESS", "LOCATION", "ORGANISATION"})
SIGNATURES: dict[str, tuple[frozenset[str], frozenset[str]]] = {
    "ALIAS_OF": (frozenset({"ALIAS"}), frozenset({"PERSON"})),
    "NICKNAME_OF": (frozenset({"NICKNAME"}), frozenset({"PERSON"})),
    "DRIVES": (_P, frozenset({"VEHICLE", "PLATE"})),
    "OWNS": (_P | {"ORGANISATION"}, frozenset({"VEHICLE", "PLATE", "OBJECT", "WEAPON", "PHONE", "IBAN"})),
    "HAS_PLATE": (frozenset({"VEHICLE"}), frozenset({"PLATE"})),
    "USES_PHONE": (_P, frozenset({"PHONE"})),
    "BORN_ON": (_P, frozenset({"DATETIME"})),
    "HAS_ID": (_P, frozenset({"NATIONAL_NUMBER", "DOCUMENT_NUMBER"})),
    "LIVES_AT": (_P, _PLACE),
    "PRESENT_AT": (_P, _PLACE),
    "ASSOCIATE_OF": (_P, _P),
    "FAMILY_OF": (_P, _P),
    "SEIZED_FROM": (frozenset({"OBJECT", "WEAPON", "DRUG", "MONEY"}), _P),
    "MEMBER_OF": (_P, frozenset({"ORGANISATION"})),
    "CALLED": (_P, _P | {"PHONE"}),
    "SENT_MONEY": (_P | {"ORGANISATION"}, _P | {"ORGANISATION", "IBAN"}),
}
"""Types that each relation joins, from the annotation page."""
RELATIONS = tuple(SIGNATURES)
_JOINED: dict[tuple[str, str], tuple[str, ...]] = {}
for _type, (_from, _to) in SIGNATURES.items():
    for _a in _from:
        for _b in _to:
            _JOINED[_a, _b] = (*_JOINED.get((_a, _b), ()), _type)

SENTENCES, ITEMS, PEOPLE = 3, 90, 3
"""Sentences and items between two arguments at most; other persons looked past for one across sentences."""
_BUCKETS = (0, 1, 2, 3, 5, 8, 13, 21, 40)
_BEFORE, _BEHIND = 4, 4
_MARKS = frozenset('():;,.\n–-"«»/?')


class Pair(NamedTuple):
    """Two arguments, the relations that may join them, and the cues around them.

    `common` are those of the two places, `way` says whether the relation points forward in the text, `own`
    are those of this direction alone.
    """

    start: Argument
    end: Argument
    relations: tuple[str, ...]
    common: list[str]
    way: str
    own: list[str]

    @property
    def cues(self) -> list[str]:
        """All cues, those of the places with the way before them."""
        return [*(self.way + cue for cue in self.common), *self.own]


def pairs(items: Items) -> Iterator[Pair]:
    """All pairs worth weighing, in order of the text."""
    arguments = items.arguments
    for low, first in enumerate(arguments):
        seen: set[str] = set()
        for second in arguments[low + 1 :]:
            if second.at - first.at > ITEMS:
                break
            apart = items.row[second.at].sentence - items.row[first.at].sentence
            if apart > SENTENCES:
                break
            if second.at == first.at or first.entity == second.entity:
                continue
            if apart and second.type in PERSONS and second.via == "name":
                seen.add(second.entity)
            if apart and first.type in PERSONS and len(seen) > PEOPLE:
                break
            yield from _joined(items, first, second)


def _joined(items: Items, first: Argument, second: Argument) -> Iterator[Pair]:
    if first.via != "name" and second.via != "name":
        return
    forward = _JOINED.get((first.type, second.type), ())
    backward = _JOINED.get((second.type, first.type), ())
    if not forward and not backward:
        return
    common = _cues(items, first, second)
    if forward:
        yield Pair(first, second, forward, common, ">", _own(items, first, second, ">"))
    backward = tuple(r for r in backward if r not in SYMMETRIC)
    if backward:
        yield Pair(second, first, backward, common, "<", _own(items, second, first, "<"))


def _own(items: Items, a: Argument, b: Argument, way: str) -> list[str]:
    cues = [f"types:{way}{a.type}>{b.type}", f"via:{way}{a.via}>{b.via}", f"to:{b.type}", f"from:{a.type}"]
    return [*cues, *said.of_pair(items.said, a.entity, b.entity)]


def _cues(items: Items, first: Argument, second: Argument) -> list[str]:
    """The cues of two places, whichever way the relation points."""
    row, lo, hi = items.row, first.at, second.at
    between = row[lo + 1 : hi]
    apart = row[hi].sentence - row[lo].sentence
    cues = [
        "bias",
        f"far:{_bucket(len(between))}",
        f"sentences:{apart}",
        f"lines:{min(2, row[hi].line - row[lo].line)}",
    ]
    cues += _company(items, first, second, between)
    seen: dict[str, None] = {}
    for item in between:
        for concept in item.concepts:
            seen[f"b:{concept}"] = None
        if item.mention is not None:
            seen[f"bt:{item.mention.type}"] = None
        elif item.word in _MARKS:
            seen[f"bm:{item.word}"] = None
        elif len(between) <= 6:
            seen[f"bw:{item.word}"] = None
    if len(between) <= 3:
        seen["seq:" + " ".join(i.word for i in between)] = None
        seen["cseq:" + " ".join("|".join(i.concepts) or i.word for i in between)] = None
    _window(seen, row, lo, "1")
    _window(seen, row, hi, "2")
    inside = set(range(lo, hi + 1))
    for index in items.by_sentence[row[hi].sentence]:
        if index not in inside:
            for concept in row[index].concepts:
                seen[f"s:{concept}"] = None
    if apart:
        for index in items.by_sentence[row[lo].sentence]:
            if index not in inside:
                for concept in row[index].concepts:
                    seen[f"s1:{concept}"] = None
    for head in items.head:
        seen[f"h:{head}"] = None
    return cues + list(seen)


def _window(seen: dict[str, None], row: list[Item], at: int, which: str) -> None:
    for offset in range(1, _BEFORE + 1):
        if at - offset >= 0:
            _look(seen, row[at - offset], f"p{which}", offset)
    for offset in range(1, _BEHIND + 1):
        if at + offset < len(row):
            _look(seen, row[at + offset], f"n{which}", offset)


def _look(seen: dict[str, None], item: Item, where: str, offset: int) -> None:
    for concept in item.concepts:
        seen[f"{where}:{concept}"] = None
        if offset == 1:
            seen[f"{where}!:{concept}"] = None
    if offset <= 2:
        seen[f"{where}{offset}w:{item.word}"] = None


def _company(items: Items, first: Argument, second: Argument, between: list[Item]) -> list[str]:
    """Who else stands between and around: the nearest of its kind is the likelier argument."""
    people = sum(1 for i in between if i.mention is not None and i.mention.type in PERSONS)
    same1 = sum(1 for i in between if i.mention is not None and i.mention.type == first.type)
    same2 = sum(1 for i in between if i.mention is not None and i.mention.type == second.type)
    cues = [f"people:{min(people, 3)}", f"same1:{min(same1, 3)}", f"same2:{min(same2, 3)}"]
    row = items.row
    sentence = items.by_sentence[row[first.at].sentence]
    heads = [i for i in sentence if (m := row[i].mention) is not None and m.type in PERSONS]
    if heads:
        cues.append("first:subject" if heads[0] == first.at else "first:later")
    nearer = next(
        (
            i - second.at
            for i in range(second.at + 1, min(len(row), second.at + 12))
            if (m := row[i].mention) is not None and m.type == first.type
        ),
        0,
    )
    if nearer:
        cues.append("rival:nearer" if nearer <= second.at - first.at else "rival:farther")
    return cues


def _bucket(number: int) -> int:
    return next((n for n, limit in enumerate(_BUCKETS) if number <= limit), len(_BUCKETS))
