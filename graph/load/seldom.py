"""Bulk work with few sweeps of Python's collector: with many rows on their way each looks at all of them."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager

YOUNG, MIDDLE, OLD = 100_000, 20, 50
"""Objects made until the young are looked at, such sweeps until the middle are, and those until all are."""


@contextmanager
def seldom_swept() -> Iterator[None]:
    """Fewer sweeps inside, so that what holds itself still goes; after it they are as they were before."""
    before = gc.get_threshold()
    gc.set_threshold(YOUNG, MIDDLE, OLD)
    try:
        yield
    finally:
        gc.set_threshold(*before)
