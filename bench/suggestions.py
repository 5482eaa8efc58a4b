"""Measures suggestions of associates on a made-up society: `python -m bench.suggestions DATA_DIR`.

DATA_DIR is the data directory of a finished `locard demo`, with its world. What is looked for are true
ties that no record states (withheld ones), as the pipeline sees the persons, errors of resolution included.
"""

from __future__ import annotations

import argparse
import csv
import random
import time
from collections import Counter, defaultdict
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

import numpy as np
import scipy.sparse as sp
from rich.console import Console
from rich.table import Table

from api.installation import Installation
from api.settings import Settings
from graph.derive import entity_id
from models.associate import project, weighed
from models.candidates import candidates
from models.features import Features, features
from models.incidence import Incidence
from policy.classes import base

Pair = tuple[str, str]
Scores = Callable[[Pair], float]
AT = (25, 50, 100, 200)
SEED = 1


def true_persons(house: Installation, world: Path, layer: int) -> dict[str, str]:
    """Entity id → the person whom most of its row mentions are about."""
    with (world / "truth" / "mentions.csv").open(encoding="utf-8", newline="") as file:
        truth = {
            (row["source"], row["key"], row["anchor"]): row["entity"]
            for row in csv.DictReader(file)
            if row["type"] == "Person"
        }
    found = {}
    for cluster in house.clusters.clusters(layer):
        mentions = house.mentions.get(cluster).values()
        if not any(mention.type == "Person" for mention in mentions):
            continue
        records = house.ledger.records(sorted({mention.record for mention in mentions}))
        about = Counter(
            truth.get((records[m.record].source, records[m.record].key, m.anchor)) for m in mentions
        )
        known = [(count, person) for person, count in about.items() if person]
        if known:
            found[entity_id(layer, cluster)] = max(known)[1]
    return found


def true_ties(world: Path) -> dict[Pair, bool]:
    """Pair of true persons → whether the tie is withheld from all records."""
    with (world / "truth" / "hidden_links.csv").open(encoding="utf-8", newline="") as file:
        return {(row["a"], row["b"]): row["withheld"] == "1" for row in csv.DictReader(file)}


def baseline(made: Incidence, weight: Callable[[int], float], most: int) -> dict[Pair, float]:
    """Common neighbours (weight 1 each) or Adamic–Adar (1/log of their degree) over the same links."""
    held: dict[str, set[str]] = defaultdict(set)
    for holders in made.holders.values():
        for person, links in holders.items():
            held[person].update(links)
    degree = Counter(thing for of_person in held.values() for thing in of_person)
    things = {thing: place for place, thing in enumerate(sorted(t for t, n in degree.items() if n <= most))}
    cells = [(i, things[t]) for i, p in enumerate(made.persons) for t in sorted(held[p]) if t in things]
    rows, columns = zip(*cells, strict=True)
    has = sp.csr_matrix((np.ones(len(cells)), (rows, columns)), shape=(len(made.persons), len(things)))
    sums = sp.triu(has @ sp.diags([weight(degree[t]) for t in things]) @ has.T, k=1).tocoo()
    return {
        (made.persons[i], made.persons[j]): float(v)
        for i, j, v in zip(sums.row, sums.col, sums.data, strict=True)
    }


def precision_at(ranked: Sequence[Pair], right: set[Pair], most: int) -> float:
    """The share of the first `most` pairs that are true ties."""
    return sum(pair in right for pair in ranked[:most]) / max(1, min(most, len(ranked)))


def matched(right: Sequence[Pair], true: set[Pair], made: Incidence) -> list[Pair]:
    """For each true tie a pair with one of its ends and a person of as many links as the other end."""
    degree = {p: sum(len(h.get(p, ())) for h in made.holders.values()) for p in made.persons}
    by_degree = sorted(made.persons, key=lambda p: (degree[p], p))
    place = {person: index for index, person in enumerate(by_degree)}
    rng, found = random.Random(SEED), []
    for a, b in right:
        for _ in range(50):
            other = by_degree[min(max(place[b] + rng.randint(-20, 20), 0), len(by_degree) - 1)]
            pair = (min(a, other), max(a, other))
            if other not in (a, b) and pair not in true:
                found.append(pair)
                break
    return found


def auc(right: Sequence[float], wrong: Sequence[float]) -> float:
    """The probability that a true tie scores above a wrong one, ties counted half."""
    wins = sum((r > w) + 0.5 * (r == w) for r in right for w in wrong)
    return wins / max(1, len(right) * len(wrong))


def measure(made: Incidence, persons: Mapping[str, str], ties: Mapping[Pair, bool], use: Features) -> Table:
    """One row per method: precision among the first, recall of withheld ties, AUC on matched negatives."""
    place = set(made.persons)
    entities: dict[str, list[str]] = defaultdict(list)
    for entity, person in sorted(persons.items()):
        if entity in place:
            entities[person].append(entity)
    pairs = {
        (min(x, y), max(x, y)): withheld
        for (a, b), withheld in ties.items()
        for x in entities[a]
        for y in entities[b]
    }
    open_ = {pair for pair in pairs if pair not in made.known}
    withheld = sorted(pair for pair in open_ if pairs[pair])
    negatives = matched(withheld, set(pairs), made)
    ours = {pair: weighed(made, *pair, 1, use).score for pair in candidates(made, use)}
    methods = {
        "typed paths (ours)": ours,
        "Adamic–Adar": baseline(made, lambda n: 1 / float(np.log(max(n, 2))), use.hub),
        "common neighbours": baseline(made, lambda n: 1.0, use.hub),
    }
    title = f"{len(withheld)} withheld ties of {len(open_)} that no link states, {len(made.persons)} persons"
    table = Table(
        "method", *(f"P@{k}" for k in AT), "withheld with a path", "AUC, matched", title=title, box=None
    )
    for name, scores in methods.items():
        ranked = sorted((p for p in scores if p not in made.known), key=lambda p: (-scores[p], p))
        reached = sum(scores.get(pair, 0) > 0 for pair in withheld) / max(1, len(withheld))
        area = auc([scores.get(p, 0.0) for p in withheld], [scores.get(p, 0.0) for p in negatives])
        precision = [f"{precision_at(ranked, open_, k):.2f}" for k in AT]
        table.add_row(name, *precision, f"{reached:.2f}", f"{area:.3f}")
    return table


def main() -> None:
    """Print one table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("data", type=Path, help="data directory of a finished demo")
    parser.add_argument("--world", type=Path, help="the made-up society; by default DATA_DIR/world")
    given = parser.parse_args()
    use, layer = features(), base("judicial")
    with Installation(Settings(data=given.data)) as house:
        begun = time.monotonic()
        made = project(house.store, [layer], use)
        seconds = time.monotonic() - begun
        world = given.world or given.data / "world"
        table = measure(made, true_persons(house, world, layer), true_ties(world), use)
    table.caption = f"projection read in {seconds:.1f} s; model {use.version}"
    Console(width=140).print(table)


if __name__ == "__main__":
    main()
