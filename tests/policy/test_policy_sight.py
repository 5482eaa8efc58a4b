"""What sessions see under the policies that Locard comes with."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from ledger.act import Act
from ledger.entry import Decision
from ledger.errors import BadInput
from ledger.ledger import Ledger
from ledger.record import Draft, Marking
from policy.cedar import Occasion, Policies, Principal
from policy.classes import Classes, load
from policy.document import shipped
from policy.sight import sees

ACT = Act("ana", "collection", "test of policies")
JUDICIAL, ADMINISTRATIVE = Occasion("judicial", "C1"), Occasion("administrative", "C1")
MARKINGS = {
    "base": Marking(),
    "other": Marking(domain="administrative"),
    "archive": Marking(archived=True),
    "north": Marking(compartment="NORTH"),
    "north old": Marking(compartment="NORTH", archived=True),
    "north secret": Marking(compartment="NORTH", classification="secret"),
    "north H3": Marking(compartment="NORTH", handling="H3"),
    "south": Marking(compartment="SOUTH"),
    "confidential": Marking(classification="confidential", unit="5345"),
    "secret": Marking(classification="secret", unit="5345"),
    "secret old": Marking(classification="secret", unit="5345", archived=True),
    "elsewhere": Marking(classification="secret", unit="5346"),
    "H3": Marking(handling="H3", unit="5345"),
    "source": Marking(classification="source", unit="5345"),
    "source elsewhere": Marking(classification="source", unit="5346"),
}


@pytest.fixture(scope="module")
def policies() -> Policies:
    return Policies.load()


@pytest.fixture
def ledger(tmp_path: Path) -> Iterator[Ledger]:
    with Ledger.open(f"sqlite:///{tmp_path / 'ledger.db'}") as opened:
        _accept(opened, MARKINGS)
        yield opened


@pytest.fixture
def classes(ledger: Ledger) -> Classes:
    return load().over(ledger.registry)


def _accept(ledger: Ledger, markings: dict[str, Marking]) -> Classes:
    made = load().over(ledger.registry)
    ledger.registry.describe = made.described
    drafts = [Draft("s", "f", name, {"n": name}, marking=marked) for name, marked in markings.items()]
    ledger.accept(drafts, made.classify, ACT)
    return made


def _sees(classes: Classes, policies: Policies, who: Principal, when: Occasion = JUDICIAL) -> set[str]:
    allowed = sees(classes, policies, who, when).allowed
    return {name for name, marked in MARKINGS.items() if classes.classify(marked) in allowed}


WHO: list[tuple[Principal, set[str]]] = [
    (Principal("a", "patrol", "5345", clearance=2, cases=frozenset({"NORTH"})), {"base"}),
    (Principal("a", "investigator", "5345"), {"base"}),
    (Principal("a", "investigator", cases=frozenset({"NORTH"})), {"base", "north"}),
    (
        Principal("a", "investigator", "5345", clearance=1, cases=frozenset({"SOUTH"})),
        {"base", "south", "confidential"},
    ),
    (
        Principal("a", "analyst", "5345", clearance=2, cases=frozenset({"NORTH"})),
        {"base", "north", "north secret", "confidential", "secret"},
    ),
    (Principal("a", "duty_officer", "5345", glass=frozenset({"NORTH"})), {"base", "north"}),
    (
        Principal("a", "case_manager", "5345", cases=frozenset({"NORTH"})),
        {"base", "north", "north H3", "H3"},
    ),
    (
        Principal("a", "information_officer", "5345", clearance=2, cases=frozenset({"NORTH"})),
        {"base", "archive", "north", "north old", "north secret", "north H3", "confidential", "secret"}
        | {"secret old", "H3"},
    ),
    (Principal("a", "prosecutor", cases=frozenset({"NORTH"})), {"base", "archive", "north", "north old"}),
    (Principal("a", "source_handler", "5345"), {"base", "source"}),
    (Principal("a", "source_handler"), {"base"}),
    (Principal("a", "administrator", "5345", clearance=2, cases=frozenset({"NORTH"})), set()),
    (Principal("a", "auditor", "5345", clearance=2, cases=frozenset({"NORTH"})), set()),
    (Principal("a", "service", "5345", clearance=2), set()),
    (Principal("a", "nobody", "5345", clearance=2, cases=frozenset({"NORTH"})), set()),
]


@pytest.mark.parametrize(("who", "expected"), WHO, ids=[who.function for who, _ in WHO])
def test_what_a_function_sees(
    classes: Classes, policies: Policies, who: Principal, expected: set[str]
) -> None:
    assert _sees(classes, policies, who) == expected
    other = {"other"} if expected else set()
    assert _sees(classes, policies, who, ADMINISTRATIVE) == other


def test_a_class_is_seen_as_soon_as_it_is_registered(ledger: Ledger, policies: Policies) -> None:
    classes, who = load().over(ledger.registry), Principal("a", "investigator", cases=frozenset({"EAST"}))
    assert sees(classes, policies, who, JUDICIAL).allowed == (1,)
    other = _accept(ledger, {"east": Marking(compartment="EAST")})
    east = other.classify(Marking(compartment="EAST"))
    found = sees(classes, policies, who, JUDICIAL)
    assert found.allowed == (1, east) and "compartment: who is assigned to the case" in found.by[east]
    assert classes.label(east, "nl") == "afgeschermd dossier: EAST" and classes.domain(east) == "judicial"


def test_a_compound_is_made_where_rules_may_meet_and_seen_with_its_parts(
    ledger: Ledger, policies: Policies
) -> None:
    classes = _accept(ledger, {})
    north, secret = (classes.classify(MARKINGS[name]) for name in ("north", "secret"))
    both = classes.compound(north, secret)
    assert both == classes.compound(secret, north) == classes.compound(both, north)
    assert classes.stands_on(both) == tuple(sorted((1, north, secret))) and classes.domain(both) == ""
    who = Principal("a", "analyst", "5345", clearance=2, cases=frozenset({"NORTH"}))
    before = sees(classes, policies, who, JUDICIAL).allowed
    assert both not in before and classes.holds(before, both)
    ledger.decide(Decision("positive", {"a": "m", "b": "n"}, both, "ana"), ACT)
    anew = load().over(ledger.registry)
    assert both in sees(anew, policies, who, JUDICIAL).allowed
    assert both not in sees(anew, policies, Principal("a", "analyst", "5345", clearance=2), JUDICIAL).allowed


@pytest.mark.parametrize("other", ["north", "archive", "other", "source elsewhere"])
def test_a_source_meets_with_nothing(classes: Classes, other: str) -> None:
    with pytest.raises(BadInput, match="No compound"):
        classes.compound(classes.classify(MARKINGS["source"]), classes.classify(MARKINGS[other]))


def test_two_domains_meet_in_the_compound_of_the_file_alone(classes: Classes) -> None:
    north = classes.classify(MARKINGS["north"])
    assert classes.compound(1, 2) == 3
    with pytest.raises(BadInput, match="No compound"):
        classes.compound(north, 2)


def test_a_class_whose_base_is_hidden_is_not_seen(classes: Classes) -> None:
    text = """@id("archive alone") permit (principal, action == Locard::Action::"see", resource)
        when { resource.rule == "archive" };"""
    policies = Policies({"a.cedar": text}, shipped("locard.cedarschema"))
    assert sees(classes, policies, Principal("a", "prosecutor"), JUDICIAL).allowed == ()


@pytest.mark.parametrize("function", ["administrator", "auditor", "service"])
def test_no_policy_shows_case_data_to_who_has_none(classes: Classes, function: str) -> None:
    who = Principal(
        "x", function, "5345", clearance=2, cases=frozenset({"NORTH"}), glass=frozenset({"NORTH"})
    )
    everything = Policies({"a.cedar": '@id("all") permit (principal, action, resource);'}, _schema())
    assert sees(classes, everything, who, JUDICIAL).allowed == ()


def test_no_policy_shows_the_informants_of_another_unit(classes: Classes, ledger: Ledger) -> None:
    everything = Policies({"a.cedar": '@id("all") permit (principal, action, resource);'}, _schema())
    own, other = (classes.classify(MARKINGS[name]) for name in ("source", "source elsewhere"))
    for unit, seen in (("5345", {own}), ("5346", {other}), ("", set())):
        told = sees(classes, everything, Principal("x", "source_handler", unit), JUDICIAL)
        assert {own, other} & set(told.allowed) == seen


def _schema() -> str:
    return shipped("locard.cedarschema")
