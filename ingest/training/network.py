"""The network that weighs cues for roles and relations, as it is trained; `weighing.network` runs it."""

from __future__ import annotations

from dataclasses import dataclass

import torch
from torch import Tensor, nn

from ingest.extract.status import STATUSES
from ingest.extract.weighing.pairs import RELATIONS
from ingest.extract.weighing.persons import ROLES
from ingest.training.samples import Vocabulary

WIDTH, CUES, HIDDEN, LAYERS = 80, 64, 80, 3
DROP = 0.4


@dataclass(frozen=True)
class Bags:
    """Lists of numbers laid end to end, with the place where each begins and the weight of each number."""

    numbers: Tensor
    starts: Tensor
    weights: Tensor | None = None


@dataclass(frozen=True)
class Places:
    """Where persons stand: the text and the item of each place, the number of its person, of how many."""

    text: Tensor
    at: Tensor
    person: Tensor
    count: int


class Network(nn.Module):
    """Convolutions over the items; heads for pairs (relations, status) and persons (roles, status)."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        super().__init__()
        cues = len(vocabulary.cues)
        self.word = nn.Embedding(len(vocabulary.words) + 1, WIDTH)
        self.concept = nn.EmbeddingBag(len(vocabulary.concepts), WIDTH, mode="sum")
        self.layers = nn.ModuleList(
            nn.Conv1d(WIDTH, 2 * WIDTH, 3, padding=2**n, dilation=2**n) for n in range(LAYERS)
        )
        self.cue = nn.EmbeddingBag(cues, CUES, mode="sum")
        self.cue_in = nn.Linear(CUES, HIDDEN, bias=False)
        self.first, self.second, self.middle = (nn.Linear(WIDTH, HIDDEN) for _ in range(3))
        self.left, self.right = nn.Linear(WIDTH, HIDDEN), nn.Linear(WIDTH, HIDDEN)
        self.pair_out = nn.Linear(HIDDEN, len(RELATIONS) + len(STATUSES))
        self.product_out = nn.Linear(HIDDEN, len(RELATIONS) + len(STATUSES))
        self.person, self.whole = nn.Linear(WIDTH, HIDDEN), nn.Linear(WIDTH, HIDDEN)
        self.person_out = nn.Linear(2 * HIDDEN, len(ROLES) + 2 * len(STATUSES))
        for table in (self.word, self.concept):
            nn.init.normal_(table.weight, std=0.1)
        nn.init.normal_(self.cue.weight, std=0.05)
        with torch.no_grad():
            self.pair_out.bias[: len(RELATIONS)] = -2.5
            self.person_out.bias[: len(ROLES)] = -2.0
        self.drop = nn.Dropout(DROP)

    def read(self, words: Tensor, concepts: Bags) -> Tensor:
        """States of the items, texts × items × WIDTH."""
        bags = self.concept(concepts.numbers, concepts.starts).view(*words.shape, WIDTH)
        state: Tensor = self.drop(self.word(words) + bags).transpose(1, 2)
        for layer in self.layers:
            value, gate = layer(state).chunk(2, 1)
            state = state + value * torch.sigmoid(gate)
        result: Tensor = self.drop(state.transpose(1, 2))
        return result

    def pairs(self, states: Tensor, text: Tensor, first: Tensor, second: Tensor, cues: Bags) -> Tensor:
        """Relations and statuses of pairs, pairs × (16 + 3)."""
        a, b = states[text, first], states[text, second]
        sums = torch.cat([torch.zeros_like(states[:, :1]), states.cumsum(1)], 1)
        low, high = torch.minimum(first, second), torch.maximum(first, second)
        between = (sums[text, high] - sums[text, low + 1]) / (high - low - 1).clamp(min=1)[:, None]
        bag = self.drop(self.cue(cues.numbers, cues.starts, per_sample_weights=cues.weights))
        hidden = torch.relu(self.first(a) + self.second(b) + self.middle(between) + self.cue_in(bag))
        product = self.left(a) * self.right(b)
        result: Tensor = self.pair_out(self.drop(hidden)) + self.product_out(self.drop(product))
        return result

    def persons(self, states: Tensor, lengths: Tensor, places: Places, cues: Bags) -> Tensor:
        """Roles and statuses (of suspects, of others) by all places of a person, persons × (11 + 3 + 3)."""
        bag = self.drop(self.cue(cues.numbers, cues.starts, per_sample_weights=cues.weights))
        real = torch.arange(states.shape[1])[None, :] < lengths[:, None]
        whole = ((states * real[:, :, None]).sum(1) / lengths[:, None])[places.text]
        hidden = torch.relu(
            self.person(states[places.text, places.at]) + self.whole(whole) + self.cue_in(bag)
        )
        index = places.person[:, None].expand_as(hidden)
        empty = torch.zeros(places.count, hidden.shape[1])
        most = empty.scatter_reduce(0, index, hidden, "amax", include_self=False)
        mean = empty.scatter_reduce(0, index, hidden, "mean", include_self=False)
        result: Tensor = self.person_out(self.drop(torch.cat([most, mean], 1)))
        return result
