"""What a layer did not find in its base counts too: what comes, goes or turns common there reaches it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path

import pytest
from footed import Many, low_caps, many
from people import Decision, holding, person, thing

from graph.ontology.mention import Mention
from resolution.comparison.profiles import MOST_HOLDERS
from resolution.layers.domain import Domain
from resolution.online.index.due import Due
from resolution.store.clusters import ClusterStore

OWN, OTHER = 11, 12
JAN = {"firstName": "Jan", "lastName": "Peeters", "birthDate": "1980-05-12"}
ELS = {"firstName": "Els", "lastName": "Maes", "birthDate": "1990-01-01"}
FAR = {"firstName": "Wout", "lastName": "Demir", "birthDate": "1961-11-23"}
PARTS = ("bo", "ka", "ri", "tu", "me", "zo", "ly"), ("lan", "dor", "fix", "mut", "zeg", "pal")
NAMES = [first + last for first in PARTS[0] for last in PARTS[1]]


@pytest.fixture
def made(tmp_path: Path) -> Iterator[Many]:
    with many(tmp_path, classes=(OWN, OTHER)) as world:
        yield world


def begin(made: Many, *said: Mention) -> None:
    """A base, a class that speaks of Jan, and one that speaks of Els, all resolved."""
    jan, els = person("o", class_=OWN, **JAN), person("p", class_=OTHER, **ELS)
    made.apply([jan, els, person("far", **FAR), *said])
    assert made.check() == {OWN, OTHER}


def then(made: Many, *add: Mention, gone: Sequence[str] = ()) -> set[int]:
    """The layers that are resolved when this comes, and what these records said goes."""
    made.apply(add, gone)
    return made.check()


def test_who_comes_reaches_the_layers_that_share_a_key_and_no_other(made: Many) -> None:
    begin(made)
    assert then(made, person("x", firstName="Tom", lastName="Claes", birthDate="1955-02-02")) == set()
    assert then(made, person("a", **JAN)) == {OWN}
    assert then(made, person("b", **ELS)) == {OTHER}
    assert then(made, person("far", **FAR, description="tall")) == set()


def test_who_goes_or_is_corrected_reaches_them_too(made: Many) -> None:
    begin(made, person("a", **JAN), person("b", **ELS))
    assert then(made, person("b", **ELS | {"birthDate": "1971-03-04"}), gone=["b"]) == {OTHER}
    assert then(made, gone=["a"]) == {OWN}
    assert then(made, person("far", **JAN), gone=["far"]) == {OWN}
    assert then(made, replace(person("far", **JAN), class_=OTHER), gone=["far"]) == {OWN, OTHER}


def test_a_base_cluster_that_grows_or_is_cut_reaches_who_holds_a_part_of_it(made: Many) -> None:
    married = {"firstName": "Janneke", "lastName": "Oosterlinck", "nationalNumber": "79021412345"}
    a, b = person("a", **JAN), person("b", **married)
    begin(made, a, b)
    made.decisions.append(Decision("positive", {"a": a.id, "b": b.id}, id="d"))
    assert then(made) == {OWN}
    assert then(made, person("c", **married)) == {OWN}
    made.decisions.append(Decision("retraction", {"a": a.id, "b": b.id, "judgement": "d"}))
    assert then(made) == {OWN}
    made.decisions.append(Decision("negative", {"a": b.id, "b": person("far").id}))
    assert then(made) == set()


def test_a_key_that_too_many_have_now_reaches_them(made: Many, monkeypatch: pytest.MonkeyPatch) -> None:
    low_caps(monkeypatch, 6)

    def jan(record: str) -> Mention:
        return person(record, firstName="Jan", lastName="Peeters", birthPlace=f"Plaats{record}")

    begin(made, *(jan(f"n{n}") for n in range(5)))
    assert [then(made, jan("x")), then(made, jan("y"))] == [{OWN}, {OWN}]
    assert [then(made, jan("z")), then(made, gone=["z"])] == [set(), set()]
    assert then(made, gone=["n1", "n2"]) == {OWN}


def test_what_turns_common_by_names_that_share_nothing_reaches_them(made: Many) -> None:
    def named(record: str, name: str, class_: int = 1) -> list[Mention]:
        said = [
            person(record, firstName=name, lastName=name),
            thing(record, "Case", "case", caseNumber="7"),  # too short to be a key of its own
        ]
        return [replace(one, class_=class_) for one in said]

    base = [one for n, name in enumerate(NAMES[: MOST_HOLDERS - 1]) for one in named(f"r{n}", name)]
    own = named("q", NAMES[0], OWN) + named("s", "unheard", OWN)
    begin(made, *base, *own)
    before = made.held()[OWN].pairs
    assert then(made, *named("new", NAMES[MOST_HOLDERS])) == {OWN}
    assert before != made.held()[OWN].pairs


def test_how_rare_a_word_is_reaches_who_weighs_by_it(made: Many) -> None:
    def firm(record: str, name: str, class_: int = 1) -> Mention:
        return replace(thing(record, "Organisation", "firm", name=name), class_=class_)

    begin(
        made,
        firm("a", "Transport Vandevelde Logistics Zuid"),
        firm("f", "Transport Vandevlede Logistics", OWN),
    )
    before = made.held()[OWN].suspects
    assert before and then(made, firm("b", "Zuid Maes"), firm("c", "Zuid Dubois")) == {OWN}
    assert before != made.held()[OWN].suspects


def test_what_another_mention_of_its_record_says_reaches_them(made: Many) -> None:
    def home(street: str) -> Mention:
        return thing("a", "Location", "home", street=street, houseNumber="3", city="Gent")

    who = holding(person("a", **JAN), "LIVES_AT", home(""))
    begin(made, who, home("Molenstraat"))
    assert then(made, who, home("Kerkstraat"), gone=["a"]) == {OWN}


def test_the_key_of_a_source_reaches_them_whatever_else_is_said(made: Many) -> None:
    begin(made, person("q", class_=OWN, firstName="Rik", sourceKey="ANG 1"))
    assert then(made, person("a", firstName="Ilse", sourceKey="ANG 1")) == {OWN}
    assert then(made, person("b", firstName="Ilse", sourceKey="ANG 2")) == set()
    assert then(made, gone=["a"]) == {OWN}


def test_a_judgement_of_the_base_reaches_whom_it_names(made: Many) -> None:
    a, b, far = person("a", **JAN), person("b", **JAN | {"lastName": "Peters"}), person("far", **FAR)
    begin(made, a, b)
    made.decisions.append(Decision("negative", {"a": a.id, "b": b.id}, id="d1"))
    assert then(made) == {OWN}
    made.decisions.append(Decision("positive", {"a": b.id, "b": far.id}, id="d2"))
    assert then(made) == {OWN}


def test_what_a_layer_takes_back_counts_again_when_the_base_says_it_again(made: Many) -> None:
    a, far = person("a", **JAN), person("far", **FAR)
    begin(made, a)
    subject = {"a": a.id, "b": far.id}
    made.decisions.append(Decision("negative", subject, id="d1"))
    made.decisions.append(Decision("retraction", {**subject, "judgement": "d1"}, OTHER))
    assert OTHER in then(made)
    made.decisions.append(Decision("negative", subject, id="d2"))
    assert OTHER in then(made)


def test_a_layer_without_footprint_is_resolved_once(made: Many) -> None:
    begin(made, person("a", **JAN))
    made.clusters._db.execute("DELETE FROM footing")
    made.clusters._db.execute("DELETE FROM footprint")
    assert made.clusters.footings.without() == {1, OWN, OTHER}
    assert then(made) == {OWN, OTHER}
    assert then(made) == set() and made.clusters.footings.without() == {1}


class Killed(BaseException):
    """The end of a process, as the code sees it."""


def killed(*_: object, **__: object) -> None:
    raise Killed


@pytest.mark.parametrize("place", [(ClusterStore, "patch"), (Due, "settle"), (Domain, "resolve")])
def test_a_kill_anywhere_loses_no_footing(
    place: tuple[type, str], made: Many, monkeypatch: pytest.MonkeyPatch
) -> None:
    begin(made, person("a", **JAN))
    with monkeypatch.context() as patched, pytest.raises(Killed):
        patched.setattr(*place, killed)
        then(made, person("b", **JAN | {"lastName": "Peters"}))
    assert then(made, person("c", **FAR | {"firstName": "Wouter"})) == {OWN}
