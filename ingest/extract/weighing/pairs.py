"""Pairs of arguments that a relation may join, each with the cues around it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from ingest.extract.scene import PERSONS, SYMMETRIC
from ingest.extract.weighing import said
from ingest.extract.weighing.around import MARKS, Around
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
WORDS, SEQUENCE = 6, 3
"""Items between two arguments up to which their words count, and their order."""


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
    arguments, around = items.arguments, Around(items)
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
            yield from _joined(items, around, first, second)


def _joined(items: Items, around: Around, first: Argument, second: Argument) -> Iterator[Pair]:
    if first.via != "name" and second.via != "name":
        return
    forward = _JOINED.get((first.type, second.type), ())
    backward = _JOINED.get((second.type, first.type), ())
    if not forward and not backward:
        return
    common = _cues(items, around, first, second)
    if forward:
        yield Pair(first, second, forward, common, ">", _own(items, first, second, ">"))
    backward = tuple(r for r in backward if r not in SYMMETRIC)
    if backward:
        yield Pair(second, first, backward, common, "<", _own(items, second, first, "<"))


def _own(items: Items, a: Argument, b: Argument, way: str) -> list[str]:
    cues = [f"types:{way}{a.type}>{b.type}", f"via:{way}{a.via}>{b.via}", f"to:{b.type}", f"from:{a.type}"]
    return [*cues, *said.of_pair(items.said, a.entity, b.entity)]


def _cues(items: Items, around: Around, first: Argument, second: Argument) -> list[str]:
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
    cues += _company(items, around, first, second, between)
    seen = dict.fromkeys(_between(around, between, lo))
    seen.update(dict.fromkeys(around.window(lo, "1")))
    seen.update(dict.fromkeys(around.window(hi, "2")))
    seen.update(dict.fromkeys(around.rest(hi, lo, hi)))
    if apart:
        seen.update(dict.fromkeys(cue.replace("s:", "s1:", 1) for cue in around.rest(lo, lo, hi)))
    seen.update(dict.fromkeys(around.heads))
    return cues + list(seen)


def _between(around: Around, between: list[Item], lo: int) -> Iterator[str]:
    """What stands between two places: of few items the words too, of very few their sequence."""
    for index, item in enumerate(between, lo + 1):
        yield from around.between[index]
        if len(between) <= WORDS and item.mention is None and item.word not in MARKS:
            yield f"bw:{item.word}"
    if len(between) <= SEQUENCE:
        yield "seq:" + " ".join(i.word for i in between)
        yield "cseq:" + " ".join("|".join(i.concepts) or i.word for i in between)


def _company(
    items: Items, around: Around, first: Argument, second: Argument, between: list[Item]
) -> list[str]:
    """Who else stands between and around: the nearest of its kind is the likelier argument."""
    types = [i.mention.type for i in between if i.mention is not None]
    people = sum(map(types.count, PERSONS))
    same1, same2 = types.count(first.type), types.count(second.type)
    cues = [f"people:{min(people, 3)}", f"same1:{min(same1, 3)}", f"same2:{min(same2, 3)}"]
    row = items.row
    subject = around.subject(row[first.at].sentence)
    if subject is not None:
        cues.append("first:subject" if subject == first.at else "first:later")
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
