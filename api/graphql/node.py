"""An entity in short, as a chart, a hit or a path shows it."""

import strawberry


@strawberry.type(description="An entity in short: any id of one of its mentions addresses it too.")
class Node:
    """Id, type of the ontology and caption of one entity."""

    id: strawberry.ID
    type: str
    caption: str
