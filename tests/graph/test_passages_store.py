"""Passages: appended once, read by plate, camera, place and time, by class; folded; dropped."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from graph.passages.passage import Passage
from graph.passages.question import Question
from graph.passages.store import Appended, PassageStore
from graph.read.near import metres_between
from ledger.errors import BadInput

DAY = datetime(2026, 5, 2, 12, tzinfo=UTC)


def passage(number: int, plate: str, hours: float = 0, class_: int = 1, **more: object) -> Passage:
    said = {"camera": "E17-GENT-03", "latitude": 51.05, "longitude": 3.72} | more
    return Passage(
        plate, time=DAY + timedelta(hours=hours), record=f"P{number}", feed="anpr_hit", class_=class_, **said
    )  # type: ignore[arg-type]


@pytest.fixture
def store(tmp_path: Path):  # type: ignore[no-untyped-def]
    with PassageStore.open(tmp_path / "passages") as opened:
        yield opened


def plates(
    store: PassageStore, allowed: tuple[int, ...] = (1,), since: str = "", **asked: object
) -> list[str]:
    return [p.plate for p in store.read(Question(**asked), allowed, since).passages]  # type: ignore[arg-type]


def test_the_same_batch_again_changes_nothing(store: PassageStore) -> None:
    batch = [passage(1, "1ABC234"), passage(2, "1ABC235"), passage(1, "1ABC234")]
    assert store.append(batch) == Appended(2, 1)
    assert store.append(batch[:2]) == Appended(0, 2)
    store.compact()
    assert store.append([*batch, passage(3, "1ABC234", 1)]) == Appended(1, 3)
    assert store.months() == {"2026-05": 3}


def test_by_plate_exact_partial_and_misread(store: PassageStore) -> None:
    store.append([passage(1, "1ABC234"), passage(2, "1A8C234", 1), passage(3, "1XYZ999", 2)])
    assert plates(store, plate="1ABC234") == ["1ABC234"]
    assert plates(store, plate="1ABC234", misread=True) == ["1A8C234", "1ABC234"]
    assert plates(store, plate="1A?C2*") == ["1A8C234", "1ABC234"]
    assert plates(store, plate="*999") == ["1XYZ999"]
    assert plates(store, plate="2*") == []


def test_a_plate_is_asked_for_as_somebody_writes_it(store: PassageStore) -> None:
    store.append([passage(1, "1ABC234"), passage(2, "LÖAB123", 1), passage(3, "М123АВ77", 2)])
    for written in ("1-abc-234", " 1 abc 234 ", "1.ABC?34", "1abc*"):
        assert plates(store, plate=written) == ["1ABC234"]
    for written in ("LÖ AB 123", "lö*", "L*", "L?AB123", "LO\u0308-AB 123"):
        assert plates(store, plate=written) == ["LÖAB123"]
    assert plates(store, plate="м123ав 77") == ["М123АВ77"]


def test_by_camera_place_and_time(store: PassageStore) -> None:
    brussels = {"camera": "R0-BRU-01", "latitude": 50.85, "longitude": 4.35}
    store.append([passage(1, "AAA111"), passage(2, "BBB222", 3, **brussels), passage(3, "CCC333", 900)])
    assert plates(store, camera="R0-BRU-01") == ["BBB222"]
    assert plates(store, near=(50.86, 4.36, 2.0)) == ["BBB222"]
    assert plates(store, near=(50.86, 4.36, 0.5)) == []
    assert plates(store, after="2026-05-02T13:00:00Z", before="2026-05-03") == ["BBB222"]
    assert plates(store, after="2026-05-02T15:00:00+02:00", before="2026-05-02T17:30:00+02:00") == ["BBB222"]


@pytest.mark.parametrize(
    "near", [(0.0, 179.9999, 1.0), (0.0, -180.0, 1.0), (89.95, 10.0, 20.0), (0.0, 180.0, 20_038.0)]
)
def test_near_goes_on_beyond_the_date_line_and_the_poles(
    store: PassageStore, near: tuple[float, float, float]
) -> None:
    points = [(0.0, 179.9995), (0.0, -179.9995), (89.95, -170.0), (89.95, 10.0), (0.0, 0.0), (51.05, 3.72)]
    places = {f"P{n}": point for n, point in enumerate(points)}
    store.append([passage(1, p, latitude=at[0], longitude=at[1]) for p, at in places.items()])
    within = {p for p, at in places.items() if metres_between(near[:2], at) <= near[2] * 1000}
    assert set(plates(store, near=near)) == within and len(within) > 1


def test_what_may_not_be_seen_is_as_if_it_had_never_been(store: PassageStore) -> None:
    store.append([passage(1, "AAA111"), passage(2, "AAA111", 1, class_=2), passage(3, "AAA111", 2)])
    found = store.read(Question(plate="AAA111", limit=1), (1,))
    assert (len(found.passages), found.total) == (1, 2)
    assert store.read(Question(plate="AAA111"), ()).total == 0
    assert store.read(Question(plate="AAA111"), (1, 2)).total == 3
    hidden = passage(2, "AAA111", 1, class_=2)
    assert store.get([hidden.id], (1,)) == {}
    assert store.get([hidden.id, "zz"], (2,)) == {hidden.id: hidden}


def test_what_was_collected_before_a_date_may_be_kept_from_a_session(store: PassageStore) -> None:
    store.append([passage(1, "AAA111"), passage(2, "AAA111", 48)])
    assert store.read(Question(plate="AAA111"), (1,), since="2026-05-03").total == 1


def test_small_files_are_folded_and_say_the_same(store: PassageStore) -> None:
    for number in range(40):
        store.append([passage(number, f"1ABC{number:03}", number / 60)])
    assert len(store.manifest.parts()) < 16
    for number in range(40, 90):
        store.append([passage(number, f"1ABC{number:03}", number)])
    assert any(part.hour == "all" for part in store.manifest.parts())
    assert sorted(plates(store, plate="1ABC*")) == [f"1ABC{n:03}" for n in range(90)]
    store.compact()
    assert [part.rows for part in store.manifest.parts()] == [90]
    assert plates(store, plate="1ABC007") == ["1ABC007"]
    assert len([*store.folder.glob("month=*/hour=*/*")]) == 1


def test_a_month_goes_in_one_step_and_stays_gone(store: PassageStore) -> None:
    store.append([passage(1, "AAA111"), passage(2, "AAA111", 800)])
    assert store.drop("2026-05") == 1
    assert not (store.folder / "month=2026-05").exists()
    assert store.months() == {"2026-06": 1}
    with pytest.raises(BadInput, match="2026-05 were dropped"):
        store.append([passage(3, "BBB222")])
    with pytest.raises(BadInput, match="no month"):
        store.drop("../../etc")


def test_wrong_questions_say_what_to_ask(store: PassageStore) -> None:
    for asked in ({}, {"plate": " - "}, {"plate": "1A?", "misread": True}, {"plate": "**"}):
        with pytest.raises(BadInput):
            Question(**asked)  # type: ignore[arg-type]
    with pytest.raises(BadInput, match="no date"):
        store.append([passage(1, "AAA111")])
        plates(store, plate="AAA111", after="yesterday")
    for asked in ({"after": "0001-01-01T00:00:00+14:00"}, {"before": "9999-12-31T23:59:59-12:00"}):
        with pytest.raises(BadInput, match="no date or moment"):
            plates(store, plate="AAA111", **asked)


def test_pages_follow_one_another_and_each_says_how_many_there_are(store: PassageStore) -> None:
    store.append([passage(number, f"1ABC{number:03}", number) for number in range(7)])
    pages = [store.read(Question(plate="1ABC*", limit=3, skip=skip), (1,)) for skip in (0, 3, 6, 9)]
    assert [len(page.passages) for page in pages] == [3, 3, 1, 0]
    assert {page.total for page in pages} == {7}
    assert len({p.id for page in pages for p in page.passages}) == 7
