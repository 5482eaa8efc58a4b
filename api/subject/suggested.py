"""What Locard suggests about a person: of what kind each hypothesis is, and on which records it rests."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass

from api.installation import Installation
from api.subject.cases import Investigations
from api.subject.told import HeldBack, Suggestion
from graph import read
from graph.read.suggestions import MOST, Suggested
from ledger.record import Record
from policy.subject import SubjectPolicy


@dataclass(frozen=True)
class Suggesting:
    """An installation as a session sees it, the policy, and whether the DPO lets all of it be told."""

    house: Installation
    policy: SubjectPolicy
    investigations: Investigations
    decided: bool

    def about(
        self, id_: str, numbers: Mapping[str, int], never: Collection[str]
    ) -> Iterator[Suggestion | HeldBack]:
        """Each suggestion, or why it waits; `numbers`: record → its place in the bundle.

        One that rests on what nobody is told (`never`, or by its marking) is told to nobody. The other end is
        somebody else: its type alone.
        """
        for one in self._all(id_):
            records = self.house.ledger.records(sorted(one.records))
            silent = any(self.policy.is_never_told(record.marking) for record in records.values())
            if silent or not records.keys().isdisjoint(never):
                continue
            why = "" if self.decided else self._held(records)
            if why:
                yield HeldBack(f"suggestion {one.id}", one.type, why)
            else:
                own = tuple(sorted(numbers[record] for record in one.records if record in numbers))
                yield Suggestion(one.type, one.other.type, one.model, own, len(one.records) - len(own))

    def _all(self, id_: str) -> Iterator[Suggested]:
        allowed, skip = self.investigations.allowed, 0
        while page := read.suggestions(self.house.store, id_, allowed, first=MOST, skip=skip).items:
            yield from page
            skip += len(page)

    def _held(self, records: Mapping[str, Record]) -> str:
        open_ = self.investigations.of(records)
        reasons: Sequence[str] = [
            self.policy.why_held(record.marking, id_ in open_) for id_, record in sorted(records.items())
        ]
        return next(filter(None, reasons), "")
