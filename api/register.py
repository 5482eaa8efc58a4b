"""The register of processing activities (Directive (EU) 2016/680, art. 24): feeds, policies and exports."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache

from graph.ontology import Ontology
from ingest import feeds
from ingest.feeds import Cell, Feed
from ledger.charts import EXPORT
from ledger.ledger import Ledger
from policy.document import Section, own, parse, shipped
from policy.periods import Period
from policy.terms import Terms

FILE = "policy/register.yaml"


@dataclass(frozen=True)
class Site:
    """What the site says of itself; words by language."""

    controller: str
    officer: str
    purposes: Mapping[str, Mapping[str, str]]
    basis: Mapping[str, str]
    profiling: Mapping[str, str]
    security: Mapping[str, str]


@dataclass(frozen=True)
class Limit:
    """One term that is in force: after `period`, `then`; not confirmed where a lawyer has yet to."""

    then: str
    period: str
    level: str
    law: str
    confirmed: bool


@dataclass(frozen=True)
class Activity:
    """What one feed brings: of whom, which data, for what, how long. `roles` are words of the ontology."""

    feed: str
    source: str
    labels: Mapping[str, str]
    domain: str
    roles: tuple[str, ...]
    types: tuple[str, ...]
    special: tuple[str, ...]
    handling: str
    category: Mapping[str, str]
    limits: tuple[Limit, ...]
    texts: bool


@dataclass(frozen=True)
class Register:
    """All activities of an installation, and the recipients to whom exports went."""

    site: Site
    activities: tuple[Activity, ...]
    recipients: tuple[str, ...]
    functions: tuple[str, ...]


def register_of(
    ledger: Ledger, ontology: Ontology, terms: Terms, site: Site, functions: Iterable[str], on: date
) -> Register:
    """The register as it is on a day: of the feeds that were used, or of all where none was yet."""
    used = {one.name: one for one in ledger.publications("feed")}
    known = [feeds.parse(str(one.content["yaml"]), name) for name, one in sorted(used.items())]
    known = known or [feeds.load(name) for name in feeds.names()]
    made = tuple(_activity(feed, ontology, terms, on) for feed in sorted(known, key=lambda one: one.name))
    sent = {str(one.subject.get("recipient") or "") for one in ledger.decisions([EXPORT])}
    return Register(site, made, tuple(sorted(sent - {""})), tuple(functions))


def read_site(text: str, file: str = FILE) -> Site:
    """What the site says, checked; BadConfiguration with file and line."""
    top = parse(text, file)
    top.only("controller", "officer", "purposes", "profiling", "security")
    purposes = _section(top, "purposes")
    each = {name: _section(purposes, name) for name in purposes}
    for one in each.values():
        one.only("labels", "basis")
    return Site(
        controller=top.need("controller", str),
        officer=top.need("officer", str),
        purposes={name: one.labels() for name, one in each.items()},
        basis={name: one.need("basis", str) for name, one in each.items()},
        profiling=_section(top, "profiling").labels(),
        security=_section(top, "security").labels(),
    )


@cache
def site(file: str = "") -> Site:
    """What the site's own file says, or that which Locard comes with: without the site's name."""
    return read_site(own(file, "LOCARD_OWN_REGISTER"), file) if file else read_site(shipped("register.yaml"))


def _section(top: Section, name: str) -> Section:
    top.need(name, dict)
    found: Section = top[name]
    return found


def _activity(feed: Feed, ontology: Ontology, terms: Terms, on: date) -> Activity:
    category = terms.category(feed.source, feed.name)
    given = {(rule.type, name) for rule in feed.mentions for name, _ in rule.values}
    return Activity(
        feed=feed.name,
        source=feed.source,
        labels=feed.labels,
        domain=feed.domain,
        roles=tuple(sorted({role for rule in feed.relations for role in _words(rule.role)})),
        types=tuple(sorted({rule.type for rule in feed.mentions})),
        special=tuple(sorted({n for type_, n in given if ontology.types[type_].properties[n].sensitive})),
        handling=feed.fixed_marking.handling if feed.fixed_marking else "",
        category=terms.categories[category],
        limits=tuple(_limits(category, terms, on)),
        texts=bool(feed.text) or feed.format == "document",
    )


def _written(period: Period) -> str:
    """A period as it is written in ISO 8601."""
    if period.months and period.months % 12 == 0:
        return f"P{period.months // 12}Y"
    return f"P{period.months}M" if period.months else f"P{period.days}D"


def _words(cell: Cell | None) -> set[str]:
    """The words that a cell may give."""
    if cell is None:
        return set()
    return {cell.const, cell.default, *(cell.mapping or {}).values()} - {""}


def _limits(category: str, terms: Terms, on: date) -> list[Limit]:
    """The terms of a category that are in force, level by level where they follow the offence."""
    found = []
    for one in terms.terms:
        if one.category == category and one.in_force(on):
            levels = one.levels or {"": one.period}
            found += [
                Limit(one.then, _written(period), f"{one.regime} {level}".strip(), one.law, one.confirmed)
                for level, period in levels.items()
            ]
    return found
