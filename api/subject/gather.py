"""Gathering what is held about a person, as somebody may see it who answers their request."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime

from api.graphql.port import Allowed
from api.installation import Installation
from api.progress import Tell, silent
from api.reads.spans import field_of
from api.subject.cases import Investigations
from api.subject.looks import About, function_of, in_open, looks, told
from api.subject.masked import BLACK, Interval, excerpt, masked
from api.subject.told import Bundle, Doubt, HeldBack, Said, Source, Term
from graph import read
from graph.derive.text import caption
from graph.ontology import Mention, Statement
from graph.read.card import PAGE
from graph.read.together import together
from ledger.act import Event
from ledger.errors import BadInput
from ledger.record import Record
from policy.subject import SubjectPolicy

PERSON = "Person"
NAMED = ("Person", "Alias")
TELLING = ("nationalNumber", "birthDate")
"""Values that one person has one of: another one may be another person."""


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
        own = self._mentions(card.id)
        records = self.house.ledger.records(sorted({one.record for one in own}))
        tellable = {i: r for i, r in records.items() if not self._is_never(r, own)}
        open_ = Investigations(self.house, self.allowed, self.policy, self.today).of(tellable)
        held = [] if self.decided else list(self._held(tellable, open_))
        kept = [
            i for i in sorted(tellable, key=lambda i: _order(tellable[i])) if i not in {h[0] for h in held}
        ]
        seen, apart = self._looks(card.id, own, records, open_)
        return Bundle(
            made=datetime.now(UTC).isoformat(timespec="seconds").replace("+00:00", "Z"),
            person=self._caption(one for one in own if one.record in kept),
            sources=tuple(self._source(n, tellable[i], own) for n, i in enumerate(kept, 1)),
            looks=tuple(told(seen, self.policy)),
            held=(*(HeldBack(i, tellable[i].source, why) for i, why in held), *apart),
            doubts=tuple(_doubts(one for one in own if one.record in tellable)),
            records=tuple(kept),
            mentions=tuple(sorted(one.id for one in own if one.record in kept)),
            classes=tuple(sorted({tellable[i].class_ for i in kept})),
        )

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

    def _is_told(self, event: Event) -> bool:
        return function_of(event.act) not in self.policy.never.functions

    def _source(self, number: int, record: Record, own: Sequence[Mention]) -> Source:
        mine = [one for one in own if one.record == record.id]
        every = self.house.mentions.of_records([record.id])
        page = _Record(self.policy, record, mine, [one for one in every if one not in mine])
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
        )


@dataclass(frozen=True)
class _Record:
    """One record: what it says of the person (`mine`) and of others, whose names go."""

    policy: SubjectPolicy
    record: Record
    mine: Sequence[Mention]
    others: Sequence[Mention]

    def said(self, house: Installation) -> Iterator[Said]:
        """Values of the person, and relations from and to them."""
        known = {one.id: one for one in (*self.mine, *self.others)}
        for one in self.mine:
            for made in one.statements:
                yield (
                    self._relation(made, known.get(made.target), house) if made.target else self._value(made)
                )
        own = {one.id for one in self.mine}
        for one in self.others:
            for made in one.relations():
                if made.target in own:
                    yield self._relation(made, one, house)

    def texts(self) -> Iterator[str]:
        """The sentences in which the person stands, field by field."""
        content = self.record.content
        for name, places in sorted(_places(self.mine).items()):
            text = content.get(name)
            if isinstance(text, str) and text:
                yield excerpt(text, places, _places(self.others).get(name, ()), self._words)

    @property
    def _words(self) -> list[str]:
        """What others are called in this record: names, dates and numbers of theirs."""
        return sorted({word for one in self.others for word in _called(one)} - self._own)

    @property
    def _own(self) -> set[str]:
        return {word for one in self.mine for word in _called(one)}

    def _value(self, made: Statement) -> Said:
        return _told(made, masked(made.value, self._words, self._own), "")

    def _relation(self, made: Statement, other: Mention | None, house: Installation) -> Said:
        if other is None or self.policy.masks(made.property, other.type):
            return _told(made, BLACK, other.type if other else "")
        type_ = house.ontology.types[other.type]
        best = {name: other.first(name) for name in type_.properties if other.first(name)}
        return _told(made, caption(type_.caption, best, ""), other.type)


def _told(made: Statement, value: str, type_: str) -> Said:
    said = (made.role, str(made.kind), str(made.status), made.valid_from, made.valid_to)
    return Said(made.property, value, type_, *said)


def _places(mentions: Collection[Mention]) -> dict[str, list[Interval]]:
    """Field → where these mentions stand in it."""
    found: dict[str, list[Interval]] = defaultdict(list)
    for one in mentions:
        found[field_of(one.anchor)] += [(span.start, span.end) for span in one.spans]
    return {name: places for name, places in found.items() if places}


def _called(mention: Mention) -> Iterator[str]:
    """By which words somebody or something is known again; of things these are numbers alone."""
    for said in mention.statements:
        if not said.target and (mention.type in NAMED or any(sign.isdigit() for sign in said.value)):
            yield from (word for word in (said.value, said.raw) if word)


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
