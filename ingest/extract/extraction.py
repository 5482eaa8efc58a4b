"""What extraction finds in a text: mentions, roles, relations, co-reference, and what failed its check."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, NamedTuple


class Candidate(NamedTuple):
    """A span that one component proposes; overlaps are settled afterwards by the declared priority."""

    type: str
    start: int
    end: int
    norm: str | None
    confidence: float
    by: str


class Invalid(NamedTuple):
    """A span that looks like an identifier and fails its check: never a mention."""

    type: str
    start: int
    end: int
    text: str
    reason: str


@dataclass(frozen=True, slots=True)
class FoundMention:
    """One occurrence of a name or value: offsets are Unicode code points, end exclusive."""

    id: str
    type: str
    start: int
    end: int
    text: str
    norm: str | None = None
    confidence: float = 1.0
    by: str = ""


@dataclass(frozen=True, slots=True)
class Role:
    """What a person is in this file; `mention` is the first mention of the person."""

    mention: str
    role: str
    status: str = "asserted"


@dataclass(frozen=True, slots=True)
class Relation:
    """A directed link between two mentions with its status: asserted, alleged or denied."""

    type: str
    start: str
    end: str
    status: str = "asserted"


@dataclass(frozen=True, slots=True)
class Extraction:
    """All that was found in one text; `coref` lists the mentions of one entity, `invalid` failed checks."""

    text: str
    lang: str
    id: str = ""
    mentions: tuple[FoundMention, ...] = ()
    roles: tuple[Role, ...] = ()
    relations: tuple[Relation, ...] = ()
    coref: tuple[tuple[str, ...], ...] = ()
    invalid: tuple[Invalid, ...] = ()
    doc_date: str | None = field(default=None)

    def to_json(self) -> dict[str, Any]:
        """The JSON that `locard extract --json` prints."""
        return {
            "id": self.id,
            "lang": self.lang,
            "text": self.text,
            "mentions": [
                {
                    "id": m.id,
                    "type": m.type,
                    "start": m.start,
                    "end": m.end,
                    "text": m.text,
                    "norm": m.norm,
                    "confidence": round(m.confidence, 3),
                    "by": m.by,
                }
                for m in self.mentions
            ],
            "roles": [{"mention": r.mention, "role": r.role, "status": r.status} for r in self.roles],
            "relations": [
                {"type": r.type, "from": r.start, "to": r.end, "status": r.status} for r in self.relations
            ],
            "coref": [list(group) for group in self.coref],
            "invalid": [invalid._asdict() for invalid in self.invalid],
        }
