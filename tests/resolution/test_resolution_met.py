"""Two places at once, dead before born, met after death: they forbid, whatever the score."""

from __future__ import annotations

from dataclasses import replace

import pytest
from layered import INFORMANT, Layered
from people import Decision, holding, judged, person, stores, thing, together

from graph.ontology.mention import Mention
from graph.ontology.statement import Kind, Statement, Status
from resolution.comparison.met import minutes
from resolution.layers.batch import resolve
from resolution.places.coordinates import kilometres, place
from resolution.spoken.speech import LANGUAGES, speech
from resolution.weights.model import default_model
from resolution.why.why import why

MODEL = default_model()
JAN = {"firstName": "Jan", "lastName": "Peeters", "birthDate": "1980-05-12", "birthPlace": "Gent"}
DAY = "2024-03-05"


def seen(
    record: str,
    time: str,
    city: str = "",
    kind: str = "control",
    status: Status = Status.ASSERTED,
    role: str = "other",
    **values: str,
) -> list[Mention]:
    """A person who takes part in an event, the event, and its place."""
    where = thing(record, "Location", "place", city=city)
    event = holding(thing(record, "Event", "event", kind=kind, startDate=time), "AT", where)
    who = person(record, **(JAN | values))
    part = Statement("PARTICIPATES_IN", target=event.id, role=role, status=status, kind=Kind.FACT)
    return [replace(who, statements=(*who.statements, part)), event, where]


def conflict(one: list[Mention], other: list[Mention], decisions: tuple[Decision, ...] = ()) -> str:
    """Why both are not one; "" where they are."""
    with stores([*one, *other]) as (store, clusters):
        resolve(store, clusters, MODEL, 1, decisions)
        found = why(store, MODEL, 1, one[0].id, other[0].id).conflict
        assert together(clusters, one[0], other[0]) != bool(found) or decisions
        return found


def test_nobody_is_in_two_places_at_once() -> None:
    found = conflict(seen("a", f"{DAY}T14:02+01:00", "Gent"), seen("b", f"{DAY}T14:20+01:00", "Luik"))
    assert found == f"in two places at once: Gent {DAY} 14:02, Luik 14:20, 138 km"
    words = {lang: speech(lang).conflict(found) for lang in LANGUAGES}
    assert words["nl"] == f"op twee plaatsen tegelijk: Gent {DAY} 14:02, Luik 14:20, 138 km"
    assert len(set(words.values())) == 4


@pytest.mark.parametrize(
    "other",
    [
        seen("b", f"{DAY}T15:20+01:00", "Luik"),
        seen("b", f"{DAY}T14:20+01:00", "Gent"),
        seen("b", f"{DAY}T14:20+01:00", "Deinze"),
        seen("b", f"{DAY}T14:20+01:00", "Nergens"),
        seen("b", DAY, "Luik"),
        seen("b", "2024-03", "Luik"),
        seen("b", f"{DAY}T14:20+01:00", "Luik", kind="passage", role="driver"),
        seen("b", f"{DAY}T14:20+01:00", "Luik", kind="declaration"),
        seen("b", f"{DAY}T14:20+01:00", "Luik", kind="incident"),
        seen("b", f"{DAY}T14:20+01:00", "Luik", status=Status.DENIED),
        seen("b", f"{DAY}T14:20+01:00", "Luik", status=Status.ALLEGED),
        seen("b", f"{DAY}T14:20:30Z", "Luik"),
        seen("b", "soon", "Luik"),
    ],
)
def test_what_leaves_it_open_does_not_part(other: list[Mention]) -> None:
    assert not conflict(seen("a", f"{DAY}T14:02+01:00", "Gent"), other)


def test_a_flight_is_faster_than_a_car() -> None:
    gent = seen("a", f"{DAY}T12:00+01:00", "Gent")
    assert conflict(gent, seen("b", f"{DAY}T14:00+01:00", "Madrid"))
    assert not conflict(gent, seen("b", f"{DAY}T14:00+01:00", "Madrid", kind="booking"))
    assert conflict(gent, seen("b", f"{DAY}T13:00+01:00", "Madrid", kind="booking"))


def test_a_person_may_be_present_without_an_event() -> None:
    where = thing("b", "Location", "place", name="Station", latitude="50.6326", longitude="5.5797")
    there = Statement("PRESENT_AT", target=where.id, valid_from=f"{DAY}T14:10+01:00")
    who = person("b", **JAN)
    found = conflict(
        seen("a", f"{DAY}T14:02+01:00", "Gent"), [replace(who, statements=(*who.statements, there)), where]
    )
    assert found.startswith("in two places at once: Gent") and "Station 14:10" in found


def test_the_rest_of_a_group_stays_together_and_a_judgement_joins() -> None:
    gent, luik = seen("a", f"{DAY}T14:02+01:00", "Gent"), seen("b", f"{DAY}T14:20+01:00", "Luik")
    assert conflict(gent, luik, (judged("positive", gent[0], luik[0]),))
    more = [seen(f"r{hour}", f"2024-04-01T{hour}:00+01:00", "Gent") for hour in range(10, 20)]
    with stores([m for record in (gent, luik, *more) for m in record]) as (store, clusters):
        resolve(store, clusters, MODEL, 1)
        held = clusters.cluster_of(1, [gent[0].id, luik[0].id, more[0][0].id])
        assert [len(held[m[0].id]) for m in (gent, luik, more[0])] == [1, 1, 10]
        resolve(store, clusters, MODEL, 1, [judged("positive", gent[0], luik[0])])
        assert together(clusters, gent[0], luik[0])


