"""Tables that hold nothing, the same, too much or nonsense: no wrong merge and no endless run."""

from __future__ import annotations

import numpy as np
import pytest

from resolution.link.read.dates import join_parts, read_dates
from resolution.link.read.table import Table, make_table
from resolution.link.resolve import link


def table_of(
    *rows: tuple[str, ...], kinds: tuple[str, ...] = ("given_name", "family_name", "birth_date")
) -> Table:
    """A table of these rows."""
    columns = {f"c{at}": [row[at] for row in rows] for at in range(len(kinds))}
    ids = [str(at) for at in range(len(rows))]
    return make_table(ids, [0] * len(ids), columns, {f"c{at}": kind for at, kind in enumerate(kinds)})


def count(table: Table) -> int:
    """Clusters that a table gives."""
    return len(np.unique(link(table).labels))


def test_many_identical_rows_that_say_little_are_not_one() -> None:
    assert count(table_of(*[("Jan", "Peeters", "")] * 50_000)) == 50_000


def test_a_constant_column_joins_nothing() -> None:
    assert count(table_of(*[(f"{chr(97 + at % 23)}x{at}", "Same", "") for at in range(400)])) > 390


def test_names_of_ten_thousand_letters_are_compared_and_not_joined() -> None:
    rows = [("a" * 10_000 if at % 2 else "b" * 10_000, "x" * 10_000, "9999-99-99") for at in range(60)]
    found = link(table_of(*rows)).labels
    assert found[0] != found[1]


def test_two_rows_that_say_the_same_and_much_are_one() -> None:
    assert count(table_of(*[("Jan", "Peeters", "1990-01-02")] * 2)) == 1


def test_one_row_is_one_cluster() -> None:
    assert count(table_of(("Jan", "Peeters", ""))) == 1


@pytest.mark.parametrize("value", ["\ud800", "nan", "\x00\x01", "NULL", "   "])
def test_values_that_say_nothing_join_nothing(value: str) -> None:
    assert count(table_of(*[(value, value, value)] * 30, ("Jan", "Peeters", "1990-01-02"))) == 31


def test_dates_are_read_in_the_order_of_their_column() -> None:
    assert read_dates(["03/04/1990", "25/12/1980"]) == ["19900403", "19801225"]
    assert read_dates(["03/04/1990", "12/25/1980"]) == ["19900304", "19801225"]
    assert read_dates(["1990", "1990-00-00", "32 May 1990", "99999", "5 mei 1990"])[:2] == [
        "19900000",
        "19900000",
    ]
    assert join_parts([["1990", "1985"], ["4", "12"], ["30", "31"]]) == ["19900430", "19851231"]
