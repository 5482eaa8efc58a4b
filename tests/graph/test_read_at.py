from __future__ import annotations

from typing import Any

import pytest
from derived import World, load_into
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from past_world import CLASS, PastWorld, Said, received

from graph.ontology import Mention, Statement, Status, load
from graph.past import PastStore, Version
from graph.read import NOW, Times, at, card, counts, neighbours, paths, resolve_ids, search, suggestions
from graph.read.earlier import Earlier
from graph.read.link import Link
from graph.read.reader import Reader
from graph.read.totals import totals
from graph.store import GraphStore
from ledger.errors import BadInput, Missing
from ledger.record import Record

SEEN = [1]
NUMBERS = [f"{kind}{n}" for kind in "PC" for n in range(3)]


def known(day: int) -> Times:
    """What was known at the end of a day, by its number."""
    return Times(known_at=received(day)[:10])


def ends(store: Reader, id_: str) -> set[tuple[str, str]]:
    """Link types and captions of the neighbours."""
    return {(n.link.type, n.entity.caption) for n in neighbours(store, id_, SEEN, first=500).items}


def test_a_link_that_a_later_version_took_away_was_known_before(store: GraphStore) -> None:
    world = PastWorld([Said("a", 0, 0), Said("b", 1, 1), Said("c", 2, 0), Said("a", 0, 1)])
    world.load_into(store)
    past, jan, car, other = world.past(), *(world.entities[n] for n in ("P0", "C0", "C1"))
    assert ends(store, jan) == {("DRIVES", "C1")} and ends(store, car) == {("DRIVES", "Jan P2")}
    then = at(store, known(2), past)
    assert ends(then, jan) == {("DRIVES", "C0")}
    assert ends(then, car) == {("DRIVES", "Jan P0"), ("DRIVES", "Jan P2")}
    assert ends(then, other) == {("DRIVES", "Jan P1")}
    assert ends(at(store, known(0), past), car) == {("DRIVES", "Jan P0")}
    found = paths(then, jan, world.entities["P2"], SEEN, max_length=2)
    assert [[entity.caption for entity in path.entities] for path in found.items] == [
        ["Jan P0", "C0", "Jan P2"]
    ]
    assert paths(store, jan, world.entities["P2"], SEEN, max_length=2).total == 0


def test_what_was_not_known_then_is_missing_in_the_words_of_what_is_hidden(store: GraphStore) -> None:
    world = PastWorld([Said("a", 0, 0), Said("b", 1, 1)])
    world.load_into(store)
    then = at(store, known(0), world.past())
    for asked in (card, counts, neighbours):
        with pytest.raises(Missing, match=f"nothing is known under {world.entities['P1']}"):
            asked(then, world.entities["P1"], SEEN)
    assert search(then, "P1", SEEN).total == 0 and search(then, "P0", SEEN).total == 1


def test_a_value_of_then_stands_on_the_card_of_then(store: GraphStore) -> None:
    world = PastWorld([Said("a", 0, 0, name="Piet"), Said("a", 0, 0, name="Jan")])
    world.load_into(store)
    then = at(store, known(0), world.past())
    old, new = (card(one, world.entities["P0"], SEEN) for one in (then, store))
    assert (old.caption, new.caption) == ("Piet P0", "Jan P0")
    assert old.values["name"] == "Piet P0" and old.mentions[0].record.id != new.mentions[0].record.id
    assert search(then, "Piet P0", SEEN).total + search(then, "P0", SEEN).total >= 1


def test_a_link_counts_while_it_was_valid_and_undated_ones_always(store: GraphStore) -> None:
    said = [
        Said("a", 0, 0, valid=("2010", "2012")),
        Said("b", 0, 0, valid=("2018-03", ""), source="ANG", status=Status.ALLEGED),
        Said("c", 0, 1),
    ]
    world = PastWorld(said)
    world.load_into(store)
    jan = world.entities["P0"]

    def link(as_of: str) -> Link | None:
        page = neighbours(at(store, Times(as_of=as_of)), jan, SEEN)
        return next((item.link for item in page.items if item.entity.caption == "C0"), None)

    early, late = link("2011-06-01"), link("2020")
    assert early and (early.status, early.sources, len(early.records)) == ("asserted", 1, 1)
    assert late and (late.status, late.valid_from, late.valid_to) == ("alleged", "2018-03", "")
    assert link("2015") is None
    undated = neighbours(at(store, Times(as_of="2015")), jan, SEEN).items
    assert [(n.entity.caption, n.link.undated) for n in undated] == [("C1", True)]
    assert [c.total for c in counts(at(store, Times(as_of="2015")), jan, SEEN)] == [1]


