"""The corrections that count for the mentions of a record, as they stand in the ledger now."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from api.stages.inherit import heir
from graph.correct import Correction, corrected
from graph.ontology.mention import Mention
from ledger.entry import Decision
from policy.classes import Classes
from resolution.judgements import RETRACTION

CORRECTION = "correction"


def is_about_correction(made: Decision) -> bool:
    """True for a correction and for a decision that takes one back."""
    return made.kind == CORRECTION or (made.kind == RETRACTION and bool(made.subject.get("correction")))


@dataclass(frozen=True)
class Corrections:
    """Corrections by the record that they were made on, and what takes them back; oldest first."""

    of_record: Mapping[str, Sequence[Decision]]
    taken_back: Mapping[str, frozenset[int]]
    classes: Classes

    @classmethod
    def of(cls, decisions: Iterable[Decision], classes: Classes) -> Corrections:
        """From the decisions of a ledger, oldest first.

        A retraction takes back what was decided before it: the same correction made again counts again.
        """
        of_record: dict[str, list[Decision]] = {}
        taken_back: dict[str, set[int]] = {}
        for made in decisions:
            if made.kind == CORRECTION:
                mine = of_record.setdefault(str(made.subject.get("record")), [])
                mine[:] = [one for one in mine if one.id != made.id] + [made]
                taken_back.pop(made.id, None)
            elif is_about_correction(made):
                taken_back.setdefault(str(made.subject["correction"]), set()).add(made.class_)
        return cls(of_record, {id_: frozenset(some) for id_, some in taken_back.items()}, classes)

    def counting(self, records: Sequence[str], class_: int) -> list[Decision]:
        """Those made on one of these records that count for its mentions of a class, oldest first.

        A decision counts in the layers that contain its class. One of a class above that of the mention
        would betray itself there, and changes nothing in it.
        """
        if not self.of_record:
            return []
        seen = {class_, *self.classes.stands_on(class_)}
        found = [made for record in records for made in self.of_record.get(record, ())]
        return sorted(
            (m for m in found if m.class_ in seen and seen.isdisjoint(self.taken_back.get(m.id, ()))),
            key=lambda made: made.sequence,
        )

    def applied(self, mentions: Sequence[Mention], records: Sequence[str]) -> list[Mention]:
        """The mentions of a record as corrected; `records` are all versions of its source key.

        A correction made on another version counts for the mention that took that one's place.
        """
        if not mentions or not self.of_record:
            return list(mentions)
        mine: dict[str, list[Correction]] = {}
        for made in self.counting(records, mentions[0].class_):
            at = {name: str(made.subject.get(name, "")) for name in ("type", "anchor")}
            if there := heir(at, mentions):
                mine.setdefault(there.id, []).append(correction_of(made))
        return [corrected(mention, mine.get(mention.id, ())) for mention in mentions]


def correction_of(made: Decision) -> Correction:
    """A decision as what it says about a value."""
    told = {name: str(made.subject.get(name) or "") for name in ("property", "was", "value")}
    return Correction(made.id, **told, author=made.author, reason=made.reason)
