"""Who is who in the made-up society, on all that its row feeds say: quality, calibration, gaps by group.

`python -m bench.worlds [--persons 2000] [--labels 300] [--seed 1]` prints pairs and B³ beside the ceiling,
without judgements and with some: candidates that the first stage is not sure of, judged by the truth. The
calibration error is counted over candidates from a probability of .01 up that nobody judged.
"""

from __future__ import annotations

import argparse
import logging
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
import orjson
from numpy.typing import NDArray

import graph.ontology
from bench.world import records
from graph.mentions import MentionStore
from ingest import feeds
from ingest.feeds.columns import column_mentions
from ingest.synthetic import generate
from ingest.synthetic.ceiling import measure, shown_in
from resolution.candidates.shared import candidates
from resolution.clustering.persons import Persons, resolve_profiles
from resolution.comparison.features import person_features
from resolution.comparison.profiles import Profile, Profiles, profiles
from resolution.judgements import Judgements
from resolution.quality.audit import Groups, audit
from resolution.quality.evaluate import evaluate
from resolution.training.judged import with_second
from resolution.training.train import train_profiles
from resolution.weights.bits import Weigher
from resolution.weights.coded import Coded, Places
from resolution.weights.model import Model
from resolution.weights.score import weight

UNSURE = 6.0
"""Bits within which a pair is worth judging."""
LEAST, LOWEST = 0.01, 0.001
BINS = 10
ATTRIBUTES = ("origin", "language", "sex")


@dataclass(frozen=True)
class World:
    """Profiles of the persons, who each mention is, what groups each person is in, and the ceiling."""

    made: Profiles
    truth: dict[str, str]
    groups: Groups
    ceiling: float


def world(persons: int, seed: int) -> World:
    """Make a society and read its row feeds."""
    ontology, found, truth = graph.ontology.load(), [], {}
    with tempfile.TemporaryDirectory() as scratch:
        folder = Path(scratch) / "world"
        generate(folder, persons, seed)
        shown = shown_in(folder)
        who = {one.place: one.entity for one in shown}
        for record in records(folder):
            mentions, _ = column_mentions(record, feeds.load(record.feed), ontology)
            found += [replace(mention, class_=1) for mention in mentions]
            for mention in mentions:
                if entity := who.get((record.feed, record.key, mention.anchor)):
                    truth[mention.id] = entity
        people = map(orjson.loads, (folder / "truth" / "persons.jsonl").read_bytes().splitlines())
        groups = {person["id"]: {name: str(person[name]) for name in ATTRIBUTES} for person in people}
    with MentionStore.open(":memory:") as store:
        store.apply(found, [], 1, "world")
        made = profiles(person_features(store, 1))
    return World(made, truth, groups, measure(shown).f1)


@dataclass(frozen=True)
class Candidates:
    """Candidates about whom the truth is known: places of both rows, plain weight, and the truth."""

    left: Places
    right: Places
    weight: NDArray[np.float64]
    match: NDArray[np.bool_]


def known_candidates(given: World, model: Model) -> Candidates:
    """All candidates that the first stage gives a thousandth or more."""
    rows = given.made.rows
    coded = Coded([row.features for row in rows])
    weigher, parts = Weigher(model, coded), []
    for left, right in candidates(coded).drain():
        bits = weigher.weights(left, right)
        some = bits >= np.log2(LOWEST / (1 - LOWEST))
        parts.append((left[some], right[some], bits[some]))
    left, right, bits = (np.concatenate(part) for part in zip(*parts, strict=True))
    who = np.array([given.truth.get(row.name, "") for row in rows])
    known = (who[left] != "") & (who[right] != "")
    left, right, bits = left[known], right[known], bits[known]
    return Candidates(left, right, bits, who[left] == who[right])


