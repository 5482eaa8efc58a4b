"""The report for the public: whole quarters, and nothing that tells of fewer than five."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import UTC, date, datetime
from itertools import combinations_with_replacement, product
from pathlib import Path

import pytest

from api.cli.transparency import as_csv, as_html
from api.transparency import LEAST, OTHERS, Quarter, Row, quarters, report, suppressed
from graph.ontology import LANGUAGES
from ledger.act import Act
from ledger.entry import Decision
from ledger.errors import BadInput
from ledger.ledger import Ledger

TODAY = date(2026, 5, 1)


@pytest.fixture
def ledger(tmp_path: Path) -> Iterator[Ledger]:
    def now() -> datetime:
        return datetime(2026, 2, 3, tzinfo=UTC)

    with Ledger.open(f"sqlite:///{tmp_path / 'ledger.db'}", clock=now) as opened:
        yield opened


def look(ledger: Ledger, function: str, domain: str, times: int) -> None:
    details = {"operation": "suggestions", "domain": domain, "function": function}
    for _ in range(times):
        with ledger.acted(Act("ana", "consultation", "a test", "C-1", details=details)):
            pass


def test_acts_suggestions_and_verdicts_are_counted_and_small_counts_are_not_told(ledger: Ledger) -> None:
    look(ledger, "analyst", "judicial", 20)
    look(ledger, "patrol", "administrative", 2)
    look(ledger, "investigator", "judicial", 9)
    ledger.decide(Decision("positive", {"a": "x", "b": "y"}, 1, "ana"), Act("ana", "alteration", "a test"))
    [made] = report(ledger, quarters(date(2026, 1, 1), date(2026, 3, 31), TODAY), TODAY)
    tables = {table.name: table.rows for table in made.tables}
    assert tables["function"] == (Row("analyst", 20), Row(OTHERS, 12))
    assert tables["suggestions"] == (Row("shown", 31),) and tables["verdicts"] is None
    text = as_csv([made])
    assert "2026-Q1,function,analyst,20" in text and "patrol" not in text and ",2\n" not in text
    assert all("20" in as_html([made], lang) for lang in LANGUAGES)


def test_a_report_is_of_whole_quarters_that_are_over() -> None:
    year = quarters(date(2025, 1, 1), date(2025, 12, 31), TODAY)
    assert [one.name for one in year] == ["2025-Q1", "2025-Q2", "2025-Q3", "2025-Q4"]
    for days in (("2026-01-01", "2026-02-28"), ("2026-01-02", "2026-03-31"), ("2026-03-31", "2026-01-01")):
        with pytest.raises(BadInput, match="whole quarters"):
            quarters(*map(date.fromisoformat, days), TODAY)
    with pytest.raises(BadInput, match="not over"):
        quarters(date(2026, 4, 1), date(2026, 6, 30), TODAY)
    assert quarters(date(2026, 4, 1), date(2026, 6, 30), TODAY, running=True) == [Quarter(2026, 2)]


def possible(rows: Sequence[Row], names: Sequence[str]) -> list[tuple[int, ...]]:
    """All counts of these names, each up to 9, that would have been told in the same words."""
    told = [(row.name, row.count) for row in rows]
    found = []
    for counts in product(range(10), repeat=len(names)):
        made = suppressed(dict(zip(names, counts, strict=True)))
        if made is not None and [(row.name, row.count) for row in made] == told:
            found.append(counts)
    return found


def test_no_small_count_can_be_worked_out_by_who_knows_the_rule() -> None:
    names, seen = ("a", "b", "c"), 0
    for counts in combinations_with_replacement(range(10), 3):
        rows = suppressed(dict(zip(names, counts, strict=True)))
        if rows is None or not any(row.name == OTHERS for row in rows):
            assert rows is None or all(row.count >= LEAST for row in rows)
            continue
        seen += 1
        could = possible(rows, names)
        for at, count in enumerate(counts):
            if 0 < count < LEAST:
                assert len({one[at] for one in could}) > 1, (counts, rows)
    assert seen > 30
