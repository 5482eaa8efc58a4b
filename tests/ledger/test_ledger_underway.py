"""What is underway is known to all processes of a ledger, and taken once."""

from __future__ import annotations

import threading

import pytest
from clock import Clock
from sqlalchemy import select

from ledger.ledger import Ledger
from ledger.tables import underway as table
from ledger.underway import LONGEST, Underway


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def begun(ledger: Ledger, clock: Clock) -> Underway:
    return Underway(ledger, clock)


def words(ledger: Ledger) -> int:
    with ledger._database.reading() as connection:
        return len(connection.execute(select(table.c.key)).all())


def test_another_process_takes_it_and_then_nobody(begun: Underway, ledger: Ledger, ledger_url: str) -> None:
    begun.put("state", "verifier")
    with ledger._database.reading() as connection:
        assert "state" not in str(connection.execute(select(table.c.key)).all())
    with Ledger.open(ledger_url) as other:
        assert Underway(other, begun._clock).take("state") == "verifier"
    assert begun.take("state") is None and begun.take("") is None and words(ledger) == 0


def test_of_many_that_ask_at_once_one_gets_it(ledger: Ledger) -> None:
    begun, got = Underway(ledger), list[str | None]()
    begun.put("state", "verifier")
    asking = [threading.Thread(target=lambda: got.append(begun.take("state"))) for _ in range(8)]
    for one in asking:
        one.start()
    for one in asking:
        one.join()
    assert sorted(map(str, got)) == ["None"] * 7 + ["verifier"]


@pytest.mark.parametrize("passed", [LONGEST, -LONGEST])
def test_what_is_too_old_or_of_a_clock_that_went_back_far_is_none(
    begun: Underway, ledger: Ledger, clock: Clock, passed: float
) -> None:
    begun.put("state", "verifier")
    begun.put("other", "verifier")
    clock.now += passed
    assert begun.take("state") is None
    begun.put("third", "verifier")
    assert words(ledger) == 1 and begun.take("third") == "verifier"


def test_of_too_many_those_begun_first_are_forgotten_first(
    begun: Underway, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("ledger.underway.MOST", 2)
    for name in ("a", "b", "c"):
        begun.put(name, name)
        clock.now += 0.1
    assert [begun.take(name) for name in ("a", "b", "c")] == [None, "b", "c"]
