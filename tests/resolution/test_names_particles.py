from __future__ import annotations

import pytest
from people import person

from resolution.names.name import divide, name_of


@pytest.mark.parametrize(
    ("full", "given", "surname"),
    [
        ("CORNELIS De Groot", "CORNELIS", "De Groot"),
        ("De Smet LAURA", "LAURA", "De Smet"),
        ("Van den Abeele MAARTEN", "MAARTEN", "Van den Abeele"),
        ("Jan DE SMET", "Jan", "DE SMET"),
        ("Jan van den BERG", "Jan", "van den BERG"),
        ("El Mehdi BENALI", "Mehdi", "El BENALI"),
    ],
)
def test_a_shouted_given_name_leaves_its_particle_to_the_surname(full: str, given: str, surname: str) -> None:
    assert divide(full) == (given, surname)


@pytest.mark.parametrize(
    ("first", "last", "given", "surname"),
    [
        ("Van de Walle", "Greet", "greet", "vandewalle"),
        ("De Smet", "LAURA", "laura", "desmet"),
        ("El Mehdi", "Benali", "el", "benali"),
        ("Ait Taleb", "Hicham", "hicham", "aittaleb"),
        ("Ait el Haj", "Hicham", "hicham", "aitelhaj"),
        ("Marie", "De Smet", "marie", "desmet"),
        ("De Smet", "Van Dijk", "de", "vandijk"),
        ("Van", "Nguyen", "van", "nguyen"),
    ],
)
def test_a_surname_in_the_column_of_given_names_is_turned(
    first: str, last: str, given: str, surname: str
) -> None:
    name = name_of(person("r", firstName=first, lastName=last))
    assert (name.given, name.surname) == (given, surname)
