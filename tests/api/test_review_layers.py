"""What why, how and the queue say in layers, and the class of what somebody decides there."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import pytest
from layered_house import BASE, BRIDGE, CLEARED, ONE, TWO, bring, layered, person_of, tell

from api.edge import edge
from api.graphql.port import Identities
from api.installation import Installation
from api.purpose import Purpose
from api.stages.inherit import anchored
from graph.derive import entity_id
from graph.read import card
from ledger.entry import Decision
from ledger.errors import BadInput, Contradiction, Missing

ALL = [1, 11, 12, 13]
NEAR = "4,Jan,Peeters,,"
PURPOSE = Purpose("judicial", "GE.20.LB.000001/2026", "a test")


@pytest.fixture
def house(tmp_path: Path) -> Iterator[Installation]:
    with layered(tmp_path) as made:
        yield made


def identity(house: Installation) -> Identities:
    return edge(house).identities()


def told(house: Installation, mentions: Sequence[str], allowed: list[int]) -> list[Any]:
    """All that a session is told of these mentions."""
    who, (a, *others) = identity(house), mentions
    found: list[Any] = [who.how(id_, "en", 0.9, allowed) for id_ in mentions]
    found += [who.why(a, b, "en", allowed) for b in others]
    return [*found, who.review_queue(50, "en", allowed)]


def decide(house: Installation, kind: str, a: str, b: str, class_: int) -> None:
    known = house.mentions.get([a, b])
    made = Decision(kind, anchored(known[a], known[b]), class_, "bea", "known elsewhere")
    house.ledger.decide(made, house.act("alteration", "a test"))


def test_what_is_hidden_changes_nothing_that_is_told(house: Installation, tmp_path: Path) -> None:
    one, two, near = (person_of(house, record) for record in tell(house, tmp_path, ONE, TWO, NEAR))
    before = told(house, (one, two, near), BASE)
    assert before[-1]
    (hidden,) = tell(house, tmp_path, BRIDGE, compartment="north")
    decide(house, "positive", one, near, 11)
    decide(house, "negative", two, person_of(house, hidden), 11)
    bring(house)
    assert told(house, (one, two, near), BASE) == before
    assert told(house, (one, two, near), CLEARED) != before
    with pytest.raises(Missing, match="nothing is known under"):
        identity(house).how(person_of(house, hidden), "en", 0.9, BASE)


def test_why_and_how_name_the_entities_that_the_cards_show(house: Installation, tmp_path: Path) -> None:
    one, two = (person_of(house, record) for record in tell(house, tmp_path, ONE, TWO))
    (bridge,) = (person_of(house, r) for r in tell(house, tmp_path, BRIDGE, compartment="north"))
    assert identity(house).why(one, two, "en", CLEARED).together
    assert not identity(house).why(one, two, "en", BASE).together
    side = identity(house).why(one, bridge, "en", CLEARED).b
    story = identity(house).how(bridge, "en", 0.9, CLEARED)
    assert {side.entity, story.id} <= {entity_id(1, [one]), entity_id(11, [bridge])}
    seen = [identity(house).how(one, "en", 0.9, allowed) for allowed in (BASE, CLEARED)]
    assert [made.mentions for made in seen] == [1, 3] and seen[1].steps == story.steps
    assert card(house.store, story.id, CLEARED) == card(house.store, one, CLEARED)


def test_a_decision_has_the_class_of_all_that_was_shown(house: Installation, tmp_path: Path) -> None:
    one, _, els = (person_of(house, r) for r in tell(house, tmp_path, ONE, TWO, "5,Els,Maes,1990-01-01,"))
    classes = []
    for number, (row, place) in enumerate(((BRIDGE, "north"), (TWO.replace("2,", "6,", 1), "south"))):
        tell(house, tmp_path, row, compartment=place)
        identity(house).judge(one, els, "unsure", f"{number}", "en", ALL, "ana", PURPOSE)
        classes.append(house.ledger.decisions()[-1].class_)
    assert classes == [11, 13]
    with pytest.raises(BadInput, match="policy keeps apart"):
        identity(house).judge(one, els, "unsure", "no compound", "en", [1, 11, 12], "ana", PURPOSE)
    identity(house).judge(one, els, "unsure", "base", "en", BASE, "ana", PURPOSE)
    assert house.ledger.decisions()[-1].class_ == 1


def retracted(house: Installation, allowed: list[int], one: str) -> int:
    """The class of the retraction of what stands of a mention, for a session that holds these classes."""
    (made,) = identity(house).how(one, "en", 0.9, allowed).judgements
    identity(house).retract(made.id, "a slip", "en", allowed, "cas", PURPOSE)
    return house.ledger.decisions()[-1].class_


def test_who_was_shown_no_more_than_the_judgement_takes_it_back_in_its_class(
    house: Installation, tmp_path: Path
) -> None:
    one, two = (person_of(house, record) for record in tell(house, tmp_path, ONE, TWO))
    for allowed in (BASE, CLEARED):
        identity(house).judge(one, two, "positive", "one phone", "en", BASE, "ana", PURPOSE)
        bring(house)
        assert identity(house).why(one, two, "en", BASE).together
        assert retracted(house, allowed, one) == 1
        bring(house)
        assert not identity(house).how(one, "en", 0.9, BASE).judgements
        assert not identity(house).why(one, two, "en", BASE).together


def test_who_was_shown_more_takes_it_back_for_those_alone_who_see_that(
    house: Installation, tmp_path: Path
) -> None:
    one, two = (person_of(house, record) for record in tell(house, tmp_path, ONE, TWO))
    identity(house).judge(one, two, "negative", "two brothers", "en", BASE, "ana", PURPOSE)
    bring(house)
    before = told(house, (one, two), BASE)
    tell(house, tmp_path, BRIDGE, compartment="north")
    assert not identity(house).why(one, two, "en", CLEARED).together
    assert retracted(house, CLEARED, one) == 11
    bring(house)
    assert told(house, (one, two), BASE) == before and before[0].judgements
    assert identity(house).why(one, two, "en", CLEARED).together
    assert not identity(house).how(one, "en", 0.9, CLEARED).judgements
    assert [card(house.store, one, allowed).total for allowed in (BASE, CLEARED)] == [1, 3]
    assert not identity(house).why(one, two, "en", [1, 12]).together


def test_what_a_layer_took_back_still_speaks_against_what_counts_below_it(
    house: Installation, tmp_path: Path
) -> None:
    one, two = (person_of(house, record) for record in tell(house, tmp_path, ONE, TWO))
    identity(house).judge(one, two, "negative", "two brothers", "en", BASE, "ana", PURPOSE)
    (made,) = identity(house).how(one, "en", 0.9, BASE).judgements
    subject = {"a": one, "b": two, "judgement": made.id}
    taken = Decision("retraction", subject, 11, "cas", "known elsewhere")
    house.ledger.decide(taken, house.act("alteration", "a test"))
    with pytest.raises(Contradiction):
        identity(house).judge(one, two, "positive", "one phone", "en", CLEARED, "cas", PURPOSE)


def test_a_judgement_on_what_is_hidden_now_is_hidden_too(house: Installation, tmp_path: Path) -> None:
    (one,) = (person_of(house, record) for record in tell(house, tmp_path, ONE))
    (hidden,) = (person_of(house, r) for r in tell(house, tmp_path, BRIDGE, compartment="north"))
    decide(house, "negative", one, hidden, 1)
    assert not identity(house).how(one, "en", 0.9, BASE).judgements
    assert len(identity(house).how(one, "en", 0.9, CLEARED).judgements) == 1
