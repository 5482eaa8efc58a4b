"""Which entity an id means: its own, or any of its mention ids."""

from __future__ import annotations

from collections.abc import Sequence

from graph.read.reader import Reader
from ledger.errors import Missing


def resolve_ids(store: Reader, ids: Sequence[str], allowed: Sequence[int]) -> dict[str, str]:
    """Entity id by asked id, for mention ids and entity ids alike; what is hidden or unknown is left out."""
    asked = sorted(set(ids))
    own = {row["id"]: row["id"] for row in store.read("entities", ids=asked, allowed=list(allowed))}
    rest = [id_ for id_ in asked if id_ not in own]
    if not rest:
        return own
    found = store.read("entity_of", ids=rest, allowed=list(allowed))
    return own | {row["asked"]: row["id"] for row in found}


def resolve_id(store: Reader, id_: str, allowed: Sequence[int]) -> str:
    """The entity that an id means; raises Missing, in the same words, when it is hidden or unknown."""
    found = resolve_ids(store, [id_], allowed).get(id_)
    if found is None:
        raise Missing(f"nothing is known under {id_}")
    return found
