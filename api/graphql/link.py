"""Links between entities, and the neighbours that they lead to."""

import strawberry

from api.graphql.as_it_was import AsItWas
from api.graphql.node import Node


@strawberry.type(description="A role in a case or event, and what the source does with it.")
class Role:
    """Role (suspect, victim, witness …) and status."""

    role: str
    status: str


@strawberry.type(description="A link between two entities with the records that support it.")
class Link:
    """From, type, to, with roles, status, kind, best grade, dates and record ids."""

    id: strawberry.ID
    type: str
    source: strawberry.ID = strawberry.field(name="from")
    target: strawberry.ID = strawberry.field(name="to")
    kind: str
    status: str
    disputed: bool = strawberry.field(description="True when one source states what another denies.")
    roles: list[Role]
    grade: str = strawberry.field(description="The best grade of its records.")
    level: str = strawberry.field(
        description="Its grade on the common scale: reliability and credibility, 3 high to 1 low, 0 unknown."
    )
    sources: int = strawberry.field(
        description="How many sources tell it of their own: reports of one origin count once."
    )
    origins: int = strawberry.field(description="Of how many origins its records are.")
    same: list[str] = strawberry.field(
        description="How records were found to be of one origin: text (the same words), named (one names it)."
    )
    records: list[strawberry.ID]
    details: list[str]
    valid_from: str
    valid_to: str
    undated: bool = strawberry.field(
        description="True when nothing says when it was true: it counts at any time."
    )
    first_recorded: str
    last_recorded: str


@strawberry.type(description="The links between entities that stand on a chart together.")
class LinksAmong:
    """Links with both ends among those asked for; not `exact` where there may be more."""

    links: list[Link]
    exact: bool
    times: AsItWas | None = None


@strawberry.type(description="A neighbour and the link that leads to it.")
class Neighbour:
    """The entity at the other end of a link."""

    node: Node
    link: Link


@strawberry.type(description='Neighbours, "N of M": counted on what this session may see.')
class Neighbours:
    """A page of neighbours; `end` is what to give as `after` for the next page, empty at the last."""

    total: int
    shown: int
    end: str
    items: list[Neighbour]
    times: AsItWas | None = None


@strawberry.type(description="All links between two entities that follow one another on a path.")
class Step:
    """One or more links, each with its records."""

    links: list[Link]


@strawberry.type(description="A way from one entity to another.")
class Path:
    """Nodes in order, and a step between each two of them: one node more than steps."""

    nodes: list[Node]
    steps: list[Step]
    kind: str = strawberry.field(default="", description="The weakest kind of its steps.")
    status: str = strawberry.field(default="", description="The weakest status of its steps.")
    grade: str = strawberry.field(default="", description="The grade of its weakest step, as received.")
    level: str = strawberry.field(
        default="", description="Lowest reliability and credibility on the common scale; 0 is unknown."
    )
    together: bool = strawberry.field(
        default=True, description="Whether all steps were true at one time; undated ones are at any."
    )


@strawberry.type(description="Paths, shorter ones first.")
class Paths:
    """The first of `total`; not `exact` where only `expanded` of `met` entities on the way were looked at."""

    total: int
    exact: bool
    expanded: int
    met: int
    items: list[Path]
    times: AsItWas | None = None