def test_a_case_counts_from_when_it_began_and_a_measure_while_it_is_in_force(store: GraphStore) -> None:
    world = World()
    things = {
        "p": {"type": "Person", "name": "Jan"},
        "case": {"type": "Case", "caseNumber": "1", "startDate": "2020-05-01", "endDate": "2021"},
        "seen": {"type": "Event", "kind": "passage", "startDate": "2019-02-03T10:00:00Z"},
        "wanted": {"type": "Event", "kind": "signalment", "startDate": "2019", "endDate": "2020-03-01"},
    }
    joins = [("p", "INVOLVED_IN", "case"), ("p", "PARTICIPATES_IN", "seen"), ("wanted", "CONCERNS", "p")]
    jan = world.id_of(world.record("1", things, joins), "p")
    load_into(store, world)
    for as_of, wanted in (
        ("2018", ""),
        ("2019-03", "seen wanted"),
        ("2020-06", "case seen"),
        ("2025", "case seen"),
    ):
        page = neighbours(at(store, Times(as_of=as_of)), jan, SEEN).items
        there = {world.entity(world.id_of(next(iter(world.records.values())), n)): n for n in things}
        assert sorted(there[item.entity.id] for item in page) == wanted.split()


def test_what_rests_on_later_records_is_not_suggested_then(store: GraphStore) -> None:
    """By its own records, never by when a run wrote it: that may be because of what the asker may not see."""
    world = PastWorld([Said("a", 0, 0), Said("b", 1, 0), Said("c", 2, 0)])
    world.load_into(store)
    ends = {"a": world.entities["P0"], "b": world.entities["P1"]}
    records = sorted(id_ for id_, record in world.records.items() if record.key in ("a", "b"))
    [late] = world.records.keys() - records
    values = {"id": "s1", "class": 1, "type": "associate", "score": 1.0, "evidence": "[]", "against": "[]"}
    values |= {"would_change": "", "records": records, "model": "m", "run": "1"}
    row = {"id": "s1", "class": 1, **ends, "values": values}
    totals_ = {}
    for run, against in enumerate(("[]", f'[{{"records": ["{late}"]}}]')):
        with store.projector("suggestions", run + 1) as projector:
            projector.apply([("suggestion", [row | {"values": values | {"against": against}}])], run + 1)
        totals_[run] = [suggestions(at(store, known(day)), ends["a"], SEEN).total for day in range(3)]
    assert totals_ == {0: [0, 1, 1], 1: [0, 0, 1]}
    assert suggestions(store, ends["a"], SEEN).total == 1


def test_what_older_versions_said_is_shown_to_who_may_see_it_alone() -> None:
    world = PastWorld([Said("a", 0, 0), Said("a", 1, 1)])
    past, old = world.past(), next(iter(world.accepted.values()))[0].record
    assert len(past.told([old], SEEN)) == 2 and past.told([old], [2]) == []
    assert past.bearing(["Vehicle registrationNumber C0"], SEEN) == [old]
    assert past.bearing(["Vehicle registrationNumber C0"], [2]) == []


def test_now_is_the_store_itself_and_what_cannot_be_asked_is_refused(store: GraphStore) -> None:
    assert at(store, NOW) is store
    with pytest.raises(BadInput, match="cannot be asked of another time"):
        totals(at(store, Times(as_of="2020")), SEEN)


