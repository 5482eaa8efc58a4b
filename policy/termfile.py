"""A retention file, read and checked: an error names its file and line."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from functools import cache

from ledger.errors import BadInput
from policy.document import Section, own, parse, shipped
from policy.periods import Period
from policy.terms import ACTIONS, EVENTS, NONE, OWN, Hold, Own, Regime, Term, Terms, word

FILE = "policy/retention.yaml"


def read(text: str, file: str = FILE) -> Terms:
    """A retention file, checked; BadConfiguration with file and line."""
    told = parse(text, file)
    told.only(
        "regimes", "holds", "categories", "unassigned", "sources", "feeds", "offences", "terms", "archive",
        "passages", "own",
    )  # fmt: skip
    regimes = tuple(map(_regime, told.sections("regimes")))
    holds = tuple(map(_hold, told.sections("holds")))
    categories = {one.need("category", str): one.labels() for one in told.sections("categories")}
    named = {one.name for one in holds}
    terms = tuple(_term(one, categories, regimes, named) for one in told.sections("terms"))
    for category in categories:
        _complete(told, category, terms, regimes)
    _always(told, terms)
    archive: Section = told.need("archive", dict)
    archive["category"] = told.need("unassigned", str, categories)
    keep, access = _passages(told.need("passages", dict))
    return Terms(
        regimes=regimes,
        holds=holds,
        categories=categories,
        unassigned=told["unassigned"],
        sources=_assigned(told.need("sources", dict), categories),
        feeds=_assigned(told.need("feeds", dict), categories),
        offences=_offences(told.sections("offences"), regimes),
        terms=terms,
        archive=_term(archive, categories, regimes, named),
        keep=keep,
        access=access,
        own=_own(told),
    )


@cache
def load(file: str = "") -> Terms:
    """The terms of a site's own file, or those that Locard comes with."""
    return read(own(file, "LOCARD_RETENTION"), file) if file else read(shipped("retention.yaml"))


def _regime(one: Section) -> Regime:
    one.only("regime", "levels", "since", "until")
    levels = tuple(map(str, one.need("levels", list)))
    return Regime(one.need("regime", str), levels, *_dates(one))


def _hold(one: Section) -> Hold:
    one.only("hold", "labels", "type", "kinds", "statuses", "reaches")
    type_ = one.need("type", str, ("Event", "Case"))
    by = "kinds" if type_ == "Event" else "statuses"
    words = frozenset(word(str(value)) for value in one.need(by, list))
    return Hold(one.need("hold", str), one.labels(), type_, words, frozenset(one.need("reaches", list)))


def _term(one: Section, categories: Mapping[str, object], regimes: Sequence[Regime], holds: set[str]) -> Term:
    one.only(
        "category", "regime", "event", "term", "levels", "then", "blocked_by", "law", "confirmed", "since",
        "until",
    )  # fmt: skip
    category = one.need("category", str, categories)
    events = tuple(map(str, one.need("event", list)))
    for wrong in set(events or ("nothing",)) - set(EVENTS):
        one.fail(f"`event` has {wrong!r}: use {', '.join(EVENTS)}.", "event")
    blocked = frozenset(map(str, one.need("blocked_by", list)))
    for wrong in blocked - holds:
        one.fail(f"`blocked_by` has {wrong!r}, which is no hold above.", "blocked_by")
    levels = _levels(one, regimes) if "levels" in one else {}
    period = NONE if levels else _period(one, "term")
    since, until = _dates(one)
    return Term(
        category, events, one.need("then", str, ACTIONS), blocked, one.need("law", str),
        one.need("confirmed", bool), period, one.get("regime", ""), levels, since, until,
    )  # fmt: skip


def _levels(one: Section, regimes: Sequence[Regime]) -> dict[str, Period]:
    named = {regime.name: regime for regime in regimes}
    regime = named[one.need("regime", str, named)]
    given: Section = one.need("levels", dict)
    given.only(*regime.levels)
    for level in regime.levels:
        if level not in given:
            given.fail(f"the level {level} of {regime.name} has no term.")
    return {level: _period(given, level) for level in regime.levels}


def _complete(told: Section, category: str, terms: Sequence[Term], regimes: Sequence[Regime]) -> None:
    mine = [one for one in terms if one.category == category]
    if not any(not one.levels for one in mine):
        told.fail(f"the category {category} has no term without levels: none falls due.", "terms")
    lacking = {one.name for one in regimes} - {one.regime for one in mine if one.levels}
    if lacking and any(one.levels for one in mine):
        told.fail(f"the category {category} has levels, but none of {', '.join(sorted(lacking))}.", "terms")


def _always(told: Section, terms: Sequence[Term]) -> None:
    """What no other term is in force for is reviewed: it is never erased for want of one."""
    mine = [one for one in terms if one.category == told.need("unassigned", str) and not one.levels]
    if not any(one.then == "review" and (one.since, one.until) == (date.min, date.max) for one in mine):
        told.fail("the category of `unassigned` needs an undated term that asks for review.", "unassigned")


def _assigned(given: Section, categories: Mapping[str, object]) -> dict[str, str]:
    return {str(name): given.need(name, str, categories) for name in given}


def _offences(sections: Sequence[Section], regimes: Sequence[Regime]) -> dict[str, dict[str, str]]:
    found: dict[str, dict[str, str]] = {}
    for one in sections:
        one.only("offence", "confirmed", *(regime.name for regime in regimes))
        levels = {
            regime.name: str(one.need(regime.name, str, regime.levels))
            for regime in regimes
            if regime.name in one
        }
        found |= {word(str(name)): levels for name in one.need("offence", list)}
    return found


def _passages(one: Section) -> tuple[Period, dict[tuple[str, bool], Period]]:
    one.only("keep", "law", "confirmed", "access")
    found: dict[tuple[str, bool], Period] = {}
    for row in one.sections("access"):
        row.only("domain", "decision", "term")
        found[row.need("domain", str), row.need("decision", bool)] = _period(row, "term")
    return _period(one, "keep"), found


def _own(told: Section) -> dict[str, Own]:
    found = {}
    for one in told.sections("own"):
        one.only("what", "opens", "term", "law", "confirmed")
        what = one.need("what", str, OWN)
        said = (one.need("law", str), one.need("confirmed", bool))
        found[what] = Own(what, one.need("opens", str), _period(one, "term"), *said)
    for what in OWN:
        if what not in found:
            told.fail(f"`own` says nothing of {what}.", "own")
    return found


def _period(one: Section, key: str) -> Period:
    try:
        return Period.parse(one.need(key, str))
    except BadInput as error:
        one.fail(error.detail, key)


def _dates(one: Section) -> tuple[date, date]:
    since, until = one.get("since", date.min), one.get("until", date.max)
    for key, day in (("since", since), ("until", until)):
        if type(day) is not date:
            one.fail(f"`{key}` is {day!r}: write a day, 2026-04-08.", key)
    if since >= until:
        one.fail("`since` lies after `until`.", "since")
    return since, until
