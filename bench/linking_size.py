"""`locard link` at size, beside Splink: both read the same Parquet file of synthetic rows and write clusters.

`python -m bench.linking_size [--rows 100000] [--engines Locard Splink] [--seed 1]` prints seconds, seconds of
the processor, the highest memory and how right each is; every engine runs in a process of its own. Rows are
those of bench.batch, eleven columns: a made-up country where some moved house, have another phone or a slip
in their street. Splink is set up as there; of the thresholds that are tried, take its best.
"""

from __future__ import annotations

import argparse
import csv
import tempfile
from collections.abc import Callable, Sequence
from dataclasses import replace
from multiprocessing import get_context
from pathlib import Path

import pyarrow.parquet as pq

from bench.batch import changed, table
from bench.online import Country, drawn, said_of
from bench.resolution import _grouped, _hush
from bench.splinks import FIRST, Clock, Lap, Run, clusters, lines, splink_of, train
from resolution.link.output import CLUSTERS, write
from resolution.link.read.input import put_together
from resolution.link.read.mapping import Map
from resolution.link.read.source import read_source
from resolution.link.resolve import link
from resolution.quality.evaluate import Quality, evaluate

KINDS = {
    "given": "given_name", "surname": "family_name", "birth": "birth_date", "gender": "sex",
    "street": "street", "house": "house_number", "postcode": "postcode", "city": "city", "phone": "phone",
    "national_number": "national_number", "plate": "plate",
}  # fmt: skip
Engine = Callable[[Path, int, Lap], dict[str, Path]]
"""From a file of rows to files of clusters (unique_id, cluster_id), by threshold."""


def ours(file: Path, seed: int, lap: Lap) -> dict[str, Path]:
    """`locard link`, with a map."""
    source = read_source(file)
    lap("read")
    given = put_together([source], Map("unique_id", KINDS))
    del source
    lap("clean")
    found = link(given.table, seed)
    lap("link")
    write(file.parent / "ours", given, found)
    lap("write")
    return {"": file.parent / "ours" / CLUSTERS}


def splinks(file: Path, seed: int, lap: Lap) -> dict[str, Path]:
    """Splink, clustered at each threshold; only the first counts for its time."""
    rows = pq.read_table(file)
    lap("read")
    made = {}
    with splink_of(rows) as linker:
        train(linker, seed)
        lap("train")
        for least, found in clusters(linker, lap):
            made[least] = file.parent / f"splink_{least}.csv"
            told = found.as_duckdbpyrelation().select("unique_id", "cluster_id")
            told.write_csv(str(made[least]), header=True)
            lap("cluster, write" if least == FIRST else "-")
    return made


ENGINES: dict[str, Engine] = {"Locard": ours, "Splink": splinks}


def make(file: Path, rows: int, seed: int) -> dict[str, str]:
    """Write the rows; who each is."""
    country = Country(seed, rows)
    persons = drawn(country, rows, 0)
    said = list(changed(country, said_of(country, persons, 0)))
    pq.write_table(table(said), file)
    return dict(zip((row.mention for row in said), map(str, persons.tolist()), strict=True))


def once(engine: str, file: Path, seed: int) -> tuple[dict[str, Path], Run]:
    """Run an engine, in the process that this is called in."""
    _hush()
    clock = Clock()
    made = ENGINES[engine](file, seed, clock.lap)
    return made, clock.run()


def quality(file: Path, truth: dict[str, str]) -> Quality:
    """Pairs and B³ of a file of clusters."""
    with file.open(encoding="utf-8", newline="") as lines_:
        rows = csv.reader(lines_)
        next(rows)
        return evaluate(_grouped((id_, cluster) for id_, cluster in rows), truth)


def main(arguments: Sequence[str] | None = None) -> None:
    """Print what each engine did."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rows", type=int, default=100_000)
    parser.add_argument("--engines", nargs="+", default=list(ENGINES), choices=list(ENGINES))
    parser.add_argument("--seed", type=int, default=1)
    given = parser.parse_args(arguments)
    with tempfile.TemporaryDirectory() as scratch:
        file = Path(scratch) / "rows.parquet"
        with get_context("spawn").Pool(1, maxtasksperchild=1) as pool:
            truth = pool.apply(make, (file, given.rows, given.seed))
        for engine in given.engines:
            with get_context("spawn").Pool(1, maxtasksperchild=1) as pool:
                made, run = pool.apply(once, (engine, file, given.seed))
            run = replace(run, quality={name: quality(path, truth) for name, path in made.items()})
            print(*lines(engine, run), sep="\n", flush=True)


if __name__ == "__main__":
    main()
