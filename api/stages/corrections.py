"""The corrections that count for the mentions of a record, as they stand in the ledger now."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass

from api.stages.inherit import heir
from graph.correct import Above, Correction, corrected
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
        """Those made on one of these records that count in the layer of a class, oldest first.

        A decision counts in the layers that contain its class. One of a class above that of the mention
        would betray itself there, and changes nothing in it: it stands beside it (`above`).
        """
        if not self.of_record:
            return []
        seen = {class_, *self.classes.stands_on(class_)}
        found = [made for record in records for made in self.of_record.get(record, ())]
        return sorted(
            (m for m in found if m.class_ in seen and seen.isdisjoint(self.taken_back.get(m.id, ()))),
            key=lambda made: made.sequence,
        )

    def standing(self, records: Sequence[str], class_: int, allowed: Collection[int]) -> list[Decision]:
        """Those that count for a session: in the class of the records, or in one above that it may see."""
        seen = {class_, *self._classes_above(records, class_)}.intersection(allowed)
        found = {made.sequence: made for other in seen for made in self.counting(records, other)}
        return [found[place] for place in sorted(found)]

    def applied(self, mentions: Sequence[Mention], records: Sequence[str]) -> list[Mention]:
        """The mentions of a record as corrected; `records` are all versions of its source key.

        A correction made on another version counts for the mention that took that one's place.
        """
        if not mentions or not self.of_record:
            return list(mentions)
        return self._in(mentions, records, mentions[0].class_)

    def above(self, mentions: Sequence[Mention], records: Sequence[str]) -> list[Above]:
        """What classes above theirs know of these mentions of a record otherwise than their own does.

        `mentions` are as they were received, and `records` as for `applied`.
        """
        if not mentions or not (classes := self._classes_above(records, mentions[0].class_)):
            return []
        own = self._in(mentions, records, mentions[0].class_)
        found = []
        for class_ in classes:
            over = tuple(sorted(self.classes.stands_on(class_)))
            for mention, there in zip(own, self._in(mentions, records, class_), strict=True):
                if there != mention:
                    said = tuple(one for one in there.statements if not one.target)
                    found.append(Above(mention.id, mention.record, class_, over, said))
        return found

    def _classes_above(self, records: Sequence[str], class_: int) -> list[int]:
        """Classes over this one in which what somebody decided about a value of these records stands.

        What was taken back in its own class is as if it had never been, also for where else it counts.
        """
        all_ = (one for record in records for one in self.of_record.get(record, ()))
        made = [one for one in all_ if one.class_ not in self.taken_back.get(one.id, ())]
        classes = {one.class_ for one in made}.union(*(self.taken_back.get(one.id, ()) for one in made))
        return sorted(other for other in classes if class_ in self.classes.stands_on(other))

    def _in(self, mentions: Sequence[Mention], records: Sequence[str], class_: int) -> list[Mention]:
        mine: dict[str, list[Correction]] = {}
        for made in self.counting(records, class_):
            at = {name: str(made.subject.get(name, "")) for name in ("type", "anchor")}
            if there := heir(at, mentions):
                mine.setdefault(there.id, []).append(correction_of(made))
        return [corrected(mention, mine.get(mention.id, ())) for mention in mentions]


def correction_of(made: Decision) -> Correction:
    """A decision as what it says about a value."""
    told = {name: str(made.subject.get(name) or "") for name in ("property", "was", "value")}
    return Correction(made.id, **told, author=made.author, reason=made.reason)
