"""The card of an entity: every value with the statements that support it."""

import strawberry

from api.graphql.as_it_was import AsItWas
from api.graphql.grade import Grade
from api.graphql.shown import Shown


@strawberry.type(description="Where it stands in a field of the record: Unicode code points, end exclusive.")
class Span:
    """Field, start, end and page (0 where there are no pages)."""

    field: str
    start: int
    end: int
    page: int = 0


@strawberry.type(description="What one record says: one value of one property.")
class Statement:
    """A value with its kind, status, grade, times and source."""

    property: str
    value: str
    raw: str
    kind: str
    status: str
    grade: Grade
    valid_from: str
    valid_to: str
    recorded: str
    record: strawberry.ID
    mention: strawberry.ID
    source: str
    undated: bool = strawberry.field(
        description="True when nothing says when it was true: it counts at any time."
    )
    spans: list[Span]


@strawberry.type(description="One value with all the statements that give it.")
class Value:
    """A normalised value and its statements, and what they come to together."""

    value: str
    statements: list[Statement]
    sources: int = strawberry.field(
        default=0, description="How many sources say it of their own: reports of one origin count once."
    )
    origins: int = strawberry.field(default=0, description="Of how many origins its records are.")
    same: list[str] = strawberry.field(
        default_factory=list,
        description="How records were found to be of one origin: text (one text), named (one names it).",
    )
    grade: str = strawberry.field(default="", description="The best grade of its records.")
    kind: str = ""
    status: str = ""
    valid_from: str = ""
    valid_to: str = ""
    recorded: str = strawberry.field(default="", description="When it was last written down.")
    disputed: bool = strawberry.field(
        default=False, description="True when another value excludes it, or somebody denies it."
    )


@strawberry.type(
    description="The values of one property: asserted first, by sources, grade and time; denied last."
)
class Property:
    """A property of the ontology and its values."""

    property: str
    values: list[Value]
    why: str = strawberry.field(
        default="",
        description="What puts the first value first: only, asserted, sources, grade, latest, order.",
    )


@strawberry.type(description="How many neighbours there are of one type over one type of link.")
class NeighbourCount:
    """Counted on what this session may see."""

    link_type: str
    type: str
    outgoing: bool
    count: int


@strawberry.type(description="Everything that is known about one entity, each thing with its source.")
class Card:
    """An entity with its values, statements and counts of neighbours."""

    id: strawberry.ID
    type: str
    caption: str
    sources: list[str]
    properties: list[Property]
    neighbours: list[NeighbourCount]
    mentions: int
    shown_mentions: int = strawberry.field(description="Of how many mentions the statements are given here.")
    records: int = strawberry.field(description="How many records mention it.")
    times: AsItWas | None = None

    def narrow(self, shown: Shown) -> None:
        """Of the properties those that are shown."""
        self.properties = [one for one in self.properties if shown.shows(self.type, one.property)]
        if not shown.named(self.type):
            best = {one.property: one.values[0].value for one in self.properties if one.values}
            self.caption = shown.caption(self.type, best)
