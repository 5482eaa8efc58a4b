"""What a cleaner says when a value is not what it should be."""

from __future__ import annotations


class Unclean(ValueError):
    """The value is not of this kind; the text says why, and is shown beside the raw value."""
