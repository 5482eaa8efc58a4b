"""After an erasure: what the local projections still say of it, in their logs and on their old pages."""

from __future__ import annotations

import secrets
import sqlite3
from contextlib import closing, suppress

from api.installation import GRAPH, Installation
from api.stages.project import NAME, position
from resolution.history.store import ALL


def sweep(house: Installation) -> list[str]:
    """Rewrite the local projections, so that nothing tells what was taken out; the files that were in use.

    It finds by itself what has to go, so one that was cut short is made good by the next.
    """
    house.clusters.forget(_followed(house), lambda ids: house.mentions.records_of(ids).keys())
    house.mentions.forget(house.clusters.basis(layer).edition for layer in house.clusters.layers())
    _history(house)
    busy = []
    ledger = house.settings.data / "ledger.db"
    for file in sorted(house.settings.data.rglob("*.db")):
        if file == ledger or GRAPH in file.relative_to(house.settings.data).parts:
            continue
        done = False
        with suppress(sqlite3.OperationalError), closing(sqlite3.connect(file, isolation_level=None)) as db:
            db.execute("VACUUM")
            done = not db.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()[0]
        if not done:
            busy.append(file.name)
    return busy


def _followed(house: Installation) -> int:
    """Up to which change of the clusters the graph and the history have followed."""
    return min(position(house, NAME), int(house.history.said(ALL, "position") or 0))


def _history(house: Installation) -> None:
    """What became of erased mentions stays told, under words that mean nothing."""
    record_of: dict[str, str] = {}
    mentions: set[str] = set()
    for event in house.history.everything():
        mentions |= event.mentions
        record_of |= {mention: record for mention, record in event.records.items() if record}
    absent = {m for m in mentions - house.mentions.records_of(mentions).keys() if not m.startswith("~")}
    kept = house.ledger.records(sorted({record_of[m] for m in absent if m in record_of}))
    gone = sorted(m for m in absent if record_of.get(m) not in kept)
    decisions = {made.id for made in house.ledger.decisions()}
    house.history.rename({m: f"~{secrets.token_hex(16)}" for m in gone}, decisions)
    house.history.sweep()
