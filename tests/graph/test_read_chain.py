from __future__ import annotations

from typing import Any

from derived import load_into, small

from graph.read import paths
from graph.read.chain import overlap, strength
from graph.read.link import Link
from graph.store import GraphStore


def link(level: str, kind: str = "fact", status: str = "asserted", **of: Any) -> Link:
    return Link("USES", "a", "b", kind, status, False, ("r",), level=level, **of)


def test_a_path_has_the_grade_of_its_weakest_step_and_a_step_that_of_its_best_link() -> None:
    first = [link("33", grade="A1"), link("", grade="")]
    found = strength([first, [link("13", grade="C1")], [link("22", grade="B2")]])
    assert (found.grade, found.level) == ("C1", "12")
    assert strength([first, [link("", kind="assessment")]]).level == "00"


def test_kind_and_status_are_the_weakest_of_the_steps() -> None:
    steps = [[link("33", "assessment", "alleged"), link("11")], [link("22", "inference", "alleged")]]
    found = strength(steps)
    assert (found.kind, found.status) == ("inference", "alleged")


def test_a_step_has_nothing_of_who_denies_it_where_somebody_says_it() -> None:
    denial, said = link("33", status="denied", grade="A1"), link("11", "inference", grade="D4")
    found = strength([[denial, said]])
    assert (found.status, found.kind, found.grade, found.level) == ("asserted", "inference", "D4", "11")
    assert strength([[denial]]).grade == "A1"


def test_steps_hold_together_when_their_times_meet() -> None:
    early, late = link("", valid_from="2010", valid_to="2012"), link("", valid_from="2012-06")
    assert overlap([[early], [late]]) and overlap([[early], [link("")]])
    assert not overlap([[early], [link("", valid_from="2013")]])
    assert overlap([[early, late], [link("", valid_from="2013")]])
    assert overlap([[link("", valid_to="2005")], [link("")]])


def test_steps_of_one_year_hold_together_only_where_they_meet_in_it() -> None:
    year, spring, summer = (
        [link("", valid_from=a, valid_to=b)]
        for a, b in (("2020", ""), ("2020-01", "2020-03"), ("2020-06", ""))
    )
    assert not overlap([year, spring, summer]) and overlap([year, spring]) and overlap([year, summer])
    day = [link("", valid_from="2020-03-31T23:30+01:00", valid_to="2020-03-31T22:45Z")]
    assert overlap([year, spring, day]) and not overlap([summer, day])


def test_a_path_that_was_read_bears_its_strength(store: GraphStore) -> None:
    world = small()
    load_into(store, world)
    ends = [next(m.id for m in world.mentions.values() if m.anchor == anchor) for anchor in ("ayse", "piet")]
    found = paths(store, *ends, [1], max_length=4).items[0].strength
    assert (found.kind, found.status, found.level, found.together) == ("fact", "denied", "22", True)
