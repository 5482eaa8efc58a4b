"""What one record, or one version of it, says of a person; of others nothing is left but that they are."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass

from api.installation import Installation
from api.reads.spans import field_of
from api.subject.masked import BLACK, Interval, excerpt, masked
from api.subject.told import Said
from graph.derive.text import caption
from graph.ontology import Mention, Statement
from ledger.record import Record
from policy.subject import SubjectPolicy

NAMED = ("Person", "Alias")


@dataclass(frozen=True)
class OneRecord:
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
