"""A record as received, with the places where its mentions stand."""

import strawberry

from api.graphql.grade import Grade


@strawberry.type(description="A place in a field's text: Unicode code points, end exclusive.")
class Mark:
    """Which mention stands there, its type, and the entity that it refers to."""

    start: int
    end: int
    mention: strawberry.ID
    type: str
    entity: strawberry.ID
    caption: str


@strawberry.type(description="One field of a record: a column, or the text of a document.")
class Field:
    """Name, text and the marks in it."""

    name: str
    text: str
    marks: list[Mark]


@strawberry.type(name="Record", description="One immutable thing received from a source.")
class Document:
    """What the source said, its grade and handling code, and the mentions found in it."""

    id: strawberry.ID
    source: str
    feed: str
    key: str
    version: str
    recorded: str
    received: str
    handling: str
    grade: Grade
    fields: list[Field]
