"""What one new record of a base costs with many classes over it: `python -m bench.layers`.

`[--persons 1000] [--classes 1000] [--own 2] [--records 10] [--seed 1] [--folder F]` makes the demo's society,
takes the rows of its feeds in as the base, and in each class so many more of the same people. Then records
that were left out come one by one: once layers are resolved again that had asked for what changed, and once
all of them, as a layer without a footing is. Seconds are those of the processor.
"""

from __future__ import annotations

import argparse
import random
import statistics
import tempfile
import time
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from api.installation import Installation
from api.settings import Settings
from api.stages.receive import accept_all
from api.stages.resolve import resolve_layers
from api.stages.understand import understand
from bench.pipeline import apart, drafts
from graph.local import one_transaction
from ingest.synthetic import generate
from ledger.record import Draft

JUDICIAL = "judicial"


def in_classes(found: Sequence[Draft], classes: int, own: int, seed: int) -> list[Draft]:
    """So many of these rows in each of so many cases, under keys of their own."""
    chance, made = random.Random(seed), list[Draft]()
    rows = [draft for draft in found if draft.marking.domain == JUDICIAL]
    for number in range(classes):
        for place, draft in enumerate(chance.sample(rows, own)):
            marking = replace(draft.marking, compartment=f"C{number}")
            made.append(replace(draft, key=f"{draft.key} {number} {place}", marking=marking))
    return made


def accept(house: Installation, found: Sequence[Draft]) -> None:
    """Take these in and read them."""
    accept_all(house, found, "bench")
    understand(house)


def spent(house: Installation) -> tuple[float, int]:
    """Seconds of the processor to bring all layers to the mentions, and how many were resolved for it."""
    begun = time.process_time()
    done = resolve_layers(house)
    bases = house.classes.classes
    return time.process_time() - begun, sum(
        one.resolved is not None and one.layer not in bases for one in done
    )


def shaken(house: Installation) -> None:
    """Take the footing of all layers, as if what each asked had changed."""
    clusters = house.clusters
    with one_transaction(clusters._db):
        for base in (number for number, one in house.classes.classes.items() if one.base):
            clusters.footings.stir_all(base)


def told(name: str, runs: Sequence[tuple[float, int]]) -> str:
    """One line: median and largest."""
    seconds, layers = zip(*runs, strict=True)
    most = f"{max(seconds):8.2f} {statistics.median(layers):10.0f} {max(layers):8}"
    return f"{name:<36} {statistics.median(seconds):8.2f} {most}"


def measure(house: Installation, given: argparse.Namespace, world: Path) -> None:
    """Make the layers, then bring the records that were left out, one by one."""
    first, later = apart(drafts(house, world, True), given.records, given.seed)
    accept(house, [*first, *in_classes(first, given.classes, given.own, given.seed)])
    print("                                      median  largest     layers  largest")
    print(told("all layers, the first time", [spent(house)]), flush=True)
    runs = []
    for draft in later:
        accept(house, [draft])
        runs.append(spent(house))
    print(told(f"a record of the base ({len(later)})", runs), flush=True)
    accept(house, [replace(later[0], key=f"{later[0].key} again")])
    shaken(house)
    print(told("the first of them, every layer anew", [spent(house)]))


def main(arguments: Sequence[str] | None = None) -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    for name, value in (("persons", 1000), ("classes", 1000), ("own", 2), ("records", 10), ("seed", 1)):
        parser.add_argument(f"--{name}", type=int, default=value)
    parser.add_argument("--folder", type=Path)
    given = parser.parse_args(arguments)
    with tempfile.TemporaryDirectory(dir=given.folder) as scratch:
        world, data = Path(scratch) / "world", Path(scratch) / "data"
        generate(world, given.persons, given.seed)
        data.mkdir(mode=0o700)
        with Installation(Settings(data=data)) as house:
            measure(house, given, world)


if __name__ == "__main__":
    main()
