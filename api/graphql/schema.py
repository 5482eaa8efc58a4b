"""The schema: queries, limits and the shape of errors."""

from __future__ import annotations

import strawberry
from graphql import GraphQLError
from strawberry.types import ExecutionContext

from api.graphql.faults import ShownErrors
from api.graphql.limits import extensions
from api.graphql.query import Query
from api.graphql.review import Mutation


class Schema(strawberry.Schema):
    """A strawberry schema whose errors are logged by us alone: the library's own log would show values."""

    def process_errors(
        self, errors: list[GraphQLError], execution_context: ExecutionContext | None = None
    ) -> None:
        """Errors are answered, and the unknown ones logged, by ShownErrors."""


def make_schema() -> Schema:
    """The GraphQL schema of Locard."""
    return Schema(query=Query, mutation=Mutation, extensions=[*extensions(), ShownErrors])
