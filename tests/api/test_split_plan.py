"""What taking an entity apart would take, asked over GraphQL: told, logged, and nothing decided."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from edge import Edge, served
from identity_house import installed, mention

from api.installation import Installation

PLAN = """query ($id: ID!, $apart: [[ID!]!]!) { splitPlan(id: $id, apart: $apart, lang: "nl") {
  parts { caption mentions } retracted { id } judged { id kind text } warnings } }"""


@pytest.fixture(scope="module")
def house(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Installation]:
    with installed(tmp_path_factory.mktemp("plan")) as made:
        yield made


@pytest.fixture(scope="module")
def people(house: Installation) -> Iterator[Edge]:
    with served(house) as people:
        yield people


def test_a_plan_tells_what_a_split_takes_and_decides_nothing(house: Installation, people: Edge) -> None:
    a, b = mention(house, 1), mention(house, 2)
    before = house.ledger.head()
    made = people.data(PLAN, id=a, apart=[[b]])["splitPlan"]
    assert [len(part["mentions"]) for part in made["parts"]] == [1, 2]
    assert {one["kind"] for one in made["judged"]} == {"negative"} and not any(
        one["id"] for one in made["judged"]
    )
    assert house.ledger.head() == before
    assert not house.ledger.decisions(kinds=["negative"])


def test_a_plan_needs_a_purpose_and_known_mentions(house: Installation, people: Edge) -> None:
    a, other = mention(house, 1), mention(house, 5)
    assert people.refusal(PLAN, {}, id=a, apart=[[a]])["code"] == "NoPurpose"
    assert people.refusal(PLAN, id=a, apart=[[other]])["code"] == "Missing"
