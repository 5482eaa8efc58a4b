"""What somebody made of entities, in short: it is named before one of them is corrected or erased."""

import strawberry


@strawberry.type(description="A saved chart, export or alert that holds what is about to change.")
class RelyingOn:
    """Its kind, id and name, who made it and when."""

    kind: str
    id: strawberry.ID
    name: str
    author: str
    at: str
