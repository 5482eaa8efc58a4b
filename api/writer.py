"""The one writer of the projections: who it is, whether it still lives, and waiting for it to end."""

from __future__ import annotations

import logging
import os
import socket
import time

from graph.store.home import began
from ledger.errors import LostLease
from ledger.lease import Lease
from ledger.ledger import Ledger

NAME = "projections"
SECONDS = 900.0
"""Longer than a stage takes between renewals; the dead do not keep it, the paused lose it by its token."""
PATIENCE, BETWEEN = 1800.0, 0.2
SILENT = 3.0
"""Seconds after which somebody who waits is told for whom."""

log = logging.getLogger(__name__)


def me() -> str:
    """This process: machine, process id and when it began, so that a later process is not taken for it."""
    return f"{socket.gethostname()}:{os.getpid()}:{began(os.getpid())}"


def is_dead(holder: str) -> bool:
    """True when a holder was a process of this machine that has ended; one elsewhere is taken for alive."""
    host, _, rest = holder.partition(":")
    pid, _, then = rest.partition(":")
    if host != socket.gethostname() or not pid.isdigit():
        return False
    return began(int(pid)) != then


def waited(ledger: Ledger, holder: str, patience: float = PATIENCE, silent: float = SILENT) -> Lease:
    """The writer's lease, after waiting for a living holder; LostLease when it does not end in time.

    It says for whom it waits, once, after some seconds of silence.
    """
    begun, told = time.monotonic(), False
    while True:
        try:
            return ledger.lease(NAME, holder, SECONDS, is_dead)
        except LostLease as error:
            passed = time.monotonic() - begun
            if passed > patience:
                raise
            if passed > silent and not told:
                log.warning("another command is writing, this one goes on after it: %s", error.detail)
                told = True
        time.sleep(BETWEEN)
