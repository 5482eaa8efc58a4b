"""What a classes file says, as values."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from ledger.record import Marking
from ledger.visibility import Described

GIVEN = object()
"""In place of the values of a field: every one but the empty one."""
Values = tuple[object, ...] | None


@dataclass(frozen=True)
class VisibilityClass:
    """One class: a domain's base, another class of a domain, or a compound of several (`parts`).

    `rule` is the name of the rule that gives it; the other fields are the values by which it is told apart.
    """

    number: int
    name: str
    labels: Mapping[str, str]
    domain: str = ""
    base: bool = False
    parts: tuple[int, ...] = ()
    rule: str = ""
    classification: str = ""
    handling: str = ""
    unit: str = ""
    compartment: str = ""
    archived: bool = False


@dataclass(frozen=True)
class Rule:
    """Markings that have one class (`number`), or, with `each`, one class for each value of some fields.

    `when`: for each field of a marking the values that it may have, None for any, `GIVEN` for any but none.
    """

    number: int
    when: Mapping[str, Values]
    name: str = ""
    each: tuple[str, ...] = ()
    labels: Mapping[str, str] | None = None

    def differs(self, marking: Marking) -> list[str]:
        """The fields by which a marking is not one of this rule's."""
        return [name for name, values in self.when.items() if not _fits(getattr(marking, name), values)]

    def described(self, marking: Marking) -> Described:
        """What the class of a marking stands for, where the rule makes classes one by one."""
        told = {name: getattr(marking, name) for name in self.each}
        return Described(self.name, marking.domain, **told)


def _fits(value: object, values: Values) -> bool:
    return values is None or (bool(value) if values == (GIVEN,) else value in values)
