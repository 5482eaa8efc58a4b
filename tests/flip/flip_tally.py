"""What this run has compared so far."""

from __future__ import annotations

from collections.abc import Iterator

from flip_compare import Tally

COUNTED = Tally()
ON_NEO4J = Tally()
"""The same on the other server: fewer worlds, no house of which is begun beside another."""


def table() -> Iterator[str]:
    """Each read: in how many examples it was asked, in how many what was hidden mattered."""
    yield f"{'read':<22}{'examples':>10}{'nonvacuous':>12}{'differences':>13}"
    for name in sorted(COUNTED.asked):
        differ = sum(one[0] == name for one in COUNTED.differences)
        yield f"{name:<22}{COUNTED.asked[name]:>10}{COUNTED.moved[name]:>12}{differ:>13}"
