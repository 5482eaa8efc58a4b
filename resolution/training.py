"""Learns a model from a layer's persons with Splink: u from random pairs, prior from sure rules, m by EM.

Then all candidates are gone over once more (resolution/refine.py).
"""

from __future__ import annotations

import logging
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import replace
from math import log2

import duckdb
import numpy as np
from splink import Linker
from splink.internals.exceptions import EMTrainingException

from graph.mentions import MentionStore
from resolution.comparison import COMPARISONS, FREQUENCIES, Comparison
from resolution.features import person_features
from resolution.judgements import Judged, judgements
from resolution.linking import Scored, linker, score_candidates
from resolution.model import SMALLEST, Model, default_model
from resolution.profiles import Profile, profiles
from resolution.refine import Floats, refine
from resolution.second.judged import with_second
from resolution.table import PERSONS, connect, count_candidates, put_candidates, put_persons

FEWEST = 200
"""Profiles below which nothing can be learned from random pairs."""
FEWEST_PAIRS = 100
"""Pairs under a training rule below which EM has too little to go on."""
U_PAIRS = 1e6
EM_PAIRS = 1e6
RECALL = 0.7
"""Share of the true pairs that the sure rules are taken to find."""
SURE = (
    "l.national_number = r.national_number AND l.national_number != ''",
    "l.birth = r.birth AND l.birth != '' AND l.surname = r.surname AND l.given_root = r.given_root"
    " AND l.given != ''",
    "l.given = r.given AND l.surname = r.surname AND l.given != '' AND l.street = r.street"
    " AND l.street != ''",
)
RULES = {
    "same names": "l.surname = r.surname AND l.given = r.given AND l.surname != '' AND l.given != ''",
    "same date of birth": "l.birth = r.birth AND l.birth != ''",
    "same national number": "l.national_number = r.national_number AND l.national_number != ''",
}
ITERATIONS = (25, 8, 3)
"""Rounds of EM at most; fewer where a level that no match shows shrinks to what no number can hold."""
VANISHED = "below the minimum allowed"
LEAST = 1e-9
"""Pairs below this probability do not count when the prior is refined."""
ROUNDS = 30
SHIFT = 0.5
"""Bits by which the threshold falls each time the share of rows without a mate halves."""
MOST_SHIFT = 5.0
SMALL = 6.0
"""Bits of the prior from which a table is so small that nothing is taken for granted."""
SHARE_KNOWN = 0.01
"""A field known for less than this share of the rows keeps its default weights."""


def train(mentions: MentionStore, layer: int, seed: int = 0, decisions: Iterable[Judged] = ()) -> Model:
    """The model of a layer: the same mentions, judgements and seed always give the same one.

    Where there is too little to learn from, weights by judgement stand in, and `Model.notes` says so. From
    50 judged pairs on, a second stage is learned too, and kept where it is better.
    """
    rows = profiles(person_features(mentions, layer)).rows
    model = train_profiles(rows, seed)
    judged = judgements(decisions, layer)
    if not judged.judged:
        return model
    features = {id_: row.features for row in rows for id_ in row.mentions if id_ in judged.judged}
    return with_second(model, features, judged, seed)


def train_profiles(rows: Sequence[Profile], seed: int = 0) -> Model:
    """The model learned from these profiles."""
    if len(rows) < FEWEST:
        note = f"only {len(rows)} different rows, {FEWEST} are needed: all weights are defaults"
        return default_model(seed, (note,))
    with connect(threads=1) as db, _quiet():
        put_persons(db, rows)
        return _train(db, rows, seed)


def _train(db: duckdb.DuckDBPyConnection, rows: Sequence[Profile], seed: int) -> Model:
    size = len(rows)
    known = [field for field, share in _known(db, size).items() if share >= SHARE_KNOWN]
    made = linker(db, None, known or ["surname"])
    db.execute("SET threads = 2")  # u is made of counts, which no order of adding changes
    made.training.estimate_u_using_random_sampling(max_pairs=U_PAIRS, seed=seed, min_count_per_level=None)
    db.execute("SET threads = 1")  # EM adds fractions: one thread, one order
    notes: list[str] = []
    prior = _prior(db, size, notes)
    made._settings_obj._probability_two_random_records_match = prior
    used = [name for name, rule in RULES.items() if _maximise(db, made, name, rule, notes)]
    levels = _levels(made, bool(used), notes)
    frequencies = {column: _counts(db, column) for column in FREQUENCIES}
    model = Model(
        prior=prior,
        levels=levels,
        frequencies={c: {v: n for v, n in counts.items() if n > 1} for c, counts in frequencies.items()},
        totals={column: sum(counts.values()) for column, counts in frequencies.items()},
        seed=seed,
        notes=tuple(notes),
    )
    return _settled(db, rows, model)


def _settled(db: duckdb.DuckDBPyConnection, rows: Sequence[Profile], model: Model) -> Model:
    """The model after a look at all candidates: m, the prior and the threshold."""
    db.execute("SET threads = 2")  # pairs are counted, or weighed each for itself and put in order
    put_candidates(db, rows)
    model = refine(db, model, len(rows))
    found = score_candidates(db, model, LEAST)
    model = replace(model, prior=_refined(found.weight - model.prior_weight, model.prior, len(rows)))
    alone = _alone(found, len(rows))
    volume = {"rows": len(rows), "candidates": count_candidates(db)}
    return replace(model, threshold=threshold_for(alone, model.prior_weight), volume=volume)


