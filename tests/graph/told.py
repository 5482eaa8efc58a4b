"""Records and mentions as values, read as the stores are read."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence

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

    def of_records(self, record_ids: Iterable[str], *, telling: Collection[str] = ()) -> list[Mention]:
        """As a MentionStore, without those that tell of none of these relations."""
        wanted, found = set(record_ids), sorted(self.mentions.values(), key=lambda m: m.id)
        told = [m for m in found if not telling or any(s.property in telling for s in m.relations())]
        return [m for m in told if m.record in wanted]

    def known(self, ids: Sequence[str]) -> Mapping[str, Record]:
        """As a ledger."""
        return {id_: self.records[id_] for id_ in ids if id_ in self.records}
