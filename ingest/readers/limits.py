"""How much one file, row or text may be before it is refused, with the reason."""

from __future__ import annotations

MAX_ROW = 4_000_000
"""Characters of one row of a CSV or JSONL file."""

MAX_ROW_LINES = 20_000
"""Lines that one quoted field may run over."""

MAX_FILE = 100_000_000
"""Bytes of one document."""

MAX_UNPACKED = 400_000_000
"""Bytes of a DOCX file when unpacked."""

MAX_PAGES = 5_000
"""Pages of one document."""

MAX_TEXT = 10_000_000
"""Characters of text of one document."""

SHOWN = 1_000
"""Characters that a reject keeps of what is too long."""
