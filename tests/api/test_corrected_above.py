"""A correction by who saw more than the base: they see the right value everywhere, and the base no trace."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from layered_house import BASE, accept, bring, layered, person_of, tell

from api.acts import Acts
from api.graphql.document import Mark
from api.installation import Installation
from api.purpose import Purpose
from api.reads.charts import save, shown
from api.reads.exports import Asked, HouseExports
from api.reads.hits import hits_of
from api.reads.house import HouseReads
from api.reads.places import Memory
from api.reads.telling import side
from api.reads.visible import Visible
from api.stages.project import project
from graph.content_hash import content_hash
from graph.exchange import format_of
from graph.read import Times, at, card, search
from graph.read.charts import sides
from graph.read.timeline import timeline
from ledger.entry import Decision, Reclassification
from ledger.errors import Missing
from ledger.record import Marking
from resolution.spoken import speech

NORTH, SOUTH, BOTH = [1, 11], [1, 12], [1, 11, 12, 13]
PURPOSE = Purpose("judicial", "GE.1", "a test", "owner")
JAN = "1,Jan,Peeters,1980-05-12,"
WRONG, RIGHT = "1980-05-12", "1981-02-03"


@pytest.fixture(params=["embedded", "neo4j"])
def house(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Installation]:
    with layered(tmp_path, request.param) as made:
        yield made


def correct(house: Installation, record: str, class_: int, **changed: str) -> list[str]:
    """Corrections of a class, each a property and its right value; their ids."""
    received, made = house.ledger.record(record), []
    assert received is not None
    columns = {"firstName": "first", "birthDate": "born", "lastName": "last"}
    for name, value in changed.items():
        subject: dict[str, Any] = {"record": record, "type": "Person", "anchor": "person", "property": name}
        subject |= {"mention": person_of(house, record), "value": value}
        subject |= {"was": received.content[columns[name]]}
        one = Decision("correction", subject, class_, "ana", "seen in the file")
        house.ledger.decide(one, house.act("alteration", "a test"))
        made.append(one.id)
    bring(house)
    return made


def dates(house: Installation, record: str, allowed: list[int], times: Times | None = None) -> list[str]:
    """The values of the date of birth that count, the best first; a "-" before those that do not."""
    shown = card(at(house.store, times or Times(), house.past), person_of(house, record), allowed)
    said = {s.value for m in shown.mentions for s in m.statements if s.property == "birthDate"}
    counting = [one.value for one in shown.every.get("birthDate", ())]
    return counting + sorted(f"-{value}" for value in said.difference(counting))


def exported(house: Installation, id_: str, allowed: list[int]) -> tuple[str, int]:
    """The text of an export, and the class of its decision."""
    stores = (house.store, house.ledger, house.mentions, house.clusters)
    place = Memory()
    made = HouseExports(*stores, house.classes, house.ontology)
    sent = made.export(Asked(format_of("json"), "FGP Gent", [id_]), place, "ana", PURPOSE, tuple(allowed))
    [kept] = [one for one in house.ledger.decisions(["export"]) if one.id == sent.decision]
    return "".join(content.decode() for content in place.files.values()), kept.class_


def everything(house: Installation, record: str) -> list[Any]:
    """What the base is told of it, read after read."""
    id_, store = person_of(house, record), house.store
    words = ("Peeters", "Jan Peeters", "Johan", RIGHT, WRONG, "Peeters 1981")
    return [
        card(store, id_, BASE),
        [search(store, text, BASE) for text in words],
        timeline(store, id_, BASE),
        [card(at(store, when, house.past), id_, BASE) for when in (Times("2020"), Times("", "2999"))],
        hits_of(store, search(store, "Peeters", BASE).hits, BASE, detailed=5),
        [one.caption for one in marks(house, record, BASE)],
        side(seen(house, BASE), house.mentions.get([id_])[id_]),
        store.read("joined_to", ids=[card(store, id_, BASE).id], allowed=BASE),
        [store.read("totals_entities", allowed=BASE), store.read("totals_links", allowed=BASE)],
    ]


def seen(house: Installation, allowed: list[int]) -> Visible:
    stores = (house.store, house.ledger, house.mentions, house.clusters)
    return Visible(*stores, house.classes, tuple(allowed))


def marks(house: Installation, record: str, allowed: list[int]) -> list[Mark]:
    """What the mentions in the text of a record are called."""
    reads = HouseReads(house.store, house.ledger, house.mentions)
    return [mark for field in reads.record(record, tuple(allowed)).all_fields for mark in field.marks]


def test_hits_charts_marks_and_reviews_tell_the_right_values(house: Installation, tmp_path: Path) -> None:
    [record] = tell(house, tmp_path, JAN)
    id_, say = person_of(house, record), speech("en")
    placed = (id_, 0.0, 0.0)
    saved = save(seen(house, BASE), ("", 0), "a chart", [placed], [], say, "ana", PURPOSE)
    correct(house, record, 11, birthDate=RIGHT, firstName="Johan")
    for allowed, name, born in ((BASE, "Jan Peeters", WRONG), (NORTH, "Johan Peeters", RIGHT)):
        [hit] = hits_of(house.store, search(house.store, "Peeters", allowed).hits, tuple(allowed), detailed=1)
        assert (hit.caption, [one.value for one in hit.details]) == (name, [born])
        assert {mark.caption for mark in marks(house, record, allowed)} == {name}
        chart = shown(seen(house, allowed), str(saved.id), 0, say)
        assert [node.caption for node in chart.nodes] == [name]
        told = side(seen(house, allowed), house.mentions.get([id_])[id_])
        values = {one.property: one.value for one in told.values}
        assert (told.caption, values["birthDate"]) == (f"{name} ({born})", born)
        assert seen(house, allowed).namer()(id_) == told.caption
        whole = card(house.store, id_, allowed)
        values = HouseReads(house.store, house.ledger, house.mentions).values(whole.id, tuple(allowed))
        assert {property_: values[property_] for property_ in whole.values} == whole.values
        both = sides(house.store, [id_], [id_], allowed).both
        assert [one.caption for one in both] == [name]


def test_who_holds_the_class_sees_the_right_value_and_the_base_no_trace(
    house: Installation, tmp_path: Path
) -> None:
    [record] = tell(house, tmp_path, JAN)
    before = everything(house, record)
    correct(house, record, 11, birthDate=RIGHT, firstName="Johan")
    assert everything(house, record) == before and dates(house, record, SOUTH) == [WRONG]
    assert dates(house, record, NORTH) == [RIGHT, f"-{WRONG}"]
    shown = card(house.store, person_of(house, record), NORTH)
    assert (shown.caption, shown.total, shown.records) == ("Johan Peeters", 1, 1)
    for times in (Times(as_of="2020"), Times(known_at="2999"), Times("2020", "2999")):
        assert dates(house, record, NORTH, times) == [RIGHT, f"-{WRONG}"]
    with pytest.raises(Missing):
        dates(house, record, NORTH, Times(known_at="1999"))
    for text in ("Johan Peeters", f"Peeters {RIGHT}"):
        for reader in (house.store, at(house.store, Times(known_at="2999"), house.past)):
            [hit] = search(reader, text, NORTH).hits
            assert card(house.store, hit.entity.id, NORTH) == shown
    born = [
        entry.value for entry in timeline(house.store, shown.id, NORTH).items if entry.name == "birthDate"
    ]
    assert born == [RIGHT]
    text, class_ = exported(house, shown.id, NORTH)
    assert (RIGHT in text, "Johan" in text, "superseded" in text, class_) == (True, True, True, 11)
    text, class_ = exported(house, person_of(house, record), BASE)
    assert (RIGHT in text, class_) == (False, 1)


def test_two_classes_side_by_side_and_what_both_may_see(house: Installation, tmp_path: Path) -> None:
    [record] = tell(house, tmp_path, JAN)
    correct(house, record, 11, birthDate=RIGHT)
    correct(house, record, 12, birthDate="1982-01-01", lastName="Peters")
    assert dates(house, record, NORTH) == [RIGHT, f"-{WRONG}"]
    assert sorted(dates(house, record, BOTH)) == [f"-{WRONG}", RIGHT, "1982-01-01"]
    both = card(house.store, person_of(house, record), BOTH)
    assert (both.values["lastName"], both.total) == ("Peters", 1)
    correct(house, record, 13, birthDate="1983-03-03")
    assert dates(house, record, BOTH) == ["1983-03-03", f"-{WRONG}"]
    assert dates(house, record, SOUTH) == ["1982-01-01", f"-{WRONG}"]
    correct(house, record, 1, birthDate="1984-04-04")
    assert dates(house, record, BASE) == dates(house, record, SOUTH) == ["1984-04-04", f"-{WRONG}"]


def test_it_follows_merges_and_classes_and_goes_with_what_it_is_about(
    house: Installation, tmp_path: Path
) -> None:
    [record] = tell(house, tmp_path, JAN)
    [made] = correct(house, record, 11, birthDate=RIGHT)
    tell(house, tmp_path, "2,Jan,Peeters,1980-05-12,")
    assert card(house.store, person_of(house, record), NORTH).total == 2
    assert sorted(dates(house, record, NORTH)) == [WRONG, RIGHT]
    plain = content_hash(house.store)
    back = Decision("retraction", {"correction": made, "record": record}, 11, "ana", "false")
    house.ledger.decide(back, house.act("alteration", "a test"))
    bring(house)
    assert dates(house, record, NORTH) == [WRONG] and content_hash(house.store) != plain
    correct(house, record, 11, birthDate=RIGHT)
    assert content_hash(house.store) == plain
    to = Reclassification("TEST", "1", 11, Marking(compartment="north"), "ana", "a test")
    house.ledger.reclassify(to, house.act("alteration", "a test"))
    bring(house)
    assert house.store.read("held_above") == [] and RIGHT in dates(house, record, NORTH)


def test_nothing_of_it_is_left_after_an_erasure(house: Installation, tmp_path: Path) -> None:
    tell(house, tmp_path, "2,Els,Maes,1991-11-30,")
    before = content_hash(house.store)
    [record] = tell(house, tmp_path, JAN)
    mention = person_of(house, record)
    acts = Acts(house, "ana", PURPOSE, (1, 11))
    correct(house, record, 11, birthDate=RIGHT)
    [held] = house.store.read("held_above")
    with house.ledger.acted(house.act("consultation", "a test")) as outcome:
        outcome["ids"] = [held["id"]]
    acts.erase(acts.going([acts.record(record)]))
    bring(house)
    assert content_hash(house.store) == before and house.mentions.above() == []
    assert not any(held["id"] in str(event) for event in house.ledger.events())
    with pytest.raises(Missing):
        card(house.store, mention, NORTH)


def test_a_correction_has_the_class_of_what_its_author_was_shown(house: Installation, tmp_path: Path) -> None:
    [record] = tell(house, tmp_path, JAN)
    mine, base = Acts(house, "ana", PURPOSE, (1, 11)), Acts(house, "bob", PURPOSE, (1,))
    mention = person_of(house, record)
    assert mine.correction(mention, "birthDate", RIGHT).class_ == 1
    tell(house, tmp_path, "3,Jan,Peeters,1980-05-12,", compartment="north")
    made = mine.correction(mention, "birthDate", RIGHT)
    assert (made.class_, base.correction(mention, "birthDate", RIGHT).class_) == (11, 1)
    mine.decide(made)
    bring(house)
    assert dates(house, record, BASE) == [WRONG]
    with pytest.raises(Missing):
        base.withdrawal(made.id)
    assert mine.withdrawal(made.id).class_ == 11
    own = base.correction(mention, "firstName", "Johan")
    base.decide(own)
    assert mine.withdrawal(own.id).class_ == 11 and base.withdrawal(own.id).class_ == 1
    accept(house, tmp_path, "4,Els,Maes,1991-11-30,")
    project(house)
