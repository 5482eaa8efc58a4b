"""What people do to what is known: erase, correct, reclassify; shown before it is done, logged when it is."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from api.installation import Installation
from api.purpose import Purpose
from api.reads.visible import Visible
from api.stages.corrections import CORRECTION
from api.stages.inherit import heir
from graph.correct import above_id
from graph.derive import entity_id
from graph.ontology import Mention
from graph.ontology.statement import NOT_COUNTING, Status
from ingest.clean import Unclean, cleaner
from ledger.act import Act
from ledger.canonical import JSON
from ledger.entry import Decision, Erasure, Reclassification
from ledger.errors import BadInput, Missing
from ledger.record import Marking, Record
from resolution.judgements import RETRACTION

Key = tuple[str, str]
COMPARED = {"plate": "plate", "date": "date"}
NAMED = {
    "nationalNumber": "national_number",
    "gender": "gender",
    "nationality": "country",
    "country": "country",
}


@dataclass(frozen=True)
class Going:
    """What an act touches: records with all their versions, their mentions, links and decisions."""

    records: tuple[Record, ...]
    mentions: tuple[Mention, ...]
    links: int
    decisions: int

    @property
    def keys(self) -> list[Key]:
        """Source and key of each record, once."""
        return sorted({(record.source, record.key) for record in self.records})


@dataclass(frozen=True)
class Acts:
    """An installation, who acts, why, and the classes that he may see: what is hidden is as if not there."""

    house: Installation
    user: str
    purpose: Purpose
    allowed: tuple[int, ...]

    def record(self, id_: str) -> Record:
        """The record with this id, or that of the mention with it; Missing when hidden."""
        mention = self.house.mentions.get([id_]).get(id_)
        found = self.house.ledger.record(mention.record if mention else id_)
        if found is None or found.class_ not in self.allowed:
            raise Missing(f"nothing is known under {id_}")
        return found

    def current(self, source: str, key: str) -> Record:
        """The version of a source key that counts now; Missing when hidden."""
        found = self.house.ledger.current(source, key)
        if found is None or found.class_ not in self.allowed:
            raise Missing(f"nothing is known under {source} {key}")
        return found

    def going(self, records: Sequence[Record]) -> Going:
        """What hangs on these records: all versions of their keys, mentions, links, and what was decided."""
        keys = sorted({(record.source, record.key) for record in records})
        ids = [id_ for some in self.house.ledger.versions(keys).values() for id_ in some]
        mentions = self.house.mentions.of_records(ids)
        doomed = self.house.ledger.doomed(keys, [mention.id for mention in mentions])
        decisions = sum(made.class_ in self.allowed for one in doomed for made in one.decisions)
        links = sum(1 for mention in mentions for _ in mention.relations())
        every = self.house.ledger.records(ids)
        return Going(tuple(every[id_] for id_ in ids), tuple(mentions), links, decisions)

    def erase(self, going: Going) -> list[Erasure]:
        """Erase the keys of these records for good; the log names their places in the ledger alone."""
        act, mentions = self._act("erasure", "erase"), [mention.id for mention in going.mentions]
        told = self.house.past.mentions_of([record.id for record in going.records])
        ever = self.house.ledger.registry.ever(going.keys)
        also = [entity_id(class_, [id_]) for id_ in (*mentions, *told) for class_ in ever]
        above = {
            made.class_ for one in self.house.ledger.doomed(going.keys, mentions) for made in one.decisions
        }
        also += [above_id(class_, id_) for id_ in (*mentions, *told) for class_ in above]
        return self.house.ledger.erase(going.keys, act, self.purpose.reason, [*mentions, *told], also)

    def reclassify(self, record: Record, marking: Marking) -> int:
        """Give all versions of a record's key another marking, and so another class; returns that."""
        class_ = self.house.classes.classify(marking)
        reason = (self.user, self.purpose.reason)
        made = Reclassification(record.source, record.key, class_, marking, *reason)
        self.house.ledger.reclassify(made, self._act("alteration", "reclassify"))
        return class_

    def correction(self, mention_id: str, property_: str, value: str, was: str = "") -> Decision:
        """What a correction would say; BadInput where it is not clear which value it is about.

        Its class is that of all that its author was shown of the thing: who may not see that is told
        nothing of it.
        """
        mention = self._mention(mention_id)
        self._known(mention, property_)
        subject: dict[str, JSON] = {
            "record": mention.record, "type": mention.type, "anchor": mention.anchor,
            "mention": mention.id, "property": property_, "was": received(mention, property_, was),
            "value": self._clean(mention, property_, value) or None,
        }  # fmt: skip
        if subject["was"] == subject["value"] or not (subject["was"] or subject["value"]):
            raise BadInput(f"The {property_} is that already: there is nothing to correct.")
        return Decision(CORRECTION, subject, self._shown(mention), self.user, self.purpose.reason)

    def decide(self, decision: Decision) -> int:
        """Write it in the ledger; it counts from the next run of the pipeline on."""
        return self.house.ledger.decide(decision, self._act("alteration", decision.kind))

    def withdrawal(self, id_: str) -> Decision:
        """What takes a correction back; Missing when none with this id may be seen."""
        for made in self.house.ledger.decisions():
            if made.kind == CORRECTION and made.id.startswith(id_) and made.class_ in self.allowed and id_:
                subject = {"correction": made.id, "record": made.subject["record"]}
                class_ = self._shown(self._corrected(made), made.class_)
                return Decision(RETRACTION, subject, class_, self.user, self.purpose.reason)
        raise Missing(f"nothing is known under {id_}")

    def _mention(self, id_: str) -> Mention:
        found = self.house.mentions.get([id_]).get(id_)
        if found is None or found.class_ not in self.allowed:
            raise Missing(f"nothing is known under {id_}")
        return found

    def _corrected(self, made: Decision) -> Mention | None:
        """The mention that a correction is about today; None where its record is not read any more."""
        record = self.record(str(made.subject["record"]))
        now = self.house.ledger.current(record.source, record.key)
        at = {name: str(made.subject.get(name, "")) for name in ("type", "anchor")}
        return heir(at, self.house.mentions.of_records([now.id])) if now else None

    def _shown(self, mention: Mention | None, *also: int) -> int:
        """The class of what this user is shown of the thing that a mention is in, with other classes."""
        h = self.house
        seen = Visible(h.store, h.ledger, h.mentions, h.clusters, h.classes, self.allowed)
        return seen.shown([mention] if mention else [], also)

    def _known(self, mention: Mention, property_: str) -> None:
        known = self.house.ontology.types[mention.type].properties
        if property_ not in known:
            raise BadInput(f"A {mention.type} has no {property_!r}: use one of {', '.join(sorted(known))}.")

    def _clean(self, mention: Mention, property_: str, value: str) -> str:
        of = self.house.ontology.types[mention.type].properties[property_]
        formats = {"date": "date", "datetime": "datetime", "number": "number"}
        kind = NAMED.get(property_) or COMPARED.get(of.compare) or formats.get(of.format, "text")
        try:
            return cleaner(kind)(value) if value else ""
        except Unclean as error:
            raise BadInput(f"{value!r} cannot be the {property_}: {error}.") from error

    def _act(self, kind: str, operation: str) -> Act:
        details = self.purpose.told(operation)
        return Act(self.user, kind, self.purpose.reason, self.purpose.case, details=details)


def received(mention: Mention, property_: str, was: str = "") -> str:
    """The received value that a correction is about; BadInput where there are several and none is named."""
    said = [s for s in mention.statements if s.property == property_ and not s.target]
    values = {s.value for s in said if _is_received(s.details, s.status)}
    if was and was not in values:
        raise BadInput(f"The record does not say that the {property_} is {was!r}.")
    if not was and len(values) > 1:
        raise BadInput(f"The record gives several values of {property_}: name the one that is wrong (--was).")
    return was or next(iter(values), "")


def _is_received(details: Sequence[tuple[str, str]], status: Status) -> bool:
    by_correction = any(name == "correction" for name, _ in details)
    return status == Status.SUPERSEDED or (status not in NOT_COUNTING and not by_correction)
