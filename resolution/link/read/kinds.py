"""The kinds that a column can have, and what each means for linking."""

from __future__ import annotations

from dataclasses import dataclass

IGNORE = "ignore"


@dataclass(frozen=True)
class Kind:
    """A kind of column.

    `compare` names its comparison (resolution/link/compare.py). What a household has in common (`shared`)
    tells persons apart less than what is one's own. What changes with one's home (`home`) differs all at once
    when a person moves; what one `keeps` is mostly said the same, and so is what names a `thing` in a table
    that says nothing of the kind about persons. Columns of one kind are joined into one
    field in the way of `several`: as alternatives ("any"), as words of one value ("join"), the first
    that says something ("first"), or not at all, each a field of its own ("apart").
    """

    name: str
    compare: str
    several: str = "any"
    shared: bool = False
    home: bool = False
    keeps: bool = False
    thing: bool = False


KINDS: dict[str, Kind] = {
    kind.name: kind
    for kind in (
        Kind("given_name", "given", "join", keeps=True),
        Kind("middle_name", "middle", "join", keeps=True),
        Kind("family_name", "family", "join", shared=True, keeps=True),
        Kind("full_name", "name", "join"),
        Kind("birth_date", "date", "first", keeps=True),
        Kind("birth_place", "place", "any", shared=True),
        Kind("sex", "sex", "first", keeps=True),
        Kind("address", "address", "join", shared=True, home=True),
        Kind("street", "place", "any", shared=True, home=True),
        Kind("house_number", "house", "first", shared=True, home=True),
        Kind("postcode", "postcode", "any", shared=True, home=True),
        Kind("city", "place", "any", shared=True, home=True),
        Kind("phone", "phone", "any", shared=True),
        Kind("email", "email", "any"),
        Kind("national_number", "number", "any", keeps=True),
        Kind("document", "number", "any", thing=True),
        Kind("plate", "number", "any", shared=True, thing=True),
        Kind("vin", "number", "any", shared=True, thing=True),
        Kind("organisation", "organisation", "any", shared=True, thing=True),
        Kind("category", "category", "apart"),
        Kind("text", "text", "apart"),
        Kind(IGNORE, "none", "apart"),
    )
}
