"""What recordlinkage's sorted neighbourhood finds that our keys miss: candidate recall before and after.

`python -m bench.neighbours [--sets febrl3 febrl4 world2000] [--window 5 9]` sorts by surname then given name,
given name then surname, and date of birth, and pairs what stands within the window.
"""

from __future__ import annotations

import argparse
import warnings
from collections import Counter
from collections.abc import Sequence

import pandas
import recordlinkage

from bench.resolution import SETS, _features
from resolution.candidates.table import connect, put_candidates
from resolution.comparison.profiles import Profile

ORDERS = (("surname", "given"), ("given", "surname"), ("birth", "surname"))


def by_keys(table: pandas.DataFrame) -> set[int]:
    """The candidates of our keys, each as left × rows + right."""
    rows = [Profile(_features(row), (str(id_),), (str(id_),)) for id_, row in table.iterrows()]
    with connect(threads=2) as db:
        put_candidates(db, rows)
        found = db.execute("SELECT join_key_l, join_key_r FROM candidates").fetchnumpy()
    return set((found["join_key_l"] * len(table) + found["join_key_r"]).tolist())


def by_neighbours(table: pandas.DataFrame, window: int) -> set[int]:
    """The candidates of recordlinkage's sorted neighbourhood over three orders."""
    frame = pandas.DataFrame({str(at): table[list(on)].agg(" ".join, axis=1) for at, on in enumerate(ORDERS)})
    frame.index = pandas.RangeIndex(len(table))
    index = recordlinkage.Index()
    for order in frame.columns:
        index.sortedneighbourhood(order, window=window)
    pairs = index.index(frame).to_frame(index=False).to_numpy()
    low, high = pairs.min(axis=1), pairs.max(axis=1)
    return set((low * len(table) + high).tolist())


def recall(found: set[int], table: pandas.DataFrame, truth: dict[str, str]) -> float:
    """The share of the true pairs that are candidates."""
    who = [truth.get(str(id_), f"?{id_}") for id_ in table.index]
    total = sum(count * (count - 1) // 2 for count in Counter(who).values())
    hits = sum(who[pair // len(table)] == who[pair % len(table)] for pair in found)
    return hits / max(1, total)


def main(arguments: Sequence[str] | None = None) -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--sets", nargs="+", default=["febrl3", "febrl4", "world2000"], choices=list(SETS))
    parser.add_argument("--window", nargs="+", type=int, default=[5, 9])
    given = parser.parse_args(arguments)
    warnings.simplefilter("ignore")  # what recordlinkage warns of is not ours to print in a table
    print("set         keys: pairs  recall  window  neighbours: pairs  recall  both: pairs  recall")
    for name in given.sets:
        table, truth = SETS[name]()
        keys = by_keys(table)
        own = f"{name:<11} {len(keys):>11,}  {recall(keys, table, truth):.4f}"
        for window in given.window:
            near = by_neighbours(table, window)
            both = keys | near
            theirs = f"{window:>6}  {len(near):>17,}  {recall(near, table, truth):.4f}"
            print(f"{own}  {theirs}  {len(both):>11,}  {recall(both, table, truth):.4f}", flush=True)


if __name__ == "__main__":
    main()
