"""Learns from marked reports which names are false ones."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray
from sklearn.feature_extraction import DictVectorizer
from sklearn.linear_model import LogisticRegression

from ingest.extract.weighing.aliases import AliasWeights, cues_by_person
from ingest.extract.weighing.items import Items
from ingest.training.samples import marked_scene

PARTS = 5
"""Parts of the reports, of which each is judged by the others."""
EVEN = 0.0
"""Logit from which on a name is likelier false than true."""
NEVER = 9.0
"""Logit of what is always, or never, so in the reports."""
STRENGTH, RARE, SMALL = 1.0, 2, 0.02
"""Inverse strength of the ridge; names from which on a cue is learned; weight below which it is dropped."""


class Names(NamedTuple):
    """Persons and aliases of all reports: the cues of each, whether it is one, the part of its report."""

    cues: list[dict[str, float]]
    false: NDArray[np.bool_]
    part: NDArray[np.int64]


class LearnedAliases(NamedTuple):
    """The weights; how many aliases there were, were called so, and rightly, in parts kept back."""

    weights: AliasWeights
    truth: int
    said: int
    right: int


def learn_aliases(reports: Sequence[Mapping[str, Any]]) -> LearnedAliases:
    """Logistic weights learned from all reports; the threshold is chosen on parts kept back."""
    names = _names(reports)
    scores = np.zeros(len(names.false))
    for part in range(PARTS):
        kept = names.part == part
        learned = _fit([c for c, k in zip(names.cues, kept, strict=True) if not k], names.false[~kept])
        scores[kept] = [learned.weigh(c) for c, k in zip(names.cues, kept, strict=True) if k]
    threshold, said, right = _best(scores, names.false)
    weights = _fit(names.cues, names.false)
    return LearnedAliases(
        AliasWeights(weights.weights, weights.bias, threshold), int(names.false.sum()), said, right
    )


def _names(reports: Sequence[Mapping[str, Any]]) -> Names:
    cues: list[dict[str, float]] = []
    false: list[bool] = []
    part: list[int] = []
    for number, report in enumerate(sorted(reports, key=lambda r: str(r["id"]))):
        aliases = {m["id"] for m in report["mentions"] if m["type"] == "ALIAS"}
        named = [{**m, "type": "PERSON"} if m["id"] in aliases else m for m in report["mentions"]]
        scene = marked_scene({**report, "mentions": named})
        for entity, found in cues_by_person(Items(scene, report["lang"])).items():
            cues.append(dict.fromkeys(sorted(found), 1.0))
            false.append(entity in aliases)
            part.append(number % PARTS)
    return Names(cues, np.array(false, dtype=np.bool_), np.array(part, dtype=np.int64))


def _fit(cues: Sequence[Mapping[str, float]], false: NDArray[np.bool_]) -> AliasWeights:
    if false.all() or not false.any():
        return AliasWeights({}, NEVER if false.any() else -NEVER, 0.0)
    often = Counter(cue for one in cues for cue in one)
    columns = DictVectorizer()
    matrix = columns.fit_transform([{c: 1.0 for c in one if often[c] >= RARE} for one in cues])
    model = LogisticRegression(C=STRENGTH, max_iter=1000).fit(matrix, false)
    weights = dict(zip(columns.get_feature_names_out().tolist(), model.coef_[0].tolist(), strict=True))
    kept = {cue: round(w, 3) for cue, w in weights.items() if abs(w) >= SMALL}
    return AliasWeights(kept, round(float(model.intercept_[0]), 3), 0.0)


def _best(scores: NDArray[np.float64], false: NDArray[np.bool_]) -> tuple[float, int, int]:
    """The threshold with the best F1 from likelier-than-not on, and how many are above it, rightly so.

    The reports were written with many false names; in ordinary ones there are fewer.
    """
    order = np.argsort(-scores, kind="stable")
    order = order[scores[order] >= EVEN]
    if not len(order):
        return NEVER, 0, 0
    right = np.cumsum(false[order])
    said = np.arange(1, len(order) + 1)
    best = int(np.argmax(2 * right / (said + false.sum())))
    return round(float(scores[order[best]]), 3), int(said[best]), int(right[best])
