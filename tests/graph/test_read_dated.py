"""What is dated, what is near, what is common, and two charts side by side."""

from __future__ import annotations

from contextlib import closing

import pytest
from derived import World, load_into

from graph.derive.keys import point_of
from graph.ontology import load
from graph.past import PastStore, Version
from graph.read import Times, at
from graph.read.charts import sides
from graph.read.common import common
from graph.read.near import metres_between, near, point
from graph.read.timeline import timeline
from graph.store import GraphStore
from ledger.errors import BadInput, Missing

GENT, BRUGGE = {"latitude": "51.0500", "longitude": "3.7200"}, {"latitude": "51.2090", "longitude": "3.2240"}


def busy() -> tuple[World, dict[str, str]]:
    """A person with a case, two passages of a car at two cameras, a home for a time, a seizure."""
    world = World()
    things = {
        "jan": {"type": "Person", "name": "Jan", "birthDate": "1980-02-01"},
        "piet": {"type": "Person", "name": "Piet"},
        "car": {"type": "Vehicle", "registrationNumber": "1ABC234"},
        "case": {"type": "Case", "caseNumber": "1", "startDate": "2026-03-01"},
        "one": {"type": "Event", "kind": "passage", "startDate": "2026-05-17T10:30:00+02:00"},
        "two": {"type": "Event", "kind": "passage", "startDate": "2026-05-17T09:00:00Z"},
        "seized": {"type": "Event", "kind": "seizure", "startDate": "2026-06-01"},
        "gent": {"type": "Location", "name": "Camera Gent", **GENT},
        "near": {"type": "Location", "name": "Dicht", "latitude": "51.0510", "longitude": "3.7200"},
        "brugge": {"type": "Location", "name": "Camera Brugge", **BRUGGE},
    }
    lived = {"valid_from": "2020", "valid_to": "2024-06"}
    joins = [
        ("jan", "INVOLVED_IN", "case", {"role": "suspect"}),
        ("piet", "INVOLVED_IN", "case", {"role": "witness"}),
        ("jan", "PARTICIPATES_IN", "seized"),
        ("jan", "DRIVES", "car"),
        ("piet", "DRIVES", "car"),
        ("jan", "LIVES_AT", "near", lived),
        ("car", "PASSED", "one"),
        ("car", "PASSED", "two"),
        ("one", "AT", "gent"),
        ("two", "AT", "brugge"),
        ("seized", "AT", "near"),
    ]
    made = world.record("pv-1", things, joins)
    return world, {name: world.entity(world.id_of(made, name)) for name in things}


def test_links_are_in_order_by_the_clock_whatever_zone_they_are_written_in(store: GraphStore) -> None:
    """Half past midnight in Gent is before eleven in London the evening before, and on its day."""
    world = World()
    zones = {"gent": "2026-05-17T00:30+02:00", "london": "2026-05-16T23:00:00+00:00"}
    things = {name: {"type": "Person", "name": name} for name in zones}
    things["car"] = {"type": "Vehicle", "registrationNumber": "1ABC234"}
    joins = [(name, "DRIVES", "car", {"valid_from": at, "valid_to": at}) for name, at in zones.items()]
    car = world.id_of(world.record("1", things, joins), "car")
    load_into(store, world)
    wanted = [("gent", "2026-05-16T22:30"), ("london", "2026-05-16T23:00:00")]
    for reader in (store, at(store, Times(known_at="2999"))):
        found = timeline(reader, car, [1]).items
        assert [(entry.value, entry.begins) for entry in found] == wanted
        assert [(entry.value, entry.ends) for entry in found] == wanted
        assert timeline(reader, car, [1], until="2026-05-16").total == 2
        assert timeline(reader, car, [1], since="2026-05-17").total == 0


def test_a_timeline_holds_what_is_dated_in_order(store: GraphStore) -> None:
    world, ids = busy()
    load_into(store, world)
    found = timeline(store, ids["jan"], [1])
    assert [(entry.at, entry.name) for entry in found.items] == [
        ("1980-02-01", "birthDate"),
        ("2020", "LIVES_AT"),
        ("2026-03-01", "INVOLVED_IN"),
        ("2026-06-01", "PARTICIPATES_IN"),
    ]
    assert (found.total, found.undated) == (4, 1) and all(entry.records for entry in found.items)
    assert [place.caption for place in found.items[3].places] == ["Dicht"]
    pages = [timeline(store, ids["jan"], [1], first=2, skip=skip).items for skip in (0, 2, 4)]
    assert pages[0] + pages[1] == found.items and pages[2] == ()


