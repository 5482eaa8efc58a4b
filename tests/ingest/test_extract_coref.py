"""Who is who inside one text: short names, initials, shared surnames, forms, short forms of things."""

from __future__ import annotations

import re

import pytest

from ingest.extract.coref import groups
from ingest.extract.coref_names import covers, read_name
from ingest.extract.coref_words import colour_of
from ingest.extract.extraction import FoundMention

TYPES = {"P": "PERSON", "O": "ORGANISATION", "V": "VEHICLE", "T": "OBJECT", "A": "ADDRESS", "L": "LOCATION"}


def mentions(marked: str) -> tuple[str, list[FoundMention]]:
    """The text and mentions of "[P Kevin Peeters] zwijgt"."""
    text, found, last = "", [], 0
    for mark in re.finditer(r"\[([A-Z]) ([^\]]+)\]", marked):
        text += marked[last : mark.start()]
        start, words = len(text), mark.group(2)
        text, last = text + words, mark.end()
        found.append(FoundMention(f"m{len(found)}", TYPES[mark.group(1)], start, len(text), words))
    return text + marked[last:], found


def joined(marked: str) -> list[list[str]]:
    text, found = mentions(marked)
    words = {m.id: m.text for m in found}
    return [[words[id_] for id_ in group] for group in groups(found, text)]


@pytest.mark.parametrize(
    ("long", "short"),
    [
        ("Kevin Peeters", "Peeters K."),
        ("Kevin Van den Broeck", "VANDENBROECK Kevin"),
        ("Hans Müller", "Mueller"),
        ("Jean-Pierre Maes", "J.-P. Maes"),
        ("Nuri Kılıç", "Nuris"),
        ("Sofie Peeters-Claes", "Claes"),
        ("Philippe Sonveaux", "Ph. Sonveaux"),
        ("Ümit Yıldız", "YILDIZ"),
        ("Kevin Van den Broeck", "v.d. Broeck K."),
    ],
)
def test_a_short_or_other_spelling_is_covered_by_the_name(long: str, short: str) -> None:
    assert covers(read_name(long), read_name(short))
    assert not covers(read_name("Luc Janssens"), read_name(short))


def test_a_shared_surname_means_the_person_named_first_and_not_the_relative() -> None:
    found = joined(
        "[P HENDRICKX Dylan] leende de wagen van zijn vader [P Luc Hendrickx]. [P HENDRICKX] zwijgt."
    )
    assert found == [["HENDRICKX Dylan", "HENDRICKX"], ["Luc Hendrickx"]]


def test_two_brothers_are_never_one() -> None:
    found = joined(
        "[P Jan Maes] en [P Tom Maes] waren er. [P Maes] liep weg, [P Tom] bleef. [P J. Maes] ook."
    )
    assert found == [["Jan Maes", "Maes", "J. Maes"], ["Tom Maes", "Tom"]]


def test_a_title_tells_which_of_a_couple_is_meant() -> None:
    found = joined(
        "[P Jan Maes] belde zijn vrouw [P An Maes]. Mevrouw [P Maes] kwam. De heer [P Maes] bleef."
    )
    assert found == [["Jan Maes", "Maes"], ["An Maes", "Maes"]]


@pytest.mark.parametrize(
    "behind",
    [
        "[P Goran Ilić] fuhr mit [P Mila Ilić], seine Ehefrau. [P Ilić] schwieg. Frau [P Ilić] ging.",
        "[P Luc Noël], né le 3 mai, et [P Anne Noël]. M. [P Noël] se tait. Mme [P Noël] aussi.",
    ],
)
def test_words_behind_a_name_tell_a_couple_apart(behind: str) -> None:
    assert [len(group) for group in joined(behind)] == [2, 2]


def test_whoever_is_called_by_a_given_name_is_not_the_one_with_a_title() -> None:
    found = joined("[P Kim Tran] en [P Linh Tran] werken. [P Kim] woont boven. Mevrouw [P Tran] zwijgt.")
    assert found == [["Kim Tran", "Kim"], ["Linh Tran", "Tran"]]


