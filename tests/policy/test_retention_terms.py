"""When what falls due: terms as dated data, both penal codes, what blocks, and files that cannot be used."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from ingest import feeds
from ledger.errors import BadConfiguration
from policy.document import shipped
from policy.periods import Period
from policy.retention import Due, Held, Verdict, due
from policy.termfile import load, read

TODAY = date(2026, 11, 23)
HOLDS = frozenset({"measure", "investigation"})


def fact(day: str, offence: str, **more: object) -> Due:
    days = {"registered": date.fromisoformat(day), "fact": date.fromisoformat(day)}
    return due(Held("ANG-FACT", "ang_fact", days, (offence,), **more), TODAY, load())  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("day", "offence", "when", "level"),
    [
        ("2026-04-07", "Tapage  nocturne", "2027-04-07", "code_1867 contravention"),
        ("2026-04-07", "diefstal met braak", "2036-04-07", "code_1867 misdemeanour"),
        ("2026-04-07", "moord", "2056-04-07", "code_1867 crime"),
        ("2026-04-08", "nachtlawaai", "2027-04-08", "code_2024 level_1"),
        ("2026-04-08", "moord", "2056-04-08", "code_2024 level_8"),
    ],
)
def test_the_term_follows_the_level_that_the_offence_has_under_the_code_of_its_day(
    day: str, offence: str, when: str, level: str
) -> None:
    found = fact(day, offence)
    assert (found.action, found.when.isoformat()) == ("archive", when)
    assert level in found.why and "to be confirmed" in found.why


def test_the_heaviest_of_several_offences_counts_and_an_unknown_one_is_reviewed() -> None:
    days = {"registered": date(2020, 1, 1), "fact": date(2020, 1, 1)}
    several = due(Held("ANG-FACT", "", days, ("nachtlawaai", "oplichting", "?")), TODAY, load())
    assert several.when == date(2030, 1, 1)
    unknown = fact("2020-01-01", "something else")
    assert (unknown.action, unknown.when, unknown.falls(TODAY)) == ("review", date(2021, 1, 1), True)


def test_what_a_term_rests_on_is_told_in_parts() -> None:
    found = fact("2026-04-08", "moord").basis
    assert (found.event, found.day.isoformat()) == ("registered", "2026-04-08")
    assert (str(found.period), found.level, found.confirmed) == ("P30Y", "code_2024 level_8", False)
    assert found.law.startswith("Police Function Act")
    assert (str(Period.parse("P30D")), str(Period(months=18)), str(Period.parse("P12M"))) == (
        "P30D", "P18M", "P1Y",
    )  # fmt: skip


def test_what_is_open_blocks_and_what_a_reviewer_says_counts() -> None:
    held = fact("2010-01-01", "oplichting", holds=HOLDS)
    assert held.blocked_by == ("investigation", "measure") and not held.falls(TODAY)
    kept = fact("2010-01-01", "oplichting", verdict=Verdict("keep", date(2030, 1, 1)))
    assert kept.blocked_by == ("kept",) and kept.when == date(2030, 1, 1)
    over = fact("2010-01-01", "oplichting", verdict=Verdict("keep", date(2026, 1, 1)))
    assert over.falls(TODAY) and over.action == "archive"
    gone = fact("2025-01-01", "oplichting", verdict=Verdict("erase", date(2026, 1, 1)), holds=HOLDS)
    assert gone.action == "erase" and gone.blocked_by
    assert fact("2025-01-01", "oplichting", verdict=Verdict("erase", date(2026, 1, 1))).falls(TODAY)


def test_what_is_archived_goes_by_the_day_of_its_archiving() -> None:
    days = {"registered": date(1980, 1, 1), "archived": date(1990, 5, 31)}
    found = due(Held("CROSS", "signalment", days, archived=True), TODAY, load())
    assert (found.action, found.when) == ("erase", date(2020, 5, 31)) and found.falls(TODAY)
    decided = Verdict("archive", date(1990, 5, 31))
    again = due(Held("CROSS", "signalment", days, archived=True, verdict=decided), TODAY, load())
    assert (again.action, again.when) == ("erase", date(2020, 5, 31))


def test_a_measure_runs_from_its_end_and_a_source_without_category_is_reviewed() -> None:
    days = {"registered": date(2000, 1, 1), "renewed": date(2001, 1, 1), "ended": date(2010, 2, 3)}
    assert due(Held("CROSS", "signalment", days), TODAY, load()).when == date(2020, 2, 3)
    other = due(Held("NEW", "new", days), TODAY, load())
    assert (other.action, other.category) == ("review", "unassigned")


def test_a_term_counts_while_it_is_in_force() -> None:
    told = shipped("retention.yaml").replace(
        "  - {category: information, event: [renewed], term: P5Y,",
        "  - {category: information, event: [renewed], since: 2027-01-01, term: P2Y,"
        " then: erase, blocked_by: [], law: later, confirmed: true}\n"
        "  - {category: information, event: [renewed], until: 2027-01-01, term: P5Y,",
    )
    days = {"registered": date(2025, 1, 1), "renewed": date(2025, 1, 1)}
    before, after = (due(Held("RIR", "", days), on, read(told)) for on in (TODAY, date(2027, 1, 1)))
    assert (before.action, before.when) == ("review", date(2030, 1, 1))
    assert (after.action, after.when, after.why) == ("erase", date(2027, 1, 1), "renewed 2025-01-01: later")


def test_every_feed_that_comes_along_has_a_category() -> None:
    terms = load()
    known = {feed.name: terms.category(feed.source, feed.name) for feed in map(feeds.load, feeds.names())}
    assert [name for name, one in known.items() if one == "unassigned" and name != "followthemoney"] == []
    assert {one.opens for one in terms.own.values()} == {"audit", "ingest"}


@pytest.mark.parametrize(
    ("was", "wrong", "told"),
    [
        ("term: P15Y", "term: fifteen", "is no period"),
        ("then: review", "then: forget", "`then` is 'forget'"),
        ("event: [renewed]", "event: [someday]", "`event` has 'someday'"),
        ("blocked_by: [measure]", "blocked_by: [mood]", "which is no hold"),
        ("RIR: information", "RIR: rumours", "'rumours': use one of"),
        ("level_8: P30Y}", "}", "the level level_8 of code_2024 has no term"),
        ("{what: log,", "{what: diary,", "`what` is 'diary'"),
        ("until: 2026-04-08", "until: tomorrow", "write a day"),
        ("unassigned: unassigned", "unassigned: sample", "asks for review"),
        ("keep: P12M", "keep: P12M\n  mood: good", "`mood` is not known"),
    ],
)
def test_a_malformed_file_is_refused_with_its_line(was: str, wrong: str, told: str) -> None:
    text = shipped("retention.yaml")
    assert was in text
    with pytest.raises(BadConfiguration, match=r"site\.yaml:\d+: ") as refused:
        read(text.replace(was, wrong, 1), "site.yaml")
    assert told in refused.value.detail


def test_a_file_that_is_not_there_says_so(tmp_path: Path) -> None:
    with pytest.raises(BadConfiguration, match="LOCARD_RETENTION"):
        load(str(tmp_path / "none.yaml"))


def test_periods_go_by_the_calendar() -> None:
    assert Period.parse("P1M").before(date(2026, 3, 31)) == date(2026, 2, 28)
    assert Period.parse("P12M").after(date(2024, 2, 29)) == date(2025, 2, 28)
    assert Period.parse("P30D").after(date(2026, 1, 31)) == date(2026, 3, 2)


def test_purposes_reach_back_as_far_as_the_law_lets_them() -> None:
    terms = load()
    asked = [("judicial", ""), ("judicial", "D-1"), ("administrative", "D-1"), ("other", "")]
    found = [terms.passages_since(domain, decision, TODAY) for domain, decision in asked]
    assert found == [date(2026, 10, 23), date(2025, 11, 23), date(2026, 10, 23), date.max]
