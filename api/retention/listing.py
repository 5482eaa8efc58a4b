"""What falls due, counted and listed: for those who see the records, and no others.

What a session does not see is not told of as a hold either; when it is done, that holds all the same.
"""

from __future__ import annotations

import csv
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import islice
from pathlib import Path

from api.acts import Acts
from api.retention.falling import Falling, Retention
from ledger.act import Act

COLUMNS = ("record", "source", "key", "category", "action", "when", "why", "blocked_by")
PAGE = 1000


@dataclass(frozen=True)
class Line:
    """How many source keys of a category fall due for an action, and how many of them are held back."""

    category: str
    action: str
    due: int
    blocked: int


def counted(retention: Retention, acts: Acts) -> list[Line]:
    """What the session sees of what falls due, by category and action."""
    all_: Counter[tuple[str, str]] = Counter()
    blocked: Counter[tuple[str, str]] = Counter()
    with acts.house.ledger.acted(_act(acts, "dry run")) as outcome:
        for one in retention.to(acts.allowed).falling():
            all_[one.due.category, one.due.action] += 1
            blocked[one.due.category, one.due.action] += bool(one.due.blocked_by)
        outcome["due"] = all_.total()
    return [Line(*place, all_[place], blocked[place]) for place in sorted(all_)]


def written(retention: Retention, acts: Acts, out: Path) -> int:
    """Write what the session sees of it to a CSV file; each page is logged with its ids."""
    rows = 0
    with out.open("w", encoding="utf-8", newline="") as file:
        file_ = csv.writer(file)
        file_.writerow(COLUMNS)
        for page in _pages(retention.to(acts.allowed).falling()):
            with acts.house.ledger.acted(_act(acts, "list")) as outcome:
                outcome["returned"] = [one.record for one in page]
                file_.writerows(map(_row, page))
            rows += len(page)
    return rows


def to_review(retention: Retention, acts: Acts, first: int) -> tuple[list[Falling], int]:
    """The first of the queue, what waits longest before the rest, and how many there are."""
    with acts.house.ledger.acted(_act(acts, "review queue")) as outcome:
        found = queue(retention.to(acts.allowed).falling(), retention.on)
        shown = found[:first]
        outcome["returned"] = [one.record for one in shown]
    return shown, len(found)


def queue(found: Iterable[Falling], on: date) -> list[Falling]:
    """Those of what falls due that people have to decide, what waits longest first."""
    mine = [one for one in found if one.due.action == "review" and one.due.falls(on)]
    return sorted(mine, key=lambda one: (one.due.when, one.record))


def _row(one: Falling) -> Sequence[str]:
    told = one.due
    place = (one.record, one.source, one.key, told.category, told.action)
    return (*place, told.when.isoformat(), told.why, " ".join(told.blocked_by))


def _pages(found: Iterable[Falling]) -> Iterator[list[Falling]]:
    some = iter(found)
    while page := list(islice(some, PAGE)):
        yield page


def _act(acts: Acts, operation: str) -> Act:
    details = acts.purpose.told(f"retention: {operation}")
    return Act(acts.user, "consultation", acts.purpose.reason, acts.purpose.case, details=details)
