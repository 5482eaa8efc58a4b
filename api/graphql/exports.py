"""What was sent to others: a list of the exports, and which of them held what was erased since."""

import strawberry

from api.graphql.consultation import consult
from api.graphql.context import Context
from api.graphql.limits import MOST_ITEMS, between
from api.graphql.words import known_language

Info = strawberry.Info[Context, None]


@strawberry.type(description="What an export held and was erased since: its receiver may still have it.")
class ErasedSince:
    """When, how many records and mentions of it, and both in words."""

    at: str
    count: int
    text: str


@strawberry.type(description="An export as the ledger keeps it: to whom it went, and what it held.")
class Sent:
    """`records` counts those that it held; `erased` says what of it was erased since."""

    id: strawberry.ID
    format: str
    recipient: str
    marking: str
    case: str
    author: str
    reason: str
    at: str
    records: int
    erased: list[ErasedSince]


@strawberry.type(description='The exports that this session may see, "N of M", the last one first.')
class Exports:
    """Some of `total`."""

    total: int
    items: list[Sent]


async def exports(
    info: Info, case: str = "", erased: bool = False, first: int = 50, lang: str = "en"
) -> Exports:
    """All, or those of one case, or those alone that held what was erased since."""
    between("first", first, MOST_ITEMS)
    known_language(lang)
    made = info.context.house.exported()
    return await consult(
        info.context,
        "exports",
        {"case": case, "erased": erased, "first": first},
        lambda _, allowed: made.sent(case, erased, first, lang, allowed),
    )
