"""Informants: no read, suggestion, search, count or error of another session shows that one exists."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from layered_house import ONE, accept, bring, layered

from api.installation import Installation
from api.purpose import Purpose
from api.reads.exports import Asked, HouseExports
from api.reads.places import Memory
from api.reads.visible import Visible
from api.stages.receive import publish
from graph import read
from graph.exchange import FORMATS, format_of
from ingest.feeds import load as load_feed
from ingest.readers import read as read_rows
from ledger.errors import Missing
from ledger.record import Draft
from policy.cedar import Occasion, Policies, Principal
from policy.sight import sees

HEAD = (
    "nummer;versie;geregistreerd;codenaam;eenheid;voornaam;familienaam;geboortedatum;rijksregisternummer;gsm"
)
ROWS = (
    "1;1;;Merel;5345;Jan;Peeters;1980-05-12;;0478123456",
    "2;1;;Uil;5346;Jan;Peeters;1980-05-12;;0478123456",
)
OTHERS = [
    Principal("b", "investigator", "5345", clearance=2, cases=frozenset({"C1"}), glass=frozenset({"C1"})),
    Principal("c", "information_officer", "5345", clearance=2, cases=frozenset({"C1"})),
    Principal("d", "source_handler", "5347", clearance=2),
    Principal("e", "prosecutor", "5345", clearance=2),
]
HANDLER = Principal("a", "source_handler", "5345")


@pytest.fixture
def house(tmp_path: Path) -> Iterator[Installation]:
    with layered(tmp_path) as made:
        del made.__dict__["classes"]
        accept(made, tmp_path, ONE)
        bring(made)
        yield made


def _informants(house: Installation, folder: Path) -> list[str]:
    feed = load_feed("informant")
    publish(house, feed)
    (folder / "sources.csv").write_text("\n".join((HEAD, *ROWS)) + "\n")
    drafts = [one for one in read_rows(folder / "sources.csv", feed) if isinstance(one, Draft)]
    receipts = house.ledger.accept(drafts, house.classes.classify, house.act("collection", "a test"))
    bring(house)
    return [one.record_id for one in receipts]


def _allowed(house: Installation, who: Principal) -> tuple[int, ...]:
    return sees(house.classes, Policies.load(), who, Occasion("judicial", "C1")).allowed


def _told(house: Installation, allowed: tuple[int, ...]) -> list[Any]:
    """Whatever a session can ask around the person whom everybody knows."""
    (person,) = house.mentions.of_type("Person", [1])
    seen = Visible(house.store, house.ledger, house.mentions, house.clusters, house.classes, allowed)
    entity = seen.entity(person)
    return [
        [read.search(house.store, text, allowed) for text in ("Peeters", "Merel", "Uil", "0478123456")],
        read.card(house.store, entity, allowed),
        read.neighbours(house.store, entity, allowed),
        list(read.suggestions(house.store, entity, allowed).items),
        seen.layers(),
        seen.held({person.id}),
        seen.widest(person).layer,
        [pair.weight for pair in seen.clusters.pairs(1)],
        seen.standing(),
    ]


def test_no_other_session_is_told_that_there_is_an_informant(house: Installation, tmp_path: Path) -> None:
    before = {who.name: (_allowed(house, who), _told(house, _allowed(house, who))) for who in OTHERS}
    _informants(house, tmp_path)
    for who in OTHERS:
        allowed = _allowed(house, who)
        assert (allowed, _told(house, allowed)) == before[who.name]


def _exported(house: Installation, allowed: tuple[int, ...]) -> dict[str, Any]:
    """What goes out about the person whom everybody knows, in each format, with what it is linked to."""
    (person,) = house.mentions.of_type("Person", [1])
    stores = (house.store, house.ledger, house.mentions, house.clusters)
    made = HouseExports(*stores, house.classes, house.ontology, now=lambda: datetime(2026, 1, 1, tzinfo=UTC))
    why, found = Purpose("judicial", "C1", "a test", "owner"), dict[str, Any]()
    for name in FORMATS:
        place = Memory()
        done = made.export(Asked(format_of(name), "x", [person.id], hops=2), place, "ana", why, allowed)
        found[name] = (place.files, replace(done, decision=""))
    return found


def test_no_export_of_another_session_shows_that_there_is_an_informant(
    house: Installation, tmp_path: Path
) -> None:
    before = {who.name: _exported(house, _allowed(house, who)) for who in OTHERS}
    _informants(house, tmp_path)
    for who in OTHERS:
        exported = _exported(house, _allowed(house, who))
        assert exported == before[who.name]
        whole = b"".join(content for files, _ in exported.values() for content in files.values())
        assert whole and not any(word in whole for word in (b"Merel", b"Uil", b"SRC"))


def test_the_error_for_an_informant_is_that_for_nothing(house: Installation, tmp_path: Path) -> None:
    records = _informants(house, tmp_path)
    allowed = _allowed(house, OTHERS[0])
    seen = Visible(house.store, house.ledger, house.mentions, house.clusters, house.classes, allowed)
    for mention in house.mentions.of_records(records):
        with pytest.raises(Missing) as hidden:
            seen.mention(mention.id)
        with pytest.raises(Missing) as nothing:
            seen.mention("0" * len(mention.id))
        assert hidden.value.detail.replace(mention.id, "") == nothing.value.detail.replace(
            "0" * 64, ""
        ).replace("0" * len(mention.id), "")


def test_the_handler_of_the_unit_sees_their_own_alone(house: Installation, tmp_path: Path) -> None:
    mine, other = _informants(house, tmp_path)
    allowed = _allowed(house, HANDLER)
    records = house.ledger.records([mine, other])
    assert records[mine].class_ in allowed and records[other].class_ not in allowed
    assert [hit.entity.caption for hit in read.search(house.store, "Merel", allowed).hits] == ["Merel"]
    assert not read.search(house.store, "Uil", allowed).hits


def test_an_informant_is_resolved_within_its_class_alone(house: Installation, tmp_path: Path) -> None:
    mine, other = _informants(house, tmp_path)
    a, b = (house.mentions.of_records([one], "Person")[0] for one in (mine, other))
    for layer in house.clusters.layers():
        joined = house.clusters.cluster_of(layer, [a.id]).get(a.id, ())
        assert b.id not in joined and (layer == a.class_ or not joined)
    assert not house.clusters.keys.among([a.class_, b.class_])
