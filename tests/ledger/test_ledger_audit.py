"""The audit log: before every act, after every act, and never changed unseen."""

from __future__ import annotations

import sqlite3
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from ledger.act import KINDS, Act
from ledger.errors import BadInput, Tampered, Unavailable
from ledger.ledger import Ledger
from ledger.record import Draft

LOOK = Act(
    "ana", "consultation", "burglary in Gent", case="GE.11.L1.1/2026", recipient="", details={"q": "ünal"}
)


def test_an_act_has_its_intent_before_and_its_outcome_after(ledger: Ledger) -> None:
    with ledger.acted(LOOK) as outcome:
        [intent] = ledger.events()
        outcome["hits"] = 3
    [_, done] = ledger.events()
    assert (intent.phase, intent.act, intent.intent) == ("intent", LOOK, intent.sequence)
    assert (done.phase, done.intent, done.act.details) == ("done", 1, {"q": "ünal", "hits": 3})
    assert done.previous == intent.hash
    assert ledger.verify() == 2


def test_a_failed_act_is_logged_without_the_words_of_its_error(ledger: Ledger) -> None:
    with pytest.raises(ValueError, match="Jan"), ledger.acted(LOOK):
        raise ValueError("Jan Peeters")
    [_, failed] = ledger.events()
    assert (failed.phase, failed.act.details["error"]) == ("failed", "ValueError")
    assert "Peeters" not in str(failed)


def test_every_write_is_an_act(ledger: Ledger) -> None:
    act = Act("ana", "collection", "daily delivery")
    ledger.accept([Draft("s", "f", "k", {"a": "1"})], lambda _: 1, act)
    with pytest.raises(KeyError):
        ledger.accept([Draft("s", "f", "other", {})], lambda _: {}[1], act)
    events = ledger.events()
    assert [(e.phase, e.intent) for e in events] == [("intent", 1), ("done", 1), ("intent", 3), ("failed", 3)]
    assert events[1].act.details == {"first": 1, "last": 1, "new": 1, "known": 0}
    assert ledger.head() == 1


def test_no_act_when_it_cannot_be_logged(tmp_path: Path) -> None:
    with Ledger.open(f"sqlite:///{tmp_path}/ledger.db") as ledger:
        with closing(sqlite3.connect(tmp_path / "ledger.db", isolation_level=None)) as connection:
            connection.execute("ALTER TABLE audit RENAME TO gone")
        happened = []
        with pytest.raises(Unavailable), ledger.acted(LOOK):
            happened.append("look")
        with pytest.raises(Unavailable):
            ledger.accept([Draft("s", "f", "k", {})], lambda _: 1, LOOK)
        assert (happened, ledger.head()) == ([], 0)


@pytest.mark.parametrize(
    "change",
    [
        "UPDATE audit SET actor = 'bob' WHERE sequence = 5",
        "UPDATE audit SET details = '{}' WHERE sequence = 5",
        "DELETE FROM audit WHERE sequence = 5",
        "UPDATE audit SET hash = '' WHERE sequence = 5",
    ],
)
def test_the_first_changed_line_is_found(tmp_path: Path, change: str) -> None:
    with Ledger.open(f"sqlite:///{tmp_path}/ledger.db") as ledger:
        for _ in range(5):
            with ledger.acted(LOOK):
                pass
        assert ledger.verify() == 10
        with closing(sqlite3.connect(tmp_path / "ledger.db", isolation_level=None)) as connection:
            connection.executescript("DROP TRIGGER audit_no_update; DROP TRIGGER audit_no_delete;" + change)
        with pytest.raises(Tampered, match="line 5"):
            ledger.verify()


def test_a_seal_betrays_lines_cut_off_or_written_anew(tmp_path: Path) -> None:
    for name in "ab":
        with Ledger.open(f"sqlite:///{tmp_path}/{name}.db") as ledger:
            for _ in range(2):
                with ledger.acted(Act(name, "consultation", "x")):
                    pass
            seal = ledger.seal()
    with Ledger.open(f"sqlite:///{tmp_path}/a.db") as ledger:
        assert ledger.verify(ledger.seal()) == 4
        with pytest.raises(Tampered, match="line 4"):
            ledger.verify(seal)
        with closing(sqlite3.connect(tmp_path / "a.db", isolation_level=None)) as connection:
            end = ledger.seal()
            connection.executescript("DROP TRIGGER audit_no_delete; DELETE FROM audit WHERE sequence > 2")
        assert ledger.verify() == 2
        with pytest.raises(Tampered, match="ends at line 2"):
            ledger.verify(end)


def test_many_looks_at_once_make_one_chain(ledger: Ledger) -> None:
    def look(number: int) -> None:
        with ledger.acted(Act(f"user{number}", "consultation", "x")):
            pass

    with ThreadPoolExecutor(8) as pool:
        list(pool.map(look, range(60)))
    assert ledger.verify() == 120
    outcomes = {e.intent: e.act.actor for e in ledger.events() if e.phase == "done"}
    assert outcomes == {e.sequence: e.act.actor for e in ledger.events() if e.phase == "intent"}


def test_a_clock_that_goes_back_breaks_no_order(ledger_url: str) -> None:
    noon = datetime(2026, 1, 1, 12, tzinfo=UTC)
    times = iter(noon - timedelta(hours=hour) for hour in range(100))
    with Ledger.open(ledger_url, clock=lambda: next(times)) as ledger:
        for name in "abc":
            ledger.accept([Draft("s", "f", "k", {"v": name})], lambda _: 1, Act("ana", "collection", "x"))
        entries = ledger.entries()
        assert [e.sequence for e in entries] == [1, 2, 3]
        assert sorted(e.at for e in entries) == [e.at for e in reversed(entries)]
        current = ledger.current("s", "k")
        assert current is not None
        assert current.content == {"v": "c"}
        assert ledger.verify() == 6


def test_an_act_needs_a_kind_that_is_logged_an_actor_and_a_reason() -> None:
    assert len(KINDS) == 6
    wrong = [
        ("", "collection", "x"),
        ("ana", "collection", " "),
        ("ana", "reading", "x"),
        ("ana", "erasure", "\0"),
    ]
    for given in wrong:
        with pytest.raises(BadInput):
            Act(*given)


def test_an_act_cut_short_is_counted(ledger: Ledger) -> None:
    with ledger.acted(LOOK), ledger.acted(LOOK):
        assert ledger.status()["unfinished"] == 2
    assert ledger.status()["unfinished"] == 0


def test_status_counts_what_there_is(ledger: Ledger) -> None:
    ledger.accept([Draft("s", "f", "k", {})], lambda _: 1, LOOK)
    status = ledger.status()
    counted = {
        name: status[name] for name in ("head", "records", "decisions", "outbox", "audit", "unfinished")
    }
    assert counted == {"head": 1, "records": 1, "decisions": 0, "outbox": 1, "audit": 2, "unfinished": 0}
