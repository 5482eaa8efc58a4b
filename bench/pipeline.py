"""From a record that is accepted to its clusters, beside a whole run: `python -m bench.pipeline`.

`[--persons 2000] [--records 40] [--seed 1] [--rows-only] [--folder F]` makes the demo's society, takes it in
but for so many records, resolves it as a whole, and then accepts the rest one by one. Persons are resolved
by the online index, other things by type. At the end the clusters are compared with those of a whole run.
"""

from __future__ import annotations

import argparse
import random
import statistics
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from rich.console import Console
from rich.table import Table

from api.installation import Installation
from api.settings import Settings
from api.stages.inherit import inherited
from api.stages.receive import accept_all, publish
from api.stages.resolve import resolve_layers
from api.stages.understand import understand
from ingest import feeds
from ingest.readers import read
from ingest.synthetic import generate
from ingest.synthetic.records.feeds import OUTLETS
from ledger.record import Draft
from resolution.layers.batch import resolve
from resolution.store.clusters import ClusterStore
from resolution.weights.model import Model

Spent = dict[str, list[float]]


def drafts(house: Installation, folder: Path, rows_only: bool) -> list[Draft]:
    """All records of the society, as their feeds read them; publishes the feeds."""
    found = list[Draft]()
    for path in sorted((folder / "input").iterdir()):
        if not rows_only or path.stem in OUTLETS:
            feed = feeds.load(path.stem)
            publish(house, feed)
            found += [draft for draft in read(path, feed) if isinstance(draft, Draft)]
    return found


def apart(found: list[Draft], records: int, seed: int) -> tuple[list[Draft], list[Draft]]:
    """Those to begin with, and those that come later: rows of keys that come once."""
    keys = Counter((draft.source, draft.key) for draft in found)
    once = [n for n, d in enumerate(found) if d.feed in OUTLETS and keys[d.source, d.key] == 1]
    later = set(random.Random(seed).sample(once, records))
    return [d for n, d in enumerate(found) if n not in later], [found[n] for n in sorted(later)]


@contextmanager
def timed(spent: Spent, name: str) -> Iterator[None]:
    """Note the seconds that the body takes."""
    begun = time.perf_counter()
    yield
    spent.setdefault(name, []).append(time.perf_counter() - begun)


def bring(house: Installation, spent: Spent, accept: Callable[[], object]) -> None:
    """Accept, understand, resolve, each timed."""
    with timed(spent, "accept to clusters"):
        with timed(spent, "accept"):
            accept()
        with timed(spent, "understand"):
            understand(house)
        with timed(spent, "resolve"):
            resolve_layers(house)


def compare(house: Installation) -> tuple[int, float]:
    """How many clusters of the bases differ from those of a whole run, and the seconds of that."""
    differ, begun = 0, time.perf_counter()
    decisions = inherited(house.ledger, house.mentions)
    for layer in (n for n in house.clusters.layers() if not house.classes.stands_on(n)):
        published = house.ledger.published("model", f"persons-{layer}")
        assert published
        with ClusterStore.open(":memory:") as fresh:
            resolve(house.mentions, fresh, Model.from_json(published.content["json"]), layer, decisions)
            differ += len(set(fresh.clusters(layer)) ^ set(house.clusters.clusters(layer)))
    return differ, time.perf_counter() - begun


def run(folder: Path, persons: int, records: int, seed: int, rows_only: bool) -> Table:
    """One table of seconds."""
    generate(folder / "world", persons, seed)
    whole, single = Spent(), Spent()
    with Installation(Settings(data=folder / "data", seed=seed)) as house:
        first, later = apart(drafts(house, folder / "world", rows_only), records, seed)
        bring(house, whole, lambda: accept_all(house, first, "bench"))
        for draft in later:
            bring(house, single, lambda draft=draft: accept_all(house, [draft], draft.feed))  # type: ignore[misc]
        differ, again = compare(house)
        counts = house.mentions.counts()
    title = f"{persons:,} persons, {len(first):,} records, {sum(counts.values()):,} mentions"
    table = Table("seconds", f"{len(first):,} records at once", "1 record, median", "worst", title=title)
    for name, seconds in single.items():
        row = (whole[name][0], statistics.median(seconds), max(seconds))
        table.add_row(name, *(f"{value:.3f}" for value in row))
    table.add_row("a whole run of the bases, for comparison", f"{again:.3f}")
    table.caption = f"{differ} clusters differ from those of the whole run"
    return table


def main() -> None:
    """Read the arguments and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--persons", type=int, default=2000)
    parser.add_argument("--records", type=int, default=40)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--rows-only", action="store_true", help="without reports in running text")
    parser.add_argument("--folder", type=Path)
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as made:
        folder = given.folder or Path(made)
        Console().print(run(folder, given.persons, given.records, given.seed, given.rows_only))


if __name__ == "__main__":
    main()
