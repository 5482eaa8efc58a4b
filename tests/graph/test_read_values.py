from __future__ import annotations

from typing import Any

from derived import CLASS, World, load_into

from graph.ontology import Mention, Statement, Status
from graph.read import card, neighbours
from graph.store import GraphStore
from ledger.record import Record

TEXT = (
    "Op 3 mei 2026 om 14.20 uur zien wij een bestelwagen met kentekenplaat 1ABC234 stoppen voor de loods"
    " aan de Kaai 12; de bestuurder is ons ambtshalve gekend en rijdt daarna weg in de richting van de ring."
)


def drove(world: World, key: str, source: str, text: str = "", born: str = "", **of: Any) -> Record:
    """A report that a person drove a car; its content holds the text."""
    person = {"type": "Person", "name": "Jan Peeters"} | ({"birthDate": born} if born else {})
    things = {"p": person, "v": {"type": "Vehicle", "registrationNumber": "1ABC234"}}
    return world.record(key, things, [("p", "DRIVES", "v")], source=source, text=text, **of)


def one(world: World, anchor: str) -> str:
    """Make all mentions of an anchor one entity; its id."""
    ids = [m.id for m in world.mentions.values() if m.anchor == anchor]
    world.merge(*ids)
    return world.entity(ids[0])


def test_reports_of_one_text_are_one_source_of_a_link_and_of_a_value(store: GraphStore) -> None:
    world = World()
    for source in ("ISLP", "ANG", "RIR"):
        drove(world, source, source, TEXT)
    jan, _ = one(world, "p"), one(world, "v")
    load_into(store, world)
    (item,) = neighbours(store, jan, [1]).items
    assert (len(item.link.records), item.link.origins, item.link.sources) == (3, 1, 1)
    assert item.link.same == ("text",)
    (name,) = card(store, jan, [1]).every["name"]
    assert (len(name.records), name.origins, name.sources, name.same) == (3, 1, 1, ("text",))


def test_contradicting_births_stand_side_by_side_and_are_disputed(store: GraphStore) -> None:
    world = World()
    drove(world, "1", "ISLP", born="1985-03-14", grade=("B", "2"), recorded="2026-01-02")
    drove(world, "2", "ANG", born="1985-03-14", recorded="2026-02-02")
    drove(world, "3", "RIR", born="1985-04-13", grade=("A", "1"))
    drove(world, "4", "DIV", born="1985")
    jan, _ = one(world, "p"), one(world, "v")
    load_into(store, world)
    found = card(store, jan, [1])
    first, second, third = found.every["birthDate"]
    assert (first.value, first.sources, first.grade, first.recorded) == ("1985-03-14", 2, "B2", "2026-02-02")
    assert (second.value, second.grade, third.value) == ("1985-04-13", "A1", "1985")
    assert [value.disputed for value in (first, second, third)] == [True, True, False]
    assert (found.why["birthDate"], found.why["name"]) == ("sources", "only")
    assert {s.undated for m in found.mentions for s in m.statements if s.property == "birthDate"} == {False}


def test_a_value_that_somebody_denies_is_disputed_and_times_reach_over_all(store: GraphStore) -> None:
    world = World()
    made = drove(world, "1", "ISLP")
    (person,) = (m for m in world.of_records([made.id]) if m.anchor == "p")
    said = (
        Statement("nickname", "Den Dikke", valid_from="2010", valid_to="2012"),
        Statement("nickname", "Den Dikke", valid_from="2019", status=Status.ALLEGED),
        Statement("nickname", "Den Dikke", status=Status.DENIED),
        Statement("nickname", "Rosse", status=Status.ALLEGED),
    )
    world.mentions[person.id] = Mention(made.id, "Person", "p", CLASS, (*person.statements, *said), by="test")
    load_into(store, world)
    found = card(store, person.id, [1])
    dik, ros = found.every["nickname"]
    assert (dik.value, dik.valid_from, dik.valid_to, dik.disputed) == ("Den Dikke", "2010", "", True)
    assert (dik.status, ros.status, ros.disputed, found.why["nickname"]) == (
        "asserted",
        "alleged",
        False,
        "asserted",
    )
