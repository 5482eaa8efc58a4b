"""Links between entities, and the neighbours that they lead to."""

import strawberry

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
    sources: int
    records: list[strawberry.ID]
    details: list[str]
    valid_from: str
    valid_to: str
    first_recorded: str
    last_recorded: str


@strawberry.type(description="The links between entities that stand on a chart together.")
class LinksAmong:
    """Links with both ends among those asked for; not `exact` where there may be more."""

    links: list[Link]
    exact: bool


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


@strawberry.type(description="All links between two entities that follow one another on a path.")
class Step:
    """One or more links, each with its records."""

    links: list[Link]


@strawberry.type(description="A way from one entity to another.")
class Path:
    """Nodes in order, and a step between each two of them: one node more than steps."""

    nodes: list[Node]
    steps: list[Step]


@strawberry.type(description="Paths, shorter ones first.")
class Paths:
    """The first of `total`; not `exact` where only `expanded` of `met` entities on the way were looked at."""

    total: int
    exact: bool
    expanded: int
    met: int
    items: list[Path]
