"""Corrections: proposed, shown with what they touch, made with their reason, and taken back."""

import strawberry
from anyio import to_thread

from api.graphql.consultation import consult
from api.graphql.context import Context
from api.graphql.limits import LONGEST_TEXT
from api.graphql.node import Node
from api.graphql.relying import RelyingOn
from api.graphql.shown import Shown
from ledger.errors import BadInput

Info = strawberry.Info[Context, None]


@strawberry.type(description="What a correction would say, and what it would touch.")
class Proposal:
    """`was` is the received value, empty where there was none; `value` the right one, empty for none."""

    mention: strawberry.ID
    record: strawberry.ID
    type: str
    property: str
    was: str
    value: str
    entity: Node
    mentions: int = strawberry.field(description="Mentions of the entity that this session may see.")
    versions: int = strawberry.field(description="Versions of the record; those that say the same follow.")
    relying: list[RelyingOn]

    def narrow(self, shown: Shown) -> None:
        """What is there already is told to who sees the property."""
        if not shown.shows(self.type, self.property):
            self.was = ""


@strawberry.type(description="A correction as it stands in the ledger; it counts from the next run on.")
class Correction:
    """The received value stays beside the right one, marked as superseded."""

    id: strawberry.ID
    mention: strawberry.ID
    record: strawberry.ID
    type: str
    property: str
    was: str
    value: str
    author: str
    reason: str
    at: str

    def narrow(self, shown: Shown) -> None:
        """Values are told to who sees the property."""
        if not shown.shows(self.type, self.property):
            self.was = self.value = ""


async def correction(
    info: Info, mention: strawberry.ID, property: str, value: str = "", was: str = ""
) -> Proposal:
    """Nothing is changed; BadInput where it is not clear which value is meant."""
    _short(property, value, was)
    acts, session = info.context.house.acting(), await info.context.session()
    (await info.context.shown()).refuse_unseen(property)
    asked = {"mention": mention, "property": property, "value": value, "was": was}
    return await consult(
        info.context,
        "correction",
        asked,
        lambda _, allowed: acts.proposal(mention, property, value, was, session),
    )


async def corrections(info: Info, id: strawberry.ID) -> list[Correction]:
    """Those that stand about the record that an id of it or of one of its mentions names."""
    acts, session = info.context.house.acting(), await info.context.session()
    return await consult(
        info.context, "corrections", {"id": id}, lambda _, allowed: acts.corrections(id, session)
    )


async def correct(
    info: Info,
    mention: strawberry.ID,
    property: str,
    reason: str,
    value: str = "",
    was: str = "",
    follow: bool = False,
) -> Correction:
    """An empty `value`: the received one is wrong, nothing is known instead; `follow`: it counts at once."""
    _short(property, value, was)
    house, session = info.context.house, await info.context.session("correct")
    (await info.context.shown()).refuse_unseen(property)
    acts = house.acting()
    return await to_thread.run_sync(
        lambda: acts.correct(mention, property, value, was, reason, follow, session)
    )


async def withdraw_correction(info: Info, id: strawberry.ID, reason: str, follow: bool = False) -> Correction:
    """Takes a correction back: the received value counts again, with `follow` at once."""
    house, session = info.context.house, await info.context.session("correct")
    acts = house.acting()
    made = await to_thread.run_sync(lambda: acts.withdraw(id, reason, follow, session))
    made.narrow(await info.context.shown())
    return made


def _short(*texts: str) -> None:
    if any(len(text) > LONGEST_TEXT for text in texts):
        raise BadInput(f"A property and its values have at most {LONGEST_TEXT} characters each.")
