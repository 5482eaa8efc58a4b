"""Accounts, assignments, tokens and broken glass, by the ledger's clock, on both servers."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from ledger.accounts import Account, Accounts
from ledger.act import Act
from ledger.copies import put_back, snapshot
from ledger.errors import BadInput, Contradiction
from ledger.ledger import Ledger
from ledger.tokens import SESSION, Tokens

ACT = Act("root", "alteration", "a test")


class Clock:
    """A clock that is set by hand."""

    def __init__(self) -> None:
        self.now = datetime(2026, 5, 1, 12, tzinfo=UTC)

    def __call__(self) -> datetime:
        return self.now

    def move(self, **by: float) -> None:
        self.now += timedelta(**by)


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def people(ledger_url: str, clock: Clock) -> Iterator[Ledger]:
    with Ledger.open(ledger_url, clock) as opened:
        Accounts(opened).add(Account("ana", function="investigator", password="hash", totp="sealed"), ACT)
        yield opened


def test_an_account_is_made_changed_and_closed_and_each_is_logged(people: Ledger) -> None:
    accounts = Accounts(people)
    assert accounts.any() and "hash" not in repr(accounts.get("ana"))
    changed = accounts.change("ana", {"function": "analyst", "external": "sub-1"}, ACT)
    assert (changed.function, changed.version) == ("analyst", 2)
    assert accounts.by_external("sub-1") == changed and accounts.by_external("") is None
    with pytest.raises(Contradiction):
        accounts.add(Account("ana"), ACT)
    with pytest.raises(BadInput):
        accounts.change("ana", {"name": "eve"}, ACT)
    assert not accounts.close("ana", ACT).is_open and accounts.by_external("sub-1") is None
    assert len([e for e in people.events() if e.phase == "done"]) == 3
    people.verify()


def test_a_case_is_open_from_when_until_when_it_was_said(people: Ledger, clock: Clock) -> None:
    accounts = Accounts(people)
    made = accounts.assign("ana", "C-1", "2026-05-02", "2026-05-03T00:00:00.000Z", ACT)
    assert not made.holds(accounts.now)
    clock.move(days=1)
    assert made.holds(accounts.now)
    clock.move(days=1)
    assert not made.holds(accounts.now)
    forever = accounts.assign("ana", "C-2", "", "", ACT)
    assert forever.holds(accounts.now) and accounts.unassign("ana", "C-2", ACT) == 1
    assert not any(one.holds(accounts.now) for one in accounts.assignments("ana"))
    with pytest.raises(BadInput, match="ends after it begins"):
        accounts.assign("ana", "C-3", "2026-06-01", "2026-05-01", ACT)


def test_a_clock_that_went_back_opens_nothing(people: Ledger, clock: Clock) -> None:
    accounts, tokens = Accounts(people), Tokens(people)
    made = accounts.assign("ana", "C-1", "2026-01-01", "", ACT)
    _, token = tokens.issue("ana", SESSION)
    clock.move(minutes=-5)
    assert not made.holds(accounts.now)
    assert "went back" in token.wrong(accounts.now)


def test_a_session_ends_when_it_is_not_used_and_at_the_latest_after_twelve_hours(
    people: Ledger, clock: Clock
) -> None:
    accounts, tokens = Accounts(people), Tokens(people)
    text, token = tokens.issue("ana", SESSION, stepped=True)
    assert text not in repr(token) and token.is_fresh(accounts.now)
    for _ in range(24):
        clock.move(minutes=29)
        found = tokens.find(text)
        assert found is not None and not found.wrong(accounts.now) and not found.is_fresh(accounts.now)
        tokens.note_use(found, accounts.now)
    clock.move(minutes=29)
    found = tokens.find(text)
    assert found is not None and "expired" in found.wrong(accounts.now)
    idle, _ = tokens.issue("ana", SESSION)
    clock.move(minutes=31)
    found = tokens.find(idle)
    assert found is not None and "not used" in found.wrong(accounts.now)


def test_a_new_password_ends_what_was_begun_with_the_old(people: Ledger) -> None:
    accounts, tokens = Accounts(people), Tokens(people)
    text, _ = tokens.issue("ana", SESSION)
    accounts.change("ana", {"unit": "FGP"}, ACT)
    assert (found := tokens.find(text)) and not found.ended
    accounts.change("ana", {"password": "other"}, ACT)
    assert (found := tokens.find(text)) and found.ended
    text, _ = tokens.issue("ana", SESSION)
    accounts.change("ana", {"external": "sub-2"}, ACT)
    assert (found := tokens.find(text)) and found.ended


def test_an_account_is_not_closed_beside_tokens_that_go_on(
    people: Ledger, monkeypatch: pytest.MonkeyPatch
) -> None:
    accounts, tokens = Accounts(people), Tokens(people)
    text, _ = tokens.issue("ana", SESSION)

    def full(*_: object) -> None:
        raise OSError("the disk is full")

    monkeypatch.setattr("ledger.accounts._end_tokens", full)
    with pytest.raises(OSError, match="full"):
        accounts.close("ana", ACT)
    assert (account := accounts.get("ana")) and account.is_open
    assert (found := tokens.find(text)) and not found.ended


def test_a_code_counts_once_in_all_processes(people: Ledger, ledger_url: str) -> None:
    tokens = Tokens(people)
    with Ledger.open(ledger_url) as other:
        assert tokens.spend("ana", 100) and not Tokens(other).spend("ana", 100)
        assert not Tokens(other).spend("ana", 99) and Tokens(other).spend("ben", 99)
        assert Tokens(other).spend("ana", 101) and not tokens.spend("ana", 101)
    assert tokens.find("code ana") is None and tokens.of("ana") == []
    Accounts(people).change("ana", {"totp": "sealed anew"}, ACT)
    assert tokens.spend("ana", 100)


def test_broken_glass_is_kept_and_a_message_waits_for_the_supervisor(people: Ledger, clock: Clock) -> None:
    accounts = Accounts(people)
    made = accounts.break_glass("ana", "C-9", "judicial", "2026-05-01T12:15:00.000Z", "bea", ACT)
    assert [notice.topic for notice in people.outbox()] == ["glass"]
    assert accounts.broken("ana", "judicial") == [made] and not accounts.broken("ana", "administrative")
    clock.move(minutes=15)
    assert not accounts.broken("ana", "judicial") and accounts.glasses() == [made]


def test_broken_glass_is_closed_before_its_time_by_who_broke_it(people: Ledger, clock: Clock) -> None:
    accounts = Accounts(people)
    for name in ("ana", "ben"):
        accounts.break_glass(name, "C-9", "judicial", "2026-05-01T12:15:00.000Z", "bea", ACT)
    clock.move(minutes=5)
    assert accounts.end_glass("ana", "C-9", "administrative", ACT) == []
    [ended] = accounts.end_glass("ana", "C-9", "judicial", ACT)
    assert ended.until == "2026-05-01T12:05:00.000Z" and accounts.glasses("ana") == [ended]
    assert not accounts.broken("ana", "judicial") and accounts.broken("ben", "judicial")
    assert accounts.end_glass("ana", "C-9", "judicial", ACT) == []


def test_a_copy_holds_who_there_is_so_that_none_opens_its_door(
    people: Ledger, ledger_url: str, tmp_path: Path
) -> None:
    accounts, (text, _) = Accounts(people), Tokens(people).issue("ana", SESSION)
    accounts.assign("ana", "C-1", "", "", ACT)
    snapshot(ledger_url, tmp_path / "copy.db")
    put_back(tmp_path / "copy.db", f"sqlite:///{tmp_path / 'back.db'}")
    with Ledger.open(f"sqlite:///{tmp_path / 'back.db'}") as again:
        assert Accounts(again).all() == accounts.all()
        assert Accounts(again).assignments("ana") == accounts.assignments("ana")
        assert Tokens(again).end_all() == 1
        found = Tokens(again).find(text)
        assert found is not None and found.ended
