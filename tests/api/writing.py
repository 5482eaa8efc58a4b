"""Writes records and passages until it is killed or its disk is full, printing each id once it is safe.

Usage: writing.py DATA_DIR NAME [BYTES]; with BYTES no file of it may grow beyond them.
"""

from __future__ import annotations

import resource
import signal
import sys
from datetime import UTC, datetime, timedelta
from itertools import count
from pathlib import Path

from graph.passages.passage import Passage
from graph.passages.store import PassageStore
from ledger.act import Act
from ledger.errors import Unavailable
from ledger.ledger import Ledger
from ledger.record import Draft

ACT = Act("ana", "collection", "a test")
START = datetime(2026, 5, 2, tzinfo=UTC)


def run(data: Path, name: str) -> None:
    """Batches of both, each acknowledged by its lines."""
    with (
        Ledger.open(f"sqlite:///{data / 'ledger.db'}") as ledger,
        PassageStore.open(data / "passages") as store,
    ):
        print("open", flush=True)
        for batch in count():
            drafts = [Draft(name, "f", f"{batch}/{n}", {"text": "x" * 200}) for n in range(20)]
            for receipt in ledger.accept(drafts, lambda _: 1, ACT):
                print("record", receipt.record_id, flush=True)
            made = [passage(name, batch, n) for n in range(200)]
            store.append(made)
            print("\n".join(f"passage {one.id}" for one in made), flush=True)


def passage(name: str, batch: int, number: int) -> Passage:
    """The same for the same numbers."""
    at = START + timedelta(minutes=batch * 7, seconds=number)
    return Passage(f"1ABC{number:03}", "E17", at, f"{name}/{batch}/{number}", "f", 1)


if __name__ == "__main__":
    if len(sys.argv) > 3:
        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        resource.setrlimit(resource.RLIMIT_FSIZE, (int(sys.argv[3]), int(sys.argv[3])))
    try:
        run(Path(sys.argv[1]), sys.argv[2])
    except Unavailable as error:
        print(f"refused {error.detail}", flush=True)
        sys.exit(3)
