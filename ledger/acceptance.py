"""Which drafts of a batch are new, and the rows that they become."""

from __future__ import annotations

import shlex
from collections.abc import Sequence
from dataclasses import asdict
from functools import lru_cache
from typing import Any

import orjson
from sqlalchemy import Connection

from ledger.canonical import canonical, identify
from ledger.entry import Receipt
from ledger.errors import BadInput, Contradiction
from ledger.keys import Keys
from ledger.known import Known, Version, heads, versions
from ledger.reclassified import reclassified
from ledger.record import Draft, Grade, Marking
from ledger.refusals import Refusals
from ledger.text import storable
from ledger.versions import rank

LONGEST = {"source": 200, "key": 1000, "version": 100, "feed": 200, "recorded": 100}
"""Bytes in UTF-8: source, key and the order of the version must fit together in PostgreSQL's index."""


class Acceptance:
    """One batch on its way in: takes drafts in their order and collects receipts and rows."""

    def __init__(
        self, connection: Connection, drafts: Sequence[Draft], head: int, at: str, keys: Keys | None = None
    ) -> None:
        asked = [_asked(draft) for draft in drafts]
        self._heads = heads(connection, asked)
        self._versions = versions(connection, [one for one in asked if one.rank])
        self._now = reclassified(connection, ((one.source, one.key) for one in asked))
        self._refusals = Refusals(connection, keys)
        self._sequence, self._at = head, at
        self.receipts: list[Receipt] = []
        self.rows: list[dict[str, Any]] = []

    def take(self, draft: Draft, class_: int) -> None:
        """Give one draft its receipt, and a row where the ledger does not hold it as it is."""
        asked = _asked(draft)
        head = self._heads.get((draft.source, draft.key))
        now = self._now.get((draft.source, draft.key))
        if head is not None:
            _refuse_other_class(draft, class_, now[0] if now else head.class_)
        held = self._versions.get(asked) if draft.version else head
        row = _row(draft, class_, self._at)
        if held is not None and _repeats(row, held, now[1] if now else held.marking):
            self.receipts.append(Receipt(held.id, held.sequence, new=False))
        else:
            self._refusals.check(draft, row["content"])
            self._add(row, draft.version, asked.rank, head)

    def _add(self, row: dict[str, Any], version: str, ranked: str, head: Known | None) -> None:
        number = (head.number if head else 0) + (not version)
        self._sequence += 1
        row["sequence"], row["number"] = self._sequence, number
        row["version"] = version or str(number)
        # Without an order of its own the source means: this counts from now on.
        row["rank"] = ranked or (head.rank if head else "")
        row["id"] = _id(row, row["version"])
        self.rows.append(row)
        self.receipts.append(Receipt(row["id"], self._sequence, new=True))
        self._remember(row, head)

    def _remember(self, row: dict[str, Any], head: Known | None) -> None:
        """Later drafts of this batch meet what earlier ones brought."""
        known = Known(row["class"], *(row[name] for name in Known._fields[1:]))
        self._versions[Version(row["source"], row["key"], row["rank"])] = known
        if head is None or (known.rank, known.sequence) > (head.rank, head.sequence):
            self._heads[(row["source"], row["key"])] = known


def _asked(draft: Draft) -> Version:
    for name, longest in LONGEST.items():
        value = getattr(draft, name)
        if not storable(value, longest) or (not value and name in ("source", "key")):
            raise BadInput(
                f"{draft.origin.file}:{draft.origin.row}: a record of feed {draft.feed!r} has the {name} "
                f"{value[:40]!r}. It needs 1 to {longest} bytes, without NUL: check `{name}` in the feed."
            )
    return Version(draft.source, draft.key, rank(draft.version) if draft.version else "")


def _refuse_other_class(draft: Draft, class_: int, counts: int) -> None:
    if counts != class_:
        raise Contradiction(
            f"{draft.origin.file}:{draft.origin.row}: earlier versions of {draft.source} {draft.key} are of "
            f"another class; nothing of this batch was accepted. Reclassify them first, with "
            f"locard reclassify {draft.source} {shlex.quote(draft.key)} (see its --help)."
        )


def _row(draft: Draft, class_: int, at: str) -> dict[str, Any]:
    try:
        content = canonical(dict(draft.content)).decode()
    except TypeError as error:
        raise BadInput(f"{draft.origin.file}:{draft.origin.row}: the content is no JSON: {error}.") from error
    return {
        "source": draft.source,
        "feed": draft.feed,
        "key": draft.key,
        "class": class_,
        "marking": _text(draft.marking),
        "grade": _text(draft.grade),
        "recorded": draft.recorded,
        "received": at,
        "content": content,
    }


def _repeats(row: dict[str, Any], held: Known, marking: str) -> bool:
    """The same content under the same feed, marking and grade: nobody would read it differently.

    `marking` is that which counts now: what was reclassified keeps the id that it was accepted under.
    """
    context = (row["feed"], row["marking"], row["grade"], row["recorded"])
    if context != (held.feed, marking, held.grade, held.recorded):
        return False
    return _id({**row, "class": held.class_}, held.version) == held.id


def _id(row: dict[str, Any], version: str) -> str:
    """As `Record.id`, without writing the content out again."""
    content = orjson.Fragment(row["content"])
    return identify(row["source"], row["key"], version, content, row["class"])


@lru_cache(maxsize=1024)
def _text(value: Marking | Grade) -> str:
    return canonical(asdict(value)).decode()
