"""A correction stands beside what it corrects."""

from __future__ import annotations

from graph.correct import Correction, corrected
from graph.ontology import Mention, Statement


def made(was: str, value: str, id_: str = "c1", property_: str = "birthDate") -> Correction:
    return Correction(id_, property_, was, value, "ana", "read wrongly")


PERSON = Mention("r", "Person", "p", 1, (Statement("birthDate", "1980-01-02"), Statement("name", "Jan")))


def said(mention: Mention) -> list[tuple[str, str, str]]:
    return [(s.property, s.value, str(s.status)) for s in mention.statements]


def test_both_values_stand_side_by_side_and_one_counts() -> None:
    now = corrected(PERSON, [made("1980-01-02", "1980-02-01")])
    assert said(now) == [
        ("birthDate", "1980-01-02", "superseded"),
        ("birthDate", "1980-02-01", "asserted"),
        ("name", "Jan", "asserted"),
    ]
    assert now.values("birthDate") == ["1980-02-01"] and now.id == PERSON.id
    assert {s.details for s in now.statements[:2]} == {
        (("author", "ana"), ("correction", "c1"), ("reason", "read wrongly"))
    }


def test_of_two_about_one_value_the_last_counts() -> None:
    first, last = made("1980-01-02", "1980-02-01"), made("1980-01-02", "", "c2")
    assert corrected(PERSON, [first, last]).values("birthDate") == []
    back = made("1980-01-02", "1980-01-02", "c3")
    assert corrected(PERSON, [first, back]) == PERSON


def test_what_is_left_out_is_added_and_what_is_not_said_is_not_corrected() -> None:
    assert corrected(PERSON, [made("", "Gent", property_="birthPlace")]).values("birthPlace") == ["Gent"]
    assert corrected(PERSON, [made("", "1999")]) == corrected(PERSON, [made("1970", "1999")]) == PERSON


def test_the_whole_name_follows_its_parts() -> None:
    parts = (Statement("firstName", "Jan", raw="Jan"), Statement("lastName", "Peeters", raw="Peeters"))
    person = Mention("r", "Person", "p", 1, (*parts, Statement("name", "Jan Peeters")))
    now = corrected(person, [made("Jan", "Johan", property_="firstName")])
    assert (now.values("name"), now.values("firstName")) == (["Johan Peeters"], ["Johan"])
    assert corrected(person, [made("Jan", "", property_="firstName")]).values("name") == []
    own = corrected(person, [made("Jan Peeters", "J. Peeters", property_="name")])
    assert own.values("name") == ["J. Peeters"] and own.values("firstName") == ["Jan"]
    written = Mention("r", "Person", "p", 1, (*parts, Statement("name", "Jan Peeters", raw="Jan Peeters")))
    assert corrected(written, [made("Jan", "Johan", property_="firstName")]).values("name") == ["Jan Peeters"]