def _refined(weights: Floats, prior: float, size: int) -> float:
    """The prior at which the candidates hold as many true pairs as it says: the sure rules may miss most."""
    pairs = size * (size - 1) / 2
    for _ in range(ROUNDS):
        expected = float(np.sum(1 / (1 + np.exp2(-np.clip(weights + log2(prior / (1 - prior)), -200, 200)))))
        prior = min(0.5, max(expected, 1.0) / pairs)
    return float(f"{prior:.9g}")


def _alone(found: Scored, size: int) -> float:
    """The expected share of rows that have no mate."""
    silent = np.log1p(-np.minimum(1 / (1 + np.exp2(-np.clip(found.weight, -200, 200))), 1 - 1e-12))
    total = np.bincount(found.left, silent, size) + np.bincount(found.right, silent, size)
    return float(np.exp(total).mean())


def threshold_for(alone: float, prior_weight: float) -> float:
    """The probability from which pairs are kept and clusters joined, on average.

    A pair starts from how seldom two random rows are one. That a row has a mate somewhere is far likelier
    where hardly any row is `alone`: then less evidence is needed to say which it is.
    """
    most = min(MOST_SHIFT, max(0.0, -prior_weight - SMALL))
    shift = SHIFT * min(most, max(0.0, -log2(max(alone, 1e-9))))
    return float(f"{1 / (1 + 2**shift):.9g}")


def _prior(db: duckdb.DuckDBPyConnection, size: int, notes: list[str]) -> float:
    """The share of all pairs that are one person: those found by sure rules, over their recall."""
    union = " UNION ".join(f"SELECT l.unique_id, r.unique_id {_joined(rule)}" for rule in SURE)
    found = _number(db, f"SELECT count(*) FROM ({union})")
    pairs = size * (size - 1) / 2
    if not found:
        notes.append("no pair is sure: the prior stands at one pair in every hundred rows")
    return min(0.5, max(found / RECALL, size / 100) / pairs)


def _maximise(db: duckdb.DuckDBPyConnection, made: Linker, name: str, rule: str, notes: list[str]) -> bool:
    """One run of EM over the pairs of a rule; False, with a note, when they are too few or it fails."""
    pairs = _number(db, f"SELECT count(*) {_joined(rule)}")
    if pairs < FEWEST_PAIRS:
        notes.append(f"{name}: {pairs} pairs, too few to learn from")
        return False
    for most in ITERATIONS:
        made._settings_obj.training_settings = replace(
            made._settings_obj.training_settings, max_iterations=most
        )
        try:
            made.training.estimate_parameters_using_expectation_maximisation(
                rule, estimate_without_term_frequencies=True, max_pairs=EM_PAIRS
            )
        except EMTrainingException as error:
            notes.append(f"{name}: EM did not run ({str(error).splitlines()[0]})")
            return False
        except ValueError as error:
            if VANISHED not in str(error):
                raise
            continue
        return True
    notes.append(f"{name}: EM leaves nothing of a level, what it learned is not used")
    return False


def _levels(made: Linker, trained: bool, notes: list[str]) -> dict[str, tuple[tuple[float, float], ...]]:
    learned = {
        c["output_column_name"]: c["comparison_levels"][1:]
        for c in made.misc.save_model_to_json()["comparisons"]
    }
    result: dict[str, tuple[tuple[float, float], ...]] = {}
    for comparison in COMPARISONS:
        defaults = [(level.m, level.u) for level in comparison.levels]
        pairs = learned.get(comparison.field, [])
        seen = trained and any("m_probability" in p for p in pairs)
        if not seen:
            notes.append(f"{comparison.field}: hardly ever known, default weights")
        result[comparison.field] = tuple(_merged(comparison, pairs)) if seen else tuple(defaults)
    return result


def _merged(comparison: Comparison, learned: Sequence[Mapping[str, float]]) -> Iterator[tuple[float, float]]:
    """Learned m and u, the default where a level was never seen or is never learned, neither at 0."""
    for level, pair in zip(comparison.levels, learned, strict=True):
        seen = {} if level.fixed else pair
        yield _kept(seen.get("m_probability", level.m)), _kept(seen.get("u_probability", level.u))


def _kept(share: float) -> float:
    return float(f"{min(max(share, SMALLEST), 1.0):.9g}")


def _known(db: duckdb.DuckDBPyConnection, size: int) -> dict[str, float]:
    """The share of rows for which the null condition of a comparison does not hold by itself."""
    shares = {}
    for comparison in COMPARISONS:
        said = " OR ".join(f"len({column}) > 0" for column in comparison.columns)
        shares[comparison.field] = _number(db, f"SELECT count(*) FROM {PERSONS} WHERE {said}") / size
    return shares


def _counts(db: duckdb.DuckDBPyConnection, column: str) -> dict[str, int]:
    query = f"SELECT {column}, count(*) FROM {PERSONS} WHERE {column} != '' GROUP BY 1 ORDER BY 1"
    return {str(value): int(count) for value, count in db.execute(query).fetchall()}


def _joined(rule: str) -> str:
    """SQL: the pairs of rows for which a rule holds."""
    return f"FROM {PERSONS} l JOIN {PERSONS} r ON {rule} AND l.unique_id < r.unique_id"


@contextmanager
def _quiet() -> Iterator[None]:
    """Splink's warnings about levels without data are said in the model's notes instead."""
    spoken = logging.getLogger("splink")
    level = spoken.level
    spoken.setLevel(logging.ERROR)
    try:
        yield
    finally:
        spoken.setLevel(level)


def _number(db: duckdb.DuckDBPyConnection, query: str) -> int:
    return int(db.execute(query).fetchall()[0][0])
