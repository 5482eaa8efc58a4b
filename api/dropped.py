"""Months of passages that were dropped: a journal outside the backups, and the store that obeys it."""

from __future__ import annotations

import os
from datetime import datetime
from functools import partial
from pathlib import Path

import orjson

from graph.passages.question import is_month
from graph.passages.store import PassageStore
from ledger.errors import Tampered
from ledger.keys import prepare, settle
from ledger.ledger import Ledger

FOLDER, DROPPED = "passages", "passages-dropped.jsonl"


def opened(data: Path, keys: Path, ledger: Ledger | None = None) -> PassageStore:
    """The store of a data directory; months that an older copy brought back are dropped again.

    With the `ledger` that was brought back with them, its log names their passages no more.
    """
    data.mkdir(parents=True, exist_ok=True, mode=0o700)
    store = PassageStore.open(data / FOLDER, keys)
    try:
        known = store.manifest.dropped()
        for month, at in dropped(keys).items():
            if month not in known:
                if ledger:
                    ledger.forget(partial(store.among, month=month))
                store.drop(month, datetime.fromisoformat(at))
    except BaseException:
        store.close()
        raise
    return store


def dropped(keys: Path) -> dict[str, str]:
    """Months that were dropped, with when, as the journal outside the backups says.

    A line of another month than there is names no passages, and is passed over.
    """
    file = keys / DROPPED
    if not file.exists():
        return {}
    try:
        lines = [
            orjson.loads(line) for line in file.read_bytes().splitlines(keepends=True) if line.endswith(b"\n")
        ]
        return {line["month"]: line["at"] for line in lines if is_month(line["month"])}
    except (ValueError, TypeError, KeyError) as error:
        raise Tampered(f"{DROPPED} was changed: restore the journal of dropped months.") from error


def note(keys: Path, month: str, at: str) -> None:
    """Write down that a month is dropped, before it is; on the disk when it returns."""
    prepare(keys)
    flags = os.O_WRONLY | os.O_CREAT | os.O_APPEND
    with os.fdopen(os.open(keys / DROPPED, flags, 0o600), "ab") as out:
        out.write(orjson.dumps({"month": month, "at": at}) + b"\n")
        out.flush()
        os.fsync(out.fileno())
    settle(keys)
