"""Names in two scripts are found and joined by what `resolve` does with two records."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest
from people import person, stores, together

from graph.ontology.mention import Mention
from graph.ontology.statement import Statement
from resolution.comparison.features import features_of
from resolution.layers.batch import resolve
from resolution.names.name import name_of
from resolution.weights.model import default_model

PAIRS = Path(__file__).with_name("cross_script.csv")


def named(*values: tuple[str, str]) -> Mention:
    return Mention("a", "Person", "p", 1, tuple(Statement(name, value) for name, value in values))


def test_a_name_in_our_letters_goes_before_one_in_others() -> None:
    found = name_of(named(("name", "Тимофей Бурлаков"), ("name", "Timofej Boerlakov")))
    assert (found.given, found.surname, found.written) == ("timofej", "boerlakov", ("Тимофей|Бурлаков",))


def test_a_chinese_name_begins_with_the_surname() -> None:
    found = name_of(named(("name", "王小明")))
    assert (found.given, found.surname, found.written) == ("xiaoming", "wang", ("小明|王",))


def test_letters_with_accents_are_ours() -> None:
    assert not features_of(person("a", firstName="Zoë", lastName="D’Hoëst"), {}).written


@pytest.mark.parametrize(("length", "least"), [(10, 0.85), (4, 0.75)], ids=["day", "year"])
def test_names_in_two_scripts_are_found_and_joined(length: int, least: float) -> None:
    with PAIRS.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    born = [
        f"{1930 + at * 37 % 71}-{1 + at * 7 % 12:02}-{2 + at * 11 % 27:02}"[:length]
        for at in range(len(rows))
    ]
    pairs = [
        [person(f"{at}{side}", name=row[side], birthDate=born[at]) for side in "ab"]
        for at, row in enumerate(rows)
    ]
    with stores([mention for pair in pairs for mention in pair]) as (store, clusters):
        resolve(store, clusters, default_model(), 1)
        found = [together(clusters, a, b) for a, b in pairs]
    same = [row["same"] == "1" for row in rows]
    right = sum(f and s for f, s in zip(found, same, strict=True))
    assert 2 * right / (sum(found) + sum(same)) > least, (right, sum(found), sum(same))
