"""What was weighed in a text, before it is decided."""

from __future__ import annotations

from typing import NamedTuple


class Weighed(NamedTuple):
    """A weight (logits; above the threshold from zero on), and the chances of the three statuses."""

    margin: float
    chances: tuple[float, float, float]


class Reading(NamedTuple):
    """What was weighed: relations by type and two entities, roles by entity and role."""

    relations: dict[tuple[str, str, str], Weighed]
    roles: dict[tuple[str, str], Weighed]
