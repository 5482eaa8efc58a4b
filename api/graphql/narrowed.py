"""The types of links and things that a question is narrowed to."""

from api.graphql.context import Context
from ledger.errors import BadInput


def known_links(context: Context, links: list[str] | None) -> list[str]:
    """These types of links, [] for all; BadInput for one that there is not."""
    relations = context.house.ontology.relations
    if unknown := [link for link in links or [] if link not in relations]:
        raise BadInput(f"There is no link {unknown[0]!r}; the links are {', '.join(sorted(relations))}.")
    return links or []


def known_types(context: Context, types: list[str] | None) -> list[str]:
    """These types of things, [] for all; BadInput for one that there is not."""
    known = context.house.ontology.types
    if unknown := [type_ for type_ in types or [] if type_ not in known]:
        raise BadInput(f"There is no type {unknown[0]!r}; the types are {', '.join(sorted(known))}.")
    return types or []
