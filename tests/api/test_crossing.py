"""Suggestions that records of two restricted classes make together: for who holds both alone."""

from __future__ import annotations

import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from edge import Edge, serving
from layered_house import ANY, BASE, BRIDGE, CLASSES, CLEARED, ONE, bring, erase, layered, person_of, tell

from api.edge import edge
from api.graphql.port import Identities
from api.graphql.suggestion import Suggestions
from api.installation import Installation
from api.purpose import Purpose
from graph.content_hash import content_hash
from ledger.errors import BadInput, Missing
from policy.classes import read as read_classes

ALL, NO_COMPOUND, SOUTH = [1, 11, 12, 13], [1, 11, 12], [1, 12]
GIVEN = ("Jan", "Piet", "Els")
PURPOSE = Purpose("judicial", "GE.20.LB.000001/2026", "a test")
NORTHERN, SOUTHERN = "10,Fatima,Demir,1975-03-03,", "11,Fatima,Demir,1975-03-03,"
NUMBERED = "12,,Peters,,00000100166"
QUERY = """query ($id: ID!) { suggestions(entity: $id, type: "same_person") { total exact items {
  mentions score evidence { text weight records } against { weight } a { id } b { id } } } }"""


@pytest.fixture
def house(tmp_path: Path) -> Iterator[Installation]:
    with layered(tmp_path) as made:
        yield made


def identity(house: Installation) -> Identities:
    return edge(house).identities()


def suggested(house: Installation, id_: str, allowed: list[int], lang: str = "en") -> Suggestions:
    return edge(house).reads.suggestions(id_, "same_person", 10, lang, allowed)


def two(house: Installation, folder: Path) -> tuple[str, str]:
    """One person in the north, and one who may be the same in the south."""
    (north,) = tell(house, folder, NORTHERN, compartment="north")
    (south,) = tell(house, folder, SOUTHERN, compartment="south")
    return person_of(house, north), person_of(house, south)


def test_who_holds_both_classes_is_told_and_nobody_else(house: Installation, tmp_path: Path) -> None:
    x, z = two(house, tmp_path)
    head, kept, before = house.ledger.head(), house.clusters.head(), content_hash(house.store)
    for id_, other in ((x, z), (z, x)):
        [item] = suggested(house, id_, ALL).items
        assert item.mentions == [id_, other] and item.score > 0
        reasons = [*item.evidence, *item.against]
        assert item.score == pytest.approx(sum(one.weight for one in reasons), abs=0.001)
        assert all(len(one.records) == 2 for one in reasons)
    for allowed, id_ in ((CLEARED, x), (SOUTH, z), (NO_COMPOUND, x), (NO_COMPOUND, z)):
        assert suggested(house, id_, allowed) == Suggestions(total=0, exact=True, items=[])
    assert suggested(house, x, ALL, "nl").items != suggested(house, x, ALL, "fr").items
    assert (house.ledger.head(), house.clusters.head()) == (head, kept)
    assert content_hash(house.store) == before


def test_an_entity_brings_what_its_hidden_halves_say(house: Installation, tmp_path: Path) -> None:
    one = person_of(house, tell(house, tmp_path, ONE)[0])
    bridge = person_of(house, tell(house, tmp_path, BRIDGE, compartment="north")[0])
    numbered = person_of(house, tell(house, tmp_path, NUMBERED, compartment="south")[0])
    [item] = suggested(house, one, ALL).items
    assert item.mentions == [bridge, numbered]
    assert suggested(house, one, BASE).total == suggested(house, one, CLEARED).total == 0


def test_what_is_erased_is_as_if_it_had_never_been(house: Installation, tmp_path: Path) -> None:
    x, z = two(house, tmp_path)
    before = [suggested(house, id_, ALL) for id_ in (x, z)]
    more = tell(
        house, tmp_path, SOUTHERN.replace("11,", "21,", 1).replace("03-03", "03-04"), compartment="south"
    )
    more += tell(house, tmp_path, NORTHERN.replace("10,", "20,", 1), compartment="north")
    assert [suggested(house, id_, ALL) for id_ in (x, z)] != before
    for record in more:
        erase(house, record)
    tell(house, tmp_path, "30,Els,Maes,1990-01-01,")
    assert [suggested(house, id_, ALL) for id_ in (x, z)] == before


def test_accepting_one_is_a_judgement_of_both_classes_together(house: Installation, tmp_path: Path) -> None:
    x, z = two(house, tmp_path)
    [item] = suggested(house, x, ALL).items
    who = identity(house)
    made = who.judge(*item.mentions, "positive", "one photograph", "en", ALL, "ana", PURPOSE).judgement
    assert house.ledger.decisions()[-1].class_ == 13
    assert suggested(house, x, ALL).total == 0
    bring(house)
    assert who.why(x, z, "en", ALL).together and who.how(x, "en", 0.9, ALL).mentions == 2
    assert suggested(house, x, ALL).total == suggested(house, z, ALL).total == 0
    for allowed, id_ in ((CLEARED, x), (SOUTH, z), (NO_COMPOUND, x)):
        story = who.how(id_, "en", 0.9, allowed)
        assert story.mentions == 1 and not story.judgements
        with pytest.raises(Missing):
            who.retract(made.id, "not mine", "en", allowed, "bea", PURPOSE)
    who.retract(made.id, "another photograph", "en", ALL, "ana", PURPOSE)
    bring(house)
    assert not who.why(x, z, "en", ALL).together and suggested(house, x, ALL) == suggested(house, x, ALL)
    assert suggested(house, x, ALL).items == [item]


