"""What entities have in common, and two charts side by side."""

import strawberry

from api.graphql.as_it_was import AsItWas
from api.graphql.context import Context
from api.graphql.limits import MOST_ITEMS, MOST_ON_CHART, between
from api.graphql.link import Link, Step
from api.graphql.narrowed import known_links, known_types
from api.graphql.node import Node
from api.graphql.port import Allowed, Reads
from api.graphql.times import consult_at
from graph.read.time import Times
from ledger.errors import BadInput

Info = strawberry.Info[Context, None]
MOST_ENDS = 20


@strawberry.type(description="A common neighbour, and the links that lead to it from each of the entities.")
class CommonNeighbour:
    """`sides` stand in the order of `of`."""

    node: Node
    sides: list[Step]


@strawberry.type(description='Common neighbours, "N of M".')
class CommonNeighbours:
    """A page of `total`; not `exact` where only `expanded` of `met` could be looked at."""

    total: int
    shown: int
    end: str
    exact: bool
    expanded: int
    met: int
    of: list[Node]
    items: list[CommonNeighbour]
    times: AsItWas | None = None


@strawberry.type(description="What stands on both charts, or on one alone.")
class ChartSide:
    """Entities, and the links between them."""

    nodes: list[Node]
    links: list[Link]


@strawberry.type(description="Two charts side by side; together they are the union.")
class Comparison:
    """`joining` links are drawn only where both are put together; not `exact` where links may be missing."""

    both: ChartSide
    left: ChartSide
    right: ChartSide
    joining: list[Link]
    exact: bool
    times: AsItWas | None = None


@strawberry.input(description="One side: a saved chart (0: its last version), ids, or both.")
class ChartSideInput:
    """What is compared."""

    ids: list[strawberry.ID] = strawberry.field(default_factory=list)
    chart: strawberry.ID | None = None
    version: int = 0


async def common(
    info: Info,
    ids: list[strawberry.ID],
    link_types: list[str] | None = None,
    types: list[str] | None = None,
    first: int = 50,
    after: str = "",
    as_of: str = "",
    known_at: str = "",
) -> CommonNeighbours:
    """What all of these entities are linked to."""
    between("first", first, MOST_ITEMS)
    between("The number of ids", len(ids), MOST_ENDS)
    links, kinds = known_links(info.context, link_types), known_types(info.context, types)
    return await consult_at(
        info.context,
        "common",
        {"ids": list(ids), "linkTypes": links, "types": kinds, "first": first, "after": after},
        Times(as_of, known_at),
        lambda reads, allowed: reads.common(ids, links, kinds, first, after, allowed),
    )


async def compare(
    info: Info, left: ChartSideInput, right: ChartSideInput, as_of: str = "", known_at: str = ""
) -> Comparison:
    """Charts hold what they hold now, also where another time is asked for."""
    sides, house = (left, right), info.context.house
    merges = house.merged() if left.chart or right.chart else None
    if not all(side.chart or side.ids for side in sides):
        raise BadInput("Each side needs a chart or ids.")

    def ids_of(side: ChartSideInput, allowed: Allowed) -> list[str]:
        found = [str(id_) for id_ in side.ids]
        if side.chart and merges:
            chart = merges.chart(str(side.chart), side.version, "en", allowed)
            found += [str(node.entity) for node in chart.nodes]
        between("The number of ids of a side", max(len(found), 1), MOST_ON_CHART)
        return found

    def looked(reads: Reads, allowed: Allowed) -> Comparison:
        ones, others = (ids_of(side, allowed) for side in sides)
        return reads.compare(ones, others, allowed)

    asked = {
        name: {"ids": list(side.ids), "chart": side.chart, "version": side.version}
        for name, side in (("left", left), ("right", right))
    }
    return await consult_at(info.context, "compare", asked, Times(as_of, known_at), looked)
