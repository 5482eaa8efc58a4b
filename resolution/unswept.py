"""Bulk work without the sweeps of Python's collector: with many rows each one looks at all of them again."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def unswept() -> Iterator[None]:
    """No sweeps inside; what is made there must not hold itself. They go on after, where they went before."""
    was = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was:
            gc.enable()
