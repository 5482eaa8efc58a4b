"""What auditors find in the log, and what of it is worth a question."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from ledger.act import Act
from ledger.audit_patterns import Known, patterns
from ledger.audit_search import Asked, each, search
from ledger.canonical import identify
from ledger.errors import BadInput
from ledger.ledger import Ledger
from ledger.record import Draft

PERSON, OTHER = identify("person"), identify("other")
LOOK = Act("ana", "consultation", "burglary", case="C-1", details={"operation": "entity"})


class Clock:
    """Stands where it is put, and goes on by a second with each look."""

    def __init__(self) -> None:
        self.now = datetime(2026, 3, 2, 10, tzinfo=UTC)

    def __call__(self) -> datetime:
        self.now += timedelta(seconds=1)
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def kept(ledger_url: str, tmp_path: Path, clock: Clock) -> Iterator[Ledger]:
    with Ledger.open(ledger_url, clock, keys=tmp_path / "keys") as opened:
        yield opened


def looked(ledger: Ledger, id_: str, who: str = "ana", case: str = "C-1", text: str = "") -> None:
    act = replace(
        LOOK, actor=who, case=case, details={"operation": "entity", "arguments": {"id": id_, "t": text}}
    )
    with ledger.acted(act) as outcome:
        outcome["returned"] = [id_]


def test_lines_are_found_by_who_case_id_kind_and_time(kept: Ledger, clock: Clock) -> None:
    looked(kept, PERSON)
    looked(kept, OTHER, who="bob", case="C-2")
    clock.now += timedelta(days=1)
    looked(kept, PERSON, who="bob")
    assert search(kept, Asked(who="bob")).total == 4
    assert search(kept, Asked(case="C-2")).total == 2 == search(kept, Asked(ids=(OTHER,))).total
    found = search(kept, Asked(ids=(PERSON,)), first=3)
    assert (found.total, len(found.events)) == (4, 3)
    assert {e.act.details["arguments"]["id"] for e in found.events} == {PERSON}
    rest = search(kept, Asked(ids=(PERSON,)), after=found.events[-1].sequence)
    assert [e.act.actor for e in rest.events] == ["bob"]
    assert search(kept, Asked(since="2026-03-03")).total == 2
    assert search(kept, Asked(until="2026-03-03", who="bob")).total == 2
    assert search(kept, Asked(kind="erasure")).total == 0 and len(list(each(kept, Asked()))) == 6


def test_nobody_can_tell_who_a_line_was_about_after_the_erasure(kept: Ledger) -> None:
    receipts = kept.accept([Draft("S", "f", "1", {"v": "x"})], lambda _: 1, replace(LOOK, kind="collection"))
    record = receipts[0].record_id
    looked(kept, record)
    assert search(kept, Asked(ids=(record,))).total == 2
    kept.erase([record], replace(LOOK, kind="erasure"), "asked for")
    assert search(kept, Asked(ids=(record,))).total == 0
    assert record not in str(list(each(kept, Asked()))) and kept.verify() == 6


@pytest.mark.parametrize("given", [{"kind": "reading"}, {"since": "yesterday"}, {"until": "2026-13-01"}])
def test_what_cannot_be_asked_is_refused(given: dict[str, str]) -> None:
    with pytest.raises(BadInput):
        Asked(**given)


def test_what_is_worth_a_question_is_told_with_its_lines(kept: Ledger, clock: Clock) -> None:
    users = {f"user{n}": "investigator" for n in range(5)}
    known = Known(
        {"ana.peeters": "analyst", "bob": "investigator", "cid": "duty_officer", **users},
        lambda who, case, at: case == "C-1",
        many_things=3,
    )
    for user in users:
        looked(kept, PERSON, who=user)
    looked(kept, identify("x"), who="bob", text="PEETERS, Ana")
    looked(kept, identify("y"), who="bob", case="C-9")
    clock.now = datetime(2026, 3, 3, 23, tzinfo=UTC)
    for who in ("bob", "cid"):
        looked(kept, identify("z"), who=who)
    found = {one.kind: one for one in patterns(each(kept, Asked()), known)}
    assert found.keys() == {"colleague", "outside", "night", "many_users"}
    assert found["colleague"].actors == found["outside"].actors == found["night"].actors == ("bob",)
    assert "ana.peeters" in found["colleague"].why and "C-9" in found["outside"].why
    assert found["many_users"].actors == tuple(sorted(users)) and len(found["many_users"].lines) == 5
    for number in range(3):
        looked(kept, identify(number), who="cid")
    kinds = [one.kind for one in patterns(each(kept, Asked()), known)]
    assert "many_things" in kinds
