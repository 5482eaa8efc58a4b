from __future__ import annotations

import pytest
from people import thing
from test_things_vehicles import outcome

from graph.ontology.mention import Mention
from resolution.places.streets import house, in_range, language, meaning, street
from resolution.places.towns import before_and_after, town
from resolution.things.companies import company_number, legal_form, name_words
from resolution.things.objects import compare_imei, imei_of


def address(record: str, street: str, number: str, code: str = "", city: str = "", **more: str) -> Mention:
    said = {"street": street, "houseNumber": number, "postalCode": code, "city": city, **more}
    return thing(record, "Location", **{name: value for name, value in said.items() if value})


@pytest.mark.parametrize(
    ("a", "b"),
    [
        ("Luik", "Lüttich"),
        ("Mons", "Bergen"),
        ("St-Niklaas", "Sint-Niklaas"),
        ("9000 Gent", "Gand"),
        ("Ath", "Aat"),
    ],
)
def test_one_town_in_any_language(a: str, b: str) -> None:
    assert town(a) == town(b)


def test_two_words_of_one_language_are_two_streets() -> None:
    names = ("Rue de la Gare", "Stationsstraat", "Bahnhofstraße", "Markt", "")
    assert [language(name) for name in names] == ["fr", "nl", "de", "", ""]
    said = {"number": "5", "code": "9600", "city": "Ronse"}
    gare, station = address("a", "Rue de la Gare", **said), address("b", "Rue de la Station", **said)
    assert outcome(gare, station) == (["a", "b"], [])
    assert outcome(gare, address("b", "Stationsstraat", **said)) == (["ab"], [])


def test_another_postcode_of_one_town_is_no_slip() -> None:
    one, other = ({"number": "", "code": code, "city": "Luik"} for code in ("4000", "4020"))
    assert outcome(address("a", "Rue Neuve", **one), address("b", "Rue Neuve", **other)) == (["a", "b"], [])


def test_towns_that_merged_are_no_one_town_but_may_be() -> None:
    assert before_and_after(town("Puurs"), town("Puurs-Sint-Amands")) and town("Puurs") != town("Sint-Amands")
    assert not before_and_after(town("Puurs"), town("Gent"))


@pytest.mark.parametrize(
    ("a", "b"),
    [
        ("Kerkstr.", "Kerkstraat"),
        ("Kerk straat", "Kerkstraat"),
        ("R. Belliard", "Belliardstraat"),
        ("St. Jansstraat", "Sint-Jansstraat"),
        ("Bahnhofstr.", "Bahnhofstraße"),
        ("Chée de Mons", "Chaussée de Mons"),
    ],
)
def test_one_street_however_it_is_written(a: str, b: str) -> None:
    assert street(a) == street(b)


def test_streets_of_brussels_have_two_names() -> None:
    assert (
        street("Wetstraat", "1000")
        == street("Rue de la Loi", "1040")
        == street("rue de la loi", "", "Bruxelles")
    )
    assert street("Wetstraat", "2000") != street("Rue de la Loi", "2000")
    assert meaning("Kerkstraat") == meaning("Rue de l'Eglise") != meaning("Schoolstraat")


def test_house_numbers_and_boxes() -> None:
    assert house("12 bus 3") == house("12/3") == house("12", "bte 3") == ("12", "3")
    assert house("12 A") == ("12A", "") and house("12-14") == ("12-14", "") and house("7 b2") == ("7", "2")
    assert in_range("12", "10-14") and not in_range("12", "14") and not in_range("16", "10-14")


def test_addresses_in_two_languages_join_and_slips_are_for_people() -> None:
    law = [
        address("a", "Wetstraat", "16", "1000", "Brussel"),
        address("b", "Rue de la Loi", "16", "1000", "Bruxelles"),
    ]
    assert outcome(*law) == (["ab"], [])
    slip = [address("a", "Leopoldstraat", "5", "2000"), address("b", "Leopolstraat", "5", "2000")]
    assert outcome(*slip) == (["a", "b"], ["ab"])
    apart = [address("a", "Kerkstraat", "5", "2000"), address("b", "Kerkstraat", "7", "2000")]
    assert outcome(*apart) == (["a", "b"], [])


def test_a_house_and_a_flat_in_it_are_two_places() -> None:
    flat = address("b", "Kerkstraat", "5", "2000", "Antwerpen", box="3")
    assert outcome(address("a", "Kerkstraat", "5", "2000", "Antwerpen"), flat) == (["a", "b"], [])


def test_postcodes_without_a_town_are_places_of_their_own() -> None:
    assert outcome(address("a", "", "", "9000"), address("b", "", "", "2000"))[0] == ["a", "b"]


@pytest.mark.parametrize(
    ("a", "b"),
    [("BE 0403.170.701", "403170701"), ("FR40 303 265 045", "303265045"), ("30326504500015", "303265045")],
)
def test_company_numbers(a: str, b: str) -> None:
    assert company_number(a) == company_number(b) != ""


def test_german_numbers_count_with_their_court() -> None:
    assert company_number("HRB 12345 Aachen") != company_number("HRB 12345 Köln")
    firms = [thing(r, "Organisation", registrationNumber="HRB 12345") for r in "ab"]
    assert outcome(*firms)[0] == ["a", "b"]


def test_names_of_firms() -> None:
    assert name_words("Gebr. Maes & Zn. B.V.B.A.") == name_words("Gebroeders Maes en Zonen")
    assert legal_form("Maes BVBA") == legal_form("MAES SRL") == "bv" and name_words("NV") == ("nv",)
    firms = [
        thing(r, "Organisation", name=n)
        for r, n in (("a", "Garage Vandersmissen"), ("b", "Garage Vandersmisen"))
    ]
    assert outcome(*firms) == (["a", "b"], ["ab"])


def test_firms_with_two_numbers_are_two() -> None:
    numbers = {"a": "0403170701", "b": "0202239951"}
    firms = [
        thing(r, "Organisation", name="Garage Maess" + r, registrationNumber=n) for r, n in numbers.items()
    ]
    assert outcome(*firms) == (["a", "b"], [])


def test_device_numbers() -> None:
    valid, slipped = "490154203237518", "490154203237578"
    assert (
        imei_of(valid) == imei_of("4901542032375101") == imei_of("49-015420-323751")
        and imei_of(slipped) == slipped
    )
    assert compare_imei(valid, slipped) == "one digit wrong by its check digit"
    phones = [thing(r, "Object", kind="imei", number=n) for r, n in (("a", valid), ("b", slipped))]
    assert outcome(*phones) == (["a", "b"], ["ab"])
    models = [
        thing(r, "Object", kind="imei", number=n, brand="Nokia", model="3310")
        for r, n in (("a", valid), ("b", slipped))
    ]
    assert outcome(*models) == (["ab"], [])


def test_serial_numbers_read_badly() -> None:
    bikes = [
        thing(r, "Object", kind="other", brand="Gazelle", model="Orange", serialNumber=n)
        for r, n in (("a", "GZ8801540B"), ("b", "GZ88O1540B"))
    ]
    assert outcome(*bikes) == (["ab"], [])
    bare = [
        thing(r, "Object", kind="other", serialNumber=n)
        for r, n in (("a", "GZ8801540B"), ("b", "GZ88O1540B"))
    ]
    assert outcome(*bare) == (["a", "b"], ["ab"])
