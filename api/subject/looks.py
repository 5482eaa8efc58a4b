"""Who looked at a person: the acts of the log whose answer held them."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass

from api.progress import Tell, silent
from api.subject.told import Look
from ledger.act import Act, Event
from ledger.ledger import Ledger
from policy.subject import SubjectPolicy

KINDS = ("consultation", "disclosure", "combination", "alteration")
ON_RECORDS = ("record", "translation")
"""Operations that show a record whole; other answers name it beside somebody else too."""
PAGE = 1000


@dataclass(frozen=True)
class About:
    """The ids under which the log knows a person: of their entities and mentions, and of their records."""

    person: frozenset[str]
    records: frozenset[str]

    def holds(self, act: Act) -> bool:
        """Whether an act returned the person, or a record about them."""
        details = act.details
        returned = details.get("returned")
        found = {str(one) for one in returned} if isinstance(returned, list) else set()
        whole = details.get("operation") in ON_RECORDS
        return not self.person.isdisjoint(found) or (whole and not self.records.isdisjoint(found))


def looks(ledger: Ledger, about: About, tell: Tell = silent) -> Iterator[Event]:
    """The acts that were done and held the person, oldest first; reads the whole log."""
    after, end = 0, ledger.seal().sequence
    while page := ledger.events(after, PAGE):
        after = page[-1].sequence
        yield from (one for one in page if _counts(one) and about.holds(one.act))
        tell("log", after, end)


def told(events: Sequence[Event], policy: SubjectPolicy) -> list[Look]:
    """As the person is told of them: nobody's name, reason or case but where policy says so."""
    seen = [one for one in events if function_of(one.act) not in policy.never.functions]
    return [_look(one, policy) for one in seen]


def in_open(events: Sequence[Event], cases: Collection[str]) -> list[Event]:
    """Those that were made for one of these cases."""
    return [one for one in events if one.act.case in cases]


def function_of(act: Act) -> str:
    """The function in which somebody acted, "" where the log does not say."""
    return str(act.details.get("function") or "")


def _counts(event: Event) -> bool:
    return event.phase == "done" and event.act.kind in KINDS


def _look(event: Event, policy: SubjectPolicy) -> Look:
    act, shows = event.act, policy.looks
    return Look(
        at=event.at,
        kind=act.kind,
        operation=str(act.details.get("operation") or ""),
        domain=str(act.details.get("domain") or ""),
        function=function_of(act),
        recipient=act.recipient,
        name=act.actor if shows.names else "",
        reason=act.reason if shows.reasons else "",
        case=act.case if shows.cases else "",
    )
