"""The queue of retention follows the ledger: after any sequence it is what reading everything gives."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from retention_house import FEEDS, acts, retained

from api.installation import Installation
from api.retention.applying import archive
from api.retention.falling import Falling, Retention
from api.retention.following import Following
from api.retention.listing import queue
from api.retention.verdicts import decide
from api.retention.waiting import Waiting
from api.stages.receive import receive
from api.stages.resolve import resolve_layers
from api.stages.understand import understand
from ingest.feeds import parse
from ledger.entry import Decision
from ledger.record import Marking, Record

HEADS = {
    "facts": "number,version,case,kind,status,day,given,family,born,national,plate",
    "measures": "number,from,to,given,family,born,national",
}
PERSONS = ("Els,Maes,1975-03-03,75030300249", "Tom,Claes,1969-02-02,", "Mia,Nys,1981-01-01,")
DAYS = (date(2026, 6, 1), date(2027, 3, 2), date(2036, 1, 1), date(2045, 1, 1))
SESSIONS = ((1,), (1, 4))


@pytest.fixture(scope="module")
def house(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Installation]:
    with retained(tmp_path_factory.mktemp("following")) as made:
        yield made


class Life:
    """What may happen to an installation, one thing after the other."""

    def __init__(self, house: Installation) -> None:
        self.house, self.number = house, 0

    def fact(self, key: int, person: int, open_: bool, known: bool) -> None:
        self.number += 1
        kind, status = "oplichting" if known else "something else", "Lopend" if open_ else ""
        row = f"{key},{self.number},GE.{key % 3},{kind},{status},2025-03-01,{PERSONS[person]}"
        self._receive("facts", row if row.count(",") == 10 else f"{row},")

    def measure(self, key: int, person: int, ends: bool) -> None:
        self.number += 1
        self._receive("measures", f"M{key},2026-01-01,{'2026-03-01' if ends else ''},{PERSONS[person]}")

    def verdict(self, place: int, what: str) -> None:
        if record := self._record(place):
            day = date(2040, 1, 1) if what == "keep" else date(2026, 7, 1)
            decide(self._acts(), record.id, what, day, date(2026, 6, 1))

    def erase(self, place: int) -> None:
        if record := self._record(place):
            made = self._acts()
            made.erase(made.going([record]))

    def archive(self, place: int) -> None:
        record = self._record(place)
        found = [
            one for one in Retention(self.house, DAYS[-1]).falling() if record and one.record == record.id
        ]
        if found and not found[0].marking.archived:
            archive(self._acts(), found[0])

    def hide(self, place: int) -> None:
        if record := self._record(place):
            self._acts().reclassify(record, Marking("judicial", compartment="north"))

    def correct(self, place: int) -> None:
        record = self._record(place)
        mentions = self.house.mentions.of_records([record.id]) if record else []
        for one in mentions:
            if one.type == "Case" and one.first("startDate"):
                subject: dict[str, Any] = {"record": one.record, "type": one.type, "anchor": one.anchor}
                subject |= {"mention": one.id, "property": "startDate", "was": one.first("startDate")}
                made = Decision("correction", subject | {"value": "2010-01-01"}, one.class_, "ana", "a test")
                self.house.ledger.decide(made, self.house.act("alteration", "a test"))

    def understood(self) -> None:
        understand(self.house)

    def resolved(self) -> None:
        understand(self.house)
        resolve_layers(self.house)

    def _receive(self, feed: str, row: str) -> None:
        file = self.house.settings.data.parent / f"{feed}-{self.number}.csv"
        file.write_text(f"{HEADS[feed]}\n{row}\n")
        receive(self.house, [file], parse(FEEDS[feed], feed))

    def _record(self, place: int) -> Record | None:
        every = [e.record for e in self.house.ledger.entries(limit=10_000) if e.record]
        record = every[place % len(every)] if every else None
        return self.house.ledger.current(record.source, record.key) if record else None

    def _acts(self) -> Any:
        return acts(self.house, tuple(self.house.mentions.classes()) or (1,))


KEY, PERSON, PLACE = st.integers(1, 6), st.integers(0, 2), st.integers(0, 30)
STEPS = st.one_of(
    st.tuples(st.just("fact"), KEY, PERSON, st.booleans(), st.booleans()),
    st.tuples(st.just("measure"), st.integers(1, 2), PERSON, st.booleans()),
    st.tuples(st.just("verdict"), PLACE, st.sampled_from(("keep", "archive", "erase"))),
    *(st.tuples(st.just(name), PLACE) for name in ("erase", "archive", "hide", "correct")),
    *(st.tuples(st.just(name)) for name in ("understood", "resolved")),
)


def whole(house: Installation, allowed: tuple[int, ...], on: date) -> tuple[Falling, ...]:
    """As one gets it by reading everything."""
    return tuple(queue(Retention(house, on).to(allowed).falling(), on))


def follow(house: Installation, steps: list[tuple[Any, ...]]) -> None:
    life, kept = Life(house), Waiting(house)
    for number, (name, *given_) in enumerate(steps):
        getattr(life, name)(*given_)
        if name in ("fact", "measure", "erase") and number % 2:
            life.resolved()
        for allowed in SESSIONS:
            on = DAYS[(number + len(allowed)) % len(DAYS)] if number % 3 == 0 else DAYS[-1]
            assert kept.of(allowed, on) == whole(house, allowed, on), (number, name, allowed, on)


@pytest.mark.timeout(300)
def test_it_is_always_what_reading_everything_gives(house: Installation) -> None:
    @settings(
        max_examples=3, deadline=None, derandomize=True, database=None, phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )  # fmt: skip
    @given(st.lists(STEPS, min_size=10, max_size=10))
    def lives(steps: list[tuple[Any, ...]]) -> None:
        follow(house, steps)

    lives()


@pytest.mark.slow
@pytest.mark.timeout(1800)
def test_it_is_so_in_many_lives(house: Installation) -> None:
    @settings(
        max_examples=40, deadline=None, derandomize=True, database=None, phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )  # fmt: skip
    @given(st.lists(STEPS, min_size=12, max_size=12))
    def lives(steps: list[tuple[Any, ...]]) -> None:
        follow(house, steps)

    lives()


def test_what_is_dated_comes_due_by_the_calendar_and_one_more_record_reads_no_other(tmp_path: Path) -> None:
    with retained(tmp_path) as house:
        kept, life = Waiting(house), Life(house)
        first = [kept.of((1,), day) for day in DAYS]
        assert [len(one) for one in first] == sorted(len(one) for one in first) and first[-1] != first[0]
        following = kept._following
        assert isinstance(following, Following) and following.age == 1
        life.fact(8, 2, False, False)
        life.resolved()
        assert kept.of((1,), DAYS[-1]) == whole(house, (1,), DAYS[-1])
        assert following.age == 1 and {key for step in following.steps for key in step.keys} == {
            ("ANG-FACT", "8")
        }
