"""What waits for a decision about its term, in the edge's words."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from typing import TypeVar

from strawberry import ID

from api.acts import Acts
from api.graphql.port import Allowed
from api.graphql.retention import RetentionBasis, RetentionDecision, RetentionItem, RetentionQueue
from api.installation import Installation
from api.reads.judging import reasoned
from api.retention.decided import decided
from api.retention.falling import Retention
from api.retention.verdicts import decide
from api.retention.waiting import waiting
from api.sessions import Session
from ledger.entry import Decision
from ledger.errors import BadInput
from ledger.record import Record
from policy.retention import Due
from policy.termfile import load
from policy.terms import Terms

T = TypeVar("T")
Named = tuple[str, str, str]
"""Id, source and key of a record."""
PLACE = re.compile(r"\d{4}-\d{2}-\d{2} [0-9a-f]+")


@dataclass(frozen=True)
class HouseRetention:
    """Implements `api.graphql.port.Retains`."""

    house: Installation

    def queue(self, first: int, on: date | None, lang: str, after: str, allowed: Allowed) -> RetentionQueue:
        """What waits for a decision, as the projections stand."""
        found = waiting(self.house).of(allowed, on or today())
        page, end = _page(found, first, after, lambda one: f"{one.due.when.isoformat()} {one.record}")
        items = [self._item((one.record, one.source, one.key), one.due, lang) for one in page]
        return RetentionQueue(items=items, total=len(found), end=end)

    def decided(self, first: int, on: date | None, lang: str, after: str, allowed: Allowed) -> RetentionQueue:
        """What was decided and is not done yet, with what stands against it."""
        day = on or today()
        found = decided(self.house, allowed, day)
        page, end = _page(found, first, after, lambda one: f"{one.day} {one.record.id}")
        sums = Retention(self.house, day).to(allowed).of([one.record for one in page])
        still = [one for one in page if one.record.id in sums]  # what was not erased meanwhile
        items = [self._item(_named(one.record), sums[one.record.id], lang, one.made) for one in still]
        return RetentionQueue(items=items, total=len(found), end=end)

    def decide(
        self, record: str, verdict: str, until: date | None, reason: str, session: Session
    ) -> RetentionDecision:
        """Write a verdict; its class is that of the record."""
        why = replace(session.purpose, reason=reasoned(reason))
        acts = Acts(self.house, session.user, why, session.allowed)
        made = decide(acts, record, verdict, until or today(), today())
        return _decision(made, str(made.subject["record"]))

    def _item(self, named: Named, due: Due, lang: str, made: Decision | None = None) -> RetentionItem:
        terms, basis = self._terms, due.basis
        record, source, key = named
        since = basis.period.after(basis.day) if made else due.when
        return RetentionItem(
            record=ID(record),
            source=source,
            key=key,
            category=terms.categories[due.category][lang],
            since=since.isoformat(),
            why=due.why,
            basis=RetentionBasis(
                event=basis.event,
                day=basis.day.isoformat(),
                period=str(basis.period),
                level=basis.level,
                law=basis.law,
                confirmed=basis.confirmed,
            ),
            blocked_by=[hold.labels[lang] for hold in terms.holds if hold.name in due.blocked_by],
            decision=_decision(made, record) if made else None,
        )

    @property
    def _terms(self) -> Terms:
        return load(self.house.settings.retention)


def _decision(made: Decision, record: str) -> RetentionDecision:
    return RetentionDecision(
        record=ID(record),
        verdict=str(made.subject["verdict"]),
        day=str(made.subject["day"]),
        author=made.author,
        reason=made.reason,
    )


def _named(record: Record) -> Named:
    return record.id, record.source, record.key


def _page(found: Sequence[T], first: int, after: str, place: Callable[[T], str]) -> tuple[list[T], str]:
    """The items after a place in their order, and the place of the last one where more follow.

    By the place and not by a number: what is decided between two pages is in the list no more.
    """
    if after and not PLACE.fullmatch(after):
        raise BadInput("`after` is the `end` of the page before; leave it empty for the first page.")
    start = bisect_right(found, after, key=place) if after else 0
    page = list(found[start : start + first])
    return page, place(page[-1]) if start + len(page) < len(found) else ""


def today() -> date:
    """The day, in UTC."""
    return datetime.now(UTC).date()
