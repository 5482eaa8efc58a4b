"""What a search finds, why, and in which sources."""

import strawberry

from api.graphql.as_it_was import AsItWas

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
        description="How it matched, best first: identifier, name, words, part, beginning, spelling."
    )
    sources: list[str]
    details: list[Detail]


@strawberry.type(description="The answer of a search.")
class Found:
    """The hits asked for, and how many there are in all: exact up to 1,000."""

    total: int
    more: bool
    hits: list[Hit]
    total_text: str = strawberry.field(description='The total as it is shown: "37", or "1,000+".')
    times: AsItWas | None = None


def found(total: int, exact: bool, hits: list[Hit]) -> Found:
    """An answer with its total in words."""
    text = f"{total:,}" if exact else f"{CEILING:,}+"
    return Found(total=total, more=not exact, hits=hits, total_text=text)
