"""Correcting, reclassifying and erasing in the edge's words: shown first, and done only on what was shown."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import asdict, dataclass, replace

from strawberry import ID

from api.acts import Acts, Going
from api.graphql import corrections as edge
from api.graphql.erasure import ErasureDone, Named, Reclassified, TouchedRecord, Touches
from api.graphql.node import Node
from api.graphql.relying import RelyingOn
from api.installation import Installation
from api.reads.flags import relying
from api.reads.follow import followed
from api.reads.judging import reasoned
from api.sessions import Session
from api.stages.corrections import Corrections
from api.sweep import sweep
from graph import read
from ledger.canonical import identify
from ledger.entry import Decision
from ledger.errors import Contradiction, Missing
from ledger.record import Marking, Record


@dataclass(frozen=True)
class HouseActs:
    """Implements `api.graphql.port.Acting`."""

    house: Installation

    def proposal(self, mention: str, property_: str, value: str, was: str, session: Session) -> edge.Proposal:
        """What a correction would say, and what hangs on the mention."""
        acts = self._acts(session)
        said = acts.correction(mention, property_, value, was).subject
        record = acts.record(str(said["record"]))
        card = read.card(self.house.store, mention, acts.allowed)
        return edge.Proposal(
            mention=ID(mention),
            record=ID(record.id),
            type=str(said["type"]),
            property=property_,
            was=str(said["was"]),
            value=str(said["value"] or ""),
            entity=Node(id=ID(card.id), type=card.type, caption=card.caption),
            mentions=card.total,
            versions=len(
                self.house.ledger.versions([(record.source, record.key)])[record.source, record.key]
            ),
            relying=self._relying({mention}, acts.allowed),
        )

    def corrections(self, id_: str, session: Session) -> list[edge.Correction]:
        """Those that stand about a record, oldest first."""
        acts = self._acts(session)
        record = acts.record(id_)
        versions = self.house.ledger.versions([(record.source, record.key)])[record.source, record.key]
        known = Corrections.of(self.house.ledger.decisions(), self.house.classes)
        return [_correction(one) for one in known.standing(versions, record.class_, acts.allowed)]

    def correct(
        self,
        mention: str,
        property_: str,
        value: str,
        was: str,
        reason: str,
        follow: bool,
        session: Session,
    ) -> edge.Correction:
        """Write a correction."""
        acts = self._acts(session, reason)
        made = self._decided(acts, acts.correction(mention, property_, value, was))
        if follow:
            followed(self.house)
        return made

    def withdraw(self, id_: str, reason: str, follow: bool, session: Session) -> edge.Correction:
        """Take a correction back; returns the one that no longer counts."""
        acts = self._acts(session, reason)
        back = acts.withdrawal(id_)
        made = next(one for one in self.house.ledger.decisions() if one.id == back.subject["correction"])
        acts.decide(back)
        if follow:
            followed(self.house)
        return _correction(made)

    def touches(self, named: Named, session: Session) -> Touches:
        """What an act on these records touches."""
        acts = self._acts(session)
        going = acts.going(_records(acts, named))
        return Touches(
            shown=_shown(going),
            records=[_record(one) for one in going.records],
            mentions=len(going.mentions),
            links=going.links,
            decisions=going.decisions,
            relying=self._relying({mention.id for mention in going.mentions}, acts.allowed),
        )

    def erase(self, named: Named, shown: str, reason: str, session: Session) -> ErasureDone:
        """Erase what was shown; the projections follow before this returns."""
        acts = self._acts(session, reason)
        going = acts.going(_records(acts, named))
        _refuse_other(going, shown)
        done = acts.erase(going)
        followed(self.house)
        return ErasureDone(
            records=len(going.records),
            mentions=len(going.mentions),
            decisions=going.decisions,
            unswept=sorted({*sweep(self.house), *(["ledger"] if self.house.ledger.unswept else [])})
            if done
            else [],
        )

    def reclassify(
        self, named: Named, given: Mapping[str, str], shown: str, reason: str, session: Session
    ) -> Reclassified:
        """Give what was shown another marking; the projections follow before this returns."""
        acts = self._acts(session, reason)
        record = acts.current(named.source, named.key)
        going = acts.going([record])
        _refuse_other(going, shown)
        acts.reclassify(record, Marking(**{**asdict(record.marking), **given}))
        followed(self.house)
        return Reclassified(source=record.source, key=record.key, records=len(going.records))

    def _acts(self, session: Session, reason: str | None = None) -> Acts:
        purpose = session.purpose
        why = purpose if reason is None else replace(purpose, reason=reasoned(reason))
        return Acts(self.house, session.user, why, session.allowed)

    def _decided(self, acts: Acts, made: Decision) -> edge.Correction:
        place = acts.decide(made)
        [written] = [one.decision for one in self.house.ledger.entries(place - 1, 1)]
        return _correction(written or made)

    def _relying(self, mentions: Collection[str], allowed: Collection[int]) -> list[RelyingOn]:
        found = [one for one in relying(self.house.ledger, allowed) if not one.mentions.isdisjoint(mentions)]
        return [
            RelyingOn(kind=one.kind, id=ID(one.id), name=one.name, author=one.author, at=one.at)
            for one in found
        ]


def _records(acts: Acts, named: Named) -> list[Record]:
    found = [acts.record(id_) for id_ in named.ids]
    if named.source or named.key:
        found.append(acts.current(named.source, named.key))
    return found


def _shown(going: Going) -> str:
    """One word for all that was shown."""
    parts: Iterable[str] = (*(one.id for one in going.records), *(one.id for one in going.mentions))
    return identify("touches", sorted(parts), going.links, going.decisions)


def _refuse_other(going: Going, shown: str) -> None:
    if _shown(going) != shown:
        raise Contradiction(
            "Something else hangs on these records by now: look at what it touches, and do it then."
        )


def _record(one: Record) -> TouchedRecord:
    return TouchedRecord(
        id=ID(one.id), source=one.source, key=one.key, version=one.version, received=one.received
    )


def _correction(made: Decision) -> edge.Correction:
    said = {name: str(made.subject.get(name) or "") for name in ("type", "property", "was", "value")}
    if not made.subject.get("mention"):
        raise Missing(f"nothing is known under {made.id}")
    return edge.Correction(
        id=ID(made.id),
        mention=ID(str(made.subject["mention"])),
        record=ID(str(made.subject["record"])),
        author=made.author,
        reason=made.reason,
        at=made.at,
        **said,
    )
