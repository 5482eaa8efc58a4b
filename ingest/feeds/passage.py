"""Reads what a feed file says of passages: which column is the plate, the camera, the time …"""

from __future__ import annotations

from ingest.feeds.cell import Cell
from ingest.feeds.cells import cell
from ledger.located import Located

CLEANED = {
    "plate": "plate",
    "country": "country",
    "camera": "text",
    "latitude": "latitude",
    "longitude": "longitude",
    "time": "utc",
    "lane": "text",
    "direction": "text",
    "confidence": "number",
}
"""Columns of a passage with the cleaner of each, where the feed names none."""
NEEDED = ("plate", "camera", "time")


def passage(file: Located) -> tuple[tuple[str, Cell], ...]:
    """The cells under `passage`; none for a feed whose rows are no passages."""
    given = file.value.get("passage")
    if given is None:
        return ()
    if not isinstance(given, dict):
        file.fail(("passage",), f"passage is a map of {', '.join(CLEANED)}")
    file.only(("passage",), given, CLEANED, "key")
    if missing := [name for name in NEEDED if name not in given]:
        file.fail(("passage",), f"a passage needs {', '.join(missing)}")
    return tuple((name, cell(file, ("passage", name), value, CLEANED[name])) for name, value in given.items())
