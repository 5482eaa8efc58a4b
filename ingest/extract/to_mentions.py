"""What was found in a text, as mentions of the ontology."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field

from graph.ontology.mention import Mention, Span, mention_id
from graph.ontology.statement import Kind, Statement, Status
from ingest.extract import values
from ingest.extract.extraction import Extraction, FoundMention, Relation
from ingest.extract.scene import SYMMETRIC
from ledger.record import Record

_TYPES = {
    "PERSON": "Person",
    "NICKNAME": "Person",
    "HANDLE": "Person",
    "ALIAS": "Alias",
    "ORGANISATION": "Organisation",
    "LOCATION": "Location",
    "ADDRESS": "Location",
    "COORDINATES": "Location",
    "VEHICLE": "Vehicle",
    "PLATE": "Vehicle",
    "VIN": "Vehicle",
    "CASE_NUMBER": "Case",
    **dict.fromkeys(values.OBJECT_KINDS, "Object"),
}
_VALUES: dict[str, Callable[[FoundMention], values.Values]] = {
    "PERSON": values.person,
    "ALIAS": values.person,
    "NICKNAME": lambda m: [("nickname", m.text, m.text)],
    "HANDLE": lambda m: [("handle", m.text.lstrip("@"), m.text)],
    "ORGANISATION": lambda m: [("name", m.text, m.text)],
    "CASE_NUMBER": lambda m: [("caseNumber", m.text, m.text)],
    "LOCATION": values.location,
    "ADDRESS": values.address,
    "COORDINATES": values.coordinates,
    **dict.fromkeys(("VEHICLE", "PLATE", "VIN"), values.vehicle),
    **dict.fromkeys(values.OBJECT_KINDS, values.thing),
}
_NAMES = {"USES_PHONE": "USES"}
_PLAIN = frozenset(
    [
        "DRIVES",
        "OWNS",
        "USES_PHONE",
        "HAS_ID",
        "LIVES_AT",
        "PRESENT_AT",
        "ASSOCIATE_OF",
        "FAMILY_OF",
        "SEIZED_FROM",
        "MEMBER_OF",
        "CALLED",
        "SENT_MONEY",
    ]
)
_OF_ALIAS = frozenset({"HAS_ID"})
VIN_REACH = 150
"""Characters between a vehicle and the identification number that is taken for its own."""


@dataclass
class _Thing:
    """One thing of the text on its way to a mention."""

    type: str
    found: list[FoundMention]
    statements: list[Statement] = field(default_factory=list)


def text_mentions(
    record: Record, extraction: Extraction, column: str, class_: int, case: str = ""
) -> list[Mention]:
    """One mention of the ontology per thing found in `column` of the record, with all its spans.

    Roles become INVOLVED_IN the record's own case: `case`, the id of a mention that a feed already made,
    or else the first file number in the text; where there is neither they stay in the extraction alone.
    What the author establishes is a fact; what is alleged or denied is an assessment with that status.
    """
    return _Assembly(record, extraction, column, class_, case).mentions()


class _Assembly:
    def __init__(self, record: Record, extraction: Extraction, column: str, class_: int, case: str) -> None:
        self.record, self.extraction, self.column, self.class_ = record, extraction, column, class_
        self.by_id = {m.id: m for m in extraction.mentions}
        self.things: dict[str, _Thing] = {}
        self.joined: dict[str, str] = {}
        self._gather()
        self._join()
        self.case = case or next((self._id(k) for k, t in self.things.items() if t.type == "Case"), "")

    def mentions(self) -> list[Mention]:
        """All mentions, in order of the text."""
        self._values()
        for relation in self.extraction.relations:
            self._relation(relation)
        self._roles()
        made = [self._mention(key, thing) for key, thing in self.things.items()]
        return sorted((m for m in made if m.statements), key=lambda m: (m.spans[0], m.type))

    def _gather(self) -> None:
        for group in self.extraction.coref:
            found = [self.by_id[id_] for id_ in group]
            if found[0].type in _TYPES:
                self.things[group[0]] = _Thing(_TYPES[found[0].type], found)

    def _join(self) -> None:
        """Plates join their vehicles, nicknames their persons, VINs the vehicle named just before."""
        for relation in self.extraction.relations:
            if relation.type == "HAS_PLATE" and relation.status != "denied":
                self._merge(relation.end, relation.start)
            elif relation.type == "NICKNAME_OF" and relation.status == "asserted":
                self._merge(relation.start, relation.end)
        for key, thing in list(self.things.items()):
            if thing.found[0].type == "VIN":
                near = [
                    k for k, t in self.things.items() if t.type == "Vehicle" and t.found[0].type != "VIN"
                    and any(0 <= thing.found[0].start - m.end < VIN_REACH for m in t.found)
                ]  # fmt: skip
                if near:
                    self._merge(key, near[-1])

    def _merge(self, part: str, whole: str) -> None:
        part, whole = self._key(part), self._key(whole)
        if part != whole and part in self.things and whole in self.things:
            self.things[whole].found += self.things.pop(part).found
            self.joined[part] = whole

    def _key(self, id_: str) -> str:
        while id_ in self.joined:
            id_ = self.joined[id_]
        return id_

    def _id(self, key: str) -> str:
        thing = self.things[key]
        return mention_id(self.record.id, thing.type, self._anchor(thing))

    def _anchor(self, thing: _Thing) -> str:
        first = thing.found[0]
        place = f"{first.start}-{first.end}"
        return place if self.column == "text" else f"{self.column}:{place}"

    def _values(self) -> None:
        for thing in self.things.values():
            seen = set()
            best = max((m for m in thing.found if m.type in {"PERSON", "ALIAS"}), key=_fullness, default=None)
            for mention in thing.found:
                if mention.type in {"PERSON", "ALIAS"} and mention is not best:
                    continue
                for name, value, raw in _VALUES[mention.type](mention):
                    if value and (name, value) not in seen:
                        seen.add((name, value))
                        thing.statements.append(Statement(name, value, raw=raw))

    def _relation(self, relation: Relation) -> None:
        start, end = self._key(relation.start), self._key(relation.end)
        kind, status = _kind(relation.status)
        target = self.by_id[relation.end]
        if relation.type == "BORN_ON" and start in self.things and target.norm:
            self._say(start, Statement("birthDate", target.norm, raw=target.text, kind=kind, status=status))
        elif relation.type == "HAS_ID" and target.type == "NATIONAL_NUMBER" and start in self.things:
            number = target.norm or target.text
            self._say(start, Statement("nationalNumber", number, raw=target.text, kind=kind, status=status))
        elif relation.type == "NICKNAME_OF" and relation.status != "asserted" and end in self.things:
            nick = self.by_id[relation.start].text
            self._say(end, Statement("nickname", nick, raw=nick, kind=kind, status=status))
        elif start not in self.things or end not in self.things:
            return
        elif relation.type == "ALIAS_OF":
            self._say(end, Statement("KNOWN_AS", target=self._id(start), kind=kind, status=status))
        elif relation.type in _PLAIN:
            self._link(relation.type, start, end, kind, status)

    def _link(self, type_: str, start: str, end: str, kind: Kind, status: Status) -> None:
        if type_ not in _OF_ALIAS:
            start, end = self._behind(start), self._behind(end)
        if type_ == "LIVES_AT" and self.things[end].type == "Organisation":
            type_ = "PRESENT_AT"
        if start == end:
            return
        if type_ in SYMMETRIC and self._id(end) < self._id(start):
            start, end = end, start
        self._say(start, Statement(_NAMES.get(type_, type_), target=self._id(end), kind=kind, status=status))

    def _behind(self, key: str) -> str:
        """The person behind a false identity; where nobody is named, the unknown person who used it."""
        if self.things[key].type != "Alias":
            return key
        known = next(
            (
                self._key(r.end)
                for r in self.extraction.relations
                if r.type == "ALIAS_OF" and self._key(r.start) == key
            ),
            None,
        )
        if known in self.things:
            return str(known)
        unknown = f"{key}?"
        if unknown not in self.things:
            alias = self.things[key]
            user = Statement(
                "description", f"user of the name {alias.found[0].norm}", raw=alias.found[0].text
            )
            self.things[unknown] = _Thing("Person", list(alias.found), [user])
            self._say(unknown, Statement("KNOWN_AS", target=self._id(key)))
        return unknown

    def _say(self, key: str, statement: Statement) -> None:
        if statement not in self.things[key].statements:
            self.things[key].statements.append(statement)

    def _roles(self) -> None:
        if not self.case:
            return
        for role in self.extraction.roles:
            key = self._key(role.mention)
            if key in self.things:
                kind, status = _kind(role.status)
                self._say(
                    key, Statement("INVOLVED_IN", target=self.case, role=role.role, kind=kind, status=status)
                )

    def _mention(self, key: str, thing: _Thing) -> Mention:
        spans = tuple(sorted(Span(m.start, m.end, self._page(m.start)) for m in thing.found))
        first = thing.found[0]
        confidence = max(m.confidence for m in thing.found)
        return Mention(
            record=self.record.id,
            type=thing.type,
            anchor=self._anchor(thing),
            class_=self.class_,
            statements=_ordered(thing.statements),
            spans=spans,
            by=first.by,
            confidence=confidence,
        )

    def _page(self, offset: int) -> int:
        """The page of a document that an offset lies on, from 1; 0 where there are no pages."""
        pages = self.record.content.get("pages") if self.column == "text" else None
        numbers = isinstance(pages, list) and all(isinstance(page, int) for page in pages)
        return bisect_right(pages, offset) if numbers and pages else 0


def _ordered(statements: Iterable[Statement]) -> tuple[Statement, ...]:
    """Values first, relations after, each as they were found."""
    return tuple(sorted(statements, key=lambda s: s.is_relation))


def _fullness(mention: FoundMention) -> tuple[int, int, int]:
    words = (mention.norm or mention.text).split()
    return (len(words), sum(len(w) for w in words), -mention.start)


def _kind(status: str) -> tuple[Kind, Status]:
    return (Kind.FACT if status == "asserted" else Kind.ASSESSMENT), Status(status)
