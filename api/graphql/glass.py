"""Breaking the glass of a closed case, and ending that early."""

import strawberry
from anyio import to_thread

from api.graphql.context import Context

Info = strawberry.Info[Context, None]


@strawberry.type(
    description="Broken glass: a closed case that is open until a moment; a supervisor was told."
)
class BrokenGlass:
    """The case, until when, and who was told."""

    case: str
    until: str
    told: str


async def break_glass(info: Info, case: str, reason: str, minutes: int = 15) -> BrokenGlass:
    """Up to 60 minutes; each look meanwhile is marked in the log."""
    session = await info.context.session("break_glass")
    breaks = info.context.house.breaking()
    return await to_thread.run_sync(lambda: breaks.open(session, case, reason, minutes))


async def end_glass(info: Info, case: str) -> BrokenGlass:
    """Before its time is over; `until` is this moment."""
    session = await info.context.session("break_glass")
    breaks = info.context.house.breaking()
    return await to_thread.run_sync(lambda: breaks.end(session, case))