def test_who_shares_a_number_cannot_be_in_two_places_either() -> None:
    number = {"nationalNumber": "80051200193"}
    one = seen("a", f"{DAY}T14:02+01:00", "Gent", **number)
    assert conflict(one, seen("b", f"{DAY}T14:20+01:00", "Luik", **number))


@pytest.mark.parametrize(
    ("died", "time", "parted"),
    [
        ("2020-03-01", "2021-05-06T10:00+02:00", True),
        ("2020-03-01", "2020-03-02T10:00+01:00", False),
        ("2020-03-01", "2020-03-03T10:00+01:00", True),
        ("2020-03", "2020-04-01", False),
        ("2020-03", "2020-04-03", True),
        ("2020", "2020-12-31", False),
        ("2020-03-01", "2019-03-01", False),
        ("unknown", "2021-05-06", False),
    ],
)
@pytest.mark.parametrize("kind", ["interview", "declaration", "booking"])
def test_nobody_is_met_after_his_death(died: str, time: str, parted: bool, kind: str) -> None:
    found = conflict([person("a", deathDate=died, **JAN)], seen("b", time, kind=kind))
    assert found.startswith("met after the other had died: 2020-03") == parted


def test_what_is_alleged_or_denied_kills_nobody() -> None:
    for status in (Status.ALLEGED, Status.DENIED):
        dead = person("a", **JAN)
        said = Statement("deathDate", "2020-03-01", status=status)
        dead = replace(dead, statements=(*dead.statements, said))
        assert not conflict([dead], seen("b", "2021-05-06", kind="interview"))


def test_driving_is_living() -> None:
    car = thing("b", "Vehicle", registrationNumber="1ABC234")
    who, drives = person("b", **JAN), Statement("DRIVES", target=car.id, valid_from="2021-05-06T10:00+02:00")
    dead = person("a", deathDate="2020-03-01", **JAN)
    assert conflict([dead], [replace(who, statements=(*who.statements, drives)), car])
    assert conflict([dead], seen("c", "2021-05-06", kind="passage", role="driver"))
    assert not conflict([dead], seen("c", "2021-05-06", kind="passage", role="owner"))
    assert not conflict([dead], seen("c", "2021-05-06", kind="signalment"))


def test_nobody_dies_before_he_is_born() -> None:
    old = {"firstName": "Jan", "lastName": "Peeters", "birthPlace": "Gent"}
    phone = thing("a", "Object", kind="phone", number="0470112233")
    same = thing("b", "Object", kind="phone", number="0470112233")
    dead = holding(person("a", deathDate="1950-01-01", **old), "USES", phone)
    living = holding(person("b", birthDate="1980", **old), "USES", same)
    assert conflict([dead, phone], [living, same]) == "dead before the other was born: 1950-01-01, 1980-01-01"
    child = holding(person("b", birthDate="1950-01-01", **old), "USES", same)
    assert not conflict([dead, phone], [child, same])


def test_a_layer_tells_two_places_against_its_base() -> None:
    base = [seen("a", "2024-01-01", "Gent"), seen("b", "2024-01-02", "Gent")]
    hidden = seen("c", f"{DAY}T14:02+01:00", "Gent"), seen("d", f"{DAY}T14:20+01:00", "Luik")
    world = Layered([m for r in base for m in r] + [replace(m, class_=INFORMANT) for r in hidden for m in r])
    held = world.held()
    assert held[1] == world.without(INFORMANT).held()[1]
    one, other = ({m.id for m in record} for record in hidden)
    assert not any(one & set(c) and other & set(c) for c in held[INFORMANT].clusters)


def test_times_are_as_long_as_they_are_written() -> None:
    day = 24 * 60
    for value, length in (("2024", 366 * day), ("2024-02", 29 * day), ("2024-02-00", 29 * day), (DAY, day)):
        since, until = minutes(value) or (0, 0)
        assert until - since == length
    assert minutes(f"{DAY}T14:02") == minutes(f"{DAY}T14:02+01:00") == minutes(f"{DAY}T13:02:40Z")
    assert minutes("") is minutes("2024-13-01") is minutes("2024-02-30") is minutes("99999") is None


def test_places_lie_where_they_lie() -> None:
    gent, liege = (
        place(thing("a", "Location", city="9000 GENT")),
        place(thing("a", "Location", city="Lüttich")),
    )
    assert gent and liege and 135 < kilometres(*gent[1:3], *liege[1:3]) < 150
    assert place(thing("a", "Location", city="Nergens")) is None
    assert place(thing("a", "Location", latitude="0", longitude="0")) is None
    assert place(thing("a", "Location", latitude="north", longitude="5")) is None
    assert place(thing("a", "Location", latitude="51.05", longitude="95.2")) == (
        "51.050, 95.200",
        51.05,
        95.2,
        1,
    )
