"""What a newer version of a record takes the place of is told, and flagged, as what it was before."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from merge_house import BASE, PURPOSE, MergeHouse, installed

from ledger.entry import Decision

ALL = ("chart", "export", "alert")


@pytest.fixture(scope="module", params=["embedded", "neo4j"])
def house(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[MergeHouse]:
    with installed(tmp_path_factory.mktemp(request.param), request.param) as made:
        yield made


def flagged(house: MergeHouse, *objects: str) -> list[str]:
    """What the flags of these say, without when and why; the earliest change first."""
    flags = house.merges.flags(ALL, 200, "en", BASE).items
    return [flag.text.split(" on 2")[0] for flag in reversed(flags) if flag.object in objects]


def told(house: MergeHouse, mention: str) -> list[str]:
    """What became of an entity, oldest first."""
    return ["+".join(change.what) for change in house.merges.changes(mention, 50, "en", BASE).items]


def retract(house: MergeHouse, judgement: str) -> None:
    house.edge.identities().retract(judgement, "not he", "en", BASE, "bea", PURPOSE)
    house.bring()


def test_what_was_saved_before_a_newer_version_is_flagged_by_each_change_after_it(house: MergeHouse) -> None:
    a, b = house.add("101,Jan,Peeters,1980-05-12,1AAA111", "102,Els,Maes,1990-01-01,")
    chart, subject = house.save("before", a), {"ids": [a], "format": "csv", "recipient": "court"}
    export = Decision("export", subject | {"records": []}, 1, "ana", "a test")
    export = house.house.ledger.veiled(export)
    house.house.ledger.decide(export, house.house.act("disclosure", "a test"))
    [newer] = house.add("101,Jan,Peeters,1980-05-12,1AAA112")
    assert newer != a and flagged(house, chart.id, export.id) == []
    judgement = house.judge(newer, b)
    joined, split = "1 of its persons became one with another", "1 of its persons was split"
    assert flagged(house, chart.id) == flagged(house, export.id) == [joined]
    house.add("101,Jan,Peeters,1980-05-12,1AAA113")
    assert flagged(house, chart.id) == [joined]
    retract(house, judgement)
    assert flagged(house, chart.id) == flagged(house, export.id) == [joined, split]


def test_a_newer_version_that_makes_two_one_is_flagged_on_both_sides(house: MergeHouse) -> None:
    a, b = house.add("111,Bob,Smets,1961-01-01,", "112,Ann,Leys,1962-02-02,")
    charts = [house.save(name, *held).id for name, held in (("a", [a]), ("b", [b]), ("both", [a, b]))]
    [newer] = house.add("111,Ann,Leys,1962-02-02,")
    assert house.one(newer, b)
    said = [flagged(house, chart) for chart in charts]
    assert [len(texts) for texts in said] == [1, 1, 1] and all(
        "persons became one" in text for [text] in said
    )


def test_the_story_goes_on_through_newer_versions(house: MergeHouse) -> None:
    a, b = house.add("121,Tom,Claes,1971-01-01,1BBB111", "122,Ida,Jacobs,1960-07-08,")
    judgement = house.judge(a, b)
    [newer] = house.add("121,Tom,Claes,1971-01-01,1BBB112")
    retract(house, judgement)
    assert told(house, newer) == told(house, b) == ["joined", "gone+grew", "split"]
    [newest] = house.add("121,Tom,Claes,1971-01-01,1BBB113")
    first, *_, last = house.edge.identities().how(newest, "en", 0.9, BASE).changes
    assert first.causes[0].actor == "ana" and last.causes[0].kind == "version"
    house.judge(newest, b)
    assert told(house, newest)[-1] == "joined"
