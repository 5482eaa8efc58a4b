"""Erasing and reclassifying: shown with all that it touches, and done only on what was shown."""

from dataclasses import dataclass

import strawberry
from anyio import to_thread

from api.graphql.consultation import consult
from api.graphql.context import Context
from api.graphql.limits import MOST_ITEMS, between
from api.graphql.relying import RelyingOn
from ledger.errors import BadInput
from ledger.record import Marking

Info = strawberry.Info[Context, None]


@strawberry.type(description="One version of a record that an act touches.")
class TouchedRecord:
    """Which it is, and when it was received."""

    id: strawberry.ID
    source: str
    key: str
    version: str
    received: str


@strawberry.type(description="What an act touches: all versions of the records, and what hangs on them.")
class Touches:
    """`shown` is to be given to the act: it is refused where something else hangs on them by then."""

    shown: str
    records: list[TouchedRecord]
    mentions: int
    links: int
    decisions: int
    relying: list[RelyingOn]


@strawberry.type(description="What an erasure did; tombstones stand at its places.")
class ErasureDone:
    """`unswept`: files that others read at that moment; their old pages go with the next erasure."""

    records: int
    mentions: int
    decisions: int
    unswept: list[str]


@strawberry.type(description="A record key that has another marking now.")
class Reclassified:
    """How many versions of it there are."""

    source: str
    key: str
    records: int


@strawberry.input(
    description="Records by their ids or those of their mentions, or one by its source and key."
)
class OfRecordsInput:
    """At least one of both."""

    ids: list[strawberry.ID] = strawberry.field(default_factory=list)
    source: str = ""
    key: str = ""


@strawberry.input(description="The new marking; what is not given stays as it was.")
class MarkingInput:
    """Domain, classification, handling code, unit and compartment."""

    domain: str | None = None
    classification: str | None = None
    handling: str | None = None
    unit: str | None = None
    compartment: str | None = None


@dataclass(frozen=True)
class Named:
    """Which records are meant."""

    ids: tuple[str, ...]
    source: str
    key: str


async def touches(info: Info, records: OfRecordsInput) -> Touches:
    """Nothing is changed: this is what `erase` and `reclassify` show before they are done."""
    named, acts, session = _named(records), info.context.house.acting(), await info.context.session()
    asked = {"ids": list(named.ids), "source": named.source, "key": named.key}
    return await consult(info.context, "touches", asked, lambda _, allowed: acts.touches(named, session))


async def erase(info: Info, records: OfRecordsInput, shown: str, reason: str) -> ErasureDone:
    """For good: content, marking and key of all versions, and what was decided about them."""
    named, acts = _named(records), info.context.house.acting()
    session = await info.context.session("erase")
    return await to_thread.run_sync(lambda: acts.erase(named, shown, reason, session))


async def reclassify(
    info: Info, source: str, key: str, marking: MarkingInput, shown: str, reason: str
) -> Reclassified:
    """All versions of the key get the marking, and with it another class."""
    named, acts = Named((), source, key), info.context.house.acting()
    session = await info.context.session("reclassify")
    given = {name: value for name, value in vars(marking).items() if value is not None}
    if not given or not set(given) <= set(Marking.__dataclass_fields__):
        raise BadInput("Say what changes: a domain, classification, handling code, unit or compartment.")
    return await to_thread.run_sync(lambda: acts.reclassify(named, given, shown, reason, session))


def _named(records: OfRecordsInput) -> Named:
    if not records.ids and not (records.source and records.key):
        raise BadInput("Name the records: their ids, or source and key.")
    if records.ids:
        between("The number of ids", len(records.ids), MOST_ITEMS)
    return Named(tuple(map(str, records.ids)), records.source, records.key)