def test_a_timeline_is_narrowed_by_time_and_type(store: GraphStore) -> None:
    world, ids = busy()
    load_into(store, world)
    then = timeline(store, ids["jan"], [1], since="2024-07", until="2026-03")
    assert [entry.name for entry in then.items] == ["INVOLVED_IN"] and then.total == 1
    passages = timeline(store, ids["car"], [1], types=["Event"])
    assert [entry.begins for entry in passages.items] == ["2026-05-17T08:30:00", "2026-05-17T09:00:00"]
    assert timeline(store, ids["jan"], [1], links=["DRIVES"]).total == 0
    with pytest.raises(BadInput, match="since"):
        timeline(store, ids["jan"], [1], since="last year")
    with pytest.raises(Missing):
        timeline(store, ids["jan"], [2])


def test_what_is_known_to_have_ended_is_dated_by_its_end(store: GraphStore) -> None:
    """A measure that is in force until a day has a date, though nobody says since when."""
    world = World()
    things = {
        "jan": {"type": "Person", "name": "Jan"},
        "held": {"type": "Event", "kind": "custody", "endDate": "2026-05-17"},
        "case": {"type": "Case", "caseNumber": "1", "endDate": "2026-06"},
        "gent": {"type": "Location", "name": "Gent", **GENT},
    }
    joins = [("jan", "PARTICIPATES_IN", "held"), ("jan", "INVOLVED_IN", "case"), ("held", "AT", "gent")]
    made = world.record("pv-1", things, joins)
    load_into(store, world)
    jan = world.entity(world.id_of(made, "jan"))
    for seen in (store, at(store, Times(known_at="2030"))):
        found = timeline(seen, jan, [1])
        assert [(one.begins, one.ends) for one in found.items] == [("", "2026-05-17"), ("", "2026-06")]
        assert (found.total, found.undated) == (2, 0)
        assert timeline(seen, jan, [1], since="2026-06").total == 1
        assert near(seen, (51.05, 3.72), 10, [1], since="2026-05-17", until="2026-05-18").total == 1


def test_near_a_place_and_time(store: GraphStore) -> None:
    world, ids = busy()
    load_into(store, world)
    centre = point(store, ids["gent"], [1])
    found = near(store, centre, 500, [1])
    assert [place.entity.caption for place in found.places] == ["Camera Gent", "Dicht"]
    assert [round(place.metres) for place in found.places] == [0, 111]
    assert [(item.link.type, item.begins) for item in found.items] == [
        ("LIVES_AT", "2020"),
        ("AT", "2026-05-17T08:30:00"),
        ("AT", "2026-06-01"),
    ]
    day = near(store, centre, 500, [1], since="2026-05-17T08:00Z", until="2026-05-17T08:45Z")
    assert [item.entity.id for item in day.items] == [ids["one"]] and day.exact
    far = near(store, centre, 50_000, [1], since="2026-05-17", until="2026-05-17", first=1)
    assert (far.total, len(far.items), far.met) == (2, 1, 3)
    hidden = near(store, centre, 50_000, [2])
    assert (hidden.total, hidden.places, hidden.met) == (0, (), 0)
    blind = near(store, centre, 50_000, [1], shows=lambda type_, name: name != "longitude")
    assert blind == hidden
    with pytest.raises(BadInput, match="no coordinates"):
        point(store, ids["gent"], [1], lambda type_, name: name != "latitude")


def test_near_the_date_line_and_what_cannot_be_asked(store: GraphStore) -> None:
    world = World()
    east = {"type": "Location", "name": "East", "latitude": "0", "longitude": "179.9999"}
    west = {"type": "Location", "name": "West", "latitude": "0", "longitude": "-180"}
    world.record("x", {"east": east, "west": west})
    load_into(store, world)
    for side in ((0.0, 180.0), (0.0, -179.9999), (0.0, 179.9999)):
        assert near(store, side, 100, [1]).met == 2
    assert metres_between((0.0, 179.9999), (0.0, -180.0)) < 12
    for wrong, metres in (((91.0, 0.0), 10), ((0.0, 181.0), 10), ((0.0, 0.0), 0), ((0.0, 0.0), 60_000)):
        with pytest.raises(BadInput):
            near(store, wrong, metres, [1])


