"""Gathering what is held about a person, as somebody may see it who answers their request."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime

from api.graphql.port import Allowed
from api.installation import Installation
from api.progress import Tell, silent
from api.subject.cases import Investigations
from api.subject.corrections import CorrectedAbove
from api.subject.earlier import TELLING, Earlier
from api.subject.looks import About, function_of, in_open, looks, told
from api.subject.saying import OneRecord
from api.subject.suggested import Suggesting
from api.subject.told import Bundle, Doubt, HeldBack, Source, Suggestion, Term, Version
from graph import read
from graph.derive.text import caption
from graph.ontology import Mention
from graph.read.card import PAGE
from graph.read.together import together
from ledger.act import Event
from ledger.errors import BadInput
from ledger.record import Record
from policy.subject import SubjectPolicy

PERSON = "Person"


def no_term(record: Record) -> str:
    """Knows no term of any record."""
    return ""


@dataclass(frozen=True)
class Gathering:
    """An installation, what the asker may see, the policy, and whether the DPO lets all of it be told."""

    house: Installation
    allowed: Allowed
    policy: SubjectPolicy
    decided: bool = False
    term: Term = no_term
    today: str = ""
    tell: Tell = field(default=silent)

    def bundle(self, id_: str) -> Bundle:
        """All that is held about the person under an id; BadInput for what is no person."""
        card = read.card(self.house.store, id_, self.allowed, first=1)
        if card.type != PERSON:
            raise BadInput(f"{id_} is no person but a thing of type {card.type}: give the id of a person.")
        own = self._above.told(self._mentions(card.id))
        records = self.house.ledger.records(sorted({one.record for one in own}))
        tellable = {i: r for i, r in records.items() if not self._is_never(r, own)}
        open_ = Investigations(self.house, self.allowed, self.policy, self.today).of(tellable)
        held = [] if self.decided else list(self._held(tellable, open_))
        kept = [
            i for i in sorted(tellable, key=lambda i: _order(tellable[i])) if i not in {h[0] for h in held}
        ]
        seen, apart = self._looks(card.id, own, records, open_)
        about = self._about(kept, own)
        numbers = {id_: number for number, id_ in enumerate(kept, 1)}
        earlier = {id_: list(self._earlier(tellable[id_], own)) for id_ in kept}
        suggested = list(self._suggested(card.id, numbers, records.keys() - tellable.keys()))
        return Bundle(
            made=datetime.now(UTC).isoformat(timespec="seconds").replace("+00:00", "Z"),
            person=self._caption(one for one in own if one.record in kept),
            sources=tuple(self._source(n, tellable[i], own, earlier[i]) for i, n in numbers.items()),
            looks=tuple(told(seen, self.policy)),
            suggestions=tuple(one for one in suggested if isinstance(one, Suggestion)),
            held=(
                *(HeldBack(i, tellable[i].source, why) for i, why in held),
                *apart,
                *self._above.waiting(about),
                *(one for one in suggested if isinstance(one, HeldBack)),
            ),
            doubts=(
                *_doubts(one for one in own if one.record in tellable),
                *(one for some in earlier.values() for one in some if isinstance(one, Doubt)),
            ),
            records=tuple(kept),
            mentions=tuple(sorted(one.id for one in own if one.record in kept)),
            classes=tuple(sorted({tellable[i].class_ for i in kept} | self._above.classes(about))),
        )

    @property
    def _above(self) -> CorrectedAbove:
        return CorrectedAbove(self.house, self.allowed, self.policy, self.decided)

    def _about(self, records: Sequence[str], own: Sequence[Mention]) -> list[Mention]:
        """The mentions of these records of which values are told: the person's and what is not masked."""
        mine = {one.id for one in own}
        every = self.house.mentions.of_records(records)
        return [one for one in every if one.id in mine or one.type not in self.policy.masked]

    def _caption(self, told: Iterator[Mention]) -> str:
        """The name, from what is told alone."""
        type_, best = self.house.ontology.types[PERSON], dict[str, str]()
        for one in told:
            best |= {name: best.get(name) or one.first(name) for name in type_.properties}
        return caption(type_.caption, {name: value for name, value in best.items() if value}, "")

    def _mentions(self, id_: str) -> list[Mention]:
        """All mentions of the person that may be seen."""
        found, after = list[str](), ""
        while page := read.card(self.house.store, id_, self.allowed, first=PAGE, after=after).mentions:
            found += [one.id for one in page]
            after = page[-1].id
            if len(page) < PAGE:
                break
        return sorted(self.house.mentions.get(found).values(), key=lambda one: one.id)

    def _is_never(self, record: Record, own: Sequence[Mention]) -> bool:
        roles = {said.role for one in own if one.record == record.id for said in one.statements}
        return self.policy.is_never_told(record.marking) or not roles.isdisjoint(self.policy.never.roles)

    def _held(self, records: Mapping[str, Record], open_: Mapping[str, str]) -> Iterator[tuple[str, str]]:
        for id_, record in sorted(records.items()):
            if why := self.policy.why_held(record.marking, id_ in open_):
                yield id_, why

    def _looks(
        self, id_: str, own: Sequence[Mention], records: Mapping[str, Record], open_: Mapping[str, str]
    ) -> tuple[list[Event], list[HeldBack]]:
        """Who looked, and who did for an open investigation, which waits."""
        entities = together(self.house.store, id_, self.allowed)
        about = About(frozenset([*entities, *(one.id for one in own)]), frozenset(records))
        found = [one for one in looks(self.house.ledger, about, self.tell) if self._is_told(one)]
        waits = self.policy.held.open_investigation and not self.decided
        apart = in_open(found, set(open_.values())) if waits else []
        back = [HeldBack(f"log {one.sequence}", one.act.kind, "open_investigation") for one in apart]
        return [one for one in found if one not in apart], back

    def _earlier(self, record: Record, own: Sequence[Mention]) -> Iterator[Version | Doubt]:
        mine = [one for one in own if one.record == record.id]
        return Earlier(self.house, self.policy, self.allowed).of(record, mine)

    def _suggested(
        self, id_: str, numbers: Mapping[str, int], never: Collection[str]
    ) -> Iterator[Suggestion | HeldBack]:
        investigations = Investigations(self.house, self.allowed, self.policy, self.today)
        return Suggesting(self.house, self.policy, investigations, self.decided).about(id_, numbers, never)

    def _is_told(self, event: Event) -> bool:
        return function_of(event.act) not in self.policy.never.functions

    def _source(
        self, number: int, record: Record, own: Sequence[Mention], earlier: Sequence[Version | Doubt]
    ) -> Source:
        mine = [one for one in own if one.record == record.id]
        every = self.house.mentions.of_records([record.id])
        others = self._above.told(one for one in every if one.id not in {said.id for said in mine})
        page = OneRecord(self.policy, record, mine, others)
        grade = record.grade
        versions = self.house.ledger.versions([(record.source, record.key)])
        return Source(
            number=number,
            source=record.source,
            feed=record.feed,
            grade=" ".join(part for part in (grade.scheme, grade.reliability, grade.credibility) if part),
            handling=record.marking.handling,
            recorded=record.recorded,
            received=record.received,
            versions=len(versions.get((record.source, record.key), [record.id])),
            term=self.term(record),
            said=tuple(page.said(self.house)),
            texts=tuple(page.texts()) if self.policy.texts == "sentences" else (),
            earlier=tuple(one for one in earlier if isinstance(one, Version)),
        )


def _doubts(mentions: Iterator[Mention]) -> Iterator[Doubt]:
    """Mentions that give another number or date of birth than most of them do."""
    held = list(mentions)
    for name in TELLING:
        counted = Counter(value for one in held for value in set(one.values(name)))
        if len(counted) < 2:
            continue
        most = max(counted, key=lambda value: (counted[value], value))
        for one in held:
            yield from (Doubt(one.record, one.id, name, value) for value in one.values(name) if value != most)


def _order(record: Record) -> tuple[str, str]:
    return record.recorded or record.received, record.id
