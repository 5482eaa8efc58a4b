"""Taking a merge back: which judgements that takes back, and which it makes."""

import strawberry
from anyio import to_thread

from api.graphql.context import Context
from api.graphql.limits import MOST_ITEMS, between
from api.graphql.merges import Part
from api.graphql.why import Judgement
from api.graphql.words import known_language

Info = strawberry.Info[Context, None]


@strawberry.type(description="What was decided to take an entity apart; it counts from the next run on.")
class Split:
    """The parts, the judgements that were taken back, those that were made, and what to know of them."""

    parts: list[Part]
    retracted: list[Judgement]
    judged: list[Judgement]
    warnings: list[str]


async def split(
    info: Info, id: strawberry.ID, apart: list[list[strawberry.ID]], reason: str, lang: str = "en"
) -> Split:
    """Each list is a part; the mentions that none names stay together as one part more."""
    known_language(lang)
    between("The number of parts", len(apart), MOST_ITEMS)
    house, session = info.context.house, await info.context.session("judge")
    merges = house.merged()
    parts = [[str(mention) for mention in part] for part in apart]
    return await to_thread.run_sync(
        lambda: merges.split(id, parts, reason, lang, session.allowed, session.user, session.purpose)
    )
