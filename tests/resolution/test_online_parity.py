"""The online path gives a pair the probability that Splink gives it, and rules out no pair that counts."""

from __future__ import annotations

import random
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pyarrow as pa
import pytest
from splinked import linker, score_candidates

from bench.world import persons
from graph.ontology import Mention
from ingest.synthetic import generate
from resolution.candidates.table import connect, put_candidates, put_persons
from resolution.comparison.features import COLUMNS, features_of
from resolution.comparison.fields import FREQUENCIES
from resolution.comparison.profiles import Profile, profiles
from resolution.online.groups import Said
from resolution.online.index.bounds import Weights, bounds
from resolution.online.index.codes import CODE, code_of
from resolution.online.online import Online
from resolution.training.train import train_profiles
from resolution.weights.model import Model
from resolution.weights.score import explain, weight

PAIRS = 10_000


class World:
    """The persons of a synthetic world, a model learned from them, and pairs: half of them candidates."""

    def __init__(self, folder: Path) -> None:
        self.rows = list(profiles(_persons(folder)).rows)
        self.model = train_profiles(self.rows, seed=1)
        chance = random.Random(1)
        with connect(threads=1) as db:
            put_candidates(db, self.rows)
            found = db.execute("SELECT join_key_l, join_key_r FROM candidates ORDER BY ALL").fetchall()
        drawn = {tuple(sorted(chance.sample(range(len(self.rows)), 2))) for _ in range(2 * PAIRS)}
        near = chance.sample(found, min(len(found), PAIRS // 2))
        self.pairs = sorted({*near, *sorted(drawn)[:: max(1, len(drawn) // PAIRS)]})[: PAIRS * 2]


def _persons(folder: Path) -> Iterator[tuple[Mention, object]]:
    generate(folder, 500, 1)
    return ((mention, features_of(mention, by_id)) for _, mention, by_id in persons(folder))


@pytest.fixture(scope="module")
def world(tmp_path_factory: pytest.TempPathFactory) -> World:
    return World(tmp_path_factory.mktemp("world"))


def test_splink_gives_ten_thousand_pairs_the_same_probability(world: World) -> None:
    assert len(world.pairs) >= PAIRS
    with connect(threads=2) as db:
        put_persons(db, world.rows)
        pairs = pa.table(
            {
                "match_key": ["0"] * len(world.pairs),
                "join_key_l": [a for a, _ in world.pairs],
                "join_key_r": [b for _, b in world.pairs],
            }
        )
        db.register("pairs", pairs)
        db.execute("CREATE TABLE candidates AS SELECT * FROM pairs")
        scored = score_candidates(db, world.model, 1e-300)
    found = {(int(a), int(b)): w for a, b, w in zip(scored.left, scored.right, scored.weight, strict=True)}
    assert len(found) == len(world.pairs)
    for (a, b), bits in found.items():
        left, right = world.rows[a], world.rows[b]
        pair = explain(world.model, left.name, left.features, right.name, right.features)
        assert pair.weight == pytest.approx(bits, abs=1e-6)
        assert pair.probability == pytest.approx(1 / (1 + 2.0**-bits), abs=1e-6)


def test_score_pair_says_the_same_as_the_index(world: World) -> None:
    rows = world.rows[:200]
    with Online.open(":memory:", world.model, 1) as index, connect(threads=1) as db:
        index.load(
            Said(m, r, row.features) for row in rows for m, r in zip(row.mentions, row.records, strict=True)
        )
        put_persons(db, rows)
        made = linker(db, world.model)
        place = {row.name: row for row in rows}
        pairs = [pair for pair in index.pairs() if pair.a in place and pair.b in place][:8]
        assert pairs
        for pair in pairs:
            scored = made.inference.score_pair(
                *(_record(place[name], world.model) for name in (pair.a, pair.b))
            )
            assert scored.as_record_list()[0]["match_probability"] == pytest.approx(
                pair.probability, abs=1e-6
            )


def _record(row: Profile, model: Model) -> dict[str, object]:
    values: dict[str, object] = {"unique_id": row.name}
    for column in COLUMNS:
        value = getattr(row.features, column)
        values[column] = list(value) if isinstance(value, tuple) else value
    for column in FREQUENCIES:
        values[f"tf_{column}"] = model.frequency(column, getattr(row.features, column))
    return values


def test_no_pair_weighs_more_than_its_bound(world: World) -> None:
    chance, weights = random.Random(3), Weights(world.model)
    codes = np.array([code_of(row.features) for row in world.rows], CODE)
    ruled_out = 0
    for at in chance.sample(range(len(world.rows)), 60):
        mine = world.rows[at].features
        own, places = np.array([code_of(mine)], CODE), np.zeros(len(codes), np.int64)
        most = bounds(weights, [mine], own, places, codes)
        exact = np.array([weight(world.model, mine, row.features) for row in world.rows])
        assert (most >= exact).all(), [world.rows[i].features for i in np.flatnonzero(most < exact)[:2]]
        ruled_out += int((most < 0).sum())
    assert ruled_out > 60 * len(world.rows) * 0.9
