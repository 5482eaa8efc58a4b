"""The one writer of the projections: who it is, whether it still lives, and waiting for it to end."""

from __future__ import annotations

import socket
import time

import psutil

from ledger.errors import LostLease
from ledger.lease import Lease
from ledger.ledger import Ledger

NAME = "projections"
SECONDS = 900.0
"""Longer than a stage takes between renewals; the dead do not keep it, the paused lose it by its token."""
PATIENCE, BETWEEN = 1800.0, 0.2


def me() -> str:
    """This process: machine, process id and when it began, so that a later process is not taken for it."""
    process = psutil.Process()
    return f"{socket.gethostname()}:{process.pid}:{process.create_time():.2f}"


def is_dead(holder: str) -> bool:
    """True when a holder was a process of this machine that has ended; one elsewhere is taken for alive."""
    host, _, rest = holder.partition(":")
    pid, _, began = rest.partition(":")
    if host != socket.gethostname() or not pid.isdigit():
        return False
    try:
        process = psutil.Process(int(pid))
        ended = process.status() == psutil.STATUS_ZOMBIE
        return ended or f"{process.create_time():.2f}" != began
    except psutil.NoSuchProcess:
        return True


def waited(ledger: Ledger, holder: str, patience: float = PATIENCE) -> Lease:
    """The writer's lease, after waiting for a living holder; LostLease when it does not end in time."""
    end = time.monotonic() + patience
    while True:
        try:
            return ledger.lease(NAME, holder, SECONDS, is_dead)
        except LostLease:
            if time.monotonic() > end:
                raise
        time.sleep(BETWEEN)
