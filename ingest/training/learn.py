"""Roles and relations from marked reports: thresholds on reports kept back, then an ensemble on all."""

from __future__ import annotations

import json
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
from ingest.training.facts import EPOCHS, bags, folds, lay, number, train
from ingest.training.network import Network
from ingest.training.samples import Sample, Vocabulary, sample, vocabulary
from ingest.training.second import looked_again, second_look
from ingest.training.thresholds import Judged, Score, as_table, choose

SEED, NETWORKS, PARTS = 7, 3, 3
"""The seed; the networks whose weights are averaged; the parts of which each is judged by the others."""
ASSERTED = 0.7
"""From which chance on a statement is called asserted."""
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
        _write(folder / "thresholds.json", as_table(self.scores, ASSERTED))


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
    as_found = {s.name: s for s in found(reports)}
    judged: list[Judged] = []
    for part, (learning, kept) in enumerate(folds(samples, PARTS), 1):
        words = vocabulary(learning)
        trained = [train(learning, words, seed, epochs)]
        judged += [Judged(s, read(trained, words, s)) for s in (as_found[one.name] for one in kept)]
        tell(f"part {part} of {PARTS} judged")
    words = vocabulary(samples)
    final = []
    for n in range(networks):
        final.append(train(samples, words, seed + n, epochs))
        tell(f"network {n + 1} of {networks} trained")
    return Learned(
        final, words, second_look(judged), choose(looked_again(judged), ASSERTED), len(samples), seed
    )


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
