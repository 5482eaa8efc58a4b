"""Visibility classes: closed by default, and no file that shows too much."""

from __future__ import annotations

from dataclasses import fields

import pytest
import yaml

from ledger.errors import BadConfiguration, BadInput
from ledger.record import Marking
from policy import classes
from policy.document import shipped

FILE = shipped("classes.yaml")


def test_the_base_classes() -> None:
    assert classes.classify(Marking()) == classes.base("judicial") == 1
    assert (
        classes.classify(Marking(domain="administrative", unit="5345")) == classes.base("administrative") == 2
    )
    assert (classes.allowed("judicial"), classes.allowed("administrative")) == ((1,), (2,))
    assert classes.load().compound(1, 2) == classes.load().compound(3, 1) == 3
    assert classes.load().compound(2, 2) == 2
    assert (classes.load().domain(2), classes.load().domain(3)) == ("administrative", "")


@pytest.mark.parametrize(
    ("marking", "field"),
    [
        (Marking(domain="civil"), "domain"),
        (Marking(handling=""), "handling"),
        (Marking(handling="H3"), "unit"),
        (Marking(classification="secret"), "unit"),
        (Marking(classification="source"), "unit"),
        (Marking(classification="source", compartment="X"), "unit"),
        (Marking(classification="other", compartment="X"), "classification"),
    ],
)
def test_a_marking_that_no_rule_names_is_refused_and_named(marking: Marking, field: str) -> None:
    with pytest.raises(BadInput, match=r"nearest by all but.*Add a rule") as caught:
        classes.classify(marking)
    assert f"{field}={getattr(marking, field)!r}" in caught.value.detail


def test_what_does_not_exist_is_refused() -> None:
    for ask in (lambda: classes.allowed("civil"), lambda: classes.base("civil")):
        with pytest.raises(BadInput, match="civil"):
            ask()
    with pytest.raises(BadInput, match="no class 9"):
        classes.load().compound(1, 9)


def test_every_field_of_a_marking_must_be_named_by_every_rule() -> None:
    for field in fields(Marking):
        document = yaml.safe_load(FILE)
        del document["rules"][0]["when"][field.name]
        with pytest.raises(BadConfiguration, match=f"leaves `{field.name}` open"):
            classes.read(yaml.safe_dump(document))


WRONG = [
    ("  - class: 2\n    name", "  - class: 1\n    name", 15, "class 1 is defined twice"),
    ("domain: administrative\n    base: true", "domain: judicial\n    base: true", 18, "two base classes"),
    ("    base: true\n    labels: {nl: best", "    labels: {nl: best", 17, "has no base class"),
    ("compound: [1, 2]", "compound: [1, 7]", 22, "part 7"),
    ("compound: [1, 2]", "compound: [1]", 22, "two or more"),
    ("holds: [2]", "holds: [1]", 85, "must hold its base class 2"),
    ("holds: [1]", "holds: [1, 3]", 83, "must hold class 2"),
    ("holds: [1]", "holds: [1, 8]", 83, "no class 8"),
    ("- domain: judicial\n    holds", "- domain: civil\n    holds", 82, "use one of administrative"),
    ("- class: 1\n    rule", "- class: 3\n    rule", 67, "compound"),
    ("- class: 1\n    rule", "- class: 2\n    rule", 69, "is of the domain administrative"),
    ("archived: false}", "archived: no way}", 69, "is no bool"),
    ("archived: false}", "archived: false, colour: red}", 69, "`colour` is not known"),
    ("de: gerichtlich, en: judicial}", "en: judicial}", 14, "`de` must be given"),
    ("name: judicial\n", "name: judicial\n    name: twice\n", 12, "`name` stands twice"),
    ("each: [unit]", "each: [domain]", 36, "`each` names 'domain'"),
    ("each: [unit]", "each: [unit, unit]", 36, "each once"),
    ("each: [unit]", "each: []", 36, "each once"),
    ("unit: given", "unit: any", 38, "say `given`"),
    ("domain: [judicial, administrative]", "domain: any", 38, "names its domains"),
    ("- rule: sources", "- rule: conditions", 35, "stands twice"),
    ("- rule: sources", "- rule: compound", 35, "cannot be called"),
    ("- [compartment,", "- [none,", 76, "`meet` names 'none'"),
    ("sessions:\n", "sessions: [\n", 82, "no YAML"),
    ("sessions:\n", "seasons:\n", 81, "`seasons` is not known"),
]


@pytest.mark.parametrize(("old", "new", "line", "words"), WRONG, ids=[words for *_, words in WRONG])
def test_a_wrong_file_is_refused_with_its_line(old: str, new: str, line: int, words: str) -> None:
    assert old in FILE
    with pytest.raises(BadConfiguration) as caught:
        classes.read(FILE.replace(old, new, 1))
    assert caught.value.detail.startswith(f"policy/classes.yaml:{line}: "), caught.value.detail
    assert words in caught.value.detail
