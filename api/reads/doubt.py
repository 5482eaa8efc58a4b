"""Which changes make doubtful what relied on an entity: another record of the same person does not."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

from api.reads.visible import Visible
from graph.ontology.mention import mention_id
from resolution.history.event import GONE, JOINED, SPLIT, Event


@dataclass
class Doubt:
    """Looks at each change once."""

    seen: Visible
    whole: Callable[[Event], Event]
    _known: dict[str, bool] = field(default_factory=dict)

    def of(self, event: Event) -> bool:
        """True when entities became one or fell apart, or lost what a record said.

        A newer version of a record takes mentions away and brings others in their places: that counts where
        those became one with another, or came apart, and for what nothing took the place of then, where
        what stands there today is not one with what the old ones were one with.
        """
        if event.key not in self._known:
            self._known[event.key] = self._looked(event)
        return self._known[event.key]

    def _looked(self, event: Event) -> bool:
        what = self.whole(event).what
        if JOINED in what or SPLIT in what:
            return True
        if GONE not in what:
            return False
        return not event.renewed or any(self._torn(event, cluster) for cluster in event.before)

    def _torn(self, event: Event, cluster: tuple[str, ...]) -> bool:
        heirs = {m: self._heir(m, event.records.get(m, "")) for m in cluster if m in event.gone}
        if not all(heirs.values()):
            return True
        now = {heirs.get(m, m) for m in cluster}
        there = self.seen.clusters.cluster_of(event.layer, now)
        return len({there[m] for m in now if m in there}) > 1

    def _heir(self, mention: str, record: str) -> str:
        """What stands, in the version that counts now, where a mention stood that is gone; "" for nothing."""
        old = self.seen.record(record) if record else None
        current = self.seen.ledger.current(old.source, old.key) if old else None
        there = self.seen.mentions.of_records([current.id]) if current else []
        return next((m.id for m in there if mention_id(record, m.type, m.anchor) == mention), "")
