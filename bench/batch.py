"""The batch at size: Locard and Splink resolve the same synthetic rows, and their truth is known.

`python -m bench.batch [--rows 100000] [--engines Locard Splink] [--seed 1]` prints seconds, seconds of the
processor, the highest memory and how right each is, every engine in a process of its own. Rows are those of
bench.online, of which some moved house or have another phone. Splink is set up as its documentation does for
tables of this size: blocking by pairs of columns, u from random pairs, m by EM under two rules on at most a
million pairs each, term frequencies, clusters at a threshold: of those that are tried, take its best.
"""

from __future__ import annotations

import argparse
import logging
import resource
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from multiprocessing import get_context
from typing import Any

import duckdb
import numpy as np
import pyarrow as pa
import splink.comparison_library as cl
from splink import DuckDBAPI, Linker, SettingsCreator, block_on

from bench.online import Country, drawn, said_of
from bench.resolution import _grouped, _hush
from resolution.change import Cluster
from resolution.evaluate import Quality, evaluate
from resolution.features import EMPTY
from resolution.judgements import Judgements
from resolution.online.groups import Said
from resolution.persons import resolve_profiles
from resolution.profiles import Profile
from resolution.training import train_profiles

OTHERWISE = {"home": 0.1, "street": 0.05, "phone": 0.1, "number": 0.02, "sex": 0.01, "plate": 0.1}
"""Shares of rows that say something else than their person does, or a street with a slip."""
HOME = ("street", "house", "postcode", "city")
THRESHOLDS = (0.5, 0.9, 0.99, 0.999)
ONE = ("given", "surname", "birth", "gender", "national_number", "street", "house", "postcode", "city")
Lap = Callable[[str], None]
Engine = Callable[[list[Said], int, Lap], dict[str, list[Cluster]]]


def ours(rows: list[Said], seed: int, lap: Lap) -> dict[str, list[Cluster]]:
    """Locard: trained without labels, then clustered."""
    held = [Profile(row.features, (row.mention,), (row.record,)) for row in rows]
    rows.clear()
    held.sort(key=lambda row: row.name)
    lap("profiles")
    model = train_profiles(held, seed)
    lap("train")
    made = resolve_profiles(held, (), model, Judgements(), told=False).clusters
    lap("resolve")
    return {"": made}


def splinks(rows: list[Said], seed: int, lap: Lap) -> dict[str, list[Cluster]]:
    """Splink, clustered at each threshold; only the first counts for its time."""
    said = table(rows)
    rows.clear()
    lap("table")
    sure: list[Any] = [block_on("given", "birth", "surname"), block_on("national_number")]
    with duckdb.connect(config={"threads": 2}) as db:
        db.execute("SET enable_progress_bar = false")
        linker = Linker(DuckDBAPI(connection=db).register(said), settings(), log_level=logging.ERROR)
        training = linker.training
        training.estimate_probability_two_random_records_match(sure, recall=0.7)
        training.estimate_u_using_random_sampling(max_pairs=1e6, seed=seed)
        for rule in (block_on("given", "surname"), block_on("birth", "postcode")):
            training.estimate_parameters_using_expectation_maximisation(rule, max_pairs=1e6)
        lap("train")
        pairs = linker.inference.predict(threshold_match_probability=THRESHOLDS[0])
        lap("predict")
        made = {}
        for least in THRESHOLDS:
            found = linker.clustering.cluster_pairwise_predictions_at_threshold(pairs, least)
            made[f"{least}"] = _grouped(
                (row["unique_id"], row["cluster_id"]) for row in found.as_record_list()
            )
            lap("cluster" if least == THRESHOLDS[0] else "-")
    return made


def table(rows: Sequence[Said]) -> pa.Table:
    """The rows as Splink takes them: nothing said is null, of several values the first."""
    columns: dict[str, list[str | None]] = {
        column: [getattr(row.features, column) or None for row in rows] for column in ONE
    }
    columns |= {"unique_id": [row.mention for row in rows]}
    for name, held in (("phone", "contacts"), ("plate", "plates")):
        columns[name] = [next(iter(getattr(row.features, held)), None) for row in rows]
    return pa.table({name: pa.array(values, pa.string()) for name, values in columns.items()})


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


def changed(country: Country, rows: Iterable[Said]) -> Iterator[Said]:
    """The same rows, of which some say otherwise than their person does elsewhere."""
    last = EMPTY
    for number, row in enumerate(rows):
        other, f = country.chance.random(len(OTHERWISE)) < list(OTHERWISE.values()), row.features
        moved, slipped, renewed, wrong, sex, sold = other.tolist()
        if moved and f.postcode and last.postcode:
            f = replace(f, **{column: getattr(last, column) for column in HOME})
        if slipped and f.street:
            f = replace(f, street=f.street[:2] + f.street[3:])
        if renewed and f.contacts:
            f = replace(f, contacts=(f"phone:9{number:09}",))
        if wrong and f.national_number:
            f = replace(f, national_number=f"{f.national_number[:-1]}{number % 10}")
        if sex and f.gender:
            f = replace(f, gender="f" if f.gender == "m" else "m")
        if sold and f.plates:
            f = replace(f, plates=(f"9X{number}",))
        last = row.features
        yield row._replace(features=f)


ENGINES: dict[str, Engine] = {"Locard": ours, "Splink": splinks}


@dataclass(frozen=True)
class Run:
    """What one engine did: quality by threshold, seconds by stage, and the highest memory of its process."""

    quality: dict[str, Quality]
    stages: dict[str, tuple[float, float]]
    before: float
    peak: float


def measured(engine: str, rows: int, seed: int) -> Run:
    """Run an engine in a process of its own, so that nobody's memory counts for another."""
    with get_context("spawn").Pool(1, maxtasksperchild=1) as pool:
        return pool.apply(_once, (engine, rows, seed))


def _once(engine: str, rows: int, seed: int) -> Run:
    _hush()
    country = Country(seed, rows)
    persons = drawn(country, rows, 0)
    said = list(changed(country, said_of(country, persons, 0)))
    names = [row.mention for row in said]
    before, stages = _peak(), dict[str, tuple[float, float]]()
    at = [time.perf_counter(), time.process_time()]

    def lap(name: str) -> None:
        now = [time.perf_counter(), time.process_time()]
        stages[name] = (now[0] - at[0], now[1] - at[1])
        at[:] = now

    made = ENGINES[engine](said, seed, lap)
    peak = _peak()
    truth = dict(zip(names, map(str, np.asarray(persons).tolist()), strict=True))
    return Run({name: evaluate(found, truth) for name, found in made.items()}, stages, before, peak)


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


def main(arguments: Sequence[str] | None = None) -> None:
    """Print what each engine did."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rows", type=int, default=100_000)
    parser.add_argument("--engines", nargs="+", default=list(ENGINES), choices=list(ENGINES))
    parser.add_argument("--seed", type=int, default=1)
    given = parser.parse_args(arguments)
    for engine in given.engines:
        print(*lines(engine, measured(engine, given.rows, given.seed)), sep="\n", flush=True)


if __name__ == "__main__":
    main()
