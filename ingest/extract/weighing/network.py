"""The trained network that weighs cues, in numpy: `ingest.training.network` says how it is built."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import chain
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix
from threadpoolctl import threadpool_limits

from ingest.extract.weighing.items import Item, Items
from ingest.extract.weighing.pairs import Pair
from ingest.extract.weighing.persons import Place
from ingest.extract.weighing.settle import Second

MODEL = Path(__file__).parents[1] / "models" / "facts"
STEM = 6
"""Letters of a word that the network sees."""
Floats = NDArray[np.float32]
Whole = NDArray[np.int64]


@dataclass(frozen=True)
class Weights:
    """The networks of an ensemble, the vocabulary they know, the second look and its thresholds.

    `by_way`: the cues of places, without the way ("<", ">") before them.
    """

    cues: Mapping[str, int]
    by_way: Mapping[str, Mapping[str, int]]
    words: Mapping[str, int]
    concepts: Mapping[str, int]
    networks: Sequence[Mapping[str, Floats]]
    second: Second
    thresholds: Mapping[str, float]


@cache
def weights() -> Weights:
    """The weights that are shipped, read once; from then on numpy multiplies on one thread.

    The matrices are small: several threads wait for one another longer than they work.
    """
    threadpool_limits(limits=1, user_api="blas")
    return read_weights(MODEL)


def read_weights(folder: Path) -> Weights:
    """The weights of a folder: vocabulary, thresholds, networks (16-bit floats) and the second look."""
    vocabulary = json.loads((folder / "vocabulary.json").read_text("utf-8"))
    networks = []
    for path in sorted(folder.glob("network-*.npz")):
        networks.append(_prepared(_arrays(path)))
    cues, words, concepts = (
        {name: number for number, name in enumerate(vocabulary[part])}
        for part in ("cues", "words", "concepts")
    )
    thresholds = json.loads((folder / "thresholds.json").read_text("utf-8"))
    by_way = {way: {c[1:]: n for c, n in cues.items() if c.startswith(way)} for way in "<>"}
    return Weights(
        cues, by_way, words, concepts, networks, Second(_arrays(folder / "second.npz")), thresholds
    )


def _prepared(network: dict[str, Floats]) -> dict[str, Floats]:
    """A network with what is the same for every text: the table of cues, the kernels laid out to multiply."""
    network["cue"] = network["cue.weight"] @ network["cue_in.weight"].T
    for name in [name for name in network if name.startswith("layers.") and name.endswith(".weight")]:
        network[name] = np.ascontiguousarray(network[name].transpose(2, 1, 0))
    return network


def _arrays(path: Path) -> dict[str, Floats]:
    with np.load(path, allow_pickle=False) as arrays:
        return {name: arrays[name].astype(np.float32) for name in arrays.files}


def word_of(item: Item) -> str:
    """The stem of a word, or the type of a mention."""
    return f"@{item.mention.type}" if item.mention is not None else item.word[:STEM]


def known(cues: Sequence[str], vocabulary: Mapping[str, int]) -> list[int]:
    """The numbers of the cues that a vocabulary holds."""
    find = vocabulary.get
    return [number for cue in cues if (number := find(cue)) is not None]


def weigh(
    model: Weights, items: Items, pairs: Sequence[Pair], places: Sequence[Place], persons: Sequence[str]
) -> tuple[Floats, Floats]:
    """Logits of pairs (pairs × relations and statuses) and of persons (persons × roles and statuses)."""
    words = np.array([model.words.get(word_of(item), -1) + 1 for item in items.row], dtype=np.int64)
    concepts = _bag([known(item.concepts, model.concepts) for item in items.row], len(model.concepts))
    pair_cues = _bag([_of_pair(model, pair) for pair in pairs], len(model.cues))
    place_cues = _bag([known(place.cues, model.cues) for place in places], len(model.cues))
    first = np.array([pair.start.at for pair in pairs], dtype=np.int64)
    second = np.array([pair.end.at for pair in pairs], dtype=np.int64)
    at = np.array([place.argument.at for place in places], dtype=np.int64)
    number = {entity: n for n, entity in enumerate(persons)}
    person = np.array([number[place.argument.entity] for place in places], dtype=np.int64)
    of_pairs: list[Floats] = []
    of_persons: list[Floats] = []
    for network in model.networks:
        states = _read(network, words, concepts)
        of_pairs.append(_pairs(network, states, first, second, pair_cues))
        of_persons.append(_persons(network, states, at, person, place_cues))
    return np.mean(of_pairs, axis=0), np.mean(of_persons, axis=0)


def _of_pair(model: Weights, pair: Pair) -> list[int]:
    by_way = model.by_way[pair.way]
    return [*known(pair.common, by_way), *known(pair.own, model.cues)]


def _bag(lists: Sequence[Sequence[int]], width: int) -> csr_matrix:
    """Lists of numbers as rows of a sparse matrix: times a table, the sum of the rows that each names."""
    numbers = np.fromiter(chain.from_iterable(lists), dtype=np.int32)
    ends = np.zeros(len(lists) + 1, dtype=np.int32)
    np.cumsum([len(one) for one in lists], out=ends[1:])
    return csr_matrix((np.ones(len(numbers), dtype=np.float32), numbers, ends), shape=(len(lists), width))


def _read(network: Mapping[str, Floats], words: Whole, concepts: csr_matrix) -> Floats:
    """States of the items, items × width: gated convolutions over three, each layer twice as far apart."""
    state: Floats = network["word.weight"][words] + concepts @ network["concept.weight"]
    layer = 0
    while f"layers.{layer}.weight" in network:
        kernel, apart = network[f"layers.{layer}.weight"], 2**layer
        padded = np.pad(state, ((apart, apart), (0, 0)))
        out = network[f"layers.{layer}.bias"] + sum(
            padded[apart * k : apart * k + len(state)] @ kernel[k] for k in range(3)
        )
        value, gate = np.split(out, 2, axis=1)
        state = state + value / (1 + np.exp(-gate))
        layer += 1
    found: Floats = state.astype(np.float32)
    return found


def _linear(network: Mapping[str, Floats], name: str, x: Floats) -> Floats:
    return (x @ network[f"{name}.weight"].T + network.get(f"{name}.bias", np.float32(0))).astype(np.float32)


def _pairs(
    network: Mapping[str, Floats], states: Floats, first: Whole, second: Whole, cues: csr_matrix
) -> Floats:
    sums = np.concatenate([np.zeros_like(states[:1]), np.cumsum(states, axis=0)])
    low, high = np.minimum(first, second), np.maximum(first, second)
    between = (sums[high] - sums[np.minimum(low + 1, high)]) / np.maximum(high - low - 1, 1)[:, None]
    a, b = states[first], states[second]
    hidden = np.maximum(
        _linear(network, "first", a)
        + _linear(network, "second", b)
        + _linear(network, "middle", between.astype(np.float32))
        + cues @ network["cue"],
        0,
    )
    product = _linear(network, "left", a) * _linear(network, "right", b)
    return _linear(network, "pair_out", hidden) + _linear(network, "product_out", product)


def _persons(
    network: Mapping[str, Floats], states: Floats, at: Whole, person: Whole, cues: csr_matrix
) -> Floats:
    if not len(at):
        return np.zeros((0, len(network["person_out.bias"])), dtype=np.float32)
    hidden = np.maximum(
        _linear(network, "person", states[at])
        + _linear(network, "whole", states.mean(axis=0, keepdims=True))
        + cues @ network["cue"],
        0,
    )
    order = np.argsort(person, kind="stable")
    starts = np.flatnonzero(np.diff(person[order], prepend=-1))
    most = np.maximum.reduceat(hidden[order], starts, axis=0)
    mean = np.add.reduceat(hidden[order], starts, axis=0) / np.bincount(person)[:, None]
    return _linear(network, "person_out", np.concatenate([most, mean], axis=1).astype(np.float32))
