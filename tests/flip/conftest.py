"""What the flip test prints at the end of a run."""

from __future__ import annotations

import pytest
from flip_tally import COUNTED, table


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """The line that says what was compared; with -v, each read."""
    if not COUNTED.examples:
        return
    if terminalreporter.config.get_verbosity() > 0:
        for line in table():
            terminalreporter.write_line(line)
    terminalreporter.write_line(COUNTED.line())
