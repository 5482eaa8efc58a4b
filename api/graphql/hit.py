"""What a search finds, why, and in which sources."""

import strawberry

from api.graphql.as_it_was import AsItWas
from api.graphql.shown import Shown

CEILING = 1000
"""Totals are exact up to this number."""


@strawberry.type(description="A value that tells an entity from others of the same name.")
class Detail:
    """Property and its best value."""

    property: str
    value: str


@strawberry.type(description="One entity that a search found.")
class Hit:
    """An entity in short, how it matched, and the sources that mention it."""

    id: strawberry.ID
    type: str
    caption: str
    matched: str = strawberry.field(
        description="How it matched, best first: identifier, name, words, part, beginning, spelling, sound."
    )
    sources: list[str]
    details: list[Detail]

    def narrow(self, shown: Shown) -> None:
        """Of the details those that are shown."""
        self.details = [one for one in self.details if shown.shows(self.type, one.property)]


@strawberry.type(description="A place in the text that is shown, in characters.")
class TextMark:
    """From and to."""

    start: int
    end: int


@strawberry.type(description="A text that holds what was searched for; the whole of it is in its record.")
class TextHit:
    """A field of a record, with the words around the place that was found."""

    record: strawberry.ID
    source: str
    key: str
    field: str
    recorded: str
    page: int = strawberry.field(
        description="Page of the first place shown, from 1; 0: a text without pages."
    )
    offset: int = strawberry.field(description="Where in the field the text that is shown begins.")
    text: str
    more: bool = strawberry.field(description="Whether the field goes on after the text that is shown.")
    marks: list[TextMark]


@strawberry.type(description="Texts that hold what was searched for.")
class TextsFound:
    """The last recorded of them, and how many there are in all: exact up to 1,000."""

    total: int
    more: bool
    total_text: str
    hits: list[TextHit]


@strawberry.type(description="The answer of a search.")
class Found:
    """The hits asked for, and how many there are in all: exact up to 1,000."""

    total: int
    more: bool
    hits: list[Hit]
    total_text: str = strawberry.field(description='The total as it is shown: "37", or "1,000+".')
    texts: TextsFound = strawberry.field(description="Records whose text holds the words.")
    times: AsItWas | None = None


def found(total: int, exact: bool, hits: list[Hit], texts: TextsFound) -> Found:
    """An answer with its total in words."""
    text = f"{total:,}" if exact else f"{CEILING:,}+"
    return Found(total=total, more=not exact, hits=hits, total_text=text, texts=texts)
