"""Whoever was met in two places at once stays apart, in the index as in the batch."""

from __future__ import annotations

import random
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from people import holding, person, thing
from test_online_exact import MODEL, Village, check, crowded, live  # noqa: F401
from test_online_follow import town

from graph.ontology.mention import Mention
from resolution.comparison.met import Met, Moment
from resolution.judgements import Judgements
from resolution.online.online import Online

PLACES = (("Gent", 51.05, 3.72, 8.0), ("Liège", 50.63, 5.57, 8.0), ("Paris", 48.86, 2.35, 1.0))
TIMES = ("10:00", "10:10", "11:00", "14:00")


def met(chance: random.Random) -> Met:
    """Where somebody was on one morning: mostly nowhere."""
    since = chance.choice((0, 0, 10, 30, 60, 300))
    moments = [
        Moment(at, at + chance.choice((1, 1, 40)), *chance.choice(PLACES))
        for at in (since, since + 400)[: chance.choice((0, 1, 1, 2))]
    ]
    return Met((*moments, *((Moment(5, 6),) if chance.random() < 0.2 else ())))


def village(seed: int, size: int) -> Village:
    """A village of few names whose people are met all over the country."""
    chance, made = random.Random(seed), Village(seed, size)
    died = [chance.choice(("", "", "", "1969", "1970-01-01", "1970-01")) for _ in range(size)]
    made.said = [
        row._replace(features=replace(row.features, met=met(chance), died=died[at // 2]))
        for at, row in enumerate(made.said)
    ]
    return made


@settings(max_examples=20, deadline=None)
@given(st.integers(0, 10**6), st.integers(8, 20))
def test_any_life_with_meetings_ends_as_the_batch(seed: int, size: int) -> None:
    live(village(seed, size), seed, 2 * size, size // 2)


@pytest.mark.parametrize("seed", range(8))
def test_where_everything_is_crowded_too(seed: int, crowded: None) -> None:  # noqa: F811
    live(village(seed, 16), seed, 40, 8)


@pytest.mark.parametrize("seed", range(4))
def test_loaded_in_bulk_it_goes_on(seed: int) -> None:
    said = village(seed, 30).said
    with Online.open(":memory:", MODEL, 1) as index:
        index.load(said[:20])
        check(index, said[:20], Judgements())
        index.put(said[20:])
        index.remove([row.mention for row in said[:10]])
        check(index, said[10:], Judgements())
        again = [row._replace(features=replace(row.features, met=Met())) for row in said[10:]]
        index.take(again)
        check(index, again, Judgements())


def checked(chance: random.Random, name: str) -> list[Mention]:
    """A check of one of two men somewhere, at some time of one day."""
    place = thing(name, "Location", "place", city=chance.choice(("Gent", "Liège", "Antwerpen", "")))
    at = f"2024-03-05T{chance.choice(TIMES)}+01:00"
    control = holding(thing(name, "Event", "check", kind="control", startDate=at), "AT", place)
    who = {
        "firstName": chance.choice(("Jan", "Jan", "Piet")),
        "lastName": "Peeters",
        "birthDate": "1980-05-12",
    }
    died = chance.choice(("", "", "", "2024-03", "2023-01-05"))
    return [holding(person(name, deathDate=died, **who), "PARTICIPATES_IN", control), control, place]


@pytest.mark.parametrize("seed", range(6))
def test_records_of_checks_are_followed_as_the_batch_resolves_them(seed: int, tmp_path: Path) -> None:
    with town(tmp_path, seed) as made:
        made.check()
        for _ in range(8):
            name = f"c{made.chance.randint(0, 7)}"
            made.apply(checked(made.chance, name) if made.chance.random() < 0.8 else [], [name])
            made.check()
        assert made.ways == ["batch"] + ["index"] * 8
