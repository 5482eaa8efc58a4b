"""What the flip test prints at the end of a run."""

from __future__ import annotations

import pytest
from flip_tally import COUNTED, ON_NEO4J, table


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """The line that says what was compared; with -v, each read."""
    if ON_NEO4J.examples:
        terminalreporter.write_line(ON_NEO4J.line().replace("flip:", "flip on Neo4j:", 1))
    if not COUNTED.examples:
        return
    if terminalreporter.config.get_verbosity() > 0:
        for line in table():
            terminalreporter.write_line(line)
    terminalreporter.write_line(COUNTED.line())
