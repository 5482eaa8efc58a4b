from __future__ import annotations

import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from people import judged, stores, thing

from graph.ontology.mention import Mention
from resolution.layers.batch import resolve
from resolution.review.layer import Layer
from resolution.review.things import suspected, why_things
from resolution.things import chassis, plates
from resolution.things.misread import differ, looks
from resolution.things.scored import KEYS, joins, pairs, things_of
from resolution.things.thing import said_by
from resolution.weights.model import default_model

GOLF = {"country": "BE", "make": "Volkswagen", "model": "Golf", "color": "grijs"}


def outcome(*mentions: Mention, decisions: tuple[object, ...] = ()) -> tuple[list[str], list[str]]:
    """Clusters, and suspected pairs, by the records of the mentions."""
    record = {mention.id: mention.record for mention in mentions}
    with stores(list(mentions)) as (store, clusters):
        resolve(store, clusters, default_model(), 1, decisions)  # type: ignore[arg-type]
        found = [one.pair for one in suspected(clusters, 1)]
        groups = sorted("".join(sorted(record[m] for m in c)) for c in clusters.clusters(1))
        return groups, ["".join(sorted((record[p.a], record[p.b]))) for p in found]


def car(record: str, plate: str, **values: str) -> Mention:
    return thing(record, "Vehicle", registrationNumber=plate, **values)


def test_a_plate_that_no_country_gives_is_read_as_it_must_be() -> None:
    assert plates.readings("1A8C234", "be") == {"1ABC234"} and plates.readings("1ABC234", "be") == {"1ABC234"}
    assert outcome(car("a", "1ABC234", **GOLF), car("b", "1A8C234", **GOLF)) == (["ab"], [])


def test_a_look_alike_without_description_is_for_people() -> None:
    assert outcome(car("a", "1ABC258"), car("b", "1ABC25B", country="BE")) == (["a", "b"], ["ab"])
    other = {**GOLF, "make": "Renault", "model": "Clio", "color": "rood"}
    assert outcome(car("a", "1ABC234", **GOLF), car("b", "1A8C234", **other)) == (["a", "b"], [])


def test_two_plates_that_are_one_sign_apart_do_not_join_by_description() -> None:
    assert outcome(car("a", "1ABC234", **GOLF), car("b", "1ABC235", **GOLF)) == (["a", "b"], ["ab"])
    assert outcome(car("a", "2ABC234", **GOLF), car("b", "ZABC234", **GOLF)) == (["a", "b"], ["ab"])


def test_a_series_that_begins_with_a_letter_is_no_misreading_of_a_digit() -> None:
    assert plates.fits("ZABC234", "be") and not plates.fits("AABC234", "be")
    assert plates.compare("ZABC234", "2ABC234", "be") == "one sign that looks alike"
    assert plates.compare("5ABC234", "SABC234", "be") == "one sign that looks alike"


def test_a_misreading_that_may_be_two_cars_joins_neither() -> None:
    plates_ = {"a": "1AOC234", "b": "1ADC234", "c": "1A0C234"}
    groups, pairs = outcome(*(car(record, plate, **GOLF) for record, plate in plates_.items()))
    assert groups == ["a", "b", "c"] and sorted(pairs) == ["ab", "ac", "bc"]


def test_part_of_a_plate_is_no_plate_and_finds_its_whole() -> None:
    assert plates.plate_of("1-AB?-2?4") == "1AB?2?4"
    groups, pairs = outcome(car("a", "1ABC234"), car("b", "1AB?234"), car("c", "1AB234"))
    assert groups == ["a", "b", "c"] and "ab" in pairs


def test_a_judgement_outranks_the_misreading() -> None:
    a, b = car("a", "1ABC234", **GOLF), car("b", "1A8C234", **GOLF)
    assert outcome(a, b, decisions=(judged("negative", a, b),)) == (["a", "b"], [])


@pytest.mark.parametrize(
    ("a", "b", "found"),
    [
        ("WVWZZZ1JZXW000001", "WVWZZZ1JZXW000001", "equal"),
        ("1M8GDM9AXKP042788", "1M8GDM9AXKP04278B", "signs that look alike, one fails its check"),
        ("WVWZZZ1JZXW000001", "WVWZZZ1JZXW000002", "different"),
        ("WVWZZZ1JZXW000001", "WVWZZZ1JZXW00001", "one sign missing"),
    ],
)
def test_chassis_numbers(a: str, b: str, found: str) -> None:
    assert chassis.compare(a, b) == chassis.compare(b, a) == found


def test_a_chassis_number_never_holds_i_o_or_q() -> None:
    assert chassis.chassis_of("WVWZZZIJZXWOOOOQ1") == "WVWZZZ1JZXW000001"
    one = car("a", "", vin="WVWZZZIJZXWOOOOO1"), car("b", "", vin="WVWZZZ1JZXW000001")
    assert outcome(*one) == (["ab"], [])


def test_two_valid_chassis_numbers_keep_apart_whatever_else_agrees() -> None:
    a = car("a", "1ABC234", vin="WVWZZZ1JZXW000001", **GOLF)
    assert outcome(a, car("b", "1ABC234", vin="WVWZZZ1JZXW000002", **GOLF)) == (["a", "b"], [])


def test_looks() -> None:
    assert looks("B0S1") == looks("8O5I") and differ("1ABC", "1A8C") == "one alike"


def test_why_says_what_speaks_for_and_against() -> None:
    a, b = car("a", "1ABC234", color="grijs"), car("b", "1ABC235", color="rood")
    with stores([a, b]) as (store, clusters):
        resolve(store, clusters, default_model(), 1)
        pair = why_things(Layer(store, clusters, default_model(), 1), a, b)
    assert pair and [(t.field, t.found) for t in pair.terms][1:] == [
        ("plate", "one sign different"),
        ("color", "different"),
    ]
    assert pair.weight == sum(term.weight for term in pair.terms) and pair.probability < 0.01


FIELDS = (
    "registrationNumber",
    "vin",
    "country",
    "kind",
    "number",
    "serialNumber",
    "name",
    "street",
    "houseNumber",
    "city",
)


@settings(max_examples=60, deadline=None)
@given(
    st.sampled_from(sorted(KEYS)), st.lists(st.dictionaries(st.sampled_from(FIELDS), st.text()), max_size=4)
)
def test_any_text_is_compared_in_any_order_alike(type_: str, rows: list[dict[str, str]]) -> None:
    mentions = [thing(f"r{place}", type_, **row) for place, row in enumerate(rows)]
    said = {mention.id: said_by(mention) for mention in mentions}
    alone = [(mention.id,) for mention in mentions]
    found = pairs(type_, things_of(alone, said))
    random.Random(1).shuffle(alone)
    assert found == pairs(type_, things_of(alone, said)) and len(joins(type_, found)) <= len(rows) / 2
