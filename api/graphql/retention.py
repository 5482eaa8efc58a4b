"""The queue of what no term decides by itself: listed, decided, and held."""

from datetime import date
from enum import Enum

import strawberry
from anyio import to_thread

from api.graphql.consultation import consult
from api.graphql.context import Context
from api.graphql.limits import MOST_ITEMS, between
from api.graphql.words import known_language
from ledger.errors import BadInput

Info = strawberry.Info[Context, None]
RETAIN = "retain"
"""The act of the policies without which nobody is told of terms."""


@strawberry.enum(description="ARCHIVE: for those alone who may see the archive. ERASE: for good.")
class RetentionVerdict(Enum):
    """What becomes of a record, by the next run that does what is due."""

    ARCHIVE = "archive"
    ERASE = "erase"


@strawberry.type(description="What a term rests on.")
class RetentionBasis:
    """`event` (registered, renewed, fact, ended, archived) on `day` began it; `period` is ISO 8601 (P10Y).

    `level` is that of the offence under its penal code, where the term goes by it; of a law that is not
    `confirmed` a lawyer of the site has not said yet that it is meant.
    """

    event: str
    day: str
    period: str
    level: str
    law: str
    confirmed: bool


@strawberry.type(description="What somebody decided about a record and all its versions.")
class RetentionDecision:
    """keep, archive or erase; `day` is until when it is kept, or from when the other counts."""

    record: strawberry.ID
    verdict: str
    day: str
    author: str
    reason: str


@strawberry.type(description="A record whose term ran out and about which people decide.")
class RetentionItem:
    """`since` is the day on which its term ran out, `why` the term and the law that it was made after.

    `decision` is what was decided of it and is not done yet; `blocked_by` what holds it from being done.
    """

    record: strawberry.ID
    source: str
    key: str
    category: str
    since: str
    why: str
    basis: RetentionBasis
    blocked_by: list[str]
    decision: RetentionDecision | None


@strawberry.type(description='What waits for a decision, or to be done, "N of M".')
class RetentionQueue:
    """What waits longest first; `total` is how many there are that this session sees.

    `end` is what to give as `after` for the next page, empty at the last.
    """

    items: list[RetentionItem]
    total: int
    end: str


async def retention_queue(
    info: Info, first: int = 20, on: str = "", lang: str = "en", decided: bool = False, after: str = ""
) -> RetentionQueue:
    """Records that no open measure or investigation holds; `on` reckons on a day to come.

    `decided`: instead those that are kept, or about to be archived or erased, until another decision.
    """
    between("first", first, MOST_ITEMS)
    known_language(lang)
    day, retains = _day(on) if on else None, info.context.house.retained()
    listed = retains.decided if decided else retains.queue
    return await consult(
        info.context,
        "retentionQueue",
        {"first": first, "on": on, "decided": decided},  # `after` names a record, which may be erased
        lambda _, allowed: listed(first, day, lang, after, allowed),
        RETAIN,
    )


async def decide_retention(
    info: Info, record: strawberry.ID, verdict: RetentionVerdict, reason: str
) -> RetentionDecision:
    """Done by the next `locard retention --apply`, unless a measure or investigation is open then."""
    retains, session = info.context.house.retained(), await info.context.session(RETAIN)
    return await to_thread.run_sync(lambda: retains.decide(record, verdict.value, None, reason, session))


async def hold_record(info: Info, record: strawberry.ID, until: str, reason: str) -> RetentionDecision:
    """Until that day nothing is archived or erased of it; then it is in the queue again."""
    retains, session = info.context.house.retained(), await info.context.session(RETAIN)
    day = _day(until)
    return await to_thread.run_sync(lambda: retains.decide(record, "keep", day, reason, session))


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        raise BadInput(f"{text!r} is no day: write 2027-01-31.") from error
