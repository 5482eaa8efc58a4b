"""Which records belong to an investigation that is open: what of them is told is for the DPO to decide."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from api.graphql.port import Allowed
from api.installation import Installation
from graph import read
from policy.subject import SubjectPolicy

CASE = "Case"


@dataclass(frozen=True)
class Investigations:
    """The cases of an installation as a session sees them; `today` is an ISO date."""

    house: Installation
    allowed: Allowed
    policy: SubjectPolicy
    today: str

    def of(self, records: Iterable[str]) -> dict[str, str]:
        """Those of these records that name a case which nobody closed, each with the number of one."""
        mentions = [one for one in self.house.mentions.of_records(sorted(records)) if one.type == CASE]
        entities = read.resolve_ids(self.house.store, [one.id for one in mentions], self.allowed)
        known = {entity: self._open(entity) for entity in sorted(set(entities.values()))}
        found = [(one.record, known.get(entities.get(one.id, ""), "")) for one in mentions]
        return {record: number for record, number in sorted(found) if number}

    def _open(self, entity: str) -> str:
        """The number of a case that is open, "" of one that is over."""
        values = read.card(self.house.store, entity, self.allowed, first=1).values
        if self.policy.is_closed(values.get("status", ""), values.get("endDate", ""), self.today):
            return ""
        return str(values.get("caseNumber") or entity)
