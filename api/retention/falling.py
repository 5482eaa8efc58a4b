"""What falls due in an installation: every record that counts, with the term that it is under."""

from __future__ import annotations

from collections.abc import Collection, Container, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from functools import cached_property

from api.installation import Installation
from api.retention.days import day_of, last
from api.retention.holds import open_holds
from graph.ontology import Mention
from ledger.accepted import Accepted
from ledger.entry import Decision
from ledger.record import Marking, Record
from policy.retention import Due, Held, Verdict, due
from policy.termfile import load
from policy.terms import Terms

Key = tuple[str, str]
RETENTION = "retention"
"""The kind of a reviewer's decisions: {record, verdict, day}."""
PAGE = 1000


@dataclass(frozen=True)
class Falling:
    """One source key whose term ran out, by the version that counts; `due` says what is to happen."""

    record: str
    source: str
    key: str
    class_: int
    marking: Marking
    due: Due


@dataclass(frozen=True)
class Retention:
    """The sum over an installation on a day; mentions and clusters are taken to be up to date.

    `told`: the classes of the session that is told of it, to which what it does not see holds nothing. None
    for what is done: that asks nobody.
    """

    house: Installation
    on: date
    told: frozenset[int] | None = None

    def to(self, allowed: Collection[int]) -> Retention:
        """The same sum as a session is told of it."""
        return replace(self, told=frozenset(allowed))

    def again(self) -> Retention:
        """The same sum with the verdicts of now, where nothing changed but these."""
        made = replace(self)
        made.__dict__["holds"], made.__dict__["archived"] = self.holds, self.archived
        return made

    @cached_property
    def terms(self) -> Terms:
        """The terms of this site."""
        return load(self.house.settings.retention)

    @cached_property
    def holds(self) -> Mapping[str, frozenset[str]]:
        """Record → what holds it."""
        return open_holds(self.house, self.terms, self.on, self.told)

    @cached_property
    def archived(self) -> Mapping[Key, str]:
        """Source key → when it was archived."""
        return self.house.ledger.registry.archived()

    @cached_property
    def verdicts(self) -> Mapping[Key, Verdict]:
        """Source key → what a reviewer said last."""
        made = self.house.ledger.decisions(kinds=(RETENTION,))
        known = self.house.ledger.records(sorted({str(one.subject["record"]) for one in made}))
        told = ((known.get(str(one.subject["record"])), one) for one in made)
        return {(r.source, r.key): _verdict(one) for r, one in told if r}

    def falling(self, seen: Container[int] | None = None) -> Iterator[Falling]:
        """All whose term ran out by the day, in the order in which they came in, blocked ones too.

        `seen`: only those of these classes, and of what the session is told of.
        """
        after = 0
        while page := self.house.ledger.entries(after, PAGE):
            after = page[-1].sequence
            came = {entry.sequence: entry.record for entry in page if entry.record}
            keys = {(record.source, record.key) for record in came.values()}
            every = self.house.ledger.accepted(keys)
            heads = {some[-1].record: some for some in every.values() if some[-1].sequence in came}
            yield from self._of(heads, seen)

    def keyed(self, keys: Iterable[Key]) -> Iterator[Falling]:
        """Those of these source keys whose term ran out by the day."""
        every = self.house.ledger.accepted(set(keys))
        yield from self._of({some[-1].record: some for some in every.values()}, None)

    def of(self, records: Sequence[Record]) -> dict[str, Due]:
        """Record → what happens to it next and when, whether or not that has come."""
        keys = {record.id: (record.source, record.key) for record in records}
        every = self.house.ledger.accepted(set(keys.values()))
        heads = {every[key][-1].record: every[key] for key in keys.values() if key in every}
        found = {(one.source, one.key): one.due for one in self._sums(heads)}
        return {id_: found[key] for id_, key in keys.items() if key in found}

    def _of(self, heads: Mapping[str, Sequence[Accepted]], seen: Container[int] | None) -> Iterator[Falling]:
        for one in self._sums(heads):
            if one.due.when <= self.on and all(
                some is None or one.class_ in some for some in (seen, self.told)
            ):
                yield one

    def _sums(self, heads: Mapping[str, Sequence[Accepted]]) -> Iterator[Falling]:
        said: dict[str, list[Mention]] = {}
        for mention in self.house.mentions.of_records(heads):
            said.setdefault(mention.record, []).append(mention)
        for id_, record in self.house.ledger.records(list(heads)).items():
            told = self._held(record, heads[id_], said.get(id_, []))
            found = due(told, self.on, self.terms)
            yield Falling(id_, record.source, record.key, record.class_, record.marking, found)

    def _held(self, record: Record, versions: Sequence[Accepted], said: Sequence[Mention]) -> Held:
        key = (record.source, record.key)
        came = [_day(version.received) for version in versions]
        days = {"registered": min(came), "renewed": max(came)}
        timed = [mention for mention in said if mention.type in ("Case", "Event")]
        if fact := last(text for mention in timed for text in mention.values("startDate")):
            days["fact"] = min(fact, max(came))  # nobody reports what is still to come
        if ended := last(text for mention in timed for text in mention.values("endDate")):
            days["ended"] = ended
        if record.marking.archived:
            days["archived"] = _day(self.archived.get(key, record.received))
        offences = tuple(
            text for mention in timed if mention.type == "Case" for text in mention.values("kind")
        )
        holds = frozenset(name for one in versions for name in self.holds.get(one.record, ()))
        archived = record.marking.archived
        return Held(record.source, record.feed, days, offences, holds, archived, self.verdicts.get(key))


def _verdict(made: Decision) -> Verdict:
    told = day_of(str(made.subject["day"]))
    return Verdict(str(made.subject["verdict"]), told or _day(made.at))


def _day(moment: str) -> date:
    return datetime.fromisoformat(moment).astimezone(UTC).date()
