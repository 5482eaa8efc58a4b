"""Content that was erased: the same is refused, unless it was collected anew."""

from __future__ import annotations

from datetime import UTC, datetime
from functools import cached_property

import orjson
from sqlalchemy import Connection, delete, func, insert, select

from ledger.canonical import JSON
from ledger.errors import BadInput, Erased, Unavailable
from ledger.keys import Keys
from ledger.record import Draft
from ledger.tables import meta, refusal

MARK = "keys"
"""What tells the keys of this ledger from others."""


class Refusals:
    """What one batch is asked about; a ledger of which nothing was erased is asked once."""

    def __init__(self, connection: Connection, keys: Keys | None) -> None:
        self._connection = connection
        self._keys = keys

    def check(self, draft: Draft, content: str) -> None:
        """Erased when this content was erased after it was collected; `content` as it is stored."""
        if not self._some:
            return
        hashed = content_hash(
            recognised(self._connection, self._keys), draft.source, orjson.Fragment(content)
        )
        latest = select(func.max(refusal.c.at)).where(refusal.c.hash == hashed)
        erased = self._connection.execute(latest).scalar_one_or_none()
        if erased and _collected(draft) <= datetime.fromisoformat(erased):
            raise Erased(
                f"{draft.origin.file}:{draft.origin.row}: this content of {draft.source} was erased on "
                f"{erased[:10]} and is not taken in again. If it was collected anew after that, say so: "
                "locard ingest --collected-anew."
            )

    @cached_property
    def _some(self) -> bool:
        return self._connection.execute(select(refusal.c.hash).limit(1)).first() is not None


def recognised(connection: Connection, keys: Keys | None) -> Keys:
    """The keys, when they are those with which this ledger was erased from; Unavailable otherwise."""
    if keys is None:
        raise Unavailable(
            "Nothing is erased, or taken in after it, without a folder of keys: see LOCARD_KEYS."
        )
    held = connection.execute(select(meta.c.value).where(meta.c.name == MARK)).scalar_one_or_none()
    if held is not None and (not keys.made or keys.keyed(MARK) != held):
        raise Unavailable(
            "Content was erased from this ledger, and the key by which it is known again is not there: "
            "restore the folder of keys, or name it in LOCARD_KEYS."
        )
    return keys


def leave_mark(connection: Connection, keys: Keys) -> None:
    """Write down, in the transaction that erases, which keys were used."""
    connection.execute(delete(meta).where(meta.c.name == MARK))
    connection.execute(insert(meta), [{"name": MARK, "value": keys.keyed(MARK)}])


def content_hash(keys: Keys, source: str, content: JSON) -> str:
    """The keyed hash of what a source said, whatever its key and version."""
    return keys.keyed("content", source, content)


def _collected(draft: Draft) -> datetime:
    """When a draft was collected; long ago when it does not say so."""
    if not draft.collected:
        return datetime.min.replace(tzinfo=UTC)
    try:
        at = datetime.fromisoformat(draft.collected)
    except ValueError as error:
        where = f"{draft.origin.file}:{draft.origin.row}"
        raise BadInput(f"{where}: collected {draft.collected[:40]!r} is no moment in ISO 8601.") from error
    return at if at.tzinfo else at.replace(tzinfo=UTC)
