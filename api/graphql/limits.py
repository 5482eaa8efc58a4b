"""How large a question may be."""

from collections.abc import Callable

from strawberry.extensions import MaxAliasesLimiter, MaxTokensLimiter, QueryDepthLimiter, SchemaExtension

from ledger.errors import BadInput

DEEPEST = 10
"""Levels of fields that a query may nest."""
MOST_ALIASES = 10
"""Aliases in one query: the number of reads that one request can ask for."""
MOST_TOKENS = 2000
MOST_ITEMS = 200
"""Items that one page may hold."""
MOST_SKIPPED = 1000
"""Hits of a search that may be passed over."""
MOST_ON_CHART = 500
"""Entities between which all links are asked for at once."""
LONGEST_TEXT = 200
"""Characters of a search text."""
LONGEST_PATH = 6
"""Links that a path may have."""


def extensions() -> list[Callable[[], SchemaExtension]]:
    """The extensions that refuse a query before it runs."""
    return [
        lambda: QueryDepthLimiter(max_depth=DEEPEST),
        lambda: MaxAliasesLimiter(max_alias_count=MOST_ALIASES),
        lambda: MaxTokensLimiter(max_token_count=MOST_TOKENS),
    ]


def between(name: str, value: int, most: int) -> int:
    """The value when it lies between 1 and `most`, else BadInput."""
    if not 1 <= value <= most:
        raise BadInput(f"{name} is {value}; it lies between 1 and {most}.")
    return value
