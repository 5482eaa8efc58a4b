"""A process that is killed loses nothing that it acknowledged and leaves nothing half done."""

from __future__ import annotations

import random
import subprocess
import sys
import threading
from pathlib import Path

import pytest

from ledger.ledger import Ledger

KILLS = 20
CHILD = """
import sys
from ledger.act import Act
from ledger.ledger import Ledger
from ledger.record import Draft

act = Act("ana", "collection", "kill test")
with Ledger.open(sys.argv[1]) as ledger:
    print("open", flush=True)
    for batch in range(1_000_000):
        drafts = [Draft(sys.argv[2], "f", f"{batch}/{i}", {"n": "x" * 100}) for i in range(1 + batch % 40)]
        for receipt in ledger.accept(drafts, lambda marking: 1, act):
            print(receipt.record_id, receipt.sequence, flush=True)
"""


def _acknowledged_before_kill(url: str, name: str, seconds: float) -> list[tuple[str, int]]:
    command = [sys.executable, "-c", CHILD, url, name]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as child:
        assert child.stdout is not None
        assert child.stdout.readline() == "open\n"
        timer = threading.Timer(seconds, child.kill)
        timer.start()
        lines = [line.split() for line in child.stdout if line.endswith("\n")]
        timer.join()
        assert child.wait(timeout=30) == -9
    return [(id_, int(sequence)) for id_, sequence in (line for line in lines if len(line) == 2)]


@pytest.mark.slow
def test_what_was_acknowledged_before_a_kill_is_there_after_it(tmp_path: Path) -> None:
    url, moments = f"sqlite:///{tmp_path}/ledger.db", random.Random(1910)
    acknowledged: list[tuple[str, int]] = []
    for kill in range(KILLS):
        acknowledged += _acknowledged_before_kill(url, f"run{kill}", moments.uniform(0.01, 0.6))
    with Ledger.open(url) as ledger:
        places = {entry.reference: entry.sequence for entry in ledger.entries(limit=10**6)}
        assert len(acknowledged) > KILLS
        assert all(places[id_] == sequence for id_, sequence in acknowledged)
        assert sorted(places.values()) == list(range(1, ledger.head() + 1))
        notices = ledger.outbox(limit=10**6)
        assert sum(n.last - n.first + 1 for n in notices) == ledger.head()
        assert ledger.verify() > 0
        unfinished = ledger.status()["unfinished"]
        assert unfinished <= KILLS
