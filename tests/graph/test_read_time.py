from __future__ import annotations

import pytest

from graph.derive.moment import moment
from graph.read.dated import Interval
from graph.read.time import NOW, Times, undated
from ledger.errors import BadInput


@pytest.mark.parametrize("text", ["2026", "2026-05", "2026-05-17", "2026-05-17T08:30Z", ""])
def test_a_date_of_any_precision_or_a_moment_may_be_asked(text: str) -> None:
    assert Times(as_of=text).as_of == text.rstrip("Z") == Times(known_at=text).known_at


@pytest.mark.parametrize(
    "text",
    [
        "yesterday",
        "2026-13",
        "2026-02-30",
        "26",
        "2026-05-17 08:30",
        "2026-05-17T25:00Z",
        "２０２６",
        "٢٠٢٦-٠٥",
    ],
)
def test_what_is_no_date_is_refused_with_what_to_write(text: str) -> None:
    with pytest.raises(BadInput, match=r"as_of: .* is no date and no moment; write 2026"):
        Times(as_of=text)


@pytest.mark.parametrize("text", ["0001-01-01T00:00+14:00", "9999-12-31T23:59-01:00"])
def test_the_ends_of_the_calendar_stay_as_they_are_written(text: str) -> None:
    """A moment is brought to UTC wherever a year is left for it; what a source wrote stops nothing."""
    assert Times(as_of=text).as_of == text[:16] and Times(as_of=text).counts("0001", "9999")
    assert moment("2026-02-31T08:30+01:00") == "2026-02-31T08:30"


def test_an_interval_that_ends_before_it_begins_is_refused() -> None:
    """An open link of 2019 would lie in it: it begins before the end, and never ends."""
    with pytest.raises(BadInput, match="lies after until"):
        Interval("2030", "2020")
    assert Interval("2026-05-17", "2026-05").holds("2026-05-20", "")


@pytest.mark.parametrize(
    ("as_of", "from_", "to", "counts"),
    [
        ("2020", "", "", True),
        ("2020", "2021", "", False),
        ("2020", "2020-11-30", "", True),
        ("2020-05", "", "2020", True),
        ("2020-05-17", "2020-05-17T08:00:00Z", "", True),
        ("2020-05-17T07:00Z", "2020-05-17T08:00:00Z", "", False),
        ("2020-05-17T07:30Z", "2020-05-17T09:00:00+02:00", "", True),
        ("2020-05-17", "2019", "2020-05-16", False),
        ("2020-05-17T09:00Z", "2019", "2020-05-17", True),
        ("", "2090", "2091", True),
    ],
)
def test_an_interval_counts_when_it_covers_the_time_asked(
    as_of: str, from_: str, to: str, counts: bool
) -> None:
    assert Times(as_of=as_of).counts(from_, to) is counts


def test_what_was_received_in_the_period_named_was_known_then() -> None:
    at = Times(known_at="2026-05-17")
    assert at.known("2026-05-17T23:59:59.999Z") and not at.known("2026-05-18T00:00:00.000Z")
    assert Times(known_at="2026-05-17T10:00:00Z").known("2026-05-17T10:00:00.500Z")
    assert NOW.known("2090") and NOW.now and not at.now


def test_what_happened_stays_so_and_measures_end() -> None:
    times = Times(as_of="2026-05-17")
    assert times.happened("Event", {"kind": "passage", "startDate": "2026-05-01T10:00:00Z"})
    assert not times.happened("Event", {"kind": "passage", "startDate": "2026-06"})
    assert times.happened("Case", {"startDate": "2025", "endDate": "2026-01"})
    assert not times.happened("Event", {"kind": "signalment", "startDate": "2025", "endDate": "2026-01"})
    assert times.happened("Person", {"startDate": "2090"})


def test_a_birth_is_timeless_and_an_address_without_dates_is_undated() -> None:
    assert not undated("birthDate", "", "") and undated("nickname", "", "")
    assert not undated("LIVES_AT", "2020", "")
