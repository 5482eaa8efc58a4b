"""A hypothesis about a link, with what speaks for it and against it."""

import strawberry

from api.graphql.link import Path
from api.graphql.node import Node


@strawberry.type(description="One reason for or against, with its weight and the records that it rests on.")
class Reason:
    """A sentence, what it adds to the score of the link (where it is known), and record ids."""

    text: str
    weight: float | None
    records: list[strawberry.ID]


@strawberry.type(
    description="A hypothesis about a link between two entities; never a fact, never about character."
)
class Suggestion:
    """Its paths down to record ids, evidence, counter-evidence and what would change it."""

    id: strawberry.ID
    type: str
    a: Node
    b: Node
    score: float = strawberry.field(description="Score of this link, by which suggestions are ordered.")
    paths: list[Path]
    evidence: list[Reason]
    against: list[Reason]
    would_change: list[str]


@strawberry.type(description='Suggestions about one entity, "N of M".')
class Suggestions:
    """The best first; `total` is what this session may see."""

    total: int
    items: list[Suggestion]
