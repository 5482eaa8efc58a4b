from __future__ import annotations

import random

import pytest
from people import Decision, holding, judged, person, stores, thing, together, town

from graph.ontology.mention import Mention
from resolution.layers.batch import resolve
from resolution.quality.evaluate import evaluate
from resolution.training.train import train
from resolution.weights.model import Model, default_model

MODEL = default_model()
JAN = {"firstName": "Jan", "lastName": "Peeters", "birthDate": "1980-05-12"}


def same(*mentions: Mention, decisions: tuple[Decision, ...] = (), more: tuple[Mention, ...] = ()) -> bool:
    """Whether the first two come out as one person."""
    with stores([*mentions, *more]) as (store, clusters):
        resolve(store, clusters, MODEL, 1, decisions)
        return together(clusters, mentions[0], mentions[1])


@pytest.fixture(scope="module")
def learned() -> Model:
    with stores(town(400).mentions) as (store, _):
        return train(store, 1, seed=7)


@pytest.mark.parametrize(
    "other",
    [
        {"name": "PEETERS Jan", "birthDate": "1980-05-12"},
        {"name": "Peeters, Jan", "birthDate": "1980-05-12"},
        {"firstName": "Peeters", "lastName": "Jan", "birthDate": "1980-05-12"},
        {"name": "Jan Peters", "birthDate": "1980-05-12"},
        {"name": "Jean Peeters", "birthDate": "1980-05-12"},
        {"name": "Jan Peeters", "birthDate": "1980-12-05"},
        {"name": "Ян Peeters", "birthDate": "1980-05-12"},
    ],
)
def test_joins_what_is_written_otherwise(other: dict[str, str]) -> None:
    assert same(person("a", **JAN), person("b", **other))


@pytest.mark.parametrize(
    "other",
    [
        {"name": "Jan Peeters"},
        {"name": "Els Peeters", "birthDate": "1980-05-12"},
        {"name": "Jan Peeters", "birthDate": "1953-02-01"},
        {"lastName": "Peeters", "birthDate": "1980-05-12", "firstName": "Hilde"},
        {"birthDate": "1980-05-12"},
        {},
    ],
)
def test_does_not_join_what_may_be_another(other: dict[str, str]) -> None:
    assert not same(person("a", **JAN), person("b", **other))


def at_home(record: str, **values: str) -> list[Mention]:
    home = thing(
        record, "Location", "home", street="Kerkstraat", houseNumber="5", postalCode="9000", city="Gent"
    )
    return [holding(person(record, **values), "LIVES_AT", home), home]


def test_twins_of_one_house_stay_two() -> None:
    jan, home = at_home("a", **JAN, birthPlace="Gent")
    els, other = at_home("b", firstName="Els", lastName="Peeters", birthDate="1980-05-12", birthPlace="Gent")
    assert not same(jan, els, more=(home, other))


def test_father_and_son_of_one_name_and_house_stay_two() -> None:
    father, home = at_home("a", firstName="Jan", lastName="Peeters", birthDate="1953-02-01")
    son, other = at_home("b", **JAN)
    assert not same(father, son, more=(home, other))


def number(start: str) -> str:
    """A national number of somebody born before 2000 with its checksum."""
    return f"{start}{97 - int(start) % 97:02}"


def test_two_valid_national_numbers_are_two_people() -> None:
    one = person("a", **JAN, nationalNumber=number("800512001"))
    other = person("b", **JAN, nationalNumber=number("800512003"))
    assert not same(one, other)


def test_a_bis_number_and_a_later_national_number_are_one() -> None:
    one = person("a", **JAN, nationalNumber=number("804512001"), birthPlace="Gent")
    other = person("b", **JAN, nationalNumber=number("800512001"), birthPlace="Gent")
    assert same(one, other)


def test_two_mentions_of_one_record_are_two_people() -> None:
    assert not same(person("a", "first", **JAN), person("a", "second", **JAN))


def test_a_positive_judgement_joins_and_a_negative_parts() -> None:
    jan, els = person("a", **JAN), person("b", name="Els Maes", birthDate="1990-01-01")
    twice = person("c", **JAN)
    assert same(jan, els, decisions=(judged("positive", jan, els),))
    assert not same(jan, twice, decisions=(judged("negative", jan, twice),))
    assert same(jan, twice, decisions=(judged("negative", jan, twice), judged("unsure", twice, jan)))


def test_a_judgement_of_another_class_does_not_count() -> None:
    jan, twice = person("a", **JAN), person("b", **JAN)
    assert same(jan, twice, decisions=(Decision("negative", {"a": jan.id, "b": twice.id}, class_=9),))


def test_a_negative_judgement_holds_through_third_mentions() -> None:
    a, b, c, d = (person(record, **JAN) for record in "abcd")
    decisions = (judged("negative", a, b),)
    assert not same(a, b, decisions=decisions, more=(c, d))


def test_the_key_of_a_source_joins_whatever_is_said() -> None:
    assert same(
        person("a", name="Jan Peeters", sourceKey="pole:1"), person("b", name="J", sourceKey="pole:1")
    )


def test_finds_a_town_again(learned: Model) -> None:
    made = town(400)
    with stores(made.mentions) as (store, clusters):
        resolved = resolve(store, clusters, learned, 1)
        quality = evaluate(clusters.clusters(1), made.truth)
    assert quality.precision > 0.97 and quality.recall > 0.9, quality
    assert resolved.counts["Person mentions"] == len(made.truth)


def test_the_same_again_writes_no_change(learned: Model) -> None:
    with stores(town(150, seed=3).mentions) as (store, clusters):
        assert resolve(store, clusters, learned, 1).counts["changes"] > 0
        assert resolve(store, clusters, learned, 1).counts["changes"] == 0


def shuffled(model: Model, size: int, orders: int) -> None:
    made, results = town(size, seed=5), set()
    for order in range(orders):
        random.Random(order).shuffle(made.mentions)
        with stores([]) as (store, clusters):
            for position, mention in enumerate(made.mentions, start=2):
                store.apply([mention], [], position, "x")
            resolve(store, clusters, model, 1)
            results.add((tuple(clusters.clusters(1)), tuple(clusters.pairs(1))))
    assert len(results) == 1


def test_the_order_of_arrival_makes_no_difference(learned: Model) -> None:
    shuffled(learned, 60, 20)


@pytest.mark.slow
@pytest.mark.timeout(3000)
def test_a_thousand_orders_make_no_difference(learned: Model) -> None:
    shuffled(learned, 20, 1000)


def test_changes_are_enough_to_follow(learned: Model) -> None:
    made = town(80, seed=9)
    with stores(made.mentions) as (store, clusters):
        resolve(store, clusters, learned, 1)
        persons = [m for m in made.mentions if m.type == "Person"]
        resolve(store, clusters, learned, 1, [judged("positive", persons[0], persons[-1])])
        store.apply([], [persons[5].record, persons[6].record], 2, "x")
        resolve(store, clusters, learned, 1)
        followed = set[tuple[str, ...]]()
        for change in clusters.changes(0, 100_000):
            assert followed.issuperset(change.before)
            followed = (followed - set(change.before)) | set(change.after)
        assert followed == set(clusters.clusters(1))
