"""Locks on files that end with their holder, however it ends: the kernel lets go of them after a kill."""

from __future__ import annotations

import fcntl
import os
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

PAUSE = 0.02


class FileLock:
    """A held lock; release() or the end of the process lets go of it."""

    def __init__(self, descriptor: int) -> None:
        self._descriptor = descriptor

    def release(self) -> None:
        """Let go; a second call does nothing."""
        descriptor, self._descriptor = self._descriptor, -1
        if descriptor >= 0:
            os.close(descriptor)


def attempt(path: Path, shared: bool = False) -> FileLock | None:
    """The lock on a file, alone or shared, or None when others hold it against us."""
    descriptor = os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
    try:
        fcntl.flock(descriptor, (fcntl.LOCK_SH if shared else fcntl.LOCK_EX) | fcntl.LOCK_NB)
    except BlockingIOError:
        os.close(descriptor)
        return None
    return FileLock(descriptor)


def acquire(path: Path, seconds: float, shared: bool = False) -> FileLock | None:
    """The lock on a file, or None when it was not free within so many seconds."""
    end = time.monotonic() + seconds
    while (lock := attempt(path, shared)) is None and time.monotonic() < end:
        time.sleep(PAUSE)
    return lock


def is_held(path: Path) -> bool:
    """Whether somebody holds the lock on a file now."""
    lock = attempt(path)
    if lock:
        lock.release()
    return lock is None


@contextmanager
def held(path: Path, seconds: float) -> Iterator[bool]:
    """Hold the lock on a file for a block; yields False when it was not to be had."""
    lock = acquire(path, seconds)
    try:
        yield lock is not None
    finally:
        if lock:
            lock.release()
