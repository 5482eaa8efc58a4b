"""Hiding a record answers as a graph does that was built without it: every read, random worlds."""

from __future__ import annotations

import os

import pytest
import servers
from flip_acts import ACTS
from flip_compare import Tally, shown
from flip_reads import FOUND, OF_THE_HOUSE, QUESTIONS, SCHEMA
from flip_tally import COUNTED, ON_NEO4J
from flip_twins import READS, flip, twins
from flip_world import batches
from graphql import GraphQLObjectType
from hypothesis import HealthCheck, Phase, given, settings

BATCHES = int(os.environ.get("LOCARD_FLIP_BATCHES", "15"))
"""Pairs of houses: three hundred worlds; `make test-all` puts all questions in each."""
SIZE = int(os.environ.get("LOCARD_FLIP_SIZE", "20"))
"""Worlds in each: more make a house slower, fewer make more houses to begin."""
FEW = 2
"""Pairs of houses on Neo4j."""
NEO4J = os.environ.get("LOCARD_TEST_NEO4J_URI") or (servers.SHARED / "start").exists()


def test_every_field_of_the_schema_is_flipped() -> None:
    covered = {"Query": {*QUESTIONS, *OF_THE_HOUSE, *FOUND}, "Mutation": {*ACTS}}
    for kind, names in covered.items():
        root = SCHEMA._schema.get_type(kind)
        assert isinstance(root, GraphQLObjectType)
        assert set(root.fields) == names, f"ask what is new here in tests/flip: {set(root.fields) ^ names}"


@pytest.mark.timeout(1800)
def test_what_is_hidden_is_as_if_it_had_never_been() -> None:
    lived_through("embedded", COUNTED, BATCHES)
    assert not COUNTED.vacuous(), f"what is hidden matters too seldom to {COUNTED.vacuous()}"


@pytest.mark.slow
@pytest.mark.timeout(1800)
def test_on_neo4j_it_is_as_if_it_had_never_been_too() -> None:
    if not NEO4J:
        pytest.skip("no Neo4j: set LOCARD_TEST_NEO4J_URI, or put shared/neo4j beside the repository")
    lived_through("neo4j", ON_NEO4J, FEW)


def lived_through(server: str, counted: Tally, most: int) -> None:
    """Live through so many batches in both houses, and count; the first difference ends it."""
    with twins(server) as houses:

        @settings(
            max_examples=most,
            deadline=None,
            derandomize=True,
            database=None,
            phases=[Phase.generate],
            suppress_health_check=list(HealthCheck),
        )
        @given(batches(SIZE))
        def lives(batch) -> None:  # type: ignore[no-untyped-def]
            tally = Tally()
            wanted = counted.seldom(most * SIZE) if counted.examples else READS
            flip(houses, tally, *batch, wanted)
            counted.add(tally)
            assert not tally.differences, shown(tally.differences)

        lives()
    assert counted.examples >= most * SIZE
