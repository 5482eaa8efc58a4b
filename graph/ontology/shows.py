"""Which properties are shown: asked for by type and name, whatever a record says."""

from __future__ import annotations

from collections.abc import Callable

Shows = Callable[[str, str], bool]
"""Whether a property of a type is shown."""


def everything(type_: str, property_: str) -> bool:
    """Shows all."""
    return True
