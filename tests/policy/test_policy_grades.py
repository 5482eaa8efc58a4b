"""Grades and handling codes."""

from __future__ import annotations

import pytest

from ledger.errors import BadConfiguration, BadInput
from ledger.record import Grade
from policy import grades, handling
from policy.document import shipped
from policy.grades import Common, Level


@pytest.mark.parametrize(
    ("grade", "common"),
    [
        (Grade("4x4", "A", "1"), Common(Level.HIGH, Level.HIGH)),
        (Grade("4x4", "X", "4"), Common(Level.UNKNOWN, Level.UNKNOWN)),
        (Grade("5x5x5", "D", "5"), Common(Level.LOW, Level.LOW)),
        (Grade("3x5x2", "2", "B"), Common(Level.UNKNOWN, Level.MEDIUM)),
        (Grade("4x4", "B", ""), Common(Level.MEDIUM, Level.UNKNOWN)),
        (Grade(), Common(Level.UNKNOWN, Level.UNKNOWN)),
    ],
)
def test_a_grade_on_the_common_scale(grade: Grade, common: Common) -> None:
    assert grades.common(grade) == common


def test_the_schemes_have_the_codes_that_they_are_named_after() -> None:
    sizes = {s.name: [len(s.reliability), len(s.credibility)] for s in grades.load().values()}
    assert sizes == {"4x4": [4, 4], "5x5x5": [5, 5], "3x5x2": [3, 5]}
    assert [len(grades.load()[name].handling) for name in ("5x5x5", "3x5x2")] == [5, 2]
    codes = {code for scheme in grades.load().values() for code in scheme.handling.values()}
    assert codes <= set(handling.load())
    assert grades.handling_of("3x5x2", "C") == "H3"


@pytest.mark.parametrize(
    ("grade", "words"),
    [
        (Grade("6x6", "A", "1"), "scheme '6x6' is not known: use 4x4"),
        (Grade("4x4", "E", "1"), "no reliability 'E': use A, B, C, X"),
        (Grade("4x4", "A", "9"), "no credibility '9': use 1, 2, 3, 4"),
        (Grade("", "A", "1"), "scheme '' is not known"),
    ],
)
def test_a_grade_outside_its_scheme_is_refused(grade: Grade, words: str) -> None:
    with pytest.raises(BadInput, match=words):
        grades.common(grade)


def test_a_level_that_does_not_exist_is_refused_with_its_line() -> None:
    with pytest.raises(BadConfiguration, match=r"policy/grades\.yaml:9: `A` is 'great': use one of unknown"):
        grades.read(shipped("grades.yaml").replace("A: high ", "A: great ", 1))


def test_handling_codes_from_free_to_strict() -> None:
    assert list(handling.load()) == ["H0", "H1", "H2", "H3"]
    allowed = {code: [use for use in handling.USES if handling.allows(code, use)] for code in handling.load()}
    assert allowed == {
        "H0": ["analyse", "disseminate", "evidence"],
        "H1": ["analyse", "disseminate"],
        "H2": ["analyse"],
        "H3": [],
    }
    assert handling.strictest(["H1", "H2", "H0"]) == "H2"
    assert handling.strictest([]) == "H0"


def test_unknown_codes_and_uses_are_refused() -> None:
    with pytest.raises(BadInput, match="'H9' is not known"):
        handling.allows("H9", "evidence")
    with pytest.raises(BadInput, match="no use"):
        handling.allows("H0", "gossip")
    with pytest.raises(BadConfiguration, match="order them by strictness"):
        handling.read(shipped("handling.yaml").replace("allows: []", "allows: [evidence]"))
