"""Records and mentions as values, read as the stores are read."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from graph.ontology import Mention
from ledger.record import Record


class Told:
    """What was told: records and their mentions, by their ids."""

    def __init__(self) -> None:
        self.records: dict[str, Record] = {}
        self.mentions: dict[str, Mention] = {}

    def get(self, ids: Iterable[str]) -> dict[str, Mention]:
        """As a MentionStore."""
        return {id_: self.mentions[id_] for id_ in ids if id_ in self.mentions}

    def of_records(self, record_ids: Iterable[str]) -> list[Mention]:
        """As a MentionStore."""
        wanted = set(record_ids)
        return sorted((m for m in self.mentions.values() if m.record in wanted), key=lambda m: m.id)

    def known(self, ids: Sequence[str]) -> Mapping[str, Record]:
        """As a ledger."""
        return {id_: self.records[id_] for id_ in ids if id_ in self.records}
