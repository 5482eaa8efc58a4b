"""A look at the graph as it was: what was true then, and what was known then."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Protocol, TypeVar

from api.graphql.as_it_was import AsItWas
from api.graphql.consultation import consult
from api.graphql.context import Context
from api.graphql.port import Allowed, Reads
from graph.read.time import Times


class Timed(Protocol):
    """An answer that can say of which time it is."""

    times: AsItWas | None


T = TypeVar("T", bound=Timed)


async def consult_at(
    context: Context,
    operation: str,
    arguments: dict[str, Any],
    times: Times,
    look: Callable[[Reads, Allowed], T],
) -> T:
    """Do one read of another time under the request's purpose; the log names the times too."""
    given = {"asOf": times.as_of, "knownAt": times.known_at}

    def looked(reads: Reads, allowed: Allowed) -> T:
        answer = look(reads.at(times), allowed)
        if not times.now:
            answer.times = AsItWas(as_of=times.as_of, known_at=times.known_at)
        return answer

    return await consult(context, operation, arguments | {n: v for n, v in given.items() if v}, looked)
