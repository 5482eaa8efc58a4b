"""The second stage: learns from labelled pairs how far the weights are to be trusted, field by field."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import minimize
from scipy.special import logit
from sklearn.ensemble import HistGradientBoostingClassifier
from sklearn.isotonic import IsotonicRegression
from sklearn.model_selection import StratifiedKFold

from ledger.errors import BadInput
from resolution.link.look import Levels
from resolution.link.read.field import Floats, Ints
from resolution.link.read.source import read_source

HEADER = ("id_l", "id_r", "match")
FEWEST = 50
FEWEST_OF_EACH = 8
FOLDS = 5
ISOTONIC = 1000
"""Labels from which the calibration is a free curve; below, it is a logistic one."""
MIXES = (0.0, 0.25, 0.5, 0.75)
"""Shares of the trees that are tried beside the additive model."""
SURE = 1e-4
STIFF = 1.0
"""How much the labels must say before they change what was learned without them."""
Model = Callable[[NDArray[np.float32]], Floats]


@dataclass(frozen=True)
class Label:
    """One labelled pair, as the ids stand in the files, with its row in the file of labels."""

    left: str
    right: str
    match: bool
    row: int


def read_labels(path: Path) -> list[Label]:
    """Labels from a CSV file with header id_l,id_r,match; BadInput with the row that is wrong."""
    source = read_source(path)
    if missing := [name for name in HEADER if name not in source.columns]:
        raise BadInput(f"{path.name}: there is no column {missing[0]!r}; the header is {','.join(HEADER)}")
    if source.rejected:
        first = source.rejected[0]
        raise BadInput(f"{first.file}, row {first.row}: {first.reason}")
    labels = []
    columns = (source.columns[name] for name in HEADER)
    for row, left, right, match in zip(source.rows, *columns, strict=True):
        if match.strip() not in ("0", "1"):
            raise BadInput(f"{path.name}, row {row}: match is {match!r}; it is 0 or 1")
        labels.append(Label(left.strip(), right.strip(), match.strip() == "1", row))
    return labels


def vectors(terms: Floats, levels: Levels, prior: float) -> NDArray[np.float32]:
    """What the second stage looks at: the weight of a pair, its terms, and its levels."""
    return np.hstack([terms.sum(axis=1, keepdims=True) + prior, terms, levels]).astype(np.float32)


def learn_labels(seen: NDArray[np.float32], match: NDArray[np.bool_], terms: int, seed: int) -> Model:
    """A function from vectors to weights in bits, from labels that are `enough`."""
    width = 1 + terms
    folds = StratifiedKFold(FOLDS, shuffle=True, random_state=seed)
    out = np.zeros((2, len(match)))
    for train, test in folds.split(seen, match):
        for at, fit in enumerate((_additive, _trees)):
            out[at, test] = fit(seen[train], match[train], width, seed)(seen[test])
    mix = min(MIXES, key=lambda share: round(_loss((1 - share) * out[0] + share * out[1], match), 6))
    both = [fit(seen, match, width, seed) for fit in (_additive, _trees)]
    curve = _calibrated((1 - mix) * out[0] + mix * out[1], match)
    return lambda x: curve((1 - mix) * both[0](x) + mix * both[1](x))


def enough(match: NDArray[np.bool_]) -> str:
    """ "" when these labels can be learned from, else why not."""
    yes = int(match.sum())
    if len(match) >= FEWEST and min(yes, len(match) - yes) >= FEWEST_OF_EACH:
        return ""
    return (
        f"labels not used: {len(match)} are of different rows, {yes} of them matches; {FEWEST} are needed,"
        f" {FEWEST_OF_EACH} of each kind"
    )


def _additive(seen: NDArray[np.float32], match: NDArray[np.bool_], width: int, seed: int) -> Model:
    """What has to be added to each term, as little as the labels allow, so that the weights are right."""
    terms = _scaled(seen[:, :width])
    plain = np.clip(seen[:, 0], -40, 40).astype(np.float64)
    sign = np.where(match, 1.0, -1.0)

    def cost(change: Floats) -> tuple[float, Floats]:
        score = np.log(2) * plain + change[0] + terms @ change[1:]
        wrong = -sign / (1 + np.exp(np.clip(sign * score, -500, 500)))
        gradient = np.concatenate([[wrong.sum()], terms.T @ wrong]) + STIFF * change
        return float(np.logaddexp(0, -sign * score).sum() + STIFF / 2 * change @ change), gradient

    change = minimize(cost, np.zeros(width + 1), jac=True, method="L-BFGS-B").x
    return lambda x: np.asarray(
        np.log(2) * np.clip(x[:, 0], -40, 40) + change[0] + _scaled(x[:, :width]) @ change[1:], np.float64
    )


def _scaled(terms: NDArray[np.float32]) -> Floats:
    return np.asarray(np.clip(terms, -20, 20) / 8, np.float64)


def _trees(seen: NDArray[np.float32], match: NDArray[np.bool_], width: int, seed: int) -> Model:
    rising = [1] * width + [0] * (seen.shape[1] - width)
    model = HistGradientBoostingClassifier(
        max_iter=80, learning_rate=0.08, max_leaf_nodes=8, min_samples_leaf=max(5, len(match) // 60),
        l2_regularization=5.0, monotonic_cst=rising, random_state=seed,
    )  # fmt: skip
    model.fit(seen, match)
    return lambda x: np.asarray(model.decision_function(x), np.float64)


def _loss(score: Floats, match: NDArray[np.bool_]) -> float:
    return float(np.logaddexp(0, np.where(match, -score, score)).mean())


def _calibrated(score: Floats, match: NDArray[np.bool_]) -> Callable[[Floats], Floats]:
    """Scores to bits."""
    if len(match) >= ISOTONIC:
        free = IsotonicRegression(y_min=SURE, y_max=1 - SURE, out_of_bounds="clip").fit(score, match)
        return lambda x: np.asarray(logit(free.predict(x)) / np.log(2) + x * 1e-3)
    line = minimize(_line_cost, np.array([1.0, 0.0]), args=(score, match), method="Nelder-Mead").x
    slope, start = max(float(line[0]), 0.05), float(line[1])
    return lambda x: np.asarray((slope * x + start) / np.log(2))


def _line_cost(line: Floats, score: Floats, match: NDArray[np.bool_]) -> float:
    loss = np.logaddexp(0, np.where(match, -1, 1) * (line[0] * score + line[1])).sum()
    return float(loss + STIFF * ((line[0] - 1) ** 2 * 4 + line[1] ** 2 / 4))


def places_of(label: Label, find: Callable[[int, str], int | None], two: bool) -> tuple[int, int]:
    """The rows of a label; with two files the first id is looked for in the first file, then in the other."""
    found = []
    for id_, files in ((label.left, (0, 1) if two else (0,)), (label.right, (1, 0) if two else (0,))):
        rows = [row for file in files if (row := find(file, id_)) is not None]
        if not rows:
            raise BadInput(f"labels, row {label.row}: there is no record {id_!r}")
        found.append(rows[0])
    return found[0], found[1]


def rows_of(labels: list[Label], find: Callable[[int, str], int | None], two: bool) -> tuple[Ints, Ints]:
    """Rows of the left and the right records of all labels."""
    places = [places_of(label, find, two) for label in labels]
    return np.array([a for a, _ in places], np.int64), np.array([b for _, b in places], np.int64)
