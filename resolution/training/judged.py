"""The second stage from what people judged: pairs of mentions, told by the features of their profiles."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

import numpy as np

from resolution.comparison.features import Features
from resolution.judgements import Judgements
from resolution.training.second import learn_second
from resolution.weights.model import Model
from resolution.weights.score import seen_by_second


def with_second(model: Model, features: Mapping[str, Features], judged: Judgements, seed: int) -> Model:
    """The model with what its layer's judgements teach; a note says whether the second stage is on.

    `features` holds the rows of the judged mentions by id; pairs of others are left out, and so are pairs
    that say the same: they teach nothing.
    """
    pairs = [(a, b, True) for a, b in judged.same] + [(a, b, False) for a, b in sorted(judged.different)]
    known = [(features[a], features[b], yes) for a, b, yes in pairs if a in features and b in features]
    known = [(a, b, yes) for a, b, yes in known if a != b]
    base = replace(model, second=None)
    if not known:
        return base
    looked = [seen_by_second(base, a, b) for a, b, _ in known]
    plain = np.array([bits for bits, _ in looked], np.float64)
    seen = np.array([signals for _, signals in looked], np.float64)
    second, note = learn_second(plain, seen, np.array([yes for *_, yes in known], np.bool_), seed)
    return replace(base, second=second, notes=(*base.notes, note))
