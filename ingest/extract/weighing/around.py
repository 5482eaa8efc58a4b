"""The cues that each item gives to the pairs around it: made once for a text, used by many pairs."""

from __future__ import annotations

from collections.abc import Iterable

from ingest.extract.scene import PERSONS
from ingest.extract.weighing.items import Item, Items

BEFORE, BEHIND = 4, 4
"""Items looked at before and behind an argument."""
MARKS = frozenset('():;,.\n–-"«»/?')
Cues = tuple[str, ...]


class Around:
    """Cues of the items of one text by their place in it."""

    def __init__(self, items: Items) -> None:
        self.row = items.row
        self.between = [_between(item) for item in self.row]
        self.inside = [tuple(f"s:{c}" for c in item.concepts) for item in self.row]
        self.heads = [f"h:{head}" for head in items.head]
        self._by_sentence = items.by_sentence
        self._windows: dict[tuple[int, str], Cues] = {}
        self._subjects: dict[int, int | None] = {}

    def window(self, at: int, which: str) -> Cues:
        """The cues of the items before and behind an argument; `which` is "1" or "2" of a pair."""
        known = self._windows.get((at, which))
        if known is None:
            known = self._windows[at, which] = _window(self.row, at, which)
        return known

    def subject(self, sentence: int) -> int | None:
        """The place of the first person of a sentence; None where it names nobody."""
        if sentence not in self._subjects:
            persons = (i for i in self._by_sentence[sentence] if _is_person(self.row[i]))
            self._subjects[sentence] = next(persons, None)
        return self._subjects[sentence]

    def rest(self, at: int, low: int, high: int) -> Iterable[str]:
        """What the sentence of an item says outside of the places from low to high."""
        for index in self._by_sentence[self.row[at].sentence]:
            if index < low or index > high:
                yield from self.inside[index]


def _is_person(item: Item) -> bool:
    return item.mention is not None and item.mention.type in PERSONS


def _between(item: Item) -> Cues:
    concepts = tuple(f"b:{concept}" for concept in item.concepts)
    if item.mention is not None:
        return (*concepts, f"bt:{item.mention.type}")
    return (*concepts, f"bm:{item.word}") if item.word in MARKS else concepts


def _window(row: list[Item], at: int, which: str) -> Cues:
    seen: dict[str, None] = {}
    for offset in range(1, BEFORE + 1):
        if at - offset >= 0:
            _look(seen, row[at - offset], f"p{which}", offset)
    for offset in range(1, BEHIND + 1):
        if at + offset < len(row):
            _look(seen, row[at + offset], f"n{which}", offset)
    return tuple(seen)


def _look(seen: dict[str, None], item: Item, where: str, offset: int) -> None:
    for concept in item.concepts:
        seen[f"{where}:{concept}"] = None
        if offset == 1:
            seen[f"{where}!:{concept}"] = None
    if offset <= 2:
        seen[f"{where}{offset}w:{item.word}"] = None
