"""One number for what the graph says, equal for equal content on either server."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from typing import Any

from graph.read.reader import Reader
from ledger.canonical import JSON, canonical

PAGE = 5000
SECONDS = 300.0
TIMES = frozenset({"recorded", "received", "first_recorded", "last_recorded"})
"""Times of recording: the same content may be told again on another day."""


def content_hash(store: Reader, page: int = PAGE) -> str:
    """SHA-256 over entities with their mentions, records, values and links, without times of recording.

    Suggestions and positions are no content. Reads `page` entities at a time, in the order of their ids.
    """
    entities, members, links = hashlib.sha256(), hashlib.sha256(), hashlib.sha256()
    after = ""
    while rows := store.read("hash_entities", after=after, limit=page, timeout=SECONDS):
        span = {"after": after, "last": rows[-1]["id"], "timeout": SECONDS}
        _add(entities, (["entity", row["id"], _lasting(row["values"])] for row in rows))
        _add(members, map(_member, store.read("hash_members", **span)))
        _add(links, map(_link, store.read("hash_links", **span)))
        _add(
            links, (["apart", row["a"], row["b"], row["values"]] for row in store.read("hash_apart", **span))
        )
        after = rows[-1]["id"]
    return hashlib.sha256(entities.digest() + members.digest() + links.digest()).hexdigest()


def _add(to: hashlib._Hash, parts: Iterable[JSON]) -> None:
    """In the order of their texts, which begin with the entity's id: so the size of a page does not show."""
    to.update(b"".join(sorted(canonical(part) + b"\n" for part in parts)))


def _member(row: Mapping[str, Any]) -> JSON:
    return ["member", row["id"], _lasting(row["mention"]), _lasting(row["record"])]


def _link(row: Mapping[str, Any]) -> JSON:
    return ["link", row["a"], row["link"], row["b"], _lasting(row["values"])]


def _lasting(values: Mapping[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in values.items() if name not in TIMES}
