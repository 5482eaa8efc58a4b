"""Roles and relations from marked reports: thresholds on reports kept back, then an ensemble on all."""

from __future__ import annotations

import json
import random
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import torch

from ingest.extract.pipeline import Document, scenes
from ingest.extract.score import APART
from ingest.extract.weighing.pairs import RELATIONS
from ingest.extract.weighing.reader import gather
from ingest.extract.weighing.readings import Reading
from ingest.training.crops import crop
from ingest.training.facts import EPOCHS, bags, folds, lay, number, train
from ingest.training.network import Network
from ingest.training.samples import Sample, Vocabulary, sample, vocabulary
from ingest.training.second import looked_again, second_look
from ingest.training.thresholds import Judged, Score, as_table, choose

SEED, NETWORKS, PARTS = 7, 3, 3
"""The seed; the networks whose weights are averaged; the parts of which each is judged by the others."""
Tell = Callable[[str], None]


@dataclass(frozen=True)
class Learned:
    """The networks with their vocabulary, and how they did on reports kept back."""

    networks: Sequence[Network]
    vocabulary: Vocabulary
    second: Mapping[str, np.ndarray[Any, np.dtype[np.float32]]]
    scores: Sequence[Score]
    reports: int
    seed: int

    def save(self, folder: Path) -> None:
        """Write the files that `weighing.network` reads."""
        folder.mkdir(parents=True, exist_ok=True)
        for index, network in enumerate(self.networks):
            arrays = {name: array.numpy().astype(np.float16) for name, array in network.state_dict().items()}
            np.savez_compressed(folder / f"network-{index}.npz", **arrays)
        second: dict[str, Any] = dict(self.second)
        np.savez_compressed(folder / "second.npz", **second)
        names = {part: sorted(getattr(self.vocabulary, part)) for part in ("cues", "words", "concepts")}
        _write(folder / "vocabulary.json", names)
        _write(folder / "thresholds.json", as_table(self.scores))


def learn(
    reports: Sequence[Mapping[str, Any]],
    seed: int = SEED,
    networks: int = NETWORKS,
    epochs: int = EPOCHS,
    tell: Tell = lambda _: None,
) -> Learned:
    """Train on marked reports; the same seed and reports give the same weights."""
    with _repeatable():
        return _learn(reports, seed, networks, epochs, tell)


@contextmanager
def _repeatable() -> Iterator[None]:
    """One thread and no algorithm that adds in another order each time; afterwards as it was before."""
    threads, strict = torch.get_num_threads(), torch.are_deterministic_algorithms_enabled()
    torch.set_num_threads(1)
    torch.use_deterministic_algorithms(True)
    try:
        yield
    finally:
        torch.set_num_threads(threads)
        torch.use_deterministic_algorithms(strict)


def _learn(
    reports: Sequence[Mapping[str, Any]], seed: int, networks: int, epochs: int, tell: Tell
) -> Learned:
    samples = sorted((sample(report) for report in reports), key=lambda s: s.name)
    passages = _passages(reports, seed)
    parts = []
    for part, (learning, kept) in enumerate(folds(samples, PARTS), 1):
        words = vocabulary(learning)
        parts.append((train(_with(passages, learning), words, seed, epochs), words, kept))
        tell(f"part {part} of {PARTS} trained")
    words = vocabulary(samples)
    final = []
    for n in range(networks):
        final.append(train(_with(passages, samples), words, seed + n, epochs))
        tell(f"network {n + 1} of {networks} trained")
    as_found = {s.name: s for s in found(reports)}
    judged = [
        Judged(s, read([network], known, s))
        for network, known, kept in parts
        for s in (as_found[one.name] for one in kept)
    ]
    return Learned(final, words, second_look(judged), choose(looked_again(judged)), len(samples), seed)


def _passages(reports: Sequence[Mapping[str, Any]], seed: int) -> dict[str, Sample]:
    """A passage of each report that is long enough, by its name."""
    chance = random.Random(seed)
    made = ((r["id"], crop(r, chance)) for r in sorted(reports, key=lambda r: str(r["id"])))
    return {name: sample(passage, whole=False) for name, passage in made if passage}


def _with(passages: Mapping[str, Sample], samples: Sequence[Sample]) -> list[Sample]:
    return [*samples, *(passages[s.name] for s in samples if s.name in passages)]


def found(reports: Sequence[Mapping[str, Any]]) -> Iterator[Sample]:
    """The reports with their mentions as they are found: what the networks are judged by."""
    documents = [Document(r["text"], r["lang"], r["doc_date"], r["id"]) for r in reports]
    for report, scene in zip(reports, scenes(documents), strict=True):
        yield sample(report, scene)


def read(networks: Sequence[Network], words: Vocabulary, one: Sample) -> Reading:
    """What an ensemble reads in a report, before the second look."""
    if not one.pairs or not one.places:
        return Reading({}, {})
    batch = lay([one], [number(one, words)])
    cues, place_cues = bags(batch.pair_cues), bags(batch.place_cues)
    pairs, persons = [], []
    with torch.no_grad():
        for network in networks:
            states = network.read(batch.words, batch.concepts)
            pairs.append(network.pairs(states, batch.pair_text, batch.pair_first, batch.pair_second, cues))
            persons.append(network.persons(states, batch.lengths, batch.places, place_cues))
    by_pair, by_person = (torch.stack(found).mean(0).numpy() for found in (pairs, persons))
    return gather(one.pairs, by_pair, [entity for _, entity in batch.people], by_person)


def relations_of(scores: Sequence[Score], apart: bool) -> list[Score]:
    """The scores of relations: those that the annotation page reports apart, or the others."""
    return [s for s in scores if s.name in RELATIONS and (s.name in APART) is apart]


def _write(path: Path, content: object) -> None:
    path.write_text(json.dumps(content, ensure_ascii=False, indent=0, sort_keys=True) + "\n", "utf-8")
