"""Runs the chain on a made-up society, printing each record's id once it is safe: tests kill it.

Usage: chain.py DATA_DIR WORLD_DIR
"""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path

from api.installation import Installation
from api.pipeline import bring_up_to_date
from api.settings import Settings
from api.stages.receive import receive
from graph.content_hash import content_hash
from ingest import feeds
from ledger.entry import Receipt


def acknowledge(receipts: Sequence[Receipt]) -> None:
    """One line per record that is safe."""
    print("\n".join(f"safe {receipt.record_id}" for receipt in receipts), flush=True)


def run(data: Path, world: Path) -> None:
    """Everything in, everything up to date, and the content hash at the end."""
    with Installation(Settings(data=data, graph_idle_seconds=2.0, graph_memory="512m")) as house:
        for path in sorted((world / "input").iterdir()):
            receive(house, [path], feeds.load(path.stem), acknowledge=acknowledge)
        print("received", flush=True)
        bring_up_to_date(house)
        print(f"hash {content_hash(house.store)}", flush=True)


if __name__ == "__main__":
    run(Path(sys.argv[1]), Path(sys.argv[2]))
