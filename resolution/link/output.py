"""What linking leaves in its folder: clusters, pairs, the report and, where there are any, rejects."""

from __future__ import annotations

import csv
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq

from resolution.link.read.input import Input
from resolution.link.read.source import Rejected
from resolution.link.report import report
from resolution.link.resolve import Linked
from resolution.link.weigh import BEYOND

CLUSTERS, PAIRS, REPORT, REJECTS = "clusters.csv", "pairs.parquet", "report.html", "rejects.csv"


def write(folder: Path, given: Input, linked: Linked) -> list[Path]:
    """Write all files; those of an earlier run are replaced."""
    folder.mkdir(parents=True, exist_ok=True)
    ids = given.table.ids
    _csv(
        folder / CLUSTERS,
        ("id", "cluster_id"),
        [(id_, ids[at]) for id_, at in zip(ids, linked.labels, strict=True)],
    )
    _pairs(folder / PAIRS, ids, linked)
    (folder / REPORT).write_text(report(given, linked), encoding="utf-8")
    made = [folder / CLUSTERS, folder / PAIRS, folder / REPORT]
    (folder / REJECTS).unlink(missing_ok=True)
    if given.rejected:
        _rejects(folder / REJECTS, given.rejected)
        made.append(folder / REJECTS)
    return made


def _csv(path: Path, header: Sequence[str], rows: Sequence[Sequence[object]]) -> None:
    with path.open("w", encoding="utf-8", newline="") as file:
        out = csv.writer(file, lineterminator="\n")
        out.writerow(header)
        out.writerows(rows)


def _rejects(path: Path, rejected: Sequence[Rejected]) -> None:
    _csv(path, ("file", "row", "reason"), [(r.file, r.row, r.reason) for r in rejected])


def _pairs(path: Path, ids: Sequence[str], linked: Linked) -> None:
    """Likeliest pairs first; `weight` is in bits, `weight_FIELD` what each field adds before any labels."""
    pairs = linked.pairs
    order = np.lexsort((pairs.right, pairs.left, -pairs.weights))
    columns: dict[str, pa.Array] = {
        "id_l": pa.array([ids[at] for at in pairs.left[order]], pa.string()),
        "id_r": pa.array([ids[at] for at in pairs.right[order]], pa.string()),
        "probability": pa.array(pairs.probabilities[order], pa.float64()),
        "weight": pa.array(pairs.weights[order], pa.float64()),
        "weight_prior": pa.array(np.full(len(order), linked.weigher.prior), pa.float64()),
    }
    names = [column.name for column in linked.weigher.comparer.columns]
    for at, name in enumerate([*names, *BEYOND]):
        columns[f"weight_{name}"] = pa.array(pairs.terms[order, at], pa.float64())
    pq.write_table(pa.table(columns), path)
