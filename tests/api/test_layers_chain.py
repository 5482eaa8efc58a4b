"""A restricted record that bridges two persons, from the ledger to the card, and what is left without it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from layered_house import BASE, BRIDGE, CLEARED, ONE, TWO, bring, erase, layered, person_of, tell

from api.installation import Installation
from graph.content_hash import content_hash
from graph.read import card, search
from ledger.entry import Decision
from ledger.errors import Missing


@pytest.fixture
def house(tmp_path: Path) -> Iterator[Installation]:
    with layered(tmp_path) as made:
        yield made


def persons(house: Installation, allowed: list[int]) -> set[str]:
    """The cards of all that is called Peeters or Peters."""
    hits = [hit for name in ("Peeters", "Peters") for hit in search(house.store, name, allowed).hits]
    return {card(house.store, hit.entity.id, allowed).id for hit in hits}


def test_a_restricted_record_joins_for_those_who_may_see_it_and_leaves_nothing(
    house: Installation, tmp_path: Path
) -> None:
    one, two = tell(house, tmp_path, ONE, TWO)
    before = content_hash(house.store)
    assert len(persons(house, BASE)) == len(persons(house, CLEARED)) == 2

    (hidden,) = tell(house, tmp_path, BRIDGE, compartment="north")
    assert len(persons(house, BASE)) == 2 and len(persons(house, CLEARED)) == 1
    seen = [card(house.store, person_of(house, record), CLEARED) for record in (one, two, hidden)]
    assert seen[0] == seen[1] == seen[2] and seen[0].records == 3
    assert seen[0].values["nationalNumber"] == "00000100166"
    for record in (one, two):
        alone = card(house.store, person_of(house, record), BASE)
        assert (alone.records, {m.record.id for m in alone.mentions}) == (1, {record})
    with pytest.raises(Missing):
        card(house.store, person_of(house, hidden), BASE)

    erase(house, hidden)
    tell(house, tmp_path, "9,Els,Maes,1991-11-30,", compartment="north")
    (other,) = [m.record for m in house.mentions.of_type("Person", [11])]
    erase(house, other)
    house.ledger.decide(Decision("unsure", {}, 1, "ana"), house.act("alteration", "a test"))
    bring(house)
    assert content_hash(house.store) == before
    for left in ("MATCH (n WHERE n.class = 11)", "MATCH ()-[n WHERE n.class = 11]->()"):
        assert house.store.read(f"{left} RETURN count(n) AS n") == [{"n": 0}]
    assert len(persons(house, BASE)) == len(persons(house, CLEARED)) == 2


def test_a_restricted_judgement_joins_and_parts_for_those_who_may_see_it(
    house: Installation, tmp_path: Path
) -> None:
    one, two = tell(house, tmp_path, ONE, TWO)
    subject = {"a": person_of(house, one), "b": person_of(house, two)}
    for kind, seen in (("positive", 1), ("negative", 2)):
        house.ledger.decide(Decision(kind, subject, 11, "ana", kind), house.act("alteration", "a test"))
        bring(house)
        assert (len(persons(house, BASE)), len(persons(house, CLEARED))) == (2, seen)
