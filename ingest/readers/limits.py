"""How much one file, row or text may be before it is refused, with the reason."""

from __future__ import annotations

MAX_ROW = 4_000_000
"""Characters of one row of a CSV or JSONL file."""

MAX_ROW_LINES = 20_000
"""Lines that one quoted field may run over."""

MAX_FILE = 100_000_000
"""Bytes of one document or workbook."""

MAX_UNPACKED = 400_000_000
"""Bytes of a DOCX or XLSX file when unpacked, pictures and all."""

MAX_XML = 100_000_000
"""Bytes of one part of a DOCX or XLSX file when unpacked: any may be called for as XML."""

MAX_PACKED_PARTS = 20_000
"""Parts of a DOCX or XLSX file."""

MAX_CELLS = 20_000_000
"""Cells of one workbook, the empty ones between and before others too."""

MAX_SHEET_ROWS = 1_048_576
"""Rows of one sheet, the empty ones between others too."""

MAX_SHEETS = 500
"""Sheets of one workbook."""

MAX_PAGES = 5_000
"""Pages of one document."""

MAX_TEXT = 10_000_000
"""Characters of text of one document."""

MAX_HTML = 10_000_000
"""Characters of one HTML body of a message."""

MAX_PARTS = 1_000
"""Parts of one message: bodies and attachments."""

MAX_PART_DEPTH = 30
"""How deep parts of one message may lie in one another."""

MAX_MESSAGE_DEPTH = 3
"""How many messages may lie in one another below the outermost."""

MAX_PIXELS = 80_000_000
"""Pixels of one picture."""

MAX_READ_PIXELS = 20_000_000
"""Pixels that are given to OCR (an A3 sheet at 300 dots an inch has 17 million); larger ones are reduced."""

MAX_OCR_PAGES = 1_000
"""Pages of one document that are read by OCR."""

OCR_SECONDS = 120
"""Seconds that OCR may take for one page."""

SHOWN = 1_000
"""Characters that a reject keeps of what is too long."""
