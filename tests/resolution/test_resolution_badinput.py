from __future__ import annotations

from people import person, stores

from graph.ontology.mention import Mention
from resolution.comparison.features import birth_of
from resolution.layers.batch import resolve
from resolution.names.name import divide
from resolution.names.text import fold, sound
from resolution.training.train import train
from resolution.weights.model import Model, default_model


def entities(mentions: list[Mention], model: Model | None = None) -> int:
    with stores(mentions) as (store, clusters):
        return resolve(store, clusters, model or train(store, 1, 1), 1).counts["Person entities"]


def test_nothing_at_all_is_no_error() -> None:
    with stores([]) as (store, clusters):
        assert resolve(store, clusters, train(store, 1, 1), 1).counts["changes"] == 0


def test_mentions_that_say_nothing_are_never_joined() -> None:
    assert entities([person(f"r{i}") for i in range(300)]) == 300


def test_one_constant_name_is_no_person() -> None:
    assert entities([person(f"r{i}", name="Onbekend") for i in range(1000)]) == 1000


def test_many_identical_rows_end_quickly_as_one() -> None:
    rows = [
        person(f"r{i}", name="Jan Peeters", birthDate="1980-05-12", birthPlace="Gent") for i in range(20_000)
    ]
    assert entities(rows, default_model()) == 1


def test_absurd_dates_are_not_dates() -> None:
    for absurd in ("0000-00-00", "9999-12-31", "12/05/1980", "1980-5-1x", "", "-1", "١٩٨٠"):
        assert birth_of([absurd])[0] == ""
    assert birth_of(["1980-00-00"]) == ("", "1980") and birth_of(["1980-05-00"]) == ("", "1980-05")
    assert entities([person(f"r{i}", name="Jan Peeters", birthDate="0000-00-00") for i in range(5)]) == 5


def test_names_of_ten_thousand_characters_are_read_to_a_limit() -> None:
    long = ["x" * 10_000, "jan " * 2500, "é" * 10_000, "J'" * 5000, ", " * 5000]
    rows = [person(f"r{i}", name=name, birthDate="1980-05-12") for i, name in enumerate(long)]
    assert entities(rows, default_model()) == len(long)


def test_any_sign_can_be_folded() -> None:
    assert fold("\ud800 ПЕТРОВ \x00 محمد 王") == "petrov mhmd wang"
    assert fold("") == sound("") == "" and divide("  ") == ("", "") and divide(",") == ("", "")


def test_values_that_are_all_the_same_teach_nothing_wrong() -> None:
    rows = [
        person(
            f"r{i}", firstName=f"N{i}", lastName="Maes", birthDate="1980-01-01", gender="m", birthPlace="Gent"
        )
        for i in range(400)
    ]
    assert entities(rows) == 400


def test_a_number_of_many_names_tells_nobody_apart() -> None:
    rows = [person(f"r{i}", name=f"Voornaam{i} Naam{i * 7}", handle="shared") for i in range(100)]
    with stores(rows) as (store, clusters):
        resolved = resolve(store, clusters, default_model(), 1)
    assert resolved.counts["Person entities"] == 100
    assert any("handle: 1 hold too many names" in note and "100" in note for note in resolved.notes)
    assert not any("shared" in note.lower() for note in resolved.notes)
