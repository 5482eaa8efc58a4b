"""What falls due in an installation: every record that counts, with the term that it is under."""

from __future__ import annotations

from collections.abc import Collection, Container, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from functools import cached_property
from typing import Protocol

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


class Known(Protocol):
    """What a sum rests on beside records and mentions, known without reading all of it."""

    @property
    def archived(self) -> Mapping[Key, str]:
        """Source key → when it was archived."""
        ...

    @property
    def verdicts(self) -> Mapping[Key, Verdict]:
        """Source key → what a reviewer said last."""
        ...

    def holds(self, records: Collection[str]) -> Mapping[str, frozenset[str]]:
        """Record → what holds it, of these records."""
        ...


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
    for what is done: that asks nobody. `known`: what somebody knows already who follows the ledger.
    """

    house: Installation
    on: date
    told: frozenset[int] | None = None
    known: Known | None = None

    def to(self, allowed: Collection[int]) -> Retention:
        """The same sum as a session is told of it."""
        return replace(self, told=frozenset(allowed))

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
        return verdicts_of(self.house, self.house.ledger.decisions(kinds=(RETENTION,)))

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
        for record, told in self.held(heads):
            found = due(told, self.on, self.terms)
            yield Falling(record.id, record.source, record.key, record.class_, record.marking, found)

    def held(self, heads: Mapping[str, Sequence[Accepted]]) -> Iterator[tuple[Record, Held]]:
        """What a sum needs of each of these: the version that counts → all versions of its key."""
        versions = [one.record for some in heads.values() for one in some]
        holds = self.known.holds(versions) if self.known else self.holds
        said: dict[str, list[Mention]] = {}
        for mention in self.house.mentions.of_records(heads):
            said.setdefault(mention.record, []).append(mention)
        for id_, record in self.house.ledger.records(list(heads)).items():
            yield record, self._held(record, heads[id_], said.get(id_, []), holds)

    def _held(
        self,
        record: Record,
        versions: Sequence[Accepted],
        said: Sequence[Mention],
        open_: Mapping[str, frozenset[str]],
    ) -> Held:
        key = (record.source, record.key)
        came = [_day(version.received) for version in versions]
        days = {"registered": min(came), "renewed": max(came)}
        timed = [mention for mention in said if mention.type in ("Case", "Event")]
        if fact := last(text for mention in timed for text in mention.values("startDate")):
            days["fact"] = min(fact, max(came))  # nobody reports what is still to come
        if ended := last(text for mention in timed for text in mention.values("endDate")):
            days["ended"] = ended
        if record.marking.archived:
            archives = self.known.archived if self.known else self.archived
            days["archived"] = _day(archives.get(key, record.received))
        offences = tuple(
            text for mention in timed if mention.type == "Case" for text in mention.values("kind")
        )
        holds = frozenset(name for one in versions for name in open_.get(one.record, ()))
        verdicts = self.known.verdicts if self.known else self.verdicts
        return Held(
            record.source, record.feed, days, offences, holds, record.marking.archived, verdicts.get(key)
        )


def verdicts_of(house: Installation, decisions: Iterable[Decision]) -> dict[Key, Verdict]:
    """Source key → what these decisions, oldest first, say of it last."""
    made = [one for one in decisions if one.kind == RETENTION]
    known = house.ledger.records(sorted({str(one.subject["record"]) for one in made}))
    told = ((known.get(str(one.subject["record"])), one) for one in made)
    return {(r.source, r.key): _verdict(one) for r, one in told if r}


def _verdict(made: Decision) -> Verdict:
    told = day_of(str(made.subject["day"]))
    return Verdict(str(made.subject["verdict"]), told or _day(made.at))


def _day(moment: str) -> date:
    return datetime.fromisoformat(moment).astimezone(UTC).date()
