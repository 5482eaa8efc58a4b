"""Learns the second stage from judged pairs, and keeps it only where it is better than the plain weights."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import minimize
from sklearn.isotonic import IsotonicRegression
from sklearn.model_selection import StratifiedKFold

from resolution.weights.second import Second

Floats = NDArray[np.float64]
Bools = NDArray[np.bool_]
FEWEST = 50
FEWEST_OF_EACH = 8
FOLDS = 5
STIFF = 1.0
"""How much the judgements must say before they change what was learned without them."""
BINS = 25
"""Judgements that a knot of the curve rests on, at least."""
MOST_KNOTS = 12
CLIP = 40.0
LN2 = float(np.log(2))


def learn_second(plain: Floats, seen: Floats, match: Bools, seed: int) -> tuple[Second | None, str]:
    """The second stage from plain weights (bits), signals (pairs × signals) and verdicts; and a note.

    None, with the reason, below FEWEST judgements and where judgements that were held back are not better
    told by it than by the plain weights.
    """
    yes = int(match.sum())
    if len(match) < FEWEST or min(yes, len(match) - yes) < FEWEST_OF_EACH:
        return None, (
            f"second stage off: {len(match)} pairs judged, {yes} of them positive; {FEWEST} are needed,"
            f" {FEWEST_OF_EACH} of each kind"
        )
    plain = np.clip(plain, -CLIP, CLIP)
    held, curved = _held_back(plain, seen, match, seed)
    before, after = _loss(plain, match), _loss(curved, match)
    figures = f"log loss {after:.3f} bits beside {before:.3f}"
    if after >= before:
        return None, f"second stage off: not better on judgements that were held back ({figures})"
    bias, change = _additive(plain, seen, match)
    curve = _curve(held, match)
    second = Second(
        _short(bias), tuple(map(_short, change)), curve, len(match), (_short(before), _short(after))
    )
    return second, f"second stage on: {len(match)} pairs judged, {figures} on those held back"


def _held_back(plain: Floats, seen: Floats, match: Bools, seed: int) -> tuple[Floats, Floats]:
    """Bits of each pair by what the others teach: before the curve, and along a curve of the others."""
    folds = list(StratifiedKFold(FOLDS, shuffle=True, random_state=seed).split(seen, match))
    held = np.zeros(len(match))
    for train, test in folds:
        bias, change = _additive(plain[train], seen[train], match[train])
        held[test] = plain[test] + bias + seen[test] @ change
    curved = np.zeros(len(match))
    for train, test in folds:
        knots = _curve(held[train], match[train])
        one = Second(0.0, (), knots, 0, (0.0, 0.0))
        curved[test] = [one.weight(float(bits), ()) for bits in held[test]]
    return held, curved


def _additive(plain: Floats, seen: Floats, match: Bools) -> tuple[float, Floats]:
    """Bits to add, as few as the judgements allow: logistic regression held to the plain weights."""
    sign = np.where(match, 1.0, -1.0)

    def cost(change: Floats) -> tuple[float, Floats]:
        score = LN2 * plain + change[0] + seen @ change[1:]
        wrong = -sign / (1 + np.exp(np.clip(sign * score, -500, 500)))
        gradient = np.concatenate([[wrong.sum()], seen.T @ wrong]) + STIFF * change
        return float(np.logaddexp(0, -sign * score).sum() + STIFF / 2 * change @ change), gradient

    found = minimize(cost, np.zeros(seen.shape[1] + 1), jac=True, method="L-BFGS-B").x / LN2
    return float(found[0]), np.asarray(found[1:])


def _curve(bits: Floats, match: Bools) -> tuple[tuple[float, float], ...]:
    """Isotonic calibration, through the means of bins so that it neither steps nor ends in certainty."""
    order = np.argsort(bits, kind="stable")
    parts = np.array_split(order, min(MOST_KNOTS, len(order) // BINS))
    if len(parts) < 2:
        return ()
    x = np.array([bits[part].mean() for part in parts])
    expected = [1 / (1 + np.exp2(-bits[part])) for part in parts]
    share = np.array(
        [(match[p].sum() + e.mean()) / (len(p) + 1) for p, e in zip(parts, expected, strict=True)]
    )
    size = [float(len(part)) for part in parts]
    flat = IsotonicRegression(y_min=1e-4, y_max=1 - 1e-4).fit(x, share, size).predict(x)
    y = np.log2(flat / (1 - flat))
    knots: list[tuple[float, float]] = []
    for at, to in zip(x.tolist(), y.tolist(), strict=True):
        if not knots or at > knots[-1][0] + 1e-6:
            knots.append((_short(at), _short(to)))
    return tuple(knots)


def _loss(bits: Floats, match: Bools) -> float:
    """Mean log loss in bits."""
    return float(np.logaddexp2(0, np.where(match, -bits, bits)).mean())


def _short(value: float) -> float:
    return float(f"{float(value):.9g}")
