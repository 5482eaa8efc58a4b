"""The queue of what people should look at, and what they decide: the only thing that a session can write."""

from collections.abc import Sequence
from enum import Enum

import strawberry
from anyio import to_thread

from api.graphql.charts import Chart, ChartHead, Flag, acknowledge, delete_chart, save_chart
from api.graphql.consultation import consult
from api.graphql.context import Context
from api.graphql.corrections import Correction, correct, withdraw_correction
from api.graphql.erasure import ErasureDone, Reclassified, erase, reclassify
from api.graphql.export import Exported, export
from api.graphql.glass import BrokenGlass, break_glass, end_glass
from api.graphql.limits import MOST_ITEMS, between
from api.graphql.passages import TakenOver, take_passages
from api.graphql.retention import RetentionDecision, decide_retention, hold_record
from api.graphql.unmerge import Split, split
from api.graphql.why import Judgement, Why
from api.graphql.words import known_language
from ledger.errors import BadInput

Info = strawberry.Info[Context, None]
REVIEWED = ("Person", "Vehicle", "Object", "Organisation", "Location")
"""Types of which two may be one though their records differ."""


@strawberry.enum(description="POSITIVE: one and the same. NEGATIVE: two. UNSURE: looked at, and left open.")
class JudgementKind(Enum):
    """What somebody decides about two mentions."""

    POSITIVE = "positive"
    NEGATIVE = "negative"
    UNSURE = "unsure"


@strawberry.type(description="A pair to look at, and what a verdict would change.")
class ReviewItem:
    """near, apart, conflict, bridge, classes, rival, unsure: `text` says why, `why` holds both records."""

    kind: str
    type: str
    text: str
    value: float = strawberry.field(
        description="Mentions times links whose entity would change, times uncertainty: orders the queue."
    )
    mentions: int
    links: int
    why: Why


@strawberry.type(description="A judgement as it was recorded, and what its author should know.")
class Judged:
    """It counts from the next run of the pipeline on."""

    judgement: Judgement
    warnings: list[str]


async def review_queue(
    info: Info, first: int = 20, lang: str = "en", types: list[str] | None = None
) -> list[ReviewItem]:
    """Pairs to look at, those first whose verdict would change most; of some types, or of all."""
    between("first", first, MOST_ITEMS)
    known_language(lang)
    wanted = known_types(types or [])
    identity = info.context.house.identities()
    return await consult(
        info.context,
        "reviewQueue",
        {"first": first, "types": wanted},
        lambda _, allowed: identity.review_queue(first, lang, allowed, wanted),
    )


def known_types(types: Sequence[str]) -> list[str]:
    """These types, each once and sorted; BadInput for one of which no pairs come up for review."""
    if unknown := sorted(set(types) - set(REVIEWED)):
        raise BadInput(f"No pairs of {unknown[0]!r} come up for review; types are {', '.join(REVIEWED)}.")
    return sorted(set(types))


async def judge(
    info: Info, a: strawberry.ID, b: strawberry.ID, kind: JudgementKind, reason: str, lang: str = "en"
) -> Judged:
    """Refused, with the chain that makes it one, where it contradicts what was judged before."""
    known_language(lang)
    house, session = info.context.house, await info.context.session("judge")
    identity = house.identities()
    return await to_thread.run_sync(
        lambda: identity.judge(a, b, kind.value, reason, lang, session.allowed, session.user, session.purpose)
    )


async def retract(info: Info, id: strawberry.ID, reason: str, lang: str = "en") -> Judgement:
    """Takes a judgement back: a decision too, with its own author and reason."""
    known_language(lang)
    house, session = info.context.house, await info.context.session("judge")
    identity = house.identities()
    return await to_thread.run_sync(
        lambda: identity.retract(id, reason, lang, session.allowed, session.user, session.purpose)
    )


@strawberry.type(description="Decisions of people; each needs a case number and a reason, and is logged.")
class Mutation:
    """Nothing else can be written here: what is derived follows from records and decisions."""

    judge: Judged = strawberry.mutation(
        resolver=judge, description="Say that two mentions are one, or two, or that you are unsure."
    )
    retract: Judgement = strawberry.mutation(
        resolver=retract, description="Take back a judgement by its id; what stood before it counts again."
    )
    export: Exported = strawberry.mutation(
        resolver=export, description="Write what a chart holds for another program; logged as a disclosure."
    )
    split: Split = strawberry.mutation(
        resolver=split, description="Take an entity apart: each list of mentions is a part, the rest another."
    )
    save_chart: Chart = strawberry.mutation(
        resolver=save_chart, description="Save a chart with the class of all that is on it."
    )
    delete_chart: ChartHead = strawberry.mutation(
        resolver=delete_chart, description="Take a chart out of the list; its versions stay in the ledger."
    )
    acknowledge: Flag = strawberry.mutation(
        resolver=acknowledge, description="Say that somebody has looked at what a flag tells of."
    )
    take_passages: list[TakenOver] = strawberry.mutation(
        resolver=take_passages, description="Make records of passages: they enter the graph like all others."
    )
    correct: Correction = strawberry.mutation(
        resolver=correct, description="Correct one value of one record; what was received stays beside it."
    )
    withdraw_correction: Correction = strawberry.mutation(
        resolver=withdraw_correction, description="Take a correction back."
    )
    erase: ErasureDone = strawberry.mutation(
        resolver=erase, description="Erase records for good; `shown` is that of `touches`."
    )
    break_glass: BrokenGlass = strawberry.mutation(
        resolver=break_glass, description="Open a closed case for up to 60 minutes; a supervisor is told."
    )
    end_glass: BrokenGlass = strawberry.mutation(
        resolver=end_glass, description="Close before its time what one's own broken glass opened."
    )
    decide_retention: RetentionDecision = strawberry.mutation(
        resolver=decide_retention, description="Have the next run of the terms archive or erase a record."
    )
    hold_record: RetentionDecision = strawberry.mutation(
        resolver=hold_record, description="Keep a record until a day, whatever its term says."
    )
    reclassify: Reclassified = strawberry.mutation(
        resolver=reclassify, description="Give a record key another marking; `shown` is that of `touches`."
    )