def judged(rows: Sequence[Profile], seen: Candidates, chosen: NDArray[np.int64]) -> Judgements:
    """The truth about some candidates as judgements."""
    named = [
        (rows[seen.left[at]].name, rows[seen.right[at]].name, bool(seen.match[at])) for at in chosen.tolist()
    ]
    same = tuple(sorted((a, b) for a, b, match in named if match))
    return Judgements(same, frozenset((a, b) for a, b, match in named if not match))


def calibration_error(bits: NDArray[np.float64], match: NDArray[np.bool_]) -> float:
    """Expected calibration error over bins of equal width, of pairs from LEAST up."""
    share = 1 / (1 + np.exp2(-bits))
    share, match = share[share >= LEAST], match[share >= LEAST]
    bins = np.minimum((share * BINS).astype(np.int64), BINS - 1)
    parts = [bins == at for at in range(BINS) if (bins == at).any()]
    return float(sum(abs(share[part].mean() - match[part].mean()) * part.mean() for part in parts))


def said_of(plain: Model, second: Model) -> str:
    """What is to be said of the second stage."""
    notes = second.notes[len(plain.notes) :]
    return "\n".join(notes) or "second stage off: nothing was judged"


def line(name: str, given: World, found: Persons, error: float) -> str:
    """One row of the table."""
    q = evaluate(found.clusters, given.truth)
    pairs = f"{q.precision:7.4f} {q.recall:7.4f} {q.f1:8.4f}"
    return f"{name:<18} {q.mentions:>8,} {pairs} {q.b3_f1:7.4f} {given.ceiling:8.4f} {error:12.4f}"


def main(arguments: Sequence[str] | None = None) -> None:
    """Print both tables."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--persons", type=int, default=2000)
    parser.add_argument("--labels", type=int, default=300)
    parser.add_argument("--seed", type=int, default=1)
    given = parser.parse_args(arguments)
    logging.getLogger("splink").setLevel(logging.ERROR)
    made = world(given.persons, given.seed)
    rows = made.made.rows
    plain = train_profiles(rows, given.seed)
    seen = known_candidates(made, plain)
    unsure = np.flatnonzero(np.abs(seen.weight) < UNSURE)
    rng = np.random.default_rng(given.seed)
    chosen = rng.choice(unsure, min(given.labels, len(unsure)), replace=False)
    features = {row.name: row.features for row in rows}
    second = with_second(plain, features, judged(rows, seen, chosen), given.seed)
    rest = np.setdiff1d(np.arange(len(seen.match)), chosen)
    print("engine             mentions  pair P  pair R  pair F1   B³ F1  ceiling  calibration")
    for name, model in (("Locard", plain), (f"Locard, {len(chosen)} judged", second)):
        pairs = zip(seen.left[rest].tolist(), seen.right[rest].tolist(), strict=True)
        bits = np.array([weight(model, rows[a].features, rows[b].features) for a, b in pairs])
        found = resolve_profiles(rows, made.made.generic, model, Judgements())
        print(line(name, made, found, calibration_error(bits, seen.match[rest])), flush=True)
    print(said_of(plain, second))
    _print_groups(made, found)


def _print_groups(given: World, found: Persons) -> None:
    made = audit(found.clusters, given.truth, given.groups)
    print("\ngroup                    mentions  precision            recall (95 % intervals)")
    for group in made.groups:
        shares = "  ".join(
            f"{s.value:.3f} ({s.low:.3f}–{s.high:.3f})" for s in (group.precision, group.recall)
        )
        few = "" if group.is_enough else "  few"
        print(f"{group.attribute + ' ' + group.value:<24} {group.recall.n:>8,}  {shares}{few}")
    intervals = made.recall_gaps()
    for attribute, (precision, recall) in made.gaps().items():
        low, high = intervals[attribute]
        recalls = f"in recall {recall:.3f} ({low:.3f} to {high:.3f})"
        print(f"{attribute}: largest gap in precision {precision:.3f}, {recalls}")


if __name__ == "__main__":
    main()
