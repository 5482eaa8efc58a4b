"""What became of entities: when parts became one or fell apart, what caused it, and who."""

import strawberry

from api.graphql.consultation import consult
from api.graphql.context import Context
from api.graphql.limits import MOST_ITEMS, between
from api.graphql.words import known_language

Info = strawberry.Info[Context, None]


@strawberry.type(
    description="Why clusters changed: a decision, a record, another model, or the scores alone."
)
class Cause:
    """Kind, the judgement or record, who (a person, or resolution with its model), when, and in words."""

    kind: str
    reference: strawberry.ID
    actor: str
    at: str
    text: str


@strawberry.type(description="Some mentions that were, or are, one entity.")
class Part:
    """What they are called, and which they are."""

    caption: str
    mentions: list[strawberry.ID]


@strawberry.type(description="One change of an entity, with what caused it.")
class Change:
    """joined, split, gone, grew, or decided: what somebody took back without a change that is still known."""

    id: strawberry.ID
    at: str
    what: list[str]
    text: list[str]
    causes: list[Cause]
    before: list[Part]
    after: list[Part]


@strawberry.type(description="The changes of an entity, oldest first.")
class Changes:
    """`begun` is since when changes are kept: of what was before, the ledger's own times alone are known."""

    total: int
    begun: str
    items: list[Change]


async def changes(info: Info, entity: strawberry.ID, first: int = 50, lang: str = "en") -> Changes:
    """The last changes of an entity, oldest first."""
    between("first", first, MOST_ITEMS)
    known_language(lang)
    merges = info.context.house.merged()
    return await consult(
        info.context,
        "changes",
        {"entity": entity, "first": first},
        lambda _, allowed: merges.changes(entity, first, lang, allowed),
    )
