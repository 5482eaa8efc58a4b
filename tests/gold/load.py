"""The gold reports as the JSON of `locard extract --json`."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from ingest.training.marked import CODES, load_folder, parse

__all__ = ["CODES", "load", "parse"]
REPORTS = Path(__file__).parent / "reports"


def load(folder: Path = REPORTS) -> list[dict[str, Any]]:
    """All reports in order of their names, each with its `doc_date`."""
    return load_folder(folder)


if __name__ == "__main__":
    for each in load():
        print(json.dumps(each, ensure_ascii=False))
