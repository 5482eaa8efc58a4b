"""How the embedded server is run: the few things that an operator may want to change."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Options:
    """`memory` of the Java machine ("1g", "512m"), and in seconds: `linger` after the last client is gone,
    `command` the longest that one statement may run, `starting` the longest wait for a server to come up.
    """

    memory: str = "1g"
    linger: float = 60.0
    command: float = 60.0
    starting: float = 60.0
