"""The log, for the auditor: who looked at what, when, why and for which case."""

from typing import Annotated

import orjson
import strawberry
from anyio import to_thread

from api.graphql.context import Context
from ledger.act import Event
from ledger.audit_search import Asked

Info = strawberry.Info[Context, None]
From = Annotated[str, strawberry.argument(name="from", description="First day or moment.")]
Until = Annotated[str, strawberry.argument(name="to", description="First day or moment that is left out.")]


@strawberry.type(description="One line of the log: the intent of an act, or what came of it.")
class LogLine:
    """`phase` is intent, done or failed; `intent` the line of the intent; `details` JSON as it was logged."""

    line: int
    intent: int
    phase: str
    at: str
    who: str
    kind: str
    reason: str
    case: str
    recipient: str
    details: str
    hash: str


@strawberry.type(description="Lines of the log, oldest first; ask on with `after` the last line.")
class LogLines:
    """Some of `total`."""

    total: int
    items: list[LogLine]


@strawberry.type(description="A pattern in the log that may be worth a question; it says nothing of guilt.")
class LogPattern:
    """colleague, outside, night, glass, many_users or many_things: `why`, who acted, and the lines."""

    kind: str
    why: str
    who: list[str]
    lines: list[int]


async def audit_log(
    info: Info,
    who: str = "",
    case: str = "",
    id: strawberry.ID | None = None,
    from_: From = "",
    to: Until = "",
    kind: str = "",
    first: int = 100,
    after: int = 0,
) -> LogLines:
    """All that is given must hold; an id is found until it is erased."""
    session = await info.context.session("audit")
    asked = Asked(who, case, (str(id),) if id else (), from_, to, kind)
    audits = info.context.house.audited()
    found = await to_thread.run_sync(lambda: audits.search(session, asked, first, after))
    return LogLines(total=found.total, items=[_line(event) for event in found.events])


async def audit_patterns(info: Info, from_: From = "", to: Until = "") -> list[LogPattern]:
    """Look-ups of colleagues, outside one's cases, at night; one thing by many, many things by one."""
    session = await info.context.session("audit")
    audits = info.context.house.audited()
    found = await to_thread.run_sync(lambda: audits.patterns(session, from_, to))
    return [
        LogPattern(kind=one.kind, why=one.why, who=list(one.actors), lines=list(one.lines)) for one in found
    ]


def _line(event: Event) -> LogLine:
    act = event.act
    return LogLine(
        line=event.sequence,
        intent=event.intent,
        phase=event.phase,
        at=event.at,
        who=act.actor,
        kind=act.kind,
        reason=act.reason,
        case=act.case,
        recipient=act.recipient,
        details=orjson.dumps(dict(act.details)).decode(),
        hash=event.hash,
    )
