from __future__ import annotations

from dataclasses import replace
from math import log2

import pytest
from people import holding, person, stores, thing, together

from graph.ontology.mention import Mention
from graph.ontology.statement import Statement
from resolution.candidates.keys import keys_of
from resolution.clustering.conflicts import Rules, facts_of
from resolution.comparison import judges
from resolution.comparison.features import Features, birth_of, features_of
from resolution.comparison.profiles import Profile
from resolution.layers.batch import resolve
from resolution.weights.model import default_model

BIS, LATER = "85471203372", "85071233374"
"""A bis number and a national number of one man born on 12 July 1985, with right check digits."""


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
    assert found == [3, 2, 3] and judges.birth(other, year) == 7
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
    assert judges.national_number(*rows) == judges.national_number(*rows[::-1]) == 2
    assert not Rules().conflict(facts(rows[0], "a"), facts(rows[1], "b"))  # type: ignore[arg-type]
    with stores([bis, later]) as (store, clusters):
        resolve(store, clusters, default_model(), 1)
        assert together(clusters, bis, later)


def test_a_marital_name_is_one_more_name() -> None:
    said = [Statement("lastName", "Verbrugghe"), Statement("lastName", "Delacenserie")]
    both = features_of(Mention("a", "Person", "p", 1, (Statement("firstName", "Nadia"), *said)), {})
    after = features_of(person("b", firstName="Nadia", lastName="Delacenserie"), {})
    assert judges.surname(both, after) == judges.surname(after, both) == 2
    assert judges.surname(both, features_of(person("c", lastName="Wuytack"), {})) == 7


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


@pytest.mark.parametrize(
    ("number", "level"),
    [("85071233374", 2), ("85071300379", 3), ("85071233473", 3), ("86071233374", 3), ("85000000255", 3)],
    ids=["the later number", "another day", "a woman's number", "another year", "month unknown, a woman's"],
)
def test_a_bis_number_tells_date_and_sex(number: str, level: int) -> None:
    bis, other = Features(national_number=BIS), Features(national_number=number)
    assert judges.national_number(bis, other) == judges.national_number(other, bis) == level


def test_a_bis_number_of_unknown_sex_agrees_with_either() -> None:
    bis = Features(national_number="85271203374")
    assert [judges.national_number(bis, Features(national_number=n)) for n in (LATER, "85071233473")] == [
        2,
        2,
    ]


def test_what_a_bis_number_says_weighs_what_judgement_gave_it() -> None:
    model = default_model()
    agrees, differs = (model.weight("national_number", level) for level in (2, 3))
    assert 0 < agrees < 2 and differs < -4


def test_a_number_tells_the_date_where_none_is_said() -> None:
    silent = features_of(person("a", lastName="Verbrugghe", nationalNumber=LATER), {})
    assert silent.birth == "1985-07-12"
    said = features_of(person("b", birthDate="1985-07-13", nationalNumber=LATER), {})
    assert said.birth == "1985-07-13" and not said.births
    assert features_of(person("c", nationalNumber="85071233375"), {}).birth == ""


def test_the_first_of_january_may_be_a_year_alone() -> None:
    first, day = Features(birth="1980-01-01"), Features(birth="1980-05-17")
    assert judges.birth(first, day) == judges.birth(day, first) == 3
    assert judges.birth(first, Features(birth="1993-01-01")) == 7
    assert judges.birth(Features(birth="1980-05-17"), Features(birth="1993-05-17")) == 5


def test_no_key_rests_on_the_first_of_january() -> None:
    said = {"given": "mila", "surname": "maes", "surname_sound": "ms", "postcode": "9000", "city": "gent"}
    names = {key.split(":")[0] for key in keys_of(Features(birth="1980-01-01", **said))}
    assert not names & {"birth_and_place", "misread_birth"} and "birth_and_name" in names
    assert {"birth_and_place", "misread_birth"} <= {
        key.split(":")[0] for key in keys_of(Features(birth="1980-05-17", **said))
    }


def test_a_date_that_many_have_says_little() -> None:
    model = replace(
        default_model(), frequencies={"birth": {"1980-01-01": 400, "1980-05-17": 2}}, totals={"birth": 10_000}
    )
    first, day = (model.weight("birth", 0, date, date) for date in ("1980-01-01", "1980-05-17"))
    assert day - first == pytest.approx(log2(200))


def test_either_of_two_dates_may_agree() -> None:
    said = (Statement("birthDate", "1980-05-17"), Statement("birthDate", "1982"))
    both = features_of(Mention("a", "Person", "p", 1, said), {})
    assert (both.birth, both.births) == ("1980-05-17", ("1982",))
    found = [judges.birth(both, Features(birth=d)) for d in ("1980-05-17", "1982-03-04", "1990-03-04")]
    assert found == [0, 4, 7]
    assert not Rules().conflict(facts(both, "a"), facts(Features(birth="1990-03-04"), "b"))  # type: ignore[arg-type]


def moved(record: str, *homes: tuple[str, str, str]) -> tuple[Features, ...]:
    """A person who lived in these streets, each from a year to a year."""
    places = [
        thing(record, "Location", f"h{at}", street=street, houseNumber="3", postalCode="9000")
        for at, (street, _, _) in enumerate(homes)
    ]
    said = [
        Statement("LIVES_AT", target=place.id, valid_from=since, valid_to=until)
        for place, (_, since, until) in zip(places, homes, strict=True)
    ]
    lives = Mention(record, "Person", "p", 1, (Statement("lastName", "Maes"), *said))
    return (features_of(lives, {place.id: place for place in places}),)


def test_a_former_home_in_common_counts_for_less() -> None:
    [both] = moved("a", ("Dorp", "2001", "2010"), ("Kerkstraat", "2010", ""))
    [before] = moved("b", ("Dorp", "2002", ""))
    [now] = moved("c", ("Kerkstraat", "", ""))
    [elsewhere] = moved("d", ("Molenweg", "", ""))
    assert (both.street, both.homes) == ("kerkstraat", ("dorp|3|9000",))
    found = [judges.address(both, other) for other in (now, before, elsewhere)]
    assert found == [0, 2, 6] and judges.address(before, both) == 2
    assert set(keys_of(both)) & set(keys_of(before)) >= {"home:dorp|3"}
    model = default_model()
    assert 0 < model.weight("address", 2) < model.weight("address", 0)


def test_a_bis_number_and_the_later_one_may_stand_in_one_record() -> None:
    said = (Statement("nationalNumber", BIS), Statement("nationalNumber", LATER))
    both = features_of(Mention("a", "Person", "p", 1, said), {})
    other = features_of(numbered("b", LATER), {})
    assert judges.national_number(both, other) == 0
    assert f"national_number:{LATER}" in set(keys_of(both)) & set(keys_of(other))
