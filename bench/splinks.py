"""Splink as its documentation sets it up for tables of size, and the clock of both engines beside it."""

from __future__ import annotations

import logging
import resource
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

import duckdb
import pyarrow as pa
import splink.comparison_library as cl
from splink import DuckDBAPI, Linker, SettingsCreator, block_on

from resolution.quality.evaluate import Quality

THRESHOLDS = (0.5, 0.9, 0.99, 0.999)
FIRST = f"{THRESHOLDS[0]}"
"""The threshold whose clusters count for its time."""
Lap = Callable[[str], None]


def settings() -> SettingsCreator:
    """Comparisons from Splink's library for each kind of column, blocking by pairs of columns."""
    given, surname = cl.NameComparison("given"), cl.NameComparison("surname")
    close = [cl.LevenshteinAtThresholds(c, 2) for c in ("street", "postcode")]
    exact = [cl.ExactMatch(c) for c in ("gender", "house", "phone", "plate", "national_number")]
    counted = [given, surname, *close, cl.ExactMatch("city")]
    adjusted = [comparison.configure(term_frequency_adjustments=True) for comparison in counted]
    return SettingsCreator(
        link_type="dedupe_only",
        comparisons=[*adjusted, cl.DateOfBirthComparison("birth", input_is_string=True), *exact],
        blocking_rules_to_generate_predictions=[
            block_on("given", "surname"),
            block_on("surname", "birth"),
            block_on("given", "birth"),
            block_on("postcode", "given"),
            block_on("postcode", "surname"),
            block_on("postcode", "birth"),
            block_on("street", "house"),
            block_on("national_number"),
            block_on("phone"),
            block_on("plate"),
        ],
    )


@contextmanager
def splink_of(rows: pa.Table) -> Iterator[Linker]:
    """A linker over these rows, in a database of its own with two threads."""
    with duckdb.connect(config={"threads": 2}) as db:
        db.execute("SET enable_progress_bar = false")
        yield Linker(DuckDBAPI(connection=db).register(rows), settings(), log_level=logging.ERROR)


def train(linker: Linker, seed: int) -> None:
    """The prior from sure rules, u from random pairs, m by EM under two rules on a million pairs at most."""
    sure: list[Any] = [block_on("given", "birth", "surname"), block_on("national_number")]
    training = linker.training
    training.estimate_probability_two_random_records_match(sure, recall=0.7)
    training.estimate_u_using_random_sampling(max_pairs=1e6, seed=seed)
    for rule in (block_on("given", "surname"), block_on("birth", "postcode")):
        training.estimate_parameters_using_expectation_maximisation(rule, max_pairs=1e6)


def clusters(linker: Linker, lap: Lap) -> Iterator[tuple[str, Any]]:
    """Each threshold with its clusters; predicting is a lap of its own."""
    pairs = linker.inference.predict(threshold_match_probability=THRESHOLDS[0])
    lap("predict")
    for least in THRESHOLDS:
        yield f"{least}", linker.clustering.cluster_pairwise_predictions_at_threshold(pairs, least)


@dataclass(frozen=True)
class Run:
    """What one engine did: quality by threshold, seconds by stage, and the highest memory of its process."""

    quality: dict[str, Quality]
    stages: dict[str, tuple[float, float]]
    before: float
    peak: float


class Clock:
    """Seconds and seconds of the processor by stage, and the memory from here on."""

    def __init__(self) -> None:
        self._stages: dict[str, tuple[float, float]] = {}
        self._before = _peak()
        self._at = (time.perf_counter(), time.process_time())

    def lap(self, name: str) -> None:
        """A stage has ended."""
        now = (time.perf_counter(), time.process_time())
        self._stages[name] = (now[0] - self._at[0], now[1] - self._at[1])
        self._at = now

    def run(self) -> Run:
        """What was seen, without how right it was."""
        return Run({}, self._stages, self._before, _peak())


def _peak() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1e6


def lines(engine: str, run: Run) -> list[str]:
    """What one engine did, in words."""
    counted = {name: spent for name, spent in run.stages.items() if name != "-"}
    whole, worked = (sum(spent[at] for spent in counted.values()) for at in (0, 1))
    stages = ", ".join(f"{name} {spent[0]:.1f} ({spent[1]:.1f})" for name, spent in counted.items())
    made = [f"{engine}: {whole:.1f} s ({worked:.1f} of the processor): {stages}"]
    made.append(f"  peak memory {run.peak:.2f} GB, of which before it began {run.before:.2f}")
    for name, q in run.quality.items():
        figures = f"precision {q.precision:.4f} recall {q.recall:.4f} F1 {q.f1:.4f} B³ {q.b3_f1:.4f}"
        made.append(f"  {('at ' + name) if name else 'pairs':<9} {figures}")
    return made
