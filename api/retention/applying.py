"""Doing what fell due: archive, erase, drop. Each step stands by itself: one that was cut short goes on."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from api.acts import Acts
from api.passages import drop
from api.pipeline import bring_up_to_date
from api.progress import Tell, silent
from api.retention.falling import Falling, Retention
from api.retention.rejected import close, expired
from api.retention.stream import over
from api.stages.receive import rejects_folder
from api.sweep import sweep
from ledger.act import Act
from ledger.entry import Reclassification

BATCH = 50
"""Source keys erased in one transaction."""


@dataclass
class Done:
    """What one run did: source keys archived and erased, months dropped, rejects files closed and gone, days
    of the log forgotten; `busy` are files that may hold old pages.

    `due` is by action what a session was told of before: what it does not see may hold some of that, so the
    numbers of what was done are for the log alone.
    """

    due: Mapping[str, int] = field(default_factory=dict)
    archived: int = 0
    erased: int = 0
    months: dict[str, int] = field(default_factory=dict)
    closed: int = 0
    rejects: int = 0
    days: list[str] = field(default_factory=list)
    busy: list[str] = field(default_factory=list)


def apply(retention: Retention, acts: Acts, tell: Tell = silent, everything: bool = False) -> Done:
    """Do all that is due and not blocked, of the classes of the session, or of all.

    Passages, rejects files and the log go with `everything`. The projections are up to date before and after.
    """
    house, done = retention.house, Done()
    seen = None if everything else frozenset(acts.allowed)
    with house.writing():
        bring_up_to_date(house, tell)
        done.due = _told(retention.to(acts.allowed))
        for one in _now(retention, "archive", retention.falling(seen)):
            archive(acts, one)
            done.archived += 1
            tell("archive", done.archived, 0)
        fresh = Retention(house, retention.on)  # what was opened meanwhile holds too
        bring_up_to_date(house, tell)
        for some in _batches(_now(fresh, "erase", fresh.falling(seen))):
            _erase(acts, some)
            done.erased += len(some)
            tell("erase", done.erased, 0)
        bring_up_to_date(house, tell)
        done.busy = sweep(house) if done.erased or done.due["erase"] else []
    if everything:
        _streams(retention, acts, done)
    with house.ledger.acted(_act(acts, "alteration", "apply", acts.purpose.reason)) as outcome:
        outcome |= {"archived": done.archived, "erased": done.erased, "due": dict(done.due)}
    return done


def _told(retention: Retention) -> dict[str, int]:
    """How many a session sees that are due and that nothing holds of which it is told, by action."""
    found = Counter(one.due.action for one in retention.falling() if one.due.falls(retention.on))
    return {action: found[action] for action in ("archive", "erase")}


def archive(acts: Acts, one: Falling) -> None:
    """Give all versions of a source key the class of the archive: an event of its own, with its reason."""
    marking = replace(one.marking, archived=True)
    class_ = acts.house.classes.classify(marking)
    reason = f"{acts.purpose.reason}: {one.due.why}"
    made = Reclassification(one.source, one.key, class_, marking, acts.user, reason)
    acts.house.ledger.reclassify(made, _act(acts, "alteration", "archive", reason))


def _erase(acts: Acts, some: Sequence[Falling]) -> None:
    known = acts.house.ledger.records([one.record for one in some])
    acts.erase(acts.going(list(known.values())))


def _now(retention: Retention, action: str, found: Iterable[Falling]) -> list[Falling]:
    """Gathered before the first is done: what is done is written where they are read."""
    return [one for one in found if one.due.action == action and one.due.falls(retention.on)]


def _streams(retention: Retention, acts: Acts, done: Done) -> None:
    house, terms = retention.house, retention.terms
    for month in over(house.passages.months(), terms.keep, retention.on):
        done.months[month] = drop(house, month, acts.purpose.reason)
    folder = rejects_folder(house)
    for path in expired(folder, terms.own["rejects"].period, retention.on):
        with house.ledger.acted(_act(acts, "erasure", "rejects file", acts.purpose.reason)) as outcome:
            outcome["file"] = path.name
            path.unlink()
        done.rejects += 1
    done.closed = close(folder, retention.on)
    before = terms.own["log"].period.before(retention.on).isoformat()
    with house.ledger.acted(_act(acts, "erasure", "log", acts.purpose.reason)) as outcome:
        done.days = house.ledger.audit.forget(before)
        outcome["days"] = list(done.days)


def _act(acts: Acts, kind: str, operation: str, reason: str) -> Act:
    details = acts.purpose.told(f"retention: {operation}")
    return Act(acts.user, kind, reason, acts.purpose.case, details=details)


def _batches(found: Sequence[Falling]) -> Iterator[Sequence[Falling]]:
    for start in range(0, len(found), BATCH):
        yield found[start : start + BATCH]
