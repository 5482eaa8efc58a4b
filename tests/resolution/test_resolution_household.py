"""Households, twins, junior and senior: never a wrong merge, and where it is unsure a pair for review."""

from __future__ import annotations

import pytest
from people import Decision, holding, judged, person, stores, thing, town

from graph.ontology.mention import Mention
from resolution.change import Cluster
from resolution.judgements import Judgements
from resolution.layers.batch import resolve
from resolution.online.online import Online
from resolution.review.layer import Layer
from resolution.review.near import near_pairs
from resolution.review.persons import review
from resolution.training.train import train
from resolution.weights.model import Model, default_model
from resolution.why.why import why

TWIN = "1980-05-12"
NUMBERS = tuple(f"{start}{97 - int(start) % 97:02}" for start in ("800512001", "800512002"))


@pytest.fixture(scope="module")
def learned() -> Model:
    with stores(town(400).mentions) as (store, _):
        return train(store, 1, seed=7)


@pytest.fixture(params=["by judgement", "learned"])
def model(request: pytest.FixtureRequest, learned: Model) -> Model:
    return learned if request.param == "learned" else default_model()


def at_home(record: str, **values: str) -> list[Mention]:
    home = thing(
        record, "Location", "home", street="Kerkstraat", houseNumber="5", postalCode="9000", city="Gent"
    )
    return [holding(person(record, lastName="Peeters", **values), "LIVES_AT", home), home]


def grouped(model: Model, *said: list[Mention], decisions: tuple[Decision, ...] = ()) -> set[Cluster]:
    """The clusters of the batch, which are those of the index."""
    flat = [mention for record in said for mention in record]
    with stores(flat) as (store, clusters), Online.open(":memory:", model, 1) as index:
        resolve(store, clusters, model, 1, decisions)
        made = Judgements(tuple((d.subject["a"], d.subject["b"]) for d in decisions if d.kind == "positive"))
        index.judge(Judgements(tuple(tuple(sorted(pair)) for pair in made.same)))  # type: ignore[misc]
        for record in reversed(said):
            index.resolve(record)
        persons = {record[0].id for record in said}
        found = {cluster for cluster in clusters.clusters(1) if persons.issuperset(cluster)}
        assert found == set(index.clusters())
        return found


def asked(model: Model, *said: list[Mention]) -> set[tuple[str, str]]:
    """The pairs that come up for review."""
    with stores([mention for record in said for mention in record]) as (store, clusters):
        resolve(store, clusters, model, 1)
        layer = Layer(store, clusters, model, 1)
        return {(item.pair.a, item.pair.b) for item in review(layer, 20, near_pairs(layer))}


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ({"firstName": "Jan"}, {"firstName": "Els"}),
        ({"firstName": "Lies"}, {"firstName": "Luc"}),
        ({"firstName": "Jan", "gender": "M"}, {"firstName": "Jana", "gender": "V"}),
        ({"firstName": "Mario", "gender": "M"}, {"firstName": "Maria", "gender": "F"}),
        (
            {"firstName": "Jan", "nationalNumber": NUMBERS[0]},
            {"firstName": "Jana", "nationalNumber": NUMBERS[1]},
        ),
        (
            {"firstName": "Jan", "nationalNumber": NUMBERS[0]},
            {"firstName": "Jan", "nationalNumber": NUMBERS[1]},
        ),
    ],
)
def test_twins_stay_two(model: Model, one: dict[str, str], other: dict[str, str]) -> None:
    left, right = (at_home(r, birthDate=TWIN, **values) for r, values in (("a", one), ("b", other)))
    assert len(grouped(model, left, right)) == 2


def test_twins_stay_two_in_company_and_those_with_a_number_draw_their_own(model: Model) -> None:
    jan, jana = (
        at_home(record, firstName=given, birthDate=TWIN, nationalNumber=number)
        for record, given, number in (("a", "Jan", NUMBERS[0]), ("b", "Jana", NUMBERS[1]))
    )
    again = at_home("c", firstName="Jan", birthDate=TWIN)
    assert grouped(model, jan, jana, again) >= {tuple(sorted((jan[0].id, again[0].id)))}


@pytest.mark.parametrize("born", ["1952-02-01", "1952-05-12", "1952", "1952-05"])
def test_junior_and_senior_stay_two(model: Model, born: str) -> None:
    senior, junior = (
        at_home("a", firstName="Jan", birthDate=born),
        at_home("b", firstName="Jan", birthDate=TWIN),
    )
    assert len(grouped(model, senior, junior)) == 2


def test_who_may_be_junior_or_senior_is_neither_and_is_asked_about(model: Model) -> None:
    senior, junior, either = (
        at_home(record, firstName="Jan", birthDate=born)
        for record, born in (("a", "1952-02-01"), ("b", TWIN), ("c", ""))
    )
    assert len(grouped(model, senior, junior, either)) == 3
    ends = {tuple(sorted((either[0].id, one[0].id))) for one in (senior, junior)}
    assert asked(model, senior, junior, either) >= ends
    assert len(grouped(model, junior, either)) == 1
    verdict = judged("positive", either[0], junior[0])
    found = grouped(model, senior, junior, either, decisions=(verdict,))
    assert tuple(sorted((either[0].id, junior[0].id))) in found


def test_who_says_more_of_himself_goes_where_that_leads(model: Model) -> None:
    phone = {r: thing(r, "Object", "phone", kind="phone", number="0470112233") for r in "bc"}
    senior = at_home("a", firstName="Jan", birthDate="1952-02-01")
    junior, either = (at_home(r, firstName="Jan", birthDate=b) for r, b in (("b", TWIN), ("c", "")))
    for record, said in (("b", junior), ("c", either)):
        said[0] = holding(said[0], "USES", phone[record])
        said.append(phone[record])
    assert len(grouped(model, senior, junior, either)) == 2


def test_an_initial_may_be_a_spouse(model: Model) -> None:
    initial, jan = at_home("a", firstName="J"), at_home("b", firstName="Jan", birthDate=TWIN)
    assert len(grouped(model, initial, jan)) == 2
    assert asked(model, initial, jan)
    dated = at_home("c", firstName="J", birthDate=TWIN)
    assert len(grouped(model, dated, jan)) == 1
    assert len(grouped(model, initial, at_home("d", firstName="J"))) == 1


def test_the_words_say_why(model: Model) -> None:
    initial, jan = at_home("a", firstName="J"), at_home("b", firstName="Jan", birthDate=TWIN)
    with stores([*initial, *jan]) as (store, _):
        found = why(store, model, 1, initial[0].id, jan[0].id)
        assert found.conflict == "nothing in common but what a household shares"
