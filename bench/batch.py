"""The batch at size: Locard and Splink resolve the same synthetic rows, and their truth is known.

`python -m bench.batch [--rows 100000] [--engines Locard Splink] [--seed 1]` prints seconds, seconds of the
processor, the highest memory and how right each is, every engine in a process of its own. Rows are those of
bench.online, of which some moved house or have another phone. Splink is set up as its documentation does for
tables of this size: blocking by pairs of columns, u from random pairs, m by EM under two rules on at most a
million pairs each, term frequencies, clusters at a threshold: of those that are tried, take its best.
"""

from __future__ import annotations

import argparse
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from multiprocessing import get_context

import numpy as np
import pyarrow as pa

from bench.online import Country, drawn, said_of
from bench.resolution import _grouped, _hush
from bench.splinks import FIRST, Clock, Lap, Run, clusters, lines, splink_of, train
from resolution.change import Cluster
from resolution.clustering.persons import resolve_profiles
from resolution.comparison.features import EMPTY
from resolution.comparison.profiles import Profile
from resolution.judgements import Judgements
from resolution.online.groups import Said
from resolution.quality.evaluate import evaluate
from resolution.training.train import train_profiles
from resolution.weights.coded import coded_rows

OTHERWISE = {"home": 0.1, "street": 0.05, "phone": 0.1, "number": 0.02, "sex": 0.01, "plate": 0.1}
"""Shares of rows that say something else than their person does, or a street with a slip."""
HOME = ("street", "house", "postcode", "city")
ONE = ("given", "surname", "birth", "gender", "national_number", "street", "house", "postcode", "city")
Engine = Callable[[list[Said], int, Lap], dict[str, list[Cluster]]]


def ours(rows: list[Said], seed: int, lap: Lap) -> dict[str, list[Cluster]]:
    """Locard: trained without labels, then clustered."""
    held = [Profile(row.features, (row.mention,), (row.record,)) for row in rows]
    rows.clear()
    held.sort(key=lambda row: row.name)
    coded = coded_rows(held)
    lap("profiles")
    model = train_profiles(held, seed, coded)
    lap("train")
    made = resolve_profiles(held, (), model, Judgements(), told=False, coded=coded).clusters
    lap("resolve")
    return {"": made}


def splinks(rows: list[Said], seed: int, lap: Lap) -> dict[str, list[Cluster]]:
    """Splink, clustered at each threshold; only the first counts for its time."""
    said = table(rows)
    rows.clear()
    lap("table")
    with splink_of(said) as linker:
        train(linker, seed)
        lap("train")
        made = {}
        for least, found in clusters(linker, lap):
            rows_ = ((row["unique_id"], row["cluster_id"]) for row in found.as_record_list())
            made[least] = _grouped(rows_)
            lap("cluster" if least == FIRST else "-")
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
    clock = Clock()
    made = ENGINES[engine](said, seed, clock.lap)
    run = clock.run()
    truth = dict(zip(names, map(str, np.asarray(persons).tolist()), strict=True))
    return replace(run, quality={name: evaluate(found, truth) for name, found in made.items()})


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
