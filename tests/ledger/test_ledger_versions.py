"""The order of versions."""

from __future__ import annotations

import itertools

from hypothesis import given
from hypothesis import strategies as st

from ledger.versions import rank

RISING = [
    ["1", "2", "9", "10", "100"],
    ["v1.2", "v1.9", "v1.10", "v2"],
    [
        "2026-01-01",
        "2026-01-01T10:00:00+02:00",
        "2026-01-01T09:00:00Z",
        "2026-01-01 09:00:00.25",
        "2026-01-02",
    ],
    ["2026-01-01T10:00:00.25", "2026-01-01T10:00:00.5"],
    ["0001-01-01T00:00:00+01:00", "2026-01-01T10:00:00Z", "9999-12-31T23:59:59-05:00"],
    ["", "0", "1", "1a", "a", "b"],
]


def test_versions_rank_as_their_source_means_them() -> None:
    for versions in RISING:
        for low, high in itertools.pairwise(versions):
            assert rank(low) < rank(high), (low, high)


@given(st.text(), st.text())
def test_two_versions_never_rank_alike(a: str, b: str) -> None:
    assert (rank(a) == rank(b)) == (a == b)


@given(st.integers(0, 10**30), st.integers(0, 10**30))
def test_numbers_rank_by_value(a: int, b: int) -> None:
    assert (rank(str(a)) < rank(str(b))) == (a < b)
