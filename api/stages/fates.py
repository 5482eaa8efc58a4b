"""What people did to records: which were erased and which were given another class since some place."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import cached_property

from ledger.entry import Erasure, Reclassification
from ledger.ledger import Ledger
from resolution.history.event import ERASURE, RECLASSIFICATION, Cause

PAGE = 1000


class Fates:
    """The acts on records after a place in the ledger, as causes of what became of a layer."""

    def __init__(self, ledger: Ledger, layer: int, since: int) -> None:
        self._ledger, self._layer, self._since = ledger, layer, since

    def __call__(self, came: Iterable[str], gone: Iterable[str]) -> Mapping[str, Cause]:
        """Record → what was done to it, of those that came to the layer or went from it.

        Nothing tells any more which erasure took which record: where there were several, their authors are
        named together.
        """
        if not self._since or not (self._erasures or self._moved):
            return {}
        went, new = set(gone), set(came)
        known = self._ledger.records(sorted(went | new))
        found = dict.fromkeys(went - known.keys(), self._erased)
        for id_, record in known.items():
            moved = self._moved.get((record.source, record.key))
            if moved and (id_ in new or record.class_ != self._layer):
                found[id_] = Cause(RECLASSIFICATION, moved.id, moved.author, moved.at, class_=moved.class_)
        return found

    @property
    def _erased(self) -> Cause:
        made = self._erasures
        id_, at = (made[0].id, made[0].at) if len(made) == 1 else ("", "")
        return Cause(ERASURE, id_, ", ".join(sorted({one.author for one in made})), at)

    @cached_property
    def _moved(self) -> dict[tuple[str, str], Reclassification]:
        return {(one.source, one.key): one for one in self._acts[1]}

    @property
    def _erasures(self) -> list[Erasure]:
        return self._acts[0]

    @cached_property
    def _acts(self) -> tuple[list[Erasure], list[Reclassification]]:
        erased: list[Erasure] = []
        moved: list[Reclassification] = []
        status = self._ledger.status()
        if not status.get("erasures") and not status.get("reclassifications"):
            return erased, moved
        position = self._since
        while page := self._ledger.entries(position, PAGE):
            erased += [entry.erasure for entry in page if entry.erasure]
            moved += [entry.reclassification for entry in page if entry.reclassification]
            position = page[-1].sequence
        return erased, moved
