"""When a record falls due, for what, by which term, and what stands against it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from policy.periods import Period
from policy.terms import ACTIONS, Term, Terms

KEPT = "kept"
"""What blocks where a reviewer said until when it is kept."""


@dataclass(frozen=True)
class Verdict:
    """What a reviewer said last: keep until a day, or archive or erase from a day on."""

    what: str
    day: date


@dataclass(frozen=True)
class Held:
    """What a sum needs of a record and all its versions: days by event (`policy.terms.EVENTS`), offences.

    `holds` names what is open about it; `archived` where it is.
    """

    source: str
    feed: str
    days: Mapping[str, date]
    offences: tuple[str, ...] = ()
    holds: frozenset[str] = frozenset()
    archived: bool = False
    verdict: Verdict | None = None


@dataclass(frozen=True)
class Basis:
    """What a term rests on: the event from whose day it runs, how long, the level of the offence, the law."""

    event: str
    day: date
    period: Period
    level: str
    law: str
    confirmed: bool


@dataclass(frozen=True)
class Due:
    """What happens to a record next, when and by which term; `blocked_by` is what stands against it."""

    action: str
    when: date
    why: str
    category: str
    basis: Basis
    blocked_by: tuple[str, ...] = ()

    def falls(self, on: date) -> bool:
        """Whether it has come by a day and nothing stands against it."""
        return self.when <= on and not self.blocked_by


def due(held: Held, on: date, terms: Terms) -> Due:
    """What happens to a record next, by the terms in force on a day: archive, erase or review."""
    category = terms.category(held.source, held.feed)
    term, when, level = _term(held, on, terms, category)
    verdict, action = held.verdict, term.then
    if verdict and verdict.what in ACTIONS:
        action, when = verdict.what, verdict.day
    if held.archived and action == "archive":  # it is already
        term, when, level = terms.archive, terms.archive.period.after(_day(terms.archive, held)), ""
        action = term.then
    blocked = sorted(term.blocked_by & held.holds)
    if verdict and verdict.what == "keep":
        if verdict.day > on:
            blocked.append(KEPT)
        when = max(when, verdict.day)
    basis = _basis(term, level, held)
    return Due(action, when, _told(basis, term, verdict), category, basis, tuple(blocked))


def _term(held: Held, on: date, terms: Terms, category: str) -> tuple[Term, date, str]:
    """The term that counts, the day when it runs out, and the level of the offence."""
    if held.archived:
        return terms.archive, terms.archive.period.after(_day(terms.archive, held)), ""
    mine = [one for one in terms.terms if one.category == category and one.in_force(on)]
    fact = held.days.get("fact")
    regime = terms.regime(fact) if fact else None
    level = terms.level(held.offences, regime) if regime else ""
    for one in mine:
        if level and regime and one.regime == regime.name and level in one.levels:
            return one, one.levels[level].after(_day(one, held)), level
    others = [one for one in terms.terms if one.category == terms.unassigned and one.in_force(on)]
    plain = next(one for one in (*mine, *others) if not one.levels)
    return plain, plain.period.after(_day(plain, held)), ""


def _day(term: Term, held: Held) -> date:
    known = (held.days[event] for event in (*term.events, "registered") if event in held.days)
    return next(known)


def _basis(term: Term, level: str, held: Held) -> Basis:
    event = next(event for event in (*term.events, "registered") if event in held.days)
    period = term.levels[level] if level else term.period
    return Basis(
        event, held.days[event], period, level and f"{term.regime} {level}", term.law, term.confirmed
    )


def _told(basis: Basis, term: Term, verdict: Verdict | None) -> str:
    if verdict and verdict.what in ACTIONS:
        return f"a reviewer decided it on {verdict.day.isoformat()}"
    of = f", {basis.level}" if basis.level else ""
    said = f"{basis.event} {basis.day.isoformat()}{of}: {term.law}"
    return said if term.confirmed else f"{said} (to be confirmed)"
