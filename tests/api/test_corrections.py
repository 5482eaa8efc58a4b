"""Where a correction counts: in the layers that contain its class, on the version that counts now."""

from __future__ import annotations

from dataclasses import replace

from layered_house import CLASSES

from api.stages.corrections import Corrections
from graph.ontology import Mention, Statement
from ledger.entry import Decision
from policy.classes import read

POLICY = read(CLASSES, "classes.yaml")
OLD, NEW = "r-old", "r-new"
PERSON = Mention(NEW, "Person", "person", 1, (Statement("birthDate", "1980-01-02"),))


def correction(class_: int, value: str = "1980-02-01", sequence: int = 1, record: str = OLD) -> Decision:
    subject = {"record": record, "type": "Person", "anchor": "person", "property": "birthDate"}
    subject |= {"was": "1980-01-02", "value": value}
    return Decision("correction", subject, class_, "ana", f"reason {sequence}", sequence=sequence)


def back(made: Decision, class_: int) -> Decision:
    return Decision("retraction", {"correction": made.id, "record": OLD}, class_, "ana", "no", sequence=9)


def said(mention: Mention, *decisions: Decision) -> list[str]:
    [now] = Corrections.of(decisions, POLICY).applied([mention], [OLD, NEW])
    return now.values("birthDate")


def test_a_later_version_that_says_the_same_is_corrected_too() -> None:
    assert said(PERSON, correction(1)) == ["1980-02-01"]
    mended = replace(PERSON, statements=(Statement("birthDate", "1980-02-03"),))
    assert said(mended, correction(1)) == ["1980-02-03"]


def test_a_restricted_correction_changes_nothing_in_the_base() -> None:
    restricted = replace(PERSON, class_=11)
    assert said(PERSON, correction(11)) == said(PERSON, correction(13)) == ["1980-01-02"]
    assert said(restricted, correction(11)) == said(restricted, correction(1)) == ["1980-02-01"]
    assert said(restricted, correction(12)) == said(restricted, correction(2)) == ["1980-01-02"]


def test_a_retraction_brings_the_old_back_where_it_counts() -> None:
    made, later = correction(1), correction(1, "1999-09-09", 2)
    assert said(PERSON, made, later) == ["1999-09-09"]
    assert said(PERSON, made, later, back(later, 1)) == ["1980-02-01"]
    assert said(PERSON, made, back(made, 1)) == ["1980-01-02"]
    assert said(PERSON, made, back(made, 11)) == ["1980-02-01"]
    assert said(replace(PERSON, class_=11), made, back(made, 11)) == ["1980-01-02"]
    assert said(PERSON, made, back(made, 1), made) == ["1980-02-01"]


def test_what_was_taken_back_where_it_was_made_leaves_nothing_above() -> None:
    """A class with dead decisions alone is none: the other's correction is not brought up into it."""
    south = replace(PERSON, class_=12)
    other, gone = correction(11), correction(13, "1999-09-09", 2)
    assert Corrections.of([other, gone, back(gone, 13)], POLICY).above([south], [OLD, NEW]) == []
    [one] = Corrections.of([other, gone], POLICY).above([south], [OLD, NEW])
    assert (one.class_, one.over) == (13, (1, 11, 12))
