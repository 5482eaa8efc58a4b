"""A hypothesis about a link, with what speaks for it and against it."""

import strawberry

from api.graphql.as_it_was import AsItWas
from api.graphql.link import Path
from api.graphql.node import Node


@strawberry.type(description="One reason for or against: in words, with its weight, path and records.")
class Reason:
    """What it adds to the score of the link (0 where it is told but not weighed), and what it rests on."""

    text: str
    weight: float
    path: Path | None
    records: list[strawberry.ID]


@strawberry.type(
    description="A hypothesis about a link between two entities; never a fact, never about character."
)
class Suggestion:
    """Its evidence down to record ids, counter-evidence and what would change it."""

    id: strawberry.ID
    type: str
    a: Node
    b: Node
    score: float = strawberry.field(
        description="The sum of the weights: it orders links of one type and is no probability."
    )
    evidence: list[Reason]
    against: list[Reason]
    would_change: str
    model: str = strawberry.field(description="Name and version of what suggested it.")
    mentions: list[strawberry.ID] = strawberry.field(
        description="What `judge` takes as a and b to accept or refuse that both are one."
    )


@strawberry.type(description='Suggestions about one entity, "N of M".')
class Suggestions:
    """The best first; `total` is what this session may see.

    Not `exact` where too many records share something to be compared for one question.
    """

    total: int
    exact: bool
    items: list[Suggestion]
    times: AsItWas | None = None
