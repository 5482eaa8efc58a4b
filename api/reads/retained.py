"""What waits for a decision about its term, in the edge's words."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import UTC, date, datetime

from strawberry import ID

from api.acts import Acts
from api.graphql.port import Allowed
from api.graphql.retention import RetentionDecision, RetentionItem, RetentionQueue
from api.installation import Installation
from api.reads.judging import reasoned
from api.retention.falling import Falling
from api.retention.verdicts import decide
from api.retention.waiting import waiting
from api.sessions import Session
from policy.termfile import load


@dataclass(frozen=True)
class HouseRetention:
    """Implements `api.graphql.port.Retains`."""

    house: Installation

    def queue(self, first: int, on: date | None, lang: str, allowed: Allowed) -> RetentionQueue:
        """What waits for a decision, as the projections stand."""
        found = waiting(self.house).of(allowed, on or today())
        labels = load(self.house.settings.retention).categories

        def item(one: Falling) -> RetentionItem:
            return RetentionItem(
                record=ID(one.record),
                source=one.source,
                key=one.key,
                category=labels[one.due.category][lang],
                since=one.due.when.isoformat(),
                why=one.due.why,
            )

        return RetentionQueue(items=[item(one) for one in found[:first]], total=len(found))

    def decide(
        self, record: str, verdict: str, until: date | None, reason: str, session: Session
    ) -> RetentionDecision:
        """Write a verdict; its class is that of the record."""
        why = replace(session.purpose, reason=reasoned(reason))
        acts = Acts(self.house, session.user, why, session.allowed)
        made = decide(acts, record, verdict, until or today(), today())
        return RetentionDecision(
            record=ID(str(made.subject["record"])),
            verdict=verdict,
            day=str(made.subject["day"]),
            author=made.author,
            reason=made.reason,
        )


def today() -> date:
    """The day, in UTC."""
    return datetime.now(UTC).date()
