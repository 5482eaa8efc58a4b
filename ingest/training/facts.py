"""Trains the network for roles and relations on marked reports, with a fixed seed."""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

import torch
from torch import Tensor, nn

from ingest.extract.status import STATUSES
from ingest.extract.weighing.network import known, word_of
from ingest.extract.weighing.pairs import RELATIONS
from ingest.extract.weighing.persons import ROLES
from ingest.extract.weighing.said import MARK
from ingest.training.network import Bags, Network, Places
from ingest.training.samples import Sample, Vocabulary

EPOCHS, BATCH, RATE, FORGET = 16, 8, 2e-3, 0.2
"""Rounds over the reports, reports at a time, learning rate, share of the cues left out each time."""
DEAF = 0.25
"""Share of the reports that are read each round without what phrases said: the network can do without."""
_NEVER = -30.0


@dataclass(frozen=True)
class _Numbers:
    """A sample in numbers."""

    words: list[int]
    concepts: list[list[int]]
    pair_cues: list[list[int]]
    place_cues: list[list[int]]


@dataclass(frozen=True)
class Batch:
    """Some samples, laid side by side."""

    words: Tensor
    lengths: Tensor
    concepts: Bags
    pair_text: Tensor
    pair_first: Tensor
    pair_second: Tensor
    pair_cues: list[list[int]]
    pair_open: Tensor
    pair_group: Tensor
    groups: list[tuple[int, str, str]]
    places: Places
    place_cues: list[list[int]]
    people: list[tuple[int, str]]
    samples: Sequence[Sample]


