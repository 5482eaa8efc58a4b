"""The stream of passages in the edge's words."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from strawberry import ID

from api.graphql import passages as edge
from api.installation import Installation
from api.passages import Stream
from api.reads.follow import followed
from api.sessions import Session
from graph.passages.passage import Passage, moment
from graph.passages.question import Question


@dataclass(frozen=True)
class HouseStream:
    """Implements `api.graphql.port.Streamed`."""

    house: Installation

    def passages(self, asked: Question, session: Session) -> edge.Passages:
        """Passages that fit, the latest first."""
        stream = self._stream(session)
        found = stream.found(asked)
        end = asked.skip + len(found.passages)
        return edge.Passages(
            total=found.total,
            shown=len(found.passages),
            end=str(end) if found.passages and end < found.total else "",
            since=stream.since,
            items=self._items(stream, found.passages),
        )

    def take(self, ids: Sequence[str], follow: bool, session: Session) -> list[edge.TakenOver]:
        """Make records of these passages."""
        receipts = self._stream(session).take(ids)
        if follow:
            followed(self.house)
        return [edge.TakenOver(record=ID(one.record_id), new=one.new) for one in receipts]

    def _stream(self, session: Session) -> Stream:
        return Stream(self.house, self.house.passages, session.user, session.purpose, session.allowed)

    def _items(self, stream: Stream, found: Sequence[Passage]) -> list[edge.PassageRead]:
        taken = stream.records(found, stream.seen)
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
