"""What older versions of a record said of a person: told like the one that counts now.

A source that corrects itself may have spoken of somebody else before. So an older version is told where what
it says at the same place cannot be somebody else; else the data protection officer decides.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from api.graphql.port import Allowed
from api.installation import Installation
from api.subject.saying import OneRecord
from api.subject.told import Doubt, Version
from graph.ontology import Mention
from graph.read.told import mention
from ledger.record import Record
from policy.subject import SubjectPolicy

TELLING = ("nationalNumber", "birthDate")
"""Values that one person has one of: another one may be another person."""
NAMES = ("name", "firstName", "lastName")


@dataclass(frozen=True)
class Earlier:
    """An installation as a session sees it, and what a person is told."""

    house: Installation
    policy: SubjectPolicy
    allowed: Allowed

    def of(self, record: Record, mine: Sequence[Mention]) -> Iterator[Version | Doubt]:
        """The versions before this one, oldest first; a Doubt for what may be of another person."""
        ids = self.house.ledger.versions([(record.source, record.key)]).get((record.source, record.key), [])
        older = [id_ for id_ in ids if id_ != record.id]
        known = self.house.ledger.records(older)
        for id_ in older:
            if id_ in known and known[id_].class_ in self.allowed:
                yield from self._version(known[id_], mine)

    def _version(self, record: Record, mine: Sequence[Mention]) -> Iterator[Version | Doubt]:
        said = [mention(row) for row in self.house.past.told([record.id], self.allowed)]
        at = {(one.type, one.anchor): one for one in mine}
        same = [one for one in said if (one.type, one.anchor) in at]
        own = [one for one in same if is_same(one, at[one.type, one.anchor])]
        yield from (_doubt(one) for one in same if one not in own)
        roles = {made.role for one in own for made in one.statements}
        if not own or not roles.isdisjoint(self.policy.never.roles):
            return
        page = OneRecord(self.policy, record, own, [one for one in said if one not in own])
        texts = tuple(page.texts()) if self.policy.texts == "sentences" else ()
        yield Version(record.received, tuple(page.said(self.house)), texts)


def is_same(before: Mention, now: Mention) -> bool:
    """Whether what was said at the same place of a record cannot be of another person.

    A part of the name is the same, and neither national number nor date of birth is another one.
    """
    pairs = [({*before.values(name)}, {*now.values(name)}) for name in TELLING]
    if any(one and other and one.isdisjoint(other) for one, other in pairs):
        return False
    return not _words(before).isdisjoint(_words(now))


def _words(one: Mention) -> set[str]:
    return {word.casefold() for name in NAMES for value in one.values(name) for word in value.split()}


def _doubt(one: Mention) -> Doubt:
    return Doubt(one.record, one.id, "version", one.first("name") or one.first("lastName"))
