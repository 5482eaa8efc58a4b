"""Records with versions, received one after the other; who is who is told by identifiers alone."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from told import Told

from graph.derive import Component, derive, entity_id
from graph.ontology import Mention, Statement, Status, load, mention_id
from graph.past import PastStore, Version
from graph.store import GraphStore
from ledger.record import Grade, Record

CLASS = 1


@dataclass(frozen=True)
class Said:
    """One version of one report: who drove what, since when and until when, and whether it is denied."""

    key: str
    person: int
    car: int
    relation: str = "DRIVES"
    valid: tuple[str, str] = ("", "")
    status: Status = Status.ASSERTED
    name: str = ""
    source: str = "ISLP"


class PastWorld(Told):
    """What was received up to a day; each thing said is received one day after the one before it."""

    def __init__(self, said: Sequence[Said], until: int | None = None) -> None:
        super().__init__()
        self.accepted: dict[tuple[str, str], list[Version]] = defaultdict(list)
        self.of_record_: dict[str, tuple[Record, list[Mention]]] = {}
        for day, one in enumerate(said[:until]):
            self._accept(day, one)
        for some in self.accepted.values():
            record, mentions = self.of_record_[some[-1].record]
            self.records[record.id] = record
            self.mentions |= {mention.id: mention for mention in mentions}
        groups: dict[str, list[str]] = defaultdict(list)
        for mention in self.mentions.values():
            groups[number_of(mention)].append(mention.id)
        self.clusters = {id_: tuple(sorted(some)) for some in groups.values() for id_ in some}
        self.entities = {number: entity_id(CLASS, some) for number, some in groups.items()}

    def _accept(self, day: int, one: Said) -> None:
        content = {"key": one.key, "said": repr(one)}
        made = Record(
            one.source,
            "t",
            one.key,
            "",
            content,
            CLASS,
            grade=Grade("4x4", "AB"[one.car % 2], "2"),
            recorded=f"2019-01-{day + 1:02}",
            received=received(day),
        )
        person = {"nationalNumber": f"P{one.person}", "name": f"{one.name or 'Jan'} P{one.person}"}
        drives = Statement(
            one.relation,
            target=mention_id(made.id, "Vehicle", "car"),
            status=one.status,
            valid_from=one.valid[0],
            valid_to=one.valid[1],
        )
        values = [Statement(name, value) for name, value in person.items()]
        mentions = [
            Mention(made.id, "Person", "driver", CLASS, (*values, drives), by="t"),
            Mention(
                made.id, "Vehicle", "car", CLASS, (Statement("registrationNumber", f"C{one.car}"),), by="t"
            ),
        ]
        now = self.accepted[one.source, one.key]
        if now and now[-1].record == made.id:
            return  # what counts is sent again: nothing is written
        self.of_record_.setdefault(made.id, (made, mentions))
        now.append(Version("", day + 1, made.id, received(day)))

    def past(self) -> PastStore:
        """The versions that count no more, in a store."""
        store = PastStore.open(":memory:")
        several = {key: some for key, some in self.accepted.items() if len(some) > 1}
        old = {one.record for some in several.values() for one in some if one.record != some[-1].record}
        store.apply(several, [self.of_record_[id_] for id_ in sorted(old)], load(), 1)
        return store

    def entity_of(self, class_: int, ids: Sequence[str]) -> dict[str, str]:
        """As a cluster store."""
        return {id_: entity_id(class_, self.clusters[id_]) for id_ in ids if id_ in self.clusters}

    def load_into(self, store: GraphStore) -> None:
        """Write it, whole, into an empty graph."""
        with store.driver.session(database=store.database) as session:
            session.execute_write(lambda tx: tx.run("MATCH (n) DETACH DELETE n").consume())
        batch = [Component(CLASS, (), (cluster,)) for cluster in sorted(set(self.clusters.values()))]
        rows: Any = derive(batch, self, self.known, self.entity_of, load())
        with store.projector("graph", 1) as projector:
            projector.apply(rows, position=1)


def received(day: int) -> str:
    """When what is said on a day is received."""
    return f"2020-01-{day + 1:02}T10:00:00.000Z"


def number_of(mention: Mention) -> str:
    """The identifier by which things are one here."""
    return mention.first("nationalNumber") or mention.first("registrationNumber")
