"""Errors at the edge: ours with their code and detail, all others with an id and no internals."""

from __future__ import annotations

import uuid
from collections.abc import Iterator
from traceback import format_tb

import structlog
from graphql import ExecutionResult, GraphQLError
from strawberry.extensions import SchemaExtension
from strawberry.types.execution import ExecutionResult as StrawberryResult

from ledger.errors import BadInput, LocardError

log = structlog.get_logger(__name__)


def fault(error: BaseException) -> dict[str, str | int]:
    """Code, status and detail of an error as a user may see them; an unknown one is kept in our log."""
    if isinstance(error, UnicodeError):
        error = BadInput("The question holds a character that is no character (half of a pair).")
    if isinstance(error, LocardError):
        return {"code": type(error).__name__, "status": error.status, "detail": error.detail}
    number = uuid.uuid4().hex[:12]
    # The kind and the place alone: what an error says may hold what was asked about persons.
    log.error(
        "unknown error", id=number, kind=type(error).__name__, trace="".join(format_tb(error.__traceback__))
    )
    detail = f"Something went wrong that should not. Tell your administrator error {number}."
    return {"code": "Unknown", "status": 500, "detail": detail, "id": number}


def shown(error: GraphQLError) -> GraphQLError:
    """A GraphQL error as a user may see it; errors in the query itself stay as they are."""
    if error.original_error is None or isinstance(error.original_error, GraphQLError):
        return error
    meaning = fault(error.original_error)
    return GraphQLError(
        message=str(meaning["detail"]),
        nodes=error.nodes,
        source=error.source,
        positions=error.positions,
        path=error.path,
        extensions=meaning,
    )


class ShownErrors(SchemaExtension):
    """Replaces every error of an operation by what a user may see of it."""

    def on_operation(self) -> Iterator[None]:
        """Let the operation run, then look at its errors."""
        yield
        result = self.execution_context.result
        if isinstance(result, ExecutionResult | StrawberryResult) and result.errors:
            result.errors = [shown(error) for error in result.errors]
