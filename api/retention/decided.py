"""What reviewers decided about terms and is not done yet: until then another decision may take its place."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from api.installation import Installation
from api.retention.falling import RETENTION, Key
from ledger.entry import Decision
from ledger.record import Record


@dataclass(frozen=True)
class Decided:
    """The last decision about a source key, and the version of it that counts now."""

    record: Record
    made: Decision

    @property
    def day(self) -> str:
        """Until when it is kept, or from when it is archived or erased."""
        return str(self.made.subject["day"])


def decided(house: Installation, allowed: Collection[int], on: date) -> list[Decided]:
    """What stands on a day of what a session may see, the earliest day first."""
    last: dict[Key, Decision] = {}
    made = [one for one in house.ledger.decisions(kinds=(RETENTION,)) if one.class_ in allowed]
    about = house.ledger.records(sorted({str(one.subject["record"]) for one in made}))
    for one in made:
        if record := about.get(str(one.subject["record"])):
            last[record.source, record.key] = one
    heads = {key: some[-1].record for key, some in house.ledger.accepted(last.keys()).items()}
    records = house.ledger.records(list(heads.values()))
    found = [Decided(records[heads[key]], one) for key, one in last.items() if heads.get(key) in records]
    standing = [one for one in found if one.record.class_ in allowed and _stands(one, on)]
    return sorted(standing, key=lambda one: (one.day, one.record.id))


def _stands(one: Decided, on: date) -> bool:
    """Whether it is still to be done, or keeps: what was erased is no record any more."""
    verdict = one.made.subject["verdict"]
    if verdict == "keep":
        return one.day > on.isoformat()
    return verdict == "erase" or not one.record.marking.archived
