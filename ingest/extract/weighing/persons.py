"""Places where a person stands, each with the cues to a role in the file."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from ingest.extract.scene import PERSONS
from ingest.extract.weighing import said
from ingest.extract.weighing.items import Argument, Item, Items

ROLES = (
    "suspect", "victim", "witness", "complainant", "driver", "passenger", "owner", "officer", "missing",
    "informant", "other",
)  # fmt: skip
"""What a person may be in a file."""
BEFORE, BEHIND, LABEL = 6, 8, 6
"""Items looked at before and behind a name; items of the label that begins a line of a form."""


class Place(NamedTuple):
    """One place where a person stands, and the cues around it."""

    argument: Argument
    cues: list[str]


def places(items: Items) -> Iterator[Place]:
    """All places of persons, aliases, nicknames and handles in order of the text."""
    order: dict[str, int] = {}
    for argument in items.arguments:
        if argument.type in PERSONS:
            rank = order.setdefault(argument.entity, len(order))
            yield Place(argument, _cues(items, argument, rank))


def _cues(items: Items, argument: Argument, rank: int) -> list[str]:
    row, at = items.row, argument.at
    here = row[at]
    seen: dict[str, None] = dict.fromkeys(
        [
            "bias",
            f"via:{argument.via}",
            f"type:{argument.type}",
            f"rank:{min(rank, 4)}",
            f"at:{min(here.sentence, 6)}",
        ]
    )
    seen.update(dict.fromkeys(f"h:{head}" for head in items.head))
    if argument.entity in items.aside:
        seen["aside"] = None
    seen.update(around(row, at))
    _sentence(seen, items, at)
    _label(seen, items, at)
    seen.update(dict.fromkeys(said.of_person(items.said, argument.entity)))
    return [f"%{cue}" for cue in seen]


def around(row: Sequence[Item], at: int) -> dict[str, None]:
    """The cues of the items before a name in its line and behind it, in order, nearest first."""
    seen: dict[str, None] = {}
    for offset in range(1, BEFORE + 1):
        if at - offset < 0 or row[at - offset].line != row[at].line:
            break
        _look(seen, row[at - offset], "p", offset)
    for offset in range(1, BEHIND + 1):
        if at + offset >= len(row):
            break
        _look(seen, row[at + offset], "n", offset)
    return seen


def _look(seen: dict[str, None], item: Item, where: str, offset: int) -> None:
    near = "!" if offset == 1 else "" if offset <= 3 else "~"
    for concept in item.concepts:
        seen[f"{where}{near}:{concept}"] = None
    if item.mention is not None:
        seen[f"{where}t:{item.mention.type}"] = None
    elif offset <= 3:
        seen[f"{where}{offset}w:{item.word}"] = None


def _sentence(seen: dict[str, None], items: Items, at: int) -> None:
    """What the sentence says before and behind, whether the person comes first, and who else is there."""
    row = items.row
    inside = items.by_sentence[row[at].sentence]
    people = [i for i in inside if (m := row[i].mention) is not None and m.type in PERSONS]
    if people:
        seen["first" if people[0] == at else "later"] = None
        seen[f"people:{min(len(people), 4)}"] = None
    for index in inside:
        side = "<" if index < at else ">"
        for concept in row[index].concepts:
            seen[f"s{side}:{concept}"] = None
    for index in items.by_sentence.get(row[at].sentence + 1, ()):
        for concept in row[index].concepts:
            seen[f"next:{concept}"] = None


def _label(seen: dict[str, None], items: Items, at: int) -> None:
    """The concepts of the words before a colon that begin the line: "Verdachte: …"."""
    row, begin = items.row, at
    while begin > 0 and row[begin - 1].line == row[at].line and row[begin - 1].word != "\n":
        begin -= 1
    label = row[begin : min(at, begin + LABEL)]
    colon = next((i for i, item in enumerate(label) if item.word == ":"), None)
    if colon is not None:
        for item in label[:colon]:
            for concept in item.concepts:
                seen[f"label:{concept}"] = None
            seen[f"labelw:{item.word}"] = None
