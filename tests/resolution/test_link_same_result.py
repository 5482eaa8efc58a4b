"""The same rows give the same clusters and weights, whatever their order, the hash seed or the threads."""

from __future__ import annotations

import os
import subprocess
import sys
from random import Random

import numpy as np

from resolution.link.read.table import make_table
from resolution.link.resolve import Linked, link

KINDS = {"given": "given_name", "family": "family_name", "born": "birth_date", "town": "city"}
GIVEN = ("jan", "an", "piet", "marie", "jef", "els", "karel", "lies", "tom", "nele")
Row = tuple[str, ...]


def rows(count: int) -> list[Row]:
    """Made-up persons, most of them twice, some with a slip, some exactly the same."""
    rng = Random(5)
    found: list[Row] = []
    for _ in range(count):
        family = "".join(rng.choice("bdklmnprst") + rng.choice("aeiou") for _ in range(3))
        born = f"{rng.randrange(1940, 2000)}-{rng.randrange(1, 13):02}-{rng.randrange(1, 29):02}"
        row = (rng.choice(GIVEN), family, born, f"town{rng.randrange(30)}")
        found.append(row)
        if rng.random() < 0.7:
            slip = rng.randrange(3)
            found.append((row[0], family[:-1], *row[2:]) if slip else row)
    return found


def linked(said: list[Row]) -> Linked:
    """The rows linked, with what they say as their ids."""
    ids = [f"{at}" for at in range(len(said))]
    columns = {name: [row[at] for row in said] for at, name in enumerate(KINDS)}
    return link(make_table(ids, [0] * len(ids), columns, KINDS))


def parts(said: list[Row]) -> list[list[Row]]:
    """Clusters as what their rows say."""
    groups: dict[int, list[Row]] = {}
    for row, label in zip(said, linked(said).labels.tolist(), strict=True):
        groups.setdefault(label, []).append(row)
    return sorted(sorted(group) for group in groups.values())


def test_the_order_of_the_rows_changes_nothing() -> None:
    said = rows(300)
    first = parts(said)
    assert 250 < len(first) < 350
    for seed in (1, 2):
        mixed = said.copy()
        Random(seed).shuffle(mixed)
        assert parts(mixed) == first


def told() -> str:
    """Weights of a table of two rows that say the same, and of a larger one, to the last bit."""
    two = linked([("jan", "peeters", "1990-01-02", "gent")] * 2)
    many = linked(rows(120))
    weights = np.sort(many.pairs.weights).tobytes().hex()
    return f"{two.labels.tolist()} {two.pairs.weights.tolist()} {many.labels.tolist()} {weights}"


def test_hash_seeds_threads_and_what_lay_in_memory_change_nothing() -> None:
    said = set()
    for number in ("1", "2", "3"):
        varied = {
            "PYTHONHASHSEED": number,
            "OMP_NUM_THREADS": number,
            "MALLOC_PERTURB_": f"{int(number) * 60}",
        }
        run = subprocess.run(
            [sys.executable, __file__],
            env={**os.environ, **varied, "PYTHONPATH": os.pathsep.join(sys.path)},
            capture_output=True,
            text=True,
            check=True,
            timeout=120,
        )
        said.add(run.stdout)
    assert len(said) == 1
    assert said.pop().startswith("[0, 0] ")


if __name__ == "__main__":
    print(told())
