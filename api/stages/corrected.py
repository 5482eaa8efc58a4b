"""What people corrected, moment by moment: for reads of an earlier time."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from api.installation import Installation
from api.stages.corrections import CORRECTION, Corrections, is_about_correction
from api.stages.understand import published_feeds
from graph.derive.entity import mention_row
from graph.ontology import Mention
from graph.past import Key, Said, Version
from ingest.extract import extract
from ingest.feeds import Feed
from ingest.mentions import mentions_of
from ledger.entry import Decision
from resolution.judgements import RETRACTION


@dataclass(frozen=True)
class Corrected:
    """The corrections of a ledger and what takes them back, read when they are first asked for."""

    house: Installation

    def __contains__(self, record: str) -> bool:
        """True for a record of which somebody corrected something."""
        return record in self._of_record

    def keys(self, decisions: Iterable[Decision]) -> set[Key]:
        """The source keys whose mentions say something else by one of these decisions."""
        about = [made for made in decisions if is_about_correction(made)]
        records = {self._record(made) for made in about}
        found = self.house.ledger.records(sorted(records - {""}))
        return {(record.source, record.key) for record in found.values()}

    def said(self, versions: Mapping[Key, Sequence[Version]]) -> Iterator[Said]:
        """What the mentions of these keys said by what was corrected at each moment."""
        for some in versions.values():
            ids = sorted({version.record for version in some})
            made = sorted((d for id_ in ids for d in self._of_record.get(id_, ())), key=lambda d: d.sequence)
            if made:
                yield from self._told(ids, made)

    def _told(self, ids: Sequence[str], made: Sequence[Decision]) -> Iterator[Said]:
        for record in self.house.ledger.records(ids).values():
            received = mentions_of(record, self._feeds[record.feed], self.house.ontology, extract)
            known: dict[tuple[str, int], str] = {}
            for count in range(len(made) + 1):
                now = self._known(received, ids, made[:count])
                since = made[count - 1].at if count else ""
                for mention, class_ in sorted(known.keys() | now.keys()):
                    said = now.get((mention, class_), "")
                    if known.get((mention, class_)) != said:
                        yield Said(mention, class_, since, record.id, said)
                known = dict.fromkeys(known, "") | now

    def _known(
        self, received: Sequence[Mention], ids: Sequence[str], made: Sequence[Decision]
    ) -> dict[tuple[str, int], str]:
        """Mention and class → what it said by these corrections; of classes above what they knew else."""
        corrections = Corrections.of(made, self.house.classes)
        own = {(one.id, one.class_): _packed(one) for one in corrections.applied(received, ids)}
        by_id = {one.id: one for one in received}
        above = corrections.above(received, ids)
        return own | {
            (one.mention, one.class_): _packed(replace(by_id[one.mention], statements=one.statements))
            for one in above
        }

    def _record(self, made: Decision) -> str:
        """The record that a correction, or what takes one back, is about."""
        if made.kind == CORRECTION:
            return str(made.subject.get("record", ""))
        return self._corrections.get(str(made.subject.get("correction", "")), "")

    @cached_property
    def _feeds(self) -> dict[str, Feed]:
        return published_feeds(self.house)

    @cached_property
    def _decisions(self) -> list[Decision]:
        decisions = self.house.ledger.decisions([CORRECTION, RETRACTION])
        return [made for made in decisions if is_about_correction(made)]

    @cached_property
    def _corrections(self) -> dict[str, str]:
        return {
            one.id: str(one.subject.get("record", "")) for one in self._decisions if one.kind == CORRECTION
        }

    @cached_property
    def _of_record(self) -> dict[str, list[Decision]]:
        found: dict[str, list[Decision]] = {}
        for made in self._decisions:
            found.setdefault(self._record(made), []).append(made)
        return found


def _packed(mention: Mention) -> str:
    """Its statements as the graph holds them."""
    return str(mention_row(mention, "")["values"]["statements"])
