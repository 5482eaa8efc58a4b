"""Hiding a record answers as a graph does that was built without it: every read, random worlds."""

from __future__ import annotations

import os

import pytest
from flip_acts import ACTS
from flip_compare import Tally, shown
from flip_reads import FOUND, OF_THE_HOUSE, QUESTIONS, SCHEMA
from flip_tally import COUNTED
from flip_twins import READS, flip, twins
from flip_world import batches
from graphql import GraphQLObjectType
from hypothesis import HealthCheck, Phase, given, settings

BATCHES = int(os.environ.get("LOCARD_FLIP_BATCHES", "10"))
"""Pairs of houses; `make test-all` lives through thirty, and puts all questions in each world."""
SIZE = int(os.environ.get("LOCARD_FLIP_SIZE", "10"))
"""Worlds in each: more make a house slower, fewer make more houses to begin."""


def test_every_field_of_the_schema_is_flipped() -> None:
    covered = {"Query": {*QUESTIONS, *OF_THE_HOUSE, *FOUND}, "Mutation": {*ACTS}}
    for kind, names in covered.items():
        root = SCHEMA._schema.get_type(kind)
        assert isinstance(root, GraphQLObjectType)
        assert set(root.fields) == names, f"ask what is new here in tests/flip: {set(root.fields) ^ names}"


@pytest.mark.timeout(1800)
def test_what_is_hidden_is_as_if_it_had_never_been() -> None:
    with twins() as pools:

        @settings(
            max_examples=BATCHES,
            deadline=None,
            derandomize=True,
            database=None,
            phases=[Phase.generate],
            suppress_health_check=list(HealthCheck),
        )
        @given(batches(SIZE))
        def lives(batch) -> None:  # type: ignore[no-untyped-def]
            tally = Tally()
            wanted = COUNTED.seldom(BATCHES * SIZE) if COUNTED.examples else READS
            flip(pools, tally, *batch, wanted)
            COUNTED.add(tally)
            assert not tally.differences, shown(tally.differences)

        lives()
    assert COUNTED.examples >= BATCHES * SIZE
    assert not COUNTED.vacuous(), f"what is hidden matters too seldom to {COUNTED.vacuous()}"
