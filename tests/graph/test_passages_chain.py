"""From a file of passages to the store, and from the store to the ledger and the graph's mentions."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from api.dropped import note
from api.installation import Installation
from api.passages import Stream, add, drop, open_passages
from api.purpose import Purpose
from api.settings import Settings
from api.stages.understand import understand
from graph.passages.question import Question
from ingest.feeds import load
from ledger.errors import BadInput, Missing

ROWS = """passage;camera;lat;lon;tijdstip;plaat;land;richting;rijstrook;zekerheid
P1;E17-GENT-03;51.05;3.72;2026-05-02T12:00:00+02:00;1-ABC-234;B;in;2;0.93
P2;E17-GENT-03;51.05;3.72;02/05/2026 12:00:05;1-XYZ-999;B;uit;1;
P3;E17-GENT-03;51.05;3.72;2026-05-02;1-AAA-111;B;in;1;
P4;E17-GENT-03;51.05;3.72;2026-05-02T12:00:00Z;1-A?A-111;B;in;1;
"""


@pytest.fixture
def house(tmp_path: Path) -> Iterator[Installation]:
    (tmp_path / "rows.csv").write_text(ROWS)
    with Installation(Settings(data=tmp_path / "data", actor="ana")) as opened:
        yield opened


def clock() -> datetime:
    return datetime(2026, 5, 20, 9, 30, tzinfo=UTC)


def added(house: Installation) -> tuple[int, int, int]:
    done = add(house, [house.settings.data.parent / "rows.csv"], load("anpr_hit"))
    return done.new, done.known, done.rejected


def test_a_file_is_taken_in_once_and_what_is_no_passage_is_rejected(house: Installation) -> None:
    assert added(house) == (2, 0, 2)
    assert added(house) == (0, 2, 2)
    reasons = next((house.settings.data / "rejects").glob("anpr_hit*")).read_text()
    assert "no time of day" in reasons and "read in part" in reasons
    with open_passages(house) as store:
        [found] = store.read(Question(plate="1ABC234"), (1,)).passages
    assert (found.lane, found.direction, found.record) == ("2", "in", "P1")
    assert found.time.hour == 10 and found.confidence == pytest.approx(0.93)


def test_what_is_taken_over_is_a_record_like_all_others(house: Installation) -> None:
    added(house)
    with open_passages(house) as store:
        session = Stream(house, store, "ana", Purpose("judicial", "T-1", "a test"), (1,), clock)
        [found] = session.read(Question(plate="1ABC234")).passages
        [receipt] = session.take([found.id])
        [again] = session.take([found.id])
        with pytest.raises(Missing, match="nothing is known under 00"):
            session.take(["00" * 16])
    assert receipt.new and again.record_id == receipt.record_id and not again.new
    understand(house)
    said = {m.type: m for m in house.mentions.of_records([receipt.record_id])}
    assert said["Vehicle"].first("registrationNumber") == "1ABC234"
    assert said["Event"].first("startDate").startswith("2026-05-02T10:00:00")
    looked = [event.act for event in house.ledger.events() if event.act.kind == "consultation"]
    assert looked[-1].case == "T-1" and looked[-1].details["returned"] == [found.id]


def words(house: Installation) -> set[str]:
    """The ids of passages that the log still names."""
    lines = (event.act.details.get("returned", []) for event in house.ledger.events())
    return {id_ for line in lines for id_ in line if not id_.startswith("~")}


def test_the_log_names_no_passage_that_went(house: Installation, tmp_path: Path) -> None:
    added(house)
    with open_passages(house) as store:
        session = Stream(house, store, "ana", Purpose("judicial", "T-1", "a test"), (1,), clock)
        one, two = (session.read(Question(plate=plate)).passages[0].id for plate in ("1ABC234", "1XYZ999"))
        assert words(house) == {one, two}
        session.erase([one])
        assert words(house) == {two}
    drop(house, "2026-05", "the term ran out")
    assert words(house) == set() and house.ledger.verify()
    files = [file for file in (tmp_path / "data").rglob("*") if file.is_file()]
    for id_ in (one, two):
        assert not [
            f.name for f in files if id_.encode() in f.read_bytes() or bytes.fromhex(id_) in f.read_bytes()
        ]


def test_another_domain_sees_none_of_it(house: Installation) -> None:
    added(house)
    with open_passages(house) as store:
        other = Stream(house, store, "ben", Purpose("administrative", "T-1", "a test"), (2,), clock)
        assert other.read(Question(plate="1ABC234")).total == 0
        [hidden] = store.read(Question(plate="1ABC234"), (1,)).passages
        with pytest.raises(Missing):
            other.take([hidden.id])


def test_a_month_that_a_copy_brings_back_is_dropped_again(house: Installation) -> None:
    added(house)
    kept = {p: p.read_bytes() for p in (house.settings.data / "passages").rglob("*") if p.is_file()}
    assert drop(house, "2026-05", "the term is over") == 2
    for path, content in kept.items():
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
    with open_passages(house) as store:
        assert store.months() == {}
        assert not list(store.folder.glob("month=*/*/*.parquet"))
    assert added(house) == (0, 0, 4)
    rejects = "".join(file.read_text() for file in (house.settings.data / "rejects").glob("anpr_hit*"))
    assert "2 passages of 2026-05, which was dropped" in rejects and "1-ABC-234" not in rejects


def test_what_comes_too_late_keeps_nothing_else_out(house: Installation) -> None:
    added(house)
    drop(house, "2026-05", "the term is over")
    late = ROWS + "P5;E17-GENT-03;51.05;3.72;2026-06-01T02:00:00+02:00;1-ABC-234;B;in;1;\n"
    (house.settings.data.parent / "rows.csv").write_text(late)
    safe: list[str] = []
    done = add(
        house,
        [house.settings.data.parent / "rows.csv"],
        load("anpr_hit"),
        acknowledge=lambda some: safe.extend(p.record for p in some),
    )
    assert (done.new, done.rejected, safe) == (1, 4, ["P5"])


def test_what_is_no_month_is_not_dropped_and_harms_nothing(house: Installation) -> None:
    added(house)
    for month in ("2026-13", "2026-5", "may", ""):
        with pytest.raises(BadInput, match="no month"):
            drop(house, month, "a slip of the pen")
    note(house.settings.keys_folder, "2026-13", "2026-05-02T12:00:00+00:00")
    with open_passages(house) as store:
        assert store.months() == {"2026-05": 2}


def test_one_passage_is_erased_and_its_record_is_named_first(house: Installation) -> None:
    added(house)
    with open_passages(house) as store:
        session = Stream(house, store, "ana", Purpose("judicial", "T-1", "taken by mistake"), (1,), clock)
        [found] = session.read(Question(plate="1ABC234")).passages
        [receipt] = session.take([found.id])
        [named] = session.named([found.id])
        assert [record.id for record in session.taken([named])] == [receipt.record_id]
        assert session.erase([found.id]) == 1
        with pytest.raises(Missing):
            session.erase([found.id])
    assert added(house) == (0, 1, 3)
    acts = [event.act for event in house.ledger.events() if event.act.kind == "erasure"]
    assert acts[-1].details["passages"] == 1 and acts[-1].reason == "taken by mistake"
