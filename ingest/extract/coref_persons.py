"""Which names mean the same person: full names first, then those with initials, then one name alone."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import islice, pairwise

from ingest.extract.coref_hints import Hint, hint
from ingest.extract.coref_names import Name, covers, name_of, same
from ingest.extract.extraction import FoundMention
from ingest.extract.lexicon import is_given

_NEAR = 6000
"""Characters for which a person stays the one whom a shared surname means; about two pages."""
_LOOK = 64
"""How many bearers of one name are looked at, the latest first: a list of 20,000 names stays quick."""
_FORM = 48
"""Characters between the fields of a form that hold one name."""


@dataclass(eq=False, slots=True)
class Person:
    """Somebody who is named: the longest name, where first and last, and what stood around the names."""

    name: Name
    first: int
    last: int
    sex: str = ""
    kin: bool = False
    rank: bool = False
    civil: bool = False
    familiar: bool = False
    mentions: list[FoundMention] = field(default_factory=list)


class Persons:
    """Puts the names of one text together; `text` may be empty, then the words before names tell nothing."""

    def __init__(self, text: str = "") -> None:
        self.text = text
        self.people: list[Person] = []
        self.of: dict[str, Person] = {}
        self._exact: dict[tuple[str, ...], Person] = {}
        self._bearers: dict[str, dict[int, Person]] = {}
        self._lately: dict[str, dict[int, Person]] = {}

    def join(self, mentions: Sequence[FoundMention]) -> list[list[FoundMention]]:
        """The mentions of each person."""
        names = {m.id: name_of(m) for m in mentions}
        hints = {m.id: hint(self.text, m) for m in mentions}
        self._forms(mentions, names, hints)
        rest = [m for m in mentions if m.id not in self.of]
        for mention in (m for m in rest if names[m.id].full):
            self._full(mention, names[mention.id], hints[mention.id])
        for mention in (m for m in rest if not names[m.id].full and len(names[m.id].parts) > 1):
            self._full(mention, names[mention.id], hints[mention.id])
        for mention in mentions:
            if mention.id not in self.of:
                self._alone(mention, names[mention.id], hints[mention.id])
            self._spoken(self.of[mention.id], mention)
        return [person.mentions for person in self.people]

    def _forms(
        self, mentions: Sequence[FoundMention], names: dict[str, Name], hints: dict[str, Hint]
    ) -> None:
        """ "Naam: X / Voornaam: Y" are two mentions of one person."""
        for a, b in pairwise(mentions):
            fields = {hints[a.id].field, hints[b.id].field}
            if fields != {"surname", "forename"} or b.start - a.end > _FORM or a.id in self.of:
                continue
            given, family = (a, b) if hints[a.id].field == "forename" else (b, a)
            whole = Name(names[given.id].parts + names[family.id].parts, names[family.id].particles)
            person = self._known(whole) or self._new(whole, a, Hint())
            self._add(person, a, names[a.id], Hint())
            self._add(person, b, names[b.id], Hint())

    def _full(self, mention: FoundMention, name: Name, hint: Hint) -> None:
        person = self._known(name) or self._new(name, mention, hint)
        self._add(person, mention, name, hint)

    def _known(self, name: Name) -> Person | None:
        """The person of a name of several words: the very same name, else a shorter or longer one."""
        if name.key in self._exact:
            return self._exact[name.key]
        found = [p for p in _bearing(name, self._bearers) if same(p.name, name)]
        return min(found, key=lambda p: p.first, default=None)

    def _alone(self, mention: FoundMention, name: Name, hint: Hint) -> None:
        """A surname or a given name alone: the one it means, else somebody new."""
        person = self._meant(mention, name, hint) or self._new(name, mention, hint)
        self._add(person, mention, name, hint)

    def _meant(self, mention: FoundMention, name: Name, hint: Hint) -> Person | None:
        """The main person of a shared name on these pages, else the one last named."""
        if name.parts[0].initial:
            return self._exact.get(name.key)
        spoken = _fitting(_bearing(name, self._lately), name, hint)
        near = [p for p in spoken if mention.start - p.last <= _NEAR]
        if near:
            return min(near, key=lambda p: _rank(p, hint))
        if spoken:
            return max(spoken, key=lambda p: p.last)
        return min(_fitting(_bearing(name, self._bearers), name, hint), key=lambda p: p.first, default=None)

    def _new(self, name: Name, mention: FoundMention, hint: Hint) -> Person:
        person = Person(name, mention.start, mention.start, kin=hint.kin)
        self.people.append(person)
        return person

    def _add(self, person: Person, mention: FoundMention, name: Name, hint: Hint) -> None:
        person.mentions.append(mention)
        person.sex = person.sex or hint.sex
        person.rank, person.civil = person.rank or hint.rank, person.civil or hint.civil
        self.of[mention.id] = person
        if len(name.parts) > len(person.name.parts) or (name.full and not person.name.full):
            person.name = name
        self._exact.setdefault(name.key if len(name.parts) > 1 else person.name.key, person)
        for form in _forms(person.name):
            self._bearers.setdefault(form, {}).setdefault(id(person), person)

    def _spoken(self, person: Person, mention: FoundMention) -> None:
        """From here on this person is the one last named."""
        person.last = mention.start
        person.familiar = person.familiar or is_given(mention.text)
        for form in _forms(person.name):
            lately = self._lately.setdefault(form, {})
            lately.pop(id(person), None)
            lately[id(person)] = person


def _rank(person: Person, hint: Hint) -> tuple[bool, bool, bool, bool, int]:
    """Whom a shared name means, the first in this order: office, sex, address, no relative, named first."""
    return (
        person.rank != hint.rank,
        bool(hint.sex) and person.sex != hint.sex,
        hint.titled and person.familiar,
        person.kin,
        person.first,
    )


def _forms(name: Name) -> Iterator[str]:
    for part in (*name.parts, *name.particles):
        yield from sorted(part.forms)


def _bearing(name: Name, index: dict[str, dict[int, Person]]) -> list[Person]:
    """Persons with a word of this name, of each spelling the latest."""
    forms = [form for part in name.parts for form in sorted(part.forms)]
    found = (person for form in forms for person in islice(reversed(index.get(form, {}).values()), _LOOK))
    return list({id(person): person for person in found}.values())


def _fitting(people: Iterable[Person], name: Name, hint: Hint) -> list[Person]:
    """Those who bear the name and may be meant by these words; the same spelling before a similar one."""
    found = [p for p in people if covers(p.name, name) and not _excluded(p, hint)]
    words = {part.word for part in name.parts}
    exact = [p for p in found if words <= {part.word for part in p.name.parts}]
    return exact or found


def _excluded(person: Person, hint: Hint) -> bool:
    """True for a man where a woman is meant, and for a party to the case where an officer is meant."""
    party = (person.civil or person.kin) and not person.rank
    return bool(hint.sex and person.sex and hint.sex != person.sex) or (hint.rank and party)
