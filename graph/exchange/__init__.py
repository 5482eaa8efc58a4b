"""Exchange: what is known goes out in the formats of others, and of our own."""

from __future__ import annotations

from collections.abc import Mapping

from graph.exchange import anx, csvpair, ftm, graphml, ours, stix, umf
from graph.exchange.bundle import Bundle, Notice, Thing, Tie
from graph.exchange.export import Export, Format
from graph.exchange.gather import gather
from graph.exchange.marking import Marked, is_forbidden, marked
from graph.exchange.select import MOST, Selection, case_id, select
from graph.exchange.whole import Whole
from ledger.errors import BadInput

FORMATS: Mapping[str, Format] = {
    made.FORMAT.name: made.FORMAT for made in (graphml, csvpair, ours, ftm, stix, anx, umf)
}


def format_of(name: str, file: str = "") -> Format:
    """The format of this name, or that of a file's ending where no name is given; BadInput for neither."""
    if name in FORMATS:
        return FORMATS[name]
    if name:
        raise BadInput(f"There is no format {name!r}: use one of {', '.join(FORMATS)}.")
    endings = {part: known for known in FORMATS.values() for part in known.parts}
    endings[".csv"] = csvpair.FORMAT
    for ending in sorted(endings, key=len, reverse=True):
        if file.lower().endswith(ending):
            return endings[ending]
    raise BadInput(f"Say in which format: --format with one of {', '.join(FORMATS)}.")


__all__ = [
    "FORMATS", "MOST", "Bundle", "Export", "Format", "Marked", "Notice", "Selection", "Thing", "Tie", "Whole",
    "case_id", "format_of", "gather", "is_forbidden", "marked", "select",
]  # fmt: skip