def test_common_neighbours_with_the_links_of_both_sides(store: GraphStore) -> None:
    world, ids = busy()
    load_into(store, world)
    for most in (20_000, 3):
        found = common(store, [ids["jan"], ids["piet"]], [1], most=most)
        assert found.items[0].entity.id == ids["case"] and found.items[0].links[0][0].roles
        assert [[link.type for side in one.links for link in side] for one in found.items] == [
            ["INVOLVED_IN", "INVOLVED_IN"],
            ["DRIVES", "DRIVES"],
        ][: found.total]
        assert found.exact == (most > 3) and found.of[0].caption == "Jan"
    assert found.expanded < found.met
    assert common(store, [ids["jan"], ids["piet"]], [1], types=["Vehicle"]).total == 1
    with pytest.raises(BadInput):
        common(store, [ids["jan"], ids["jan"]], [1])
    with pytest.raises(Missing):
        common(store, [ids["jan"], ids["piet"]], [2])


def test_two_charts_are_split_into_what_is_on_both_and_on_one(store: GraphStore) -> None:
    world, ids = busy()
    load_into(store, world)
    found = sides(store, [ids["jan"], ids["car"]], [ids["piet"], ids["car"], "unknown"], [1])
    assert [[one.id for one in side] for side in (found.both, found.left, found.right)] == [
        [ids["car"]],
        [ids["jan"]],
        [ids["piet"]],
    ]
    assert found.place(ids["jan"], ids["car"]) == "left"
    assert found.place(ids["jan"], ids["piet"]) == "joining"
    assert sides(store, list(ids.values()), [], [2]).ids == []


def test_all_of_these_can_be_asked_of_another_time(store: GraphStore) -> None:
    world, ids = busy()
    load_into(store, world)
    now, then = store, at(store, Times(as_of="2026-04"))
    assert [entry.name for entry in timeline(then, ids["jan"], [1]).items] == ["birthDate", "INVOLVED_IN"]
    assert timeline(then, ids["jan"], [1]).undated == 1
    far = at(store, Times(as_of="2026-07", known_at="2999"))
    assert timeline(far, ids["car"], [1]) == timeline(now, ids["car"], [1])
    centre = point(then, ids["gent"], [1])
    assert near(then, centre, 500, [1]).total == 0 and near(far, centre, 500, [1]).total == 2
    assert common(then, [ids["jan"], ids["piet"]], [1]).total == 2


def test_near_at_another_time_is_near_where_a_place_lay_then(store: GraphStore) -> None:
    world, before = World(), World()
    seen = {"type": "Event", "kind": "passage", "startDate": "2025-12-01"}
    camera = {"type": "Location", "name": "Mobile camera"}
    was, now = (
        made.record("cam", {"cam": camera | where, "seen": seen}, [("seen", "AT", "cam")], text=text)
        for made, where, text in ((before, GENT, "before"), (world, BRUGGE, "now"))
    )
    load_into(store, world)
    with closing(PastStore.open(":memory:")) as past:
        versions = [Version("1", 1, was.id, "2026-01-01"), Version("2", 2, now.id, "2026-02-01")]
        past.apply({("test", "cam"): versions}, [(was, before.of_records([was.id]))], load(), 2)
        for month, where, elsewhere in (("2026-01", GENT, BRUGGE), ("2026-02", BRUGGE, GENT)):
            then, centre, far = at(store, Times(known_at=month), past), point_of(where), point_of(elsewhere)
            found = near(then, centre, 500, [1])
            assert ([place.metres for place in found.places], found.total) == ([0.0], 1)
            assert near(then, far, 500, [1]).met == 0 and near(then, far, 50_000, [1]).met == 1
            assert point(then, world.entity(world.id_of(now, "cam")), [1]) == centre
            assert near(then, centre, 500, [2]).met == 0
        early = at(store, Times(known_at="2025"), past)
        assert near(early, point_of(GENT), 500, [1]).met == near(early, point_of(BRUGGE), 500, [1]).met == 0
