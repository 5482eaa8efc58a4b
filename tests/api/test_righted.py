"""What counts as corrected since: what stands otherwise than when somebody relied on it."""

from __future__ import annotations

from api.reads.righted import phrase, since
from ledger.entry import Decision

SUBJECT = {"record": "r", "type": "Person", "anchor": "person", "mention": "m", "property": "birthDate"}


def correction(value: str, sequence: int) -> Decision:
    subject = SUBJECT | {"was": "1980-01-02", "value": value}
    return Decision("correction", subject, 1, "ana", "card seen", sequence=sequence)


def back(made: Decision, sequence: int) -> Decision:
    subject = {"correction": made.id, "record": "r"}
    return Decision("retraction", subject, 1, "ana", "another card", sequence=sequence)


def told(*made: Decision, saved: int) -> list[str]:
    return [phrase(one) for one in since(made, {"m"}, saved)]


def test_a_correction_is_told_to_what_was_made_before_it_alone() -> None:
    made = correction("1980-02-01", 5)
    assert told(made, saved=4) == ["relied_corrected"]
    assert told(made, saved=5) == told(saved=0) == []
    assert list(since([made], {"other"}, 4)) == []


def test_one_that_was_taken_back_is_told_to_what_was_made_between() -> None:
    made = correction("1980-02-01", 5)
    assert told(made, back(made, 8), saved=6) == ["relied_uncorrected"]
    assert told(made, back(made, 8), saved=4) == told(made, back(made, 8), saved=9) == []
    assert told(made, back(made, 8), correction("1980-02-01", 9), saved=8) == ["relied_corrected"]


def test_each_correction_is_told_of() -> None:
    both = correction("1980-02-01", 5), correction("1990-01-01", 6)
    assert told(*both, saved=4) == ["relied_corrected"] * 2
