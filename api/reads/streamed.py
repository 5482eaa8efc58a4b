"""The stream of passages in the edge's words."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from strawberry import ID

from api.graphql import passages as edge
from api.graphql.port import Allowed
from api.installation import Installation
from api.passages import Stream
from api.purpose import Purpose
from api.reads.follow import followed
from api.sessions import Session
from graph.passages.passage import Passage, moment
from graph.passages.question import Question


@dataclass(frozen=True)
class HouseStream:
    """Implements `api.graphql.port.Streamed`."""

    house: Installation

    def passages(self, asked: Question, allowed: Allowed) -> edge.Passages:
        """Passages that fit, the latest first."""
        found = self.house.passages.read(asked, allowed)
        end = asked.skip + len(found.passages)
        return edge.Passages(
            total=found.total,
            shown=len(found.passages),
            end=str(end) if found.passages and end < found.total else "",
            items=self._items(found.passages, allowed),
        )

    def take(self, ids: Sequence[str], follow: bool, session: Session) -> list[edge.TakenOver]:
        """Make records of these passages."""
        by = (session.user, session.purpose, session.allowed)
        receipts = Stream(self.house, self.house.passages, *by).take(ids)
        if follow:
            followed(self.house)
        return [edge.TakenOver(record=ID(one.record_id), new=one.new) for one in receipts]

    def _items(self, found: Sequence[Passage], allowed: Allowed) -> list[edge.PassageRead]:
        stream = Stream(self.house, self.house.passages, "", Purpose("", "", ""), tuple(allowed))
        taken = stream.records(found, allowed)
        return [_item(one, taken.get(one.id, "")) for one in found]


def _item(one: Passage, record: str) -> edge.PassageRead:
    return edge.PassageRead(
        id=ID(one.id),
        plate=one.plate,
        country=one.country,
        camera=one.camera,
        latitude=one.latitude,
        longitude=one.longitude,
        time=moment(one.time),
        lane=one.lane,
        direction=one.direction,
        confidence=one.confidence,
        record=ID(record),
    )
