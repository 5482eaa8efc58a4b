"""Which records are reports of one origin, among any: for evidence that rests on several links."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import orjson

from graph.derive.origin import NOTHING, Traits, unpacked
from graph.read.reader import Reader


@dataclass(frozen=True)
class Teller:
    """A record as far as its origin can be told."""

    id: str
    source: str
    key: str
    traits: Traits = NOTHING


def tellers(store: Reader, records: Iterable[str], allowed: Sequence[int]) -> Mapping[str, Teller]:
    """These records, those that may be seen, as `graph.derive.origin.origins` takes them."""
    ids = sorted(set(records))
    rows = store.read("record_origins", ids=ids, allowed=list(allowed)) if ids else []
    return {row["id"]: Teller(row["id"], row["source"], row["key"], _traits(row["origin"])) for row in rows}


def _traits(origin: str | None) -> Traits:
    return unpacked(orjson.loads(origin)) if origin else NOTHING
