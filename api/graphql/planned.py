"""What taking an entity apart would take, told before anybody decides it."""

import strawberry
from anyio import to_thread

from api.graphql.context import Context
from api.graphql.limits import MOST_ITEMS, between
from api.graphql.unmerge import Split
from api.graphql.words import known_language

Info = strawberry.Info[Context, None]


async def split_plan(
    info: Info, id: strawberry.ID, apart: list[list[strawberry.ID]], lang: str = "en"
) -> Split:
    """Its judgements have no ids: none is made."""
    known_language(lang)
    between("The number of parts", len(apart), MOST_ITEMS)
    house, session = info.context.house, await info.context.session("judge")
    merges = house.merged()
    parts = [[str(mention) for mention in part] for part in apart]

    def planned() -> Split:
        why, allowed = session.purpose, session.allowed
        return merges.split(id, parts, why.reason, lang, allowed, session.user, why, write=False)

    made = await to_thread.run_sync(planned)
    for one in made.judged:
        one.id = strawberry.ID("")
    return made