def train(samples: Sequence[Sample], vocabulary: Vocabulary, seed: int, epochs: int = EPOCHS) -> Network:
    """A network trained on all samples."""
    torch.manual_seed(seed)
    order, chance = [n for n, s in enumerate(samples) if s.pairs and s.places], random.Random(seed)
    numbers = [number(s, vocabulary) for s in samples]
    deaf = _without_phrases(numbers, vocabulary)
    network = Network(vocabulary)
    steps = epochs * -(-len(order) // BATCH)
    descent = torch.optim.AdamW(network.parameters(), lr=RATE, weight_decay=1e-5)
    pace = torch.optim.lr_scheduler.OneCycleLR(descent, RATE, total_steps=steps + 1, pct_start=0.15)
    network.train()
    for _ in range(epochs):
        chance.shuffle(order)
        for begin in range(0, len(order), BATCH):
            chosen = order[begin : begin + BATCH]
            heard = [(deaf if chance.random() < DEAF else numbers)[n] for n in chosen]
            batch = lay([samples[n] for n in chosen], heard)
            loss = _loss(network, batch)
            descent.zero_grad()
            torch.autograd.backward(loss)
            nn.utils.clip_grad_norm_(network.parameters(), 5.0)
            descent.step()
            pace.step()
    return network.eval()


def number(sample: Sample, vocabulary: Vocabulary) -> _Numbers:
    """A sample in the numbers of a vocabulary; a word that it lacks is 0, the others follow."""
    row = sample.items.row
    return _Numbers(
        [vocabulary.words.get(word_of(item), -1) + 1 for item in row],
        [known(item.concepts, vocabulary.concepts) for item in row],
        [known(pair.cues, vocabulary.cues) for pair in sample.pairs],
        [known(place.cues, vocabulary.cues) for place in sample.places],
    )


def _without_phrases(numbers: Sequence[_Numbers], vocabulary: Vocabulary) -> list[_Numbers]:
    said = {n for cue, n in vocabulary.cues.items() if cue.removeprefix("%").startswith(MARK)}
    return [
        replace(
            one,
            pair_cues=[[n for n in cues if n not in said] for cues in one.pair_cues],
            place_cues=[[n for n in cues if n not in said] for cues in one.place_cues],
        )
        for one in numbers
    ]


def lay(samples: Sequence[Sample], numbers: Sequence[_Numbers]) -> Batch:
    """Samples side by side, filled up to the longest."""
    longest = max(len(n.words) for n in numbers)
    words = torch.zeros(len(samples), longest, dtype=torch.long)
    for index, each in enumerate(numbers):
        words[index, : len(each.words)] = torch.tensor(each.words, dtype=torch.long)
    concepts = [
        bag for each in numbers for bag in [*each.concepts, *[[] for _ in range(longest - len(each.words))]]
    ]
    groups: dict[tuple[int, str, str], int] = {}
    people: dict[tuple[int, str], int] = {}
    pairs = [(n, pair) for n, s in enumerate(samples) for pair in s.pairs]
    places = [(n, place) for n, s in enumerate(samples) for place in s.places]
    pair_group = [groups.setdefault((n, p.start.entity, p.end.entity), len(groups)) for n, p in pairs]
    place_group = [people.setdefault((n, p.argument.entity), len(people)) for n, p in places]
    return Batch(
        words,
        torch.tensor([len(n.words) for n in numbers]),
        bags(concepts),
        torch.tensor([n for n, _ in pairs]),
        torch.tensor([p.start.at for _, p in pairs]),
        torch.tensor([p.end.at for _, p in pairs]),
        [cues for each in numbers for cues in each.pair_cues],
        torch.tensor([[r in p.relations for r in RELATIONS] for _, p in pairs]),
        torch.tensor(pair_group),
        list(groups),
        Places(
            torch.tensor([n for n, _ in places]),
            torch.tensor([p.argument.at for _, p in places]),
            torch.tensor(place_group),
            len(people),
        ),
        [cues for each in numbers for cues in each.place_cues],
        list(people),
        samples,
    )


def bags(lists: Sequence[Sequence[int]], forget: float = 0.0) -> Bags:
    """Lists end to end; with `forget` that share of the numbers has no weight, the others the more."""
    starts: list[int] = []
    flat: list[int] = []
    for one in lists:
        starts.append(len(flat))
        flat.extend(one)
    numbers = torch.tensor(flat or [0], dtype=torch.long)
    weights = (torch.rand(len(numbers)) >= forget).float() / (1 - forget) if forget else None
    return Bags(numbers, torch.tensor(starts, dtype=torch.long), weights)


def _loss(network: Network, batch: Batch) -> Tensor:
    states = network.read(batch.words, batch.concepts)
    pairs = network.pairs(
        states, batch.pair_text, batch.pair_first, batch.pair_second, bags(batch.pair_cues, FORGET)
    )
    persons = network.persons(states, batch.lengths, batch.places, bags(batch.place_cues, FORGET))
    loss = _relations_loss(pairs, batch) + _roles_loss(persons, batch)
    return loss / len(batch.samples)


def _relations_loss(found: Tensor, batch: Batch) -> Tensor:
    """Each entity pair is judged by its best pair of mentions; the status by that same one."""
    width = len(RELATIONS)
    logits = found[:, :width].masked_fill(~batch.pair_open, _NEVER)
    best, where = _best(logits, batch.pair_group, len(batch.groups))
    truth = [[batch.samples[n].relations.get((r, a, b)) for r in RELATIONS] for n, a, b in batch.groups]
    right = torch.tensor([[float(s is not None) for s in row] for row in truth])
    open_ = best > _NEVER
    loss = nn.functional.binary_cross_entropy_with_logits(best, right, reduction="none")[open_].sum()
    rows = [
        (int(where[g, r]), STATUSES.index(status))
        for g, row in enumerate(truth)
        for r, status in enumerate(row)
        if status is not None and open_[g, r]
    ]
    return loss + _status_loss(found[:, width:], rows)


def _roles_loss(found: Tensor, batch: Batch) -> Tensor:
    """Each role of a person by itself; the status of each that is true."""
    width = len(ROLES)
    truth = [[batch.samples[n].roles.get((e, role)) for role in ROLES] for n, e in batch.people]
    right = torch.tensor([[float(s is not None) for s in row] for row in truth])
    known = torch.tensor([float(batch.samples[n].whole) for n, _ in batch.people])[:, None]
    each = nn.functional.binary_cross_entropy_with_logits(found[:, :width], right, reduction="none")
    loss = (each * known).sum()
    for is_suspect, low in ((True, width), (False, width + len(STATUSES))):
        rows = [
            (person, STATUSES.index(status))
            for person, row in enumerate(truth)
            for role, status in zip(ROLES, row, strict=True)
            if status is not None and (role == "suspect") is is_suspect
        ]
        loss = loss + _status_loss(found[:, low : low + len(STATUSES)], rows)
    return loss


def _status_loss(logits: Tensor, rows: Sequence[tuple[int, int]]) -> Tensor:
    if not rows:
        return logits.sum() * 0
    return nn.functional.cross_entropy(
        logits[[at for at, _ in rows]], torch.tensor([status for _, status in rows]), reduction="sum"
    )


def _best(logits: Tensor, group: Tensor, groups: int) -> tuple[Tensor, Tensor]:
    """The largest logit of each group and the row that has it, groups × columns each."""
    index = group[:, None].expand_as(logits)
    best = torch.full((groups, logits.shape[1]), _NEVER).scatter_reduce(0, index, logits, "amax")
    is_best = logits == best[group]
    rows = torch.arange(len(logits))[:, None].expand_as(logits)
    where = torch.full((groups, logits.shape[1]), -1).scatter_reduce(
        0, index, torch.where(is_best, rows, -1), "amax"
    )
    return best, where


def folds(samples: Sequence[Sample], parts: int) -> Iterator[tuple[list[Sample], list[Sample]]]:
    """(to learn from, to judge by), `parts` times, by the order of names: each part has all kinds."""
    ordered = sorted(samples, key=lambda s: s.name)
    for part in range(parts):
        yield (
            [s for n, s in enumerate(ordered) if n % parts != part],
            [s for n, s in enumerate(ordered) if n % parts == part],
        )
