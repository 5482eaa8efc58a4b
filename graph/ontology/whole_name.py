"""The whole name of a person, where it stands in parts."""

from __future__ import annotations

from collections.abc import Iterable

from graph.ontology.statement import NOT_COUNTING, Statement

PARTS = ("firstName", "middleName", "lastName")


def whole_name(statements: Iterable[Statement]) -> str:
    """The first value of each part that counts, in the order given, middle, family; "" without both ends."""
    said: dict[str, str] = {}
    for one in statements:
        if one.property in PARTS and one.value and one.status not in NOT_COUNTING:
            said.setdefault(one.property, one.value)
    if not {PARTS[0], PARTS[-1]} <= said.keys():
        return ""
    return " ".join(said[part] for part in PARTS if part in said)
