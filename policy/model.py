"""What a classes file says, as values."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass

from ledger.record import Marking


@dataclass(frozen=True)
class VisibilityClass:
    """One class: a domain's base, another class of a domain, or a compound of several (`parts`)."""

    number: int
    name: str
    labels: Mapping[str, str]
    domain: str = ""
    base: bool = False
    parts: tuple[int, ...] = ()


@dataclass(frozen=True)
class Rule:
    """Markings that have one class: for each field of a marking the values it may have, None for any."""

    number: int
    when: Mapping[str, tuple[object, ...] | None]

    def differs(self, marking: Marking) -> list[str]:
        """The fields by which a marking is not one of this rule's."""
        given = asdict(marking)
        return [
            name for name, values in self.when.items() if values is not None and given[name] not in values
        ]
