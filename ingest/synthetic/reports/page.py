"""A text while it is written, and the gold that grows with it."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from ingest.synthetic.reports.script import Relation, Role

# How what belongs to somebody is joined to them: relation, and whether it points at them.
JOINED = {
    "DATETIME": ("BORN_ON", False),
    "NATIONAL_NUMBER": ("HAS_ID", False),
    "DOCUMENT_NUMBER": ("HAS_ID", False),
    "ADDRESS": ("LIVES_AT", False),
    "PHONE": ("USES_PHONE", False),
    "IBAN": ("OWNS", False),
    "NICKNAME": ("NICKNAME_OF", True),
    "ALIAS": ("ALIAS_OF", True),
    "PLATE": ("HAS_PLATE", False),
}
SYMMETRIC = ("ASSOCIATE_OF", "FAMILY_OF")


@dataclass(frozen=True, slots=True)
class Wording:
    """How a thing is written: what stands before it, the mention itself, its type, norm and true entity."""

    surface: str
    type: str
    norm: str | None
    entity: str
    before: str = ""


@dataclass
class Page:
    """The text so far, its mentions, and who has which part."""

    lang: str
    doc_date: str
    parts: list[str] = field(default_factory=list)
    length: int = 0
    mentions: list[dict[str, Any]] = field(default_factory=list)
    slots: dict[str, str] = field(default_factory=dict)
    relations: list[Relation] = field(default_factory=list)
    roles: list[Role] = field(default_factory=list)

    def write(self, text: str) -> None:
        """Words that are no mention."""
        self.parts.append(text)
        self.length += len(text)

    def mention(self, slot: str, wording: Wording, sign: str = "") -> None:
        """A mention; the first of a slot is joined to its owner unless its sign says no."""
        self.write(wording.before)
        start = self.length
        self.write(wording.surface)
        id_ = f"m{len(self.mentions) + 1}"
        found = {"id": id_, "type": wording.type, "start": start, "end": self.length, "text": wording.surface}
        self.mentions.append({**found, "norm": wording.norm, "entity": wording.entity})
        if slot not in self.slots:
            self.slots[slot] = id_
            self._join(slot, wording.type, sign)

    def _join(self, slot: str, type_: str, sign: str) -> None:
        owner, _, value = slot.partition(".")
        if not value or sign == "!" or type_ not in JOINED:
            return
        name, turned = JOINED[type_]
        ends = (slot, owner) if turned else (owner, slot)
        self.relations.append(Relation(name, *ends, "alleged" if sign == "?" else "asserted"))

    @property
    def text(self) -> str:
        """All that was written."""
        return "".join(self.parts)

    def gold(self) -> dict[str, Any]:
        """Mentions, roles, relations and co-reference; what lost an end is left out."""
        return {
            "lang": self.lang,
            "doc_date": self.doc_date,
            "text": self.text,
            "mentions": self.mentions,
            "roles": self._roles(),
            "relations": self._relations(),
            "coref": self._coref(),
        }

    def _roles(self) -> list[dict[str, str]]:
        given = {(role.slot, role.role): role for role in reversed(self.roles) if role.slot in self.slots}
        return [
            {"mention": self.slots[role.slot], "role": role.role, "status": role.status}
            for role in reversed(given.values())
        ]

    def _relations(self) -> list[dict[str, str]]:
        kept: dict[tuple[str, str, str], str] = {}
        for relation in self.relations:
            ends = (self.slots.get(relation.from_, ""), self.slots.get(relation.to, ""))
            if all(ends):
                kept.setdefault((relation.type, *ends), relation.status)
        return [{"type": t, "from": a, "to": b, "status": status} for (t, a, b), status in kept.items()]

    def _coref(self) -> list[list[str]]:
        groups: dict[tuple[str, str], list[str]] = {}
        for mention in self.mentions:
            groups.setdefault((mention["entity"], mention["type"]), []).append(mention["id"])
        return [group for group in groups.values() if len(group) > 1]
