"""Keeps what libraries warn of a file's oddities off the screen; what cannot be read is told as a reject."""

from __future__ import annotations

import warnings
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def quiet() -> Iterator[None]:
    """No warnings inside."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        yield
