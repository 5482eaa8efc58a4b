"""A made-up world for the tests of the edge and the page: a real ledger, a real graph, records with text."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from api.graphql.context import House
from api.identity.entrance import OWNER
from api.purpose import purpose_of
from api.reads import HouseReads
from api.sessions import Session
from api.stages.words import texts_of
from graph.derive import Component, derive, entity_id
from graph.documents import DocumentWords
from graph.ontology import Mention, Statement, load, mention_id
from graph.ontology.mention import Span
from graph.store import GraphStore
from ledger.act import Act
from ledger.ledger import Ledger
from ledger.record import Draft, Grade, Marking, Record
from models import suggest, write

JUDICIAL = 1
HIDDEN = 7
TEXT = (
    "Op 3 maart 2026 zag de bewaker Karim Bensaïd 👋 samen met een tweede man bij een grijze bestelwagen "
    "met nummerplaat 1-XYZ-987. Karim Bensaïd gaf het nummer +32 470 99 88 77 op."
)

PHONE = {"type": "Object", "same": "phone", "kind": "phone", "number": "+32470998877"}


@dataclass
class ChartWorld:
    """Records in the ledger and their mentions; `same` joins mentions into one entity by a name."""

    ledger: Ledger
    mentions: dict[str, Mention] = field(default_factory=dict)
    clusters: dict[str, set[str]] = field(default_factory=dict)

    def tell(
        self,
        source: str,
        content: Mapping[str, str],
        things: Mapping[str, Mapping[str, Any]],
        relations: Iterable[tuple[Any, ...]] = (),
        grade: tuple[str, str] = ("B", "2"),
        class_: int = JUDICIAL,
    ) -> Record:
        """Accept one record; things are anchor → {type, same, text?, property: value …}."""
        key = content["key"]
        draft = Draft(
            source, "test", key, content, marking=Marking(handling="H1"), grade=Grade("4x4", *grade)
        )
        act = Act("test", "collection", "made up for a test")
        (receipt,) = self.ledger.accept([draft], lambda _: class_, act)
        record = self.ledger.record(receipt.record_id)
        assert record is not None
        self._mention(record, content, things, relations)
        return record

    def _mention(
        self,
        record: Record,
        content: Mapping[str, str],
        things: Mapping[str, Mapping[str, Any]],
        relations: Iterable[tuple[Any, ...]],
    ) -> None:
        places = {
            name: _spans(content.get("text", ""), thing.get("text", "")) for name, thing in things.items()
        }
        anchors = {name: f"{at[0].start}-{at[0].end}" if at else name for name, at in places.items()}
        ids = {name: mention_id(record.id, thing["type"], anchors[name]) for name, thing in things.items()}
        for name, thing in things.items():
            values = {k: v for k, v in thing.items() if k not in ("type", "same", "text")}
            made = [Statement(k, v, raw=v) for k, v in values.items()]
            made += [
                Statement(type_, target=ids[to], **(more[0] if more else {}))
                for from_, type_, to, *more in relations
                if from_ == name
            ]
            mention = Mention(
                record.id, thing["type"], anchors[name], record.class_, tuple(made), places[name]
            )
            self.mentions[mention.id] = mention
            self.clusters.setdefault(thing.get("same", mention.id), set()).add(mention.id)

    def entity(self, same: str) -> str:
        """The id of the entity that goes by this name here."""
        ids = self.clusters[same]
        return entity_id(self.mentions[min(ids)].class_, sorted(ids))

    def get(self, ids: Iterable[str]) -> dict[str, Mention]:
        """As a MentionStore."""
        return {id_: self.mentions[id_] for id_ in ids if id_ in self.mentions}

    def of_records(self, record_ids: Iterable[str], *, telling: Collection[str] = ()) -> list[Mention]:
        """As a MentionStore."""
        wanted = set(record_ids)
        return sorted((m for m in self.mentions.values() if m.record in wanted), key=lambda m: m.id)

    def load_into(self, store: GraphStore) -> None:
        """Derive the graph, as the pipeline does."""
        cluster_of = {id_: tuple(sorted(ids)) for ids in self.clusters.values() for id_ in ids}
        parts = [
            Component(self.mentions[ids[0]].class_, (), (ids,)) for ids in sorted(set(cluster_of.values()))
        ]

        def entity_of(class_: int, ids: Iterable[str]) -> dict[str, str]:
            return {id_: entity_id(class_, cluster_of[id_]) for id_ in ids if id_ in cluster_of}

        batch = derive(parts, self, self.ledger.records, entity_of, load())
        with store.projector("graph", 1) as projector:
            projector.apply(batch, position=1)


def _spans(text: str, wanted: str) -> tuple[Span, ...]:
    return tuple(Span(m.start(), m.end()) for m in re.finditer(re.escape(wanted), text)) if wanted else ()


def made_up(ledger: Ledger) -> ChartWorld:
    """One person with many neighbours, of whom a report speaks, and one hidden record about him."""
    world = ChartWorld(ledger)
    karim = {"type": "Person", "same": "karim", "name": "Karim Bensaïd"}
    world.tell(
        "ISLP",
        {"key": "BR.11.L3.004512/2026", "text": TEXT, "redactor": "wijkpost Test"},
        {
            "karim": karim | {"text": "Karim Bensaïd"},
            "van": {"type": "Vehicle", "same": "van", "registrationNumber": "1XYZ987", "text": "1-XYZ-987"},
            "phone": PHONE | {"text": "+32 470 99 88 77"},
        },
        [("karim", "DRIVES", "van", {"status": "alleged"}), ("karim", "USES", "phone")],
    )
    world.tell(
        "ANG",
        {"key": "ang-1", "naam": "Karim Bensaïd", "geboren": "1988-05-17", "bijnaam": "De Lange"},
        {
            "karim": karim | {"birthDate": "1988-05-17", "nickname": "De Lange"},
            "alias": {"type": "Alias", "same": "alias", "name": "Samir Haddad", "birthDate": "1990-01-01"},
            "club": {"type": "Organisation", "same": "club", "name": "Garage Zuidlaan BV"},
            "home": {
                "type": "Location",
                "same": "home",
                "full": "Zuidlaan 12, 1000 Brussel",
                "city": "Brussel",
            },
            "brother": {"type": "Person", "same": "brother", "name": "Youssef Bensaïd"},
            "rival": {"type": "Person", "same": "rival", "name": "Dirk Test-Claes"},
        },
        [
            ("karim", "KNOWN_AS", "alias"),
            ("karim", "MEMBER_OF", "club"),
            ("karim", "LIVES_AT", "home"),
            ("brother", "LIVES_AT", "home"),
            ("brother", "FAMILY_OF", "karim"),
            ("rival", "ASSOCIATE_OF", "karim", {"status": "denied"}),
        ],
        grade=("A", "1"),
    )
    for number in range(1, 61):
        world.tell(
            "BNG" if number % 2 else "ANPR",
            {"key": f"case-{number}", "rol": "verdachte"},
            {
                "karim": karim,
                "case": {"type": "Case", "caseNumber": f"GE.20.LB.{number:06d}/2025"},
                "other": {
                    "type": "Person",
                    "same": f"other{number % 9}",
                    "name": f"Test Persoon {number % 9}",
                },
            },
            [
                ("karim", "INVOLVED_IN", "case", {"role": "suspect"}),
                ("other", "INVOLVED_IN", "case", {"role": "witness"}),
            ],
        )
    for key in ("ctif-1", "ctif-2"):
        other = {"type": "Person", "same": "other3", "name": "Test Persoon 3"}
        world.tell("CTIF", {"key": key}, {"other": other, "phone": PHONE}, [("other", "USES", "phone")])
    for number in range(1, 4):
        person = {"type": "Person", "name": "Karim Bensaid", "birthDate": f"197{number}-01-0{number}"}
        world.tell("AFIS", {"key": f"like-{number}"}, {"person": person})
    hidden = {"type": "Object", "kind": "phone", "number": "+32499000000"}
    world.tell("GEHEIM", {"key": "hidden-1"}, {"it": hidden}, class_=HIDDEN)
    return world


def words_of(world: ChartWorld) -> DocumentWords:
    """The words of the texts of this world."""
    words = DocumentWords.open(":memory:")
    records = [entry.record for entry in world.ledger.entries(limit=10_000) if entry.record]
    add = [text for record in records for text in texts_of(record, {"text"})]
    words.apply(add, [], 1)
    return words


@dataclass(frozen=True)
class Fixed:
    """An entrance through which everybody comes in as the same tester."""

    user: str = "tester"
    allowed: tuple[int, ...] = (JUDICIAL,)
    function: str = OWNER

    def of(self, headers: Mapping[str, str], cookies: Mapping[str, str]) -> Session:
        """A session with the purpose of the request."""
        return Session(self.user, replace(purpose_of(headers), function=self.function), self.allowed)


def house(store: GraphStore, ledger: Ledger) -> tuple[House, ChartWorld]:
    """The house of this world: what `create_app` takes."""
    world = made_up(ledger)
    world.load_into(store)
    with store.projector("suggestions", 1) as projector:
        write(projector, suggest(store, (JUDICIAL,)), "associate", JUDICIAL, "run-1", 1)
    reads = HouseReads(store, ledger, world, words=words_of(world))
    return House(reads, ledger, load(), Fixed()), world