def answers(store: Reader, entities: dict[str, str]) -> dict[str, Any]:
    """What all reads say of these entities, by number, without ids of entities."""
    found: dict[str, Any] = {}
    for number, id_ in sorted(entities.items()):
        if id_ not in resolve_ids(store, [id_], SEEN):
            continue
        seen = card(store, id_, SEEN)
        page = neighbours(store, id_, SEEN, first=500)
        near = sorted((n.entity.caption, told(n.link)) for n in page.items)
        total = sorted((c.link, c.type, c.outgoing, c.total) for c in counts(store, id_, SEEN))
        found[number] = (
            seen.caption,
            seen.sources,
            seen.values,
            seen.every,
            seen.why,
            seen.total,
            near,
            total,
        )
    for a, b in (("P0", "P1"), ("P0", "C2"), ("P1", "P2")):
        if a in found and b in found:
            some = paths(store, entities[a], entities[b], SEEN, max_length=4).items
            found[a + b] = sorted([e.caption for e in path.entities] for path in some)
    found["search"] = sorted(
        (hit.entity.caption, hit.entity.sources) for hit in search(store, "P0", SEEN).hits
    )
    return found


def told(link: Link) -> tuple[Any, ...]:
    return tuple(value for name, value in sorted(vars(link).items()) if name not in ("source", "target"))


one = st.builds(
    Said,
    key=st.sampled_from("abc"),
    person=st.integers(0, 2),
    car=st.integers(0, 2),
    relation=st.sampled_from(["DRIVES", "OWNS"]),
    status=st.sampled_from(list(Status)[:3]),
    source=st.sampled_from(["ISLP", "ANG"]),
)


@pytest.mark.parametrize("server", ["embedded", "neo4j"])
@given(said=st.lists(one, min_size=2, max_size=7), day=st.integers(0, 6))
@example([Said("a", 0, 0), Said("b", 1, 0), Said("a", 0, 1), Said("a", 0, 0), Said("c", 0, 0)], 2)
@example([Said("a", 0, 0), Said("b", 1, 0), Said("a", 2, 1), Said("c", 0, 2), Said("a", 1, 2)], 1)
@settings(max_examples=10, deadline=None, derandomize=True, suppress_health_check=list(HealthCheck))
def test_known_at_equals_a_graph_of_what_had_been_received(
    request: pytest.FixtureRequest, server: str, said: list[Said], day: int
) -> None:
    store: GraphStore = request.getfixturevalue(f"{server}_store")
    whole, cut = PastWorld(said), PastWorld(said, day + 1)
    cut.load_into(store)
    both = whole.entities.keys() & cut.entities.keys()
    wanted = answers(store, {number: cut.entities[number] for number in both})
    whole.load_into(store)
    entities = {number: whole.entities[number] for number in whole.entities}
    found = answers(at(store, known(day), whole.past()), entities)
    if "P0" not in both:
        found["search"] = wanted["search"] = []
    assert found == wanted
    late = answers(at(store, known(27), whole.past()), entities)
    assert late == answers(store, entities)


def test_each_of_very_many_things_of_an_old_version_is_found_under_who_bears_its_number_today(
    store: GraphStore,
) -> None:
    many = 1_100
    list_ = Record("ISLP", "t", "list", "", {"key": "list"}, CLASS)
    cars = [Statement("registrationNumber", f"C{number}") for number in range(many)]
    old = [Mention(list_.id, "Vehicle", f"car[{n}]", CLASS, (car,), by="t") for n, car in enumerate(cars)]
    past = PastStore.open(":memory:")
    versions = [Version("", 1, list_.id, "2020-01-01"), Version("", 2, "empty", "2020-02-01")]
    past.apply({("ISLP", "list"): versions}, [(list_, old)], load(), 1)
    now = [{"id": f"{number:032x}", "number": f"C{number}"} for number in range(0, many, 3)]
    rows = [
        {"id": of["id"], "values": {"id": of["id"], "class": CLASS, "type": "Vehicle", "mentions": 1,
         "registrationNumber": of["number"], "search": of["number"].lower()}}
        for of in now
    ]  # fmt: skip
    with store.projector("graph", 1) as projector:
        projector.apply([("entity_vehicle", rows)], 1)
    places = Earlier(store, Times(known_at="2020-01"), past, [CLASS]).places([list_.id])
    assert [places[one.id] for one in old[::3]] == [of["id"] for of in now]
