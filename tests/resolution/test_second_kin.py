"""A household shares surname and address: something of their own must join or part persons."""

from __future__ import annotations

from people import holding, person, stores, thing, together

from graph.ontology.mention import Mention
from resolution.layers.batch import resolve
from resolution.weights.model import default_model


def at_home(record: str, phone: str = "", **values: str) -> list[Mention]:
    home = thing(
        record, "Location", "home", street="Kerkstraat", houseNumber="5", postalCode="9000", city="Gent"
    )
    said = holding(person(record, lastName="Peeters", **values), "LIVES_AT", home)
    if not phone:
        return [said, home]
    held = thing(record, "Object", "phone", kind="phone", number=phone)
    return [holding(said, "USES", held), held, home]


def one(left: list[Mention], right: list[Mention]) -> bool:
    with stores([*left, *right]) as (store, clusters):
        resolve(store, clusters, default_model(), 1)
        return together(clusters, left[0], right[0])


def test_spouses_who_share_name_house_and_phone_stay_two() -> None:
    jan = at_home("a", "+3293334455", firstName="Jan", birthDate="1980-05-12", gender="M")
    els = at_home("b", "+3293334455", firstName="Els", birthDate="1982-11-02", gender="F")
    assert not one(jan, els)


def test_twins_with_names_alike_stay_two_by_their_given_names() -> None:
    tom = at_home("a", firstName="Tom", birthDate="2001-03-04")
    tim = at_home("b", firstName="Wim", birthDate="2001-03-04")
    assert not one(tom, tim)


def test_junior_and_senior_with_one_phone_stay_two_by_their_dates_of_birth() -> None:
    senior = at_home("a", "+3293334455", firstName="Jan", birthDate="1953-02-01")
    junior = at_home("b", "+3293334455", firstName="Jan", birthDate="1980-05-12")
    assert not one(senior, junior)


def test_house_and_surname_alone_join_nobody() -> None:
    assert not one(at_home("a"), at_home("b"))
    assert not one(at_home("a", firstName="Jan"), at_home("b"))


def test_one_s_own_given_name_date_and_house_do_join() -> None:
    jan = {"firstName": "Jan", "birthDate": "1980-05-12"}
    assert one(at_home("a", **jan), at_home("b", **jan))
    assert one(at_home("a", "+3293334455", firstName="Jan"), at_home("b", "+3293334455", firstName="Jan"))
