"""Leases and the outbox."""

from __future__ import annotations

import time

import pytest

from ledger.act import Act
from ledger.database import Database
from ledger.errors import LostLease
from ledger.ledger import Ledger
from ledger.record import Draft


def test_a_lease_is_held_by_one_and_its_token_grows(ledger: Ledger) -> None:
    first = ledger.lease("projector", "one", 60)
    with pytest.raises(LostLease, match="held by one"):
        ledger.lease("projector", "two", 60)
    first.renew()
    first.release()
    second = ledger.lease("projector", "two", 60)
    assert second.token > first.token
    # A graph that followed a later ledger than this one holds smaller tokens than these.
    assert ledger.lease("resolver", "one", 60).token >= int(time.time() - 60) * 1000


def test_a_holder_that_was_paused_finds_that_it_lost_the_lease(ledger: Ledger) -> None:
    paused = ledger.lease("projector", "one", 0.01)
    time.sleep(0.05)
    taker = ledger.lease("projector", "two", 60)
    with pytest.raises(LostLease, match="took over"):
        paused.renew()
    paused.release()
    taker.renew()


def test_a_restarted_process_of_the_same_name_outranks_the_old_one(ledger: Ledger) -> None:
    old = ledger.lease("projector", "host:1", 60)
    new = ledger.lease("projector", "host:1", 60)
    assert new.token > old.token
    with pytest.raises(LostLease):
        old.renew()


def test_a_lease_that_ran_out_untaken_can_be_renewed(ledger: Ledger) -> None:
    with ledger.lease("projector", "one", 0.01) as held:
        time.sleep(0.05)
        held.renew()
    assert ledger.lease("projector", "two", 60).token > held.token


def test_a_clock_set_back_keeps_no_dead_holders_lease(
    ledger: Ledger, monkeypatch: pytest.MonkeyPatch
) -> None:
    dead = ledger.lease("projector", "one", 60)
    monkeypatch.setattr(Database, "seconds", lambda _self, _connection: time.time() - 3600)
    assert ledger.lease("projector", "two", 60).token > dead.token


def test_the_outbox_gives_messages_until_they_are_confirmed(ledger: Ledger) -> None:
    act = Act("ana", "collection", "test")
    for start in (0, 10):
        drafts = [Draft("s", "f", str(start + i), {}) for i in range(10)]
        ledger.accept(drafts, lambda _: 1, act)
    first, second = ledger.outbox()
    assert [(n.topic, n.first, n.last) for n in (first, second)] == [("record", 1, 10), ("record", 11, 20)]
    assert ledger.outbox(limit=1) == [first]
    ledger.delivered([first.id])
    assert ledger.outbox() == [second]
    ledger.delivered([second.id])
    ledger.delivered([])
    ledger.accept([Draft("s", "f", "last", {})], lambda _: 1, act)
    assert ledger.outbox()[0].id > second.id
