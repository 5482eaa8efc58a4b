"""How good clusters are against the truth: pairs and B³."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from resolution.change import Cluster


@dataclass(frozen=True)
class Quality:
    """Precision, recall and F1 over pairs of mentions, and B³ (Bagga and Baldwin 1998) over mentions."""

    precision: float
    recall: float
    f1: float
    b3_precision: float
    b3_recall: float
    b3_f1: float
    mentions: int


def evaluate(clusters: Iterable[Cluster], truth: Mapping[str, str]) -> Quality:
    """Compare clusters with the truth (mention id → who it really is); mentions without truth are left out.

    A mention that no cluster holds counts as alone.
    """
    kept = [held for cluster in clusters if (held := [m for m in cluster if m in truth])]
    placed = {mention for cluster in kept for mention in cluster}
    kept += [[mention] for mention in sorted(truth.keys() - placed)]
    sizes = Counter(truth.values())
    common = [(len(cluster), count, who) for cluster in kept for who, count in _shares(cluster, truth)]
    hits = sum(_pairs(count) for _, count, _ in common)
    precision = _ratio(hits, sum(_pairs(len(cluster)) for cluster in kept))
    recall = _ratio(hits, sum(map(_pairs, sizes.values())))
    b3_precision = _ratio(sum(count * count / size for size, count, _ in common), len(truth))
    b3_recall = _ratio(sum(count * count / sizes[who] for _, count, who in common), len(truth))
    return Quality(
        precision,
        recall,
        _harmonic(precision, recall),
        b3_precision,
        b3_recall,
        _harmonic(b3_precision, b3_recall),
        len(truth),
    )


def _shares(cluster: list[str], truth: Mapping[str, str]) -> list[tuple[str, int]]:
    return list(Counter(truth[mention] for mention in cluster).items())


def _pairs(count: int) -> int:
    return count * (count - 1) // 2


def _ratio(part: float, whole: float) -> float:
    return part / whole if whole else 1.0


def _harmonic(precision: float, recall: float) -> float:
    return 2 * precision * recall / (precision + recall) if precision + recall else 0.0