def test_what_was_judged_to_be_two_is_not_suggested(house: Installation, tmp_path: Path) -> None:
    x, z = two(house, tmp_path)
    identity(house).judge(x, z, "negative", "twins", "en", ALL, "ana", PURPOSE)
    assert suggested(house, x, ALL).total == 0
    bring(house)
    assert suggested(house, x, ALL).total == 0


def test_two_valid_numbers_are_no_suggestion(house: Installation, tmp_path: Path) -> None:
    numbers = [f"{start}{97 - int(start) % 97:02}" for start in ("750303002", "750303004")]
    (north,) = tell(house, tmp_path, NORTHERN + numbers[0], compartment="north")
    tell(house, tmp_path, SOUTHERN + numbers[1], compartment="south")
    assert suggested(house, person_of(house, north), ALL).total == 0


def queued(house: Installation, allowed: list[int]) -> list[tuple[str, str, str]]:
    items = identity(house).review_queue(20, "en", allowed)
    return [(item.kind, item.why.a.mention, item.why.b.mention) for item in items]


def test_the_queue_asks_who_holds_both_classes_and_nobody_else(house: Installation, tmp_path: Path) -> None:
    x, z = two(house, tmp_path)
    a, b = sorted((x, z))
    assert queued(house, ALL) == [("classes", a, b)]
    for allowed in (BASE, CLEARED, SOUTH, NO_COMPOUND):
        assert queued(house, allowed) == []
    assert identity(house).review_queue(20, "en", ALL, ["Vehicle"]) == []
    assert house.clusters.asked.items(13) == []


def test_a_verdict_of_the_queue_is_of_both_classes(house: Installation, tmp_path: Path) -> None:
    x, z = two(house, tmp_path)
    [(_, a, b)] = queued(house, ALL)
    who = identity(house)
    with pytest.raises(BadInput, match=r"not brought together|policy keeps apart"):
        who.judge(a, b, "positive", "one photograph", "en", NO_COMPOUND, "ana", PURPOSE)
    who.judge(a, b, "unsure", "a blurred photograph", "en", ALL, "ana", PURPOSE)
    assert queued(house, ALL) == [("unsure", a, b)]
    who.judge(a, b, "positive", "one photograph", "en", ALL, "ana", PURPOSE)
    assert house.ledger.decisions()[-1].class_ == 13 and queued(house, ALL) == []
    bring(house)
    assert who.why(x, z, "en", ALL).together and queued(house, ALL) == queued(house, CLEARED) == []


def test_why_of_two_classes_is_told_to_who_may_bring_them_together(
    house: Installation, tmp_path: Path
) -> None:
    x, z = two(house, tmp_path)
    who = identity(house)
    made = who.why(x, z, "en", ALL)
    assert not made.together and made.lines and made.weight > 0
    assert any("two classes (c, d)" in note and "for you alone" in note for note in made.notes)
    assert any(note.startswith("never compared: no layer holds both") for note in made.notes)
    with pytest.raises(BadInput, match="not brought together"):
        who.why(x, z, "en", NO_COMPOUND)
    for allowed in (CLEARED, SOUTH, BASE):
        with pytest.raises(Missing):
            who.why(x, z, "en", allowed)


def test_each_look_is_logged_and_quick(house: Installation, tmp_path: Path) -> None:
    rows = [f"{n},{GIVEN[n % 3]},Peeters{n % 40},19{n % 80 + 10}-05-12," for n in range(300)]
    tell(house, tmp_path, *(f"1{row}" for row in rows), compartment="north")
    tell(house, tmp_path, *(f"2{row}" for row in rows), compartment="south")
    x = next(m.id for m in house.mentions.of_type("Person", [11]))
    built = edge(house)
    with serving(built) as client:
        asking = Edge(built, client, None, house.ledger)  # type: ignore[arg-type]
        asking.data(QUERY, id=x)
        before, begun = house.ledger.seal().sequence, time.perf_counter()
        found = asking.data(QUERY, id=x)["suggestions"]
        seconds = time.perf_counter() - begun
    assert found["total"] >= 1 and found["exact"] and seconds < 2
    done = [e.act for e in house.ledger.events(after=before) if e.phase == "done"]
    assert [act.details["operation"] for act in done] == ["suggestions"]
    assert set(found["items"][0]["mentions"]) <= set(done[0].details["returned"])


def test_the_bases_of_two_domains_meet_where_policy_lets_them(house: Installation, tmp_path: Path) -> None:
    both = "  - {class: 3, name: f, compound: [1, 2], labels: {nl: f, fr: f, de: f, en: f}}\nrules:"
    rule = f"  - {{class: 2, when: {{domain: administrative, compartment: any, {ANY}}}}}\nsessions:"
    text = CLASSES.replace("rules:", both).replace("sessions:", rule).replace("[1, 11, 12, 13]", "[1, 2, 3]")
    house.classes = read_classes(text, "classes.yaml")
    (one,) = (person_of(house, r) for r in tell(house, tmp_path, NORTHERN))
    assert suggested(house, one, [1, 2, 3]).total == 0
    other = person_of(house, tell(house, tmp_path, SOUTHERN, domain="administrative")[0])
    [item] = suggested(house, one, [1, 2, 3]).items
    assert item.mentions == [one, other]
    assert suggested(house, one, [1]).total == suggested(house, other, [2]).total == 0
    identity(house).judge(*item.mentions, "positive", "seen", "en", [1, 2, 3], "ana", PURPOSE)
    bring(house)
    assert house.ledger.decisions()[-1].class_ == 3
    assert (
        identity(house).why(one, other, "fr", [1, 2, 3]).together
        and suggested(house, one, [1, 2, 3]).total == 0
    )
