"""Whom a record names in a column and again in its text: two mentions that may be one person all the same.

Co-reference joins the names of one text, and what it takes into a column has spans there. What is left, a
name that the column writes otherwise, may be the column's person where it fits that one alone and no other
name of the text does.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from typing import TYPE_CHECKING

from graph.ontology.mention import Mention
from resolution.comparison import judges

if TYPE_CHECKING:
    from resolution.comparison.features import Features
SURNAMES = frozenset((0, 1, 2, 3, 5))
"""Levels of surnames that may be one: equal, close, another one, two scripts, in the given name's place."""
GIVEN = 4
BIRTH = 4
NUMBER = 0
"""The last levels at which given names, dates of birth and national numbers may be one person's."""
_PLACE = re.compile(r"(?:.*:)?\d+-\d+\??")


def is_of_text(mention: Mention) -> bool:
    """True for a mention that a text alone gives, by its anchor."""
    return bool(mention.spans) and _PLACE.fullmatch(mention.anchor) is not None


def repeats(mentions: Iterable[Mention], row: Callable[[Mention], Features]) -> dict[str, str]:
    """Mention of a text → the one mention of its record's columns that it may repeat.

    `mentions` hold all persons of each record of whose texts is asked; others may be among them.
    """
    texts: dict[str, list[Mention]] = {}
    columns: dict[str, list[Mention]] = {}
    for mention in {m.id: m for m in mentions if m.type == "Person"}.values():
        if is_of_text(mention):
            texts.setdefault(mention.record, []).append(mention)
        elif not mention.spans:
            columns.setdefault(mention.record, []).append(mention)
    both = [(texts[record], columns[record]) for record in texts.keys() & columns.keys()]
    return {text: column for some in both for text, column in _alone(*some, row)}


def _alone(
    texts: list[Mention], columns: list[Mention], row: Callable[[Mention], Features]
) -> Iterator[tuple[str, str]]:
    """The names of one text that fit one column each, which no other name of the text fits."""
    said = [(column.id, row(column)) for column in columns]
    fitting = {m.id: [id_ for id_, f in said if _may_be_one(x, f)] for m in texts for x in (row(m),)}
    claims = Counter(id_ for ids in fitting.values() for id_ in ids)
    yield from ((text, ids[0]) for text, ids in fitting.items() if len(ids) == 1 and claims[ids[0]] == 1)


def _may_be_one(text: Features, column: Features) -> bool:
    return (
        judges.surname(text, column) in SURNAMES
        and judges.given(text, column) <= GIVEN
        and judges.birth(text, column) <= BIRTH
        and judges.national_number(text, column) <= NUMBER
    )
