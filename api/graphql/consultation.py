"""A look at what is known: logged before it happens, with what it returned after; no log, no answer."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import fields, is_dataclass
from typing import Any, TypeVar

from anyio import to_thread
from strawberry import ID

from api.graphql.context import Context
from api.graphql.port import Allowed, Reads
from ledger.act import Act

T = TypeVar("T")
ID_FIELDS = ("id", "record", "records", "mention", "entity")
"""Fields that hold ids of entities, mentions and records, whatever their type."""
MADE_OF = {"Link": ("id",), "Suggestion": ("id",)}
"""Types whose own id is made of those of their ends: it would confirm these after they were erased."""
ID_TYPES = (ID, list[ID])


async def consult(
    context: Context,
    operation: str,
    arguments: dict[str, Any],
    look: Callable[[Reads, Allowed], T],
    may: str = "look",
) -> T:
    """Do one read in the request's session; the log names the operation and every id returned.

    The function of the session is shown the properties alone that it sees, whatever was read.
    `may` is what the session must be allowed to do.
    """
    session, house, shown = await context.session(may), context.house, await context.shown()
    purpose = session.purpose
    act = Act(
        kind="consultation",
        actor=session.user,
        case=purpose.case,
        reason=purpose.reason,
        details=purpose.told(operation, arguments=arguments),
    )

    def logged() -> T:
        with house.log.acted(act) as outcome:
            answer = look(house.reads, session.allowed)
            shown.fit(answer, lambda id_: house.reads.values(id_, session.allowed))
            outcome["returned"] = sorted(set(ids(answer)))
        return answer

    return await to_thread.run_sync(logged)


def ids(value: object) -> Iterator[str]:
    """Every id in an answer, however deep; of a link and a suggestion those of their ends and records."""
    if isinstance(value, list):
        for item in value:
            yield from ids(item)
    elif is_dataclass(value):
        for field in fields(value):
            inner = getattr(value, field.name)
            if field.name in MADE_OF.get(type(value).__name__, ()):
                continue
            if field.name in ID_FIELDS or field.type in ID_TYPES:
                yield from _texts(inner)
            else:
                yield from ids(inner)


def _texts(value: object) -> Iterator[str]:
    if isinstance(value, str) and value:
        yield value
    elif isinstance(value, list):
        yield from (item for item in value if isinstance(item, str))
