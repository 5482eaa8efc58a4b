"""Whom a column names and the text of its record names again may be one; whoever else it names is not."""

from __future__ import annotations

import random
from dataclasses import replace
from pathlib import Path

import pytest
from people import holding, person, stores, thing, together
from test_online_follow import town

from graph.ontology.mention import Mention, Span
from resolution.comparison.features import repeated
from resolution.layers.batch import resolve
from resolution.online.online import Online
from resolution.weights.model import default_model
from resolution.why.why import why

MODEL = default_model()
JAN = {"firstName": "Jan Karel", "lastName": "Peeters", "birthDate": "1980-05-12"}


def named(record: str, start: int, end: int, **values: str) -> Mention:
    """A person whom the text of a record names."""
    return replace(person(record, f"remarks:{start}-{end}", **values), spans=(Span(start, end),))


def told(first: Mention, second: Mention, *others: Mention) -> bool:
    """Whether two who have one phone come out as one person, in the batch and in the index."""
    held = [thing(m.record, "Object", "phone", kind="phone", number="0470112233") for m in (first, second)]
    one, other = (holding(m, "USES", phone) for m, phone in zip((first, second), held, strict=True))
    said = [one, other, *others, held[0]]
    with stores(said) as (store, clusters), Online.open(":memory:", MODEL, 1) as index:
        resolve(store, clusters, MODEL, 1)
        index.resolve(said)
        found = together(clusters, one, other)
        assert found == (other.id in index.cluster_of(one.id))
        assert found != bool(why(store, MODEL, 1, one.id, other.id).conflict)
        return found


@pytest.mark.parametrize(
    "text",
    [
        {"name": "Jan Peeters"},
        {"name": "J. PEETERS"},
        {"name": "PEETERS Jean"},
        {"name": "Peeters"},
        {"name": "Jan Karl Peeters", "birthDate": "1980-05-21"},
    ],
)
def test_the_text_may_name_whom_a_column_names(text: dict[str, str]) -> None:
    assert told(person("a", **JAN), named("a", 5, 16, **text))


@pytest.mark.parametrize(
    "text",
    [
        {"name": "Els Peeters"},
        {"name": "Jan Maes"},
        {"name": "Jan Peeters", "birthDate": "1953-02-01"},
        {"name": "Jan Peeters", "nationalNumber": "80051200316"},
    ],
)
def test_whom_the_column_does_not_fit_is_somebody_else(text: dict[str, str]) -> None:
    column = person("a", **JAN, nationalNumber="80051200118")
    assert not told(column, named("a", 5, 16, **text))


def test_two_whom_the_column_fits_are_nobody() -> None:
    text, twin = named("a", 5, 16, name="Jan Peeters"), named("a", 30, 42, name="Jana Peeters")
    assert told(person("a", **JAN), text)
    assert not told(person("a", **JAN), text, twin)
    assert not told(person("a", **JAN), text, person("a", "q", firstName="Jean", lastName="Peeters"))


def test_whom_the_text_names_by_that_name_is_not_another() -> None:
    column = replace(person("a", firstName="Jana", lastName="Peeters"), spans=(Span(30, 42),))
    assert not told(column, named("a", 5, 16, name="Jan Peeters"))


def test_two_names_of_one_text_are_two_people() -> None:
    assert not told(named("a", 5, 16, name="Jan Peeters"), named("a", 40, 52, name="Jan Peeters"))
    assert not told(person("a", **JAN), person("a", "q", **JAN))


def test_both_in_two_records_are_one_only_where_both_allow() -> None:
    said = [person("a", **JAN), named("a", 5, 16, name="Jan Peeters"), person("b", **JAN)]
    other = named("b", 5, 16, name="Jan Peeters", birthDate="1980-05-12")
    assert set(repeated([*said, other])) == {said[1].id, other.id}
    with stores([*said, other]) as (store, clusters):
        resolve(store, clusters, MODEL, 1)
        assert together(clusters, said[0], said[2]) and together(clusters, said[0], other)


def report(chance: random.Random, name: str) -> list[Mention]:
    """A record that names one or two in its columns and some in its text."""
    given = ("Jan", "Jean", "Jana", "Els")
    born = ("1980-05-12", "1980-05-12", "", "1953-02-01")
    said = [
        person(
            name, anchor, firstName=chance.choice(given), lastName="Peeters", birthDate=chance.choice(born)
        )
        for anchor in ("p", "q")[: chance.choice((1, 1, 2))]
    ]
    for at in range(chance.choice((0, 1, 1, 2))):
        full = chance.choice((f"{chance.choice(given)} Peeters", "Peeters"))
        said.append(named(name, 20 * at, 20 * at + 9, name=full, birthDate=chance.choice(born)))
    return said


@pytest.mark.parametrize("seed", range(6))
def test_reports_are_followed_as_the_batch_resolves_them(seed: int, tmp_path: Path) -> None:
    with town(tmp_path, seed) as made:
        made.check()
        for _ in range(8):
            name = f"t{made.chance.randint(0, 4)}"
            made.apply(report(made.chance, name) if made.chance.random() < 0.8 else [], [name])
            made.check()
        assert made.ways == ["batch"] + ["index"] * 8