def test_an_officer_is_not_the_suspect_of_the_same_name() -> None:
    found = joined(
        "[P PEETERS Kevin], geboren te Gent. Inspecteur [P Peeters] hoort hem. [P Peeters] zwijgt."
    )
    assert found == [["PEETERS Kevin", "Peeters"], ["Peeters"]]


@pytest.mark.parametrize(
    "form",
    [
        "Naam: [P MAES]\nVoornaam: [P Jan]\n[P Maes] zwijgt. [P Jan Maes] ook.",
        "Vorname: [P Jan]  Name: [P MAES]\n[P Maes] schweigt. [P Jan Maes] auch.",
        "surname [P MAES], given names [P Jan]. [P Maes] and [P Jan Maes].",
        "Nom : [P MAES]\nPrénom : [P Jan]\n[P Maes], [P Jan Maes].",
    ],
)
def test_surname_and_forename_of_a_form_are_one_person(form: str) -> None:
    assert len(joined(form)) == 1


def test_two_forms_with_one_surname_are_two_persons() -> None:
    found = joined("Name: [P MAJ]  Vorname: [P Zofia]\nName: [P MAJ]  Vorname: [P Dawid]")
    assert found == [["MAJ", "Zofia"], ["MAJ", "Dawid"]]


def test_pages_later_a_shared_surname_means_the_one_last_named() -> None:
    pages = "x" * 20_000
    found = joined(f"[P Jan Maes] was er. {pages} [P Tom Maes] kwam. [P Maes] zweeg.")
    assert found == [["Jan Maes"], ["Tom Maes", "Maes"]]


@pytest.mark.parametrize(
    ("marked", "count"),
    [
        ("[O MediaMarkt Rocourt], [O MediaMarkt]", 1),
        ("[O Bel-Invest Trading SRL], [O Bel-Invest]", 1),
        ("[O Federale Gerechtelijke Politie], [O FGP]", 1),
        ("[O Politie], [O Politie Gent], [O Politie Aalst]", 2),
        ("[O KBC Gent], [O Gent]", 2),
        ("[V grijze VW Golf], [V de Golf], [V rode Golf]", 2),
        ("[V Peugeot 208 blanche], [V 208], [V Peugeot 308]", 2),
        ("[V blue Golf 8], [V blue VW Golf], [V Opel Corsa]", 2),
        ("[V lichtgrauen VW Crafter], [V Crafters]", 1),
        ("[T gsm Samsung Galaxy A52], [T Samsung]", 1),
        ("[T iPhone 12], [T iPhone 13]", 2),
        ("[A Kerkstraat 12], [A Kerkstraat 12, 9000 Gent], [A Kerkstraat 14]", 2),
        ("[A 12, rue de la Gare], [A rue de la Gare 12 à 6440 Echternach]", 1),
        ("[L zoning des Hauts-Sarts], [L Hauts-Sarts]", 1),
        ("[L station Gent], [L Gent]", 2),
    ],
)
def test_a_short_form_is_the_same_thing_and_another_is_not(marked: str, count: int) -> None:
    assert len(joined(marked)) == count


@pytest.mark.parametrize(
    ("word", "colour"), [("donkergrijze", "grey"), ("weisser", "white"), ("witte", "white"), ("golf", "")]
)
def test_a_colour_is_known_in_any_form(word: str, colour: str) -> None:
    assert colour_of(word) == colour


def test_without_the_text_names_are_still_joined() -> None:
    _, found = mentions("[P Kevin Peeters] zwijgt. [P Peeters] ontkent.")
    assert groups(found) == [("m0", "m1")]


@pytest.mark.timeout(60)
def test_a_thick_file_takes_no_time_without_end() -> None:
    words = [f"[P Jan{n % 140} Maes{n % 97}] [P Maes{n % 89}] [V VW Golf {n % 700}]" for n in range(6000)]
    text, found = mentions(re.sub(r"\d+(?=[\] ])", lambda m: _letters(int(m.group())), " ".join(words)))
    assert sum(map(len, groups(found, text))) == 18_000


def _letters(number: int) -> str:
    return "".join(chr(97 + int(digit)) for digit in str(number))
