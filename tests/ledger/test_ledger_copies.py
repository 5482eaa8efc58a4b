"""A copy of a ledger, and back, on each server and from one to the other."""

from __future__ import annotations

from pathlib import Path

import pytest

from ledger.act import Act
from ledger.copies import put_back, sequence_hash, snapshot
from ledger.entry import Decision, Publication
from ledger.errors import BadInput
from ledger.ledger import Ledger
from ledger.record import Draft

ACT = Act("ana", "collection", "a test")


def one(_: object) -> int:
    return 1


def filled(ledger: Ledger) -> None:
    drafts = [Draft("S", "f", str(n), {"name": f"Jan {n}"}) for n in range(1200)]
    receipts = ledger.accept(drafts, one, ACT)
    ledger.publish(Publication("feed", "f", "1", {"yaml": "x"}), ACT)
    subject = {"a_at": {"record": receipts[3].record_id}, "a": "m1", "b": "m2"}
    ledger.decide(Decision("positive", subject, 1, "ana", "seen"), ACT)
    ledger.erase([("S", "3"), ("S", "7")], Act("ana", "erasure", "a test"), "a test")
    ledger.accept([Draft("S", "f", "1201", {"name": "Els"})], one, ACT)


@pytest.mark.parametrize("back", ["sqlite", "postgresql"])
def test_a_copy_holds_what_the_ledger_held(
    ledger_url: str, back: str, tmp_path: Path, request: pytest.FixtureRequest
) -> None:
    with Ledger.open(ledger_url, keys=tmp_path / "keys") as ledger:
        filled(ledger)
        snapshot(ledger_url, tmp_path / "copy.db")
        told, kept = sequence_hash(ledger), ledger.status()
        lines = ledger.verify()
    if back == "postgresql":
        url = request.getfixturevalue("postgres_url")
        if url == ledger_url:
            url = f"sqlite:///{tmp_path / 'other.db'}"
    else:
        url = f"sqlite:///{tmp_path / 'back.db'}"
    put_back(tmp_path / "copy.db", url)
    with Ledger.open(url, keys=tmp_path / "keys") as again:
        assert sequence_hash(again) == told and again.check() == kept["head"]
        assert again.verify() == lines and again.incarnation == kept["incarnation"]
        assert again.status()["erasures"] == 2 and again.current("S", "3") is None
        assert again.repeat_erasures(ACT) == 0
        receipts = again.accept([Draft("S", "f", "new", {"name": "An"})], one, ACT)
        assert receipts[0].sequence == kept["head"] + 1
        assert len({notice.id for notice in again.outbox()}) == kept["outbox"] + 1
    with pytest.raises(BadInput, match="empty database"):
        put_back(tmp_path / "copy.db", url)


def test_a_copy_is_made_while_others_write(ledger_url: str, tmp_path: Path) -> None:
    with Ledger.open(ledger_url, keys=tmp_path / "keys") as ledger:
        filled(ledger)
        with ledger.acted(ACT):
            snapshot(ledger_url, tmp_path / "copy.db")
            ledger.accept([Draft("S", "f", "later", {"name": "An"})], one, ACT)
        with Ledger.open(f"sqlite:///{tmp_path / 'copy.db'}") as copied:
            assert copied.check() == ledger.head() - 1
