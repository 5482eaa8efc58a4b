"""Accepting drafts: versions, repetition, and what counts now."""

from __future__ import annotations

import random

import pytest

from ledger.act import Act
from ledger.errors import BadInput, Contradiction
from ledger.ledger import Ledger
from ledger.record import Draft, Grade, Marking, Record

ACT = Act("ana", "collection", "test of the ledger", case="T-1")
JUDICIAL = Marking()


def draft(
    value: str, key: str = "k", version: str = "", marking: Marking = JUDICIAL, feed: str = "f"
) -> Draft:
    return Draft("source", feed, key, {"value": value}, version=version, marking=marking)


def base(marking: Marking) -> int:
    return {"judicial": 1, "administrative": 2}[marking.domain]


def accept(ledger: Ledger, *drafts: Draft) -> list[bool]:
    return [receipt.new for receipt in ledger.accept(drafts, base, ACT)]


def counts(ledger: Ledger, key: str = "k") -> str:
    current = ledger.current("source", key)
    assert current is not None
    return str(current.content["value"])


def test_a_record_comes_back_as_it_was_accepted(ledger: Ledger) -> None:
    marking, grade = Marking("administrative", handling="H1", unit="5345"), Grade("4x4", "A", "1")
    content = {"naam": "Ünal \x00 Ďurič", "n": 1.5, "list": [1, None, True], "in": {"b": 1, "a": 2}}
    given = Draft("source", "f", "k", content, "7", marking, grade, "2026-01-02T03:04:05Z")
    [receipt] = ledger.accept([given], base, ACT)
    record = ledger.record(receipt.record_id)
    assert record is not None
    assert record.id == receipt.record_id
    assert (record.content, record.marking, record.grade) == (content, marking, grade)
    assert (record.version, record.class_, record.recorded, record.sequence) == ("7", 2, given.recorded, 1)


def test_sending_the_current_version_again_changes_nothing(ledger: Ledger) -> None:
    first = ledger.accept([draft("A"), draft("B", "other")], base, ACT)
    again = ledger.accept([draft("A"), draft("B", "other"), draft("A")], base, ACT)
    assert [r.new for r in again] == [False, False, False]
    assert [r.record_id for r in again[:2]] == [r.record_id for r in first]
    assert ledger.head() == 2
    assert len(ledger.outbox()) == 1


@pytest.mark.parametrize("at_once", [True, False])
def test_a_b_a_without_versions_is_three_versions(ledger: Ledger, at_once: bool) -> None:
    drafts = [draft("A"), draft("B"), draft("A")]
    batches = [drafts] if at_once else [[one] for one in drafts]
    receipts = [receipt for batch in batches for receipt in ledger.accept(batch, base, ACT)]
    assert [r.new for r in receipts] == [True, True, True]
    assert [ledger.records([r.record_id])[r.record_id].version for r in receipts] == ["1", "2", "3"]
    assert counts(ledger) == "A"


@pytest.mark.parametrize("at_once", [True, False])
def test_the_sources_own_order_decides_what_counts(ledger: Ledger, at_once: bool) -> None:
    drafts = [draft("ten", version="10"), draft("nine", version="9"), draft("ten", version="10")]
    batches = [drafts] if at_once else [[one] for one in drafts]
    new = [receipt.new for batch in batches for receipt in ledger.accept(batch, base, ACT)]
    assert new == [True, True, False]
    assert counts(ledger) == "ten"
    accept(ledger, draft("eleven", version="11"))
    assert counts(ledger) == "eleven"


def test_of_one_version_with_other_content_the_later_accepted_counts(ledger: Ledger) -> None:
    assert accept(ledger, draft("A", version="5"), draft("B", version="5")) == [True, True]
    assert counts(ledger) == "B"
    assert accept(ledger, draft("B", version="5")) == [False]
    assert accept(ledger, draft("A", version="5")) == [True]
    assert counts(ledger) == "A"
    assert [entry.sequence for entry in ledger.entries()] == [1, 2, 3]
    first, second, third = (entry.reference for entry in ledger.entries())
    assert first == third
    assert ledger.versions([("source", "k"), ("source", "none")]) == {("source", "k"): [second, third]}


def test_a_source_that_stops_giving_versions_still_counts(ledger: Ledger) -> None:
    accept(ledger, draft("old", version="2025-01-01"))
    assert accept(ledger, draft("new"), draft("new")) == [True, False]
    assert counts(ledger) == "new"
    assert accept(ledger, draft("newest", version="2026-01-01")) == [True]
    assert counts(ledger) == "newest"


def test_another_grade_marking_or_feed_is_another_version(ledger: Ledger) -> None:
    accept(ledger, draft("A"))
    assert accept(ledger, draft("A", marking=Marking(handling="H2"))) == [True]
    assert accept(ledger, draft("A", marking=Marking(handling="H2"), feed="g")) == [True]
    current = ledger.current("source", "k")
    assert current is not None
    assert (current.marking.handling, current.feed) == ("H2", "g")


def test_all_versions_of_a_key_have_one_class(ledger: Ledger) -> None:
    accept(ledger, draft("A"))
    with pytest.raises(Contradiction, match="Reclassify"):
        accept(ledger, draft("fine", "other"), draft("B", marking=Marking("administrative")))
    assert ledger.head() == 1
    assert ledger.current("source", "other") is None


def test_a_key_that_no_server_can_index_is_refused(ledger: Ledger) -> None:
    given = {"source": "s", "feed": "f", "key": "k", "content": {"a": "b"}}
    for field in ("source", "key", "version", "feed", "recorded"):
        for value in ("x" * 1001, "a\0b", "half a character \ud83d"):
            with pytest.raises(BadInput, match=rf"bytes, without.*check `{field}` in the feed"):
                ledger.accept([Draft(**{**given, field: value})], base, ACT)
    for field in ("source", "key"):
        with pytest.raises(BadInput, match=f"check `{field}`"):
            ledger.accept([Draft(**{**given, field: ""})], base, ACT)
    assert ledger.head() == 0


def test_the_longest_key_with_the_longest_version_is_accepted(ledger: Ledger) -> None:
    noise = random.Random(1910)
    source, key = noise.randbytes(100).hex(), noise.randbytes(250).hex() + "é" * 250
    [receipt] = ledger.accept([Draft(source, "f", key, {}, version="1a" * 50)], base, ACT)
    current = ledger.current(source, key)
    assert current is not None
    assert current.id == receipt.record_id


def test_content_that_is_no_json_is_refused(ledger: Ledger) -> None:
    with pytest.raises(BadInput, match=r"in\.csv:3"):
        bad = Draft("s", "f", "k", {"a": object()})
        ledger.accept([Draft(**{**bad.__dict__, "origin": type(bad.origin)("in.csv", 3)})], base, ACT)
    assert ledger.entries() == []


def test_an_empty_batch_is_logged_and_writes_nothing(ledger: Ledger) -> None:
    assert ledger.accept([], base, ACT) == []
    assert (ledger.head(), len(ledger.events()), ledger.outbox()) == (0, 2, [])


def test_records_are_found_by_the_thousand(ledger: Ledger) -> None:
    receipts = ledger.accept([draft(str(i), f"k{i}") for i in range(1200)], base, ACT)
    found = ledger.records([r.record_id for r in receipts] + ["0" * 32])
    assert len(found) == 1200
    assert all(isinstance(one, Record) and one.id == id_ for id_, one in found.items())
    assert ledger.record("0" * 32) is None
