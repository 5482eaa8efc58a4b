"""Retention terms as values: categories, terms in force from when until when, what holds."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from policy.periods import Period

NONE = Period()
EVENTS = ("registered", "renewed", "fact", "ended", "archived")
ACTIONS = ("archive", "erase", "review")
OWN = ("log", "rejects")


@dataclass(frozen=True)
class Regime:
    """A penal code: facts from `since` on and before `until` have one of its levels, lightest first."""

    name: str
    levels: tuple[str, ...]
    since: date = date.min
    until: date = date.max


@dataclass(frozen=True)
class Term:
    """One row: after `period`, or that of the level, from the first of `events` that is known, `then`."""

    category: str
    events: tuple[str, ...]
    then: str
    blocked_by: frozenset[str]
    law: str
    confirmed: bool
    period: Period = NONE
    regime: str = ""
    levels: Mapping[str, Period] = field(default_factory=dict)
    since: date = date.min
    until: date = date.max

    def in_force(self, on: date) -> bool:
        """Whether it is the law on a day."""
        return self.since <= on < self.until


@dataclass(frozen=True)
class Hold:
    """What holds records back while it is open: events of some kinds, or cases in some state (`words`)."""

    name: str
    labels: Mapping[str, str]
    type: str
    words: frozenset[str]
    reaches: frozenset[str]


@dataclass(frozen=True)
class Own:
    """What Locard keeps of itself: which act opens it, and how long it is kept."""

    what: str
    opens: str
    period: Period
    law: str
    confirmed: bool


@dataclass(frozen=True)
class Terms:
    """A whole retention file."""

    regimes: tuple[Regime, ...]
    holds: tuple[Hold, ...]
    categories: Mapping[str, Mapping[str, str]]
    unassigned: str
    sources: Mapping[str, str]
    feeds: Mapping[str, str]
    offences: Mapping[str, Mapping[str, str]]
    terms: tuple[Term, ...]
    archive: Term
    keep: Period
    access: Mapping[tuple[str, bool], Period]
    own: Mapping[str, Own]

    def category(self, source: str, feed: str) -> str:
        """The category of what a feed of a source sent."""
        return self.feeds.get(feed) or self.sources.get(source, self.unassigned)

    def regime(self, fact: date) -> Regime | None:
        """The penal code of the day of a fact."""
        return next((one for one in self.regimes if one.since <= fact < one.until), None)

    def level(self, offences: Sequence[str], regime: Regime) -> str:
        """The heaviest level of these offences under a code, "" where none is known."""
        known = [self.offences.get(word(one), {}).get(regime.name, "") for one in offences]
        return max((one for one in known if one), key=regime.levels.index, default="")

    def passages_since(self, domain: str, decision: str, on: date) -> date:
        """The earliest day of which this purpose sees passages; later than any where it sees none."""
        period = self.access.get((domain, bool(decision.strip()))) or self.access.get((domain, False))
        return max(period.before(on), self.keep.before(on)) if period else date.max


def word(text: str) -> str:
    """A word as it is compared: its case and spaces make no difference."""
    return " ".join(text.casefold().split())
