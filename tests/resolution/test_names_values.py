from __future__ import annotations

import pytest
from people import holding, person, stores, thing, together

from graph.ontology.mention import Mention
from graph.ontology.statement import Statement
from resolution import judges
from resolution.batch import resolve
from resolution.conflicts import Rules, facts_of
from resolution.features import Features, birth_of, features_of
from resolution.judges import NULL
from resolution.model import default_model
from resolution.profiles import Profile

BIS, LATER = "85471203372", "85071233374"
"""A bis number and a national number of one woman born on 12 July 1985, with right check digits."""


def facts(features: Features, name: str) -> object:
    return facts_of(Profile(features, (name,), (name,)))


@pytest.mark.parametrize(
    ("raw", "known"),
    [
        ("1980-00-00", ("", "1980")),
        ("1980-05-00", ("", "1980-05")),
        ("1980", ("", "1980")),
        ("0000-00-00", ("", "")),
    ],
)
def test_unknown_days_are_an_interval(raw: str, known: tuple[str, str]) -> None:
    assert birth_of([raw]) == known


def test_an_interval_agrees_with_each_of_its_days_and_with_no_other() -> None:
    day, other = Features(birth="1980-05-17"), Features(birth="1981-05-17")
    year, month = Features(birth_part="1980"), Features(birth_part="1980-05")
    found = [judges.birth(day, year), judges.birth(day, month), judges.birth(year, month)]
    assert found == [3, 2, 3] and judges.birth(other, year) == 6
    assert not Rules().conflict(facts(day, "a"), facts(year, "b"))  # type: ignore[arg-type]


def test_a_date_of_zeros_keeps_nobody_apart() -> None:
    known = person("a", firstName="Mila", lastName="Verbrugghe", birthDate="1980-05-17", nationalNumber="")
    unknown = person("b", firstName="Mila", lastName="Verbrugghe", birthDate="1980-00-00")
    home = thing("a", "Location", street="Kerkstraat", houseNumber="3", postalCode="9000")
    other = thing("b", "Location", street="Kerkstraat", houseNumber="3", postalCode="9000")
    both = holding(known, "LIVES_AT", home), holding(unknown, "LIVES_AT", other)
    with stores([*both, home, other]) as (store, clusters):
        resolve(store, clusters, default_model(), 1)
        assert together(clusters, *both)


def numbered(record: str, number: str) -> Mention:
    return person(
        record,
        firstName="Nadia",
        lastName="Verbrugghe",
        birthDate="1985-07-12",
        gender="f",
        nationalNumber=number,
    )


def test_a_bis_number_and_the_later_national_number_are_one_person() -> None:
    bis, later = numbered("a", BIS), numbered("b", LATER)
    rows = [features_of(one, {}) for one in (bis, later)]
    assert judges.national_number(*rows) == NULL
    assert not Rules().conflict(facts(rows[0], "a"), facts(rows[1], "b"))  # type: ignore[arg-type]
    with stores([bis, later]) as (store, clusters):
        resolve(store, clusters, default_model(), 1)
        assert together(clusters, bis, later)


def test_a_marital_name_is_one_more_name() -> None:
    said = [Statement("lastName", "Verbrugghe"), Statement("lastName", "Delacenserie")]
    both = features_of(Mention("a", "Person", "p", 1, (Statement("firstName", "Nadia"), *said)), {})
    after = features_of(person("b", firstName="Nadia", lastName="Delacenserie"), {})
    assert judges.surname(both, after) == judges.surname(after, both) < 3
    assert judges.surname(both, features_of(person("c", lastName="Wuytack"), {})) == 5


def test_towns_count_in_any_language() -> None:
    homes = [thing(r, "Location", city=city) for r, city in (("a", "Liège"), ("b", "Luik"))]
    people = [
        holding(person(home.record, lastName="Maes", birthPlace="Mons"), "LIVES_AT", home) for home in homes
    ]
    rows = [features_of(one, {home.id: home}) for one, home in zip(people, homes, strict=True)]
    assert (
        rows[0].city == rows[1].city
        and rows[0].birth_place == features_of(person("c", birthPlace="Bergen"), {}).birth_place
    )
