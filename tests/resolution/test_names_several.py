"""Several names, dates, numbers and homes: the same levels in SQL and in Python, and bounds that hold."""

from __future__ import annotations

import random

import numpy as np
import pytest

from resolution.candidates.table import connect, put_persons
from resolution.comparison.features import COLUMNS, Features
from resolution.comparison.fields import COMPARISONS, Comparison
from resolution.comparison.profiles import Profile
from resolution.names.text import sound
from resolution.names.variants import root
from resolution.online.index.bounds import Weights, bounds
from resolution.online.index.codes import CODE, code_of
from resolution.weights.model import default_model
from resolution.weights.score import weight

SURNAMES = ["", "peeters", "petrov", "petrow", "janssens", "benali", "jan", "al", "llwy"]
GIVENS = ["", "jan", "j", "timofey", "timofej", "mohamed", "mhmd", "peeters", "els"]
WRITTEN = ["Тимофей|Петров", "محمد|العلوي", "Тимофей|", "|Петров"]
DATES = ["1980-01-01", "1980-05-17", "1981-01-01", "1980-07-17", "1979-05-17", "1980-05-01", "1990-12-31"]
PARTS = ["1980", "1980-05", "1979"]
NUMBERS = ["85471203372", "85071233374", "85271233374", "85400033374", "85071233474", "123", "85071200374"]
HOMES = [
    ("kerkstraat", "3", "9000", "gent"),
    ("kerkstraat", "3", "", "gent"),
    ("dorp", "1", "2000", ""),
    ("", "", "", "gent"),
]
TOKENS, PLATES = ["phone:32470", "email:A@B", "account:BE1"], ["1ABC123", "2XYZ789", "3KLM456"]
COUNT = 300


def _some(chance: random.Random, values: list[str], share: float) -> tuple[str, ...]:
    return tuple(sorted(set(chance.sample(values, 2)) - {""})) if chance.random() < share else ()


def _row(chance: random.Random) -> Features:
    given, surname = chance.choice(GIVENS), chance.choice(SURNAMES)
    birth = chance.choice([*DATES, ""])
    street, house, postcode, city = chance.choice(HOMES)
    tokens = [f"{s}|{h}|{place}" for s, h, *places in HOMES if s for place in places if place]
    return Features(
        given=given,
        given_root=root(given),
        given_parts=(given,) if given else (),
        surname=surname,
        surname_sound=sound(surname),
        surname_parts=(surname,) if surname else (),
        birth=birth,
        birth_part="" if birth else chance.choice([*PARTS, ""]),
        national_number=chance.choice([*NUMBERS, ""]),
        street=street,
        house=house,
        postcode=postcode,
        city=city,
        surnames=_some(chance, SURNAMES, 0.3),
        written=_some(chance, WRITTEN, 0.3),
        births=_some(chance, DATES + PARTS, 0.3),
        numbers=_some(chance, NUMBERS, 0.2),
        homes=_some(chance, tokens, 0.3),
        contacts=_some(chance, TOKENS, 0.3),
        plates=_some(chance, PLATES, 0.3),
        company=_some(chance, [*TOKENS, *PLATES, "case:7"], 0.5),
    )


@pytest.fixture(scope="module")
def rows() -> list[Profile]:
    chance = random.Random(7)
    return [Profile(_row(chance), (f"{at:04}",), (f"{at:04}",)) for at in range(COUNT)]


def case(comparison: Comparison) -> str:
    """SQL for the level of a pair: its place, -1 where a side is silent."""
    *some, _ = comparison.levels
    tests = " ".join(f"WHEN {level.sql} THEN {place}" for place, level in enumerate(some))
    return f"CASE WHEN {comparison.null} THEN -1 {tests} ELSE {len(some)} END"


@pytest.mark.parametrize("comparison", COMPARISONS, ids=lambda comparison: comparison.field)
def test_sql_and_python_find_the_same_level(rows: list[Profile], comparison: object) -> None:
    with connect(threads=2) as db:
        put_persons(db, rows)
        sides = ", ".join(f"{side}.{name} AS {name}_{side}" for side in "lr" for name in COLUMNS)
        found = db.execute(
            f"SELECT a, b, {case(comparison)} FROM (SELECT l.unique_id AS a, r.unique_id AS b, {sides}"
            " FROM persons l JOIN persons r ON l.unique_id < r.unique_id)"
        ).fetchall()
    wrong = [
        (rows[a].features, rows[b].features, level, comparison.judge(rows[a].features, rows[b].features))
        for a, b, level in found
        if comparison.judge(rows[a].features, rows[b].features) != level
    ]
    assert not wrong, wrong[0]


def test_findings_are_the_same_from_either_side(rows: list[Profile]) -> None:
    pairs = [(x.features, y.features) for x in rows[:80] for y in rows[80:160]]
    for comparison in COMPARISONS:
        assert all(comparison.judge(x, y) == comparison.judge(y, x) for x, y in pairs), comparison.field


def test_no_pair_weighs_more_than_its_bound(rows: list[Profile]) -> None:
    model, codes = default_model(), np.array([code_of(row.features) for row in rows], CODE)
    first = np.zeros(len(rows), np.int64)
    for row in rows[:100]:
        own = np.array([code_of(row.features)], CODE)
        most = bounds(Weights(model), [row.features], own, first, codes)
        exact = np.array([weight(model, row.features, other.features) for other in rows])
        assert (most >= exact).all(), rows[int(np.argmax(exact - most))].features
