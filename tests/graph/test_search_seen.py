"""A search finds by what its function sees: as over a graph whose records never said the rest."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import pytest

from graph.derive import entity_id
from graph.derive.entity import entity_row
from graph.derive.views import Views, version, views_kept
from graph.ontology import Mention, Statement, load
from graph.read import Found, search
from graph.read.sight import sight
from graph.read.typed import Typed
from graph.store import GraphStore
from ledger.record import Record
from policy.fields import Fields
from policy.fields import load as load_fields

Thing = Mapping[str, str | Sequence[str]]
THINGS: tuple[Thing, ...] = (
    {"type": "Person", "name": "Jan Peeters", "birthDate": "1980-02-01", "nationalNumber": "80020112345"},
    {"type": "Person", "firstName": "Els", "lastName": "Vandenbroeck", "nickname": "Smid", "handle": "els80"},
    {"type": "Person", "name": ("Joris Maes", "George Maes"), "deathDate": "2020-05-06"},
    {"type": "Person", "nationalNumber": "80020154321"},
    {"type": "Person", "name": "Peeters Van Maes", "nationalNumber": "99020112345"},
    {"type": "Alias", "name": "Jan Smits", "birthDate": "1980-02-01"},
    {"type": "Organisation", "name": "Garage Peeters", "registrationNumber": "BE0403170701"},
    {"type": "Vehicle", "registrationNumber": "1ABC234", "vin": "WVWZZZ1JZXW000001", "description": "blue"},
    {"type": "Object", "kind": "phone", "number": "+32470112233"},
    {"type": "Object", "kind": "media", "hash": "9f86d081884c7d65"},
    {"type": "Object", "kind": "weapon", "serialNumber": "SN80020112345", "description": "knife of Peeters"},
    {"type": "Location", "full": "Kerkstraat 12, 9000 Gent", "street": "Kerkstraat", "city": "Gent"},
    {"type": "Case", "caseNumber": "BR.11.LA.000001/2026", "summary": "Peeters seen in Gent with 1-ABC-234"},
    {"type": "Case", "summary": "Jan Maes and his knife"},
    {"type": "Event", "kind": "control", "summary": "Vandenbroeck stopped", "startDate": "2020-05-06"},
)
HIDDEN: tuple[frozenset[str], ...] = (
    frozenset({"nationalNumber"}),
    frozenset({"summary", "hash"}),
    frozenset({"name", "number", "full"}),
    frozenset({"lastName", "birthDate", "deathDate", "startDate", "registrationNumber"}),
    frozenset({"firstName", "nickname", "handle", "vin", "caseNumber", "serialNumber", "description"}),
    frozenset({"name", "firstName", "lastName", "nationalNumber", "nickname", "handle", "city", "street"}),
)
TYPED = (
    "80020112345", "80.02.01-123.45", "0112345", "80020154321", "8002O112345", "jan peeters", "Peeters, Jan",
    "peetrs jan", "pitters", "J. Peeters", "peet", "van den broeck", "smid", "els80", "joris",
    "george maes", "01/02/1980", "peeters 1980", "1980", "06/05/2020", "1-abc-234", "abc23", "1A8C234",
    "wvwzzz1jzxw000001", "0470/11.22.33", "112233", "9f86d081884c7d65", "sn80020112345", "knife", "kerkst",
    "kerkstraat gent", "gent", "br 11 la 1/26", "vandenbroeck", "case", "person", "object media", "control",
    "0403.170.701", "blue",
)  # fmt: skip
WHOLE = 1
FIELDS = Fields(
    {
        f"without {n}": {t.name: frozenset(t.properties) - hidden for t in load().types.values()}
        for n, hidden in enumerate(HIDDEN)
    }
)


Row = dict[str, Any]


def row(thing: Thing, number: int, class_: int, hidden: frozenset[str], views: Views) -> tuple[str, Row]:
    record = Record("test", "test", str(number), "", {"n": number}, WHOLE)
    values = [
        (name, one)
        for name, given in thing.items()
        if name != "type" and name not in hidden
        for one in ([given] if isinstance(given, str) else given)
    ]
    said = tuple(Statement(name, value) for name, value in values)
    mention = Mention(record.id, str(thing["type"]), "x", class_, said, by="test")
    id_ = entity_id(class_, [mention.id])
    made = entity_row(id_, [mention], {record.id: record}, class_, load(), views)
    return f"entity_{mention.type.lower()}", made


def put(store: GraphStore, things: Sequence[Thing], hidden: Sequence[frozenset[str]], views: Views) -> None:
    """All things whole in class 1, and for each of `hidden`, in a class of its own, as if that never was."""
    rows: dict[str, list[Row]] = {}
    for class_, without in enumerate((frozenset[str](), *hidden), WHOLE):
        for number, thing in enumerate(things):
            statement, made = row(thing, number, class_, without, views if class_ == WHOLE else {})
            rows.setdefault(statement, []).append(made)
    with store.projector("graph", 1) as projector:
        projector.apply(sorted(rows.items()), projector.position + 1)


def told(found: Found) -> object:
    return found.total_text, [(one.entity.caption, one.entity.type, one.match.name) for one in found.hits]


@pytest.mark.parametrize("number", range(len(HIDDEN)))
def test_what_is_not_seen_is_as_if_it_had_not_been_said(store: GraphStore, number: int) -> None:
    put(store, THINGS, [HIDDEN[number]], views_kept(load(), FIELDS))
    shows = FIELDS.shower(f"without {number}")
    less = 0
    for typed in TYPED:
        narrow, never = search(store, typed, [WHOLE], shows=shows), search(store, typed, [WHOLE + 1])
        assert told(narrow) == told(never), typed
        less += told(narrow) != told(search(store, typed, [WHOLE]))
    assert less >= 3


def test_many_long_words_are_looked_for_also_by_who_sees_little(store: GraphStore) -> None:
    """Each word has a key for each of its letters, and each of these once more for each type of which a part
    is not seen: one query may not name them all."""
    put(store, THINGS, HIDDEN[3:4], views_kept(load(), FIELDS))
    shows = FIELDS.shower("without 3")
    letters = "abcdefghijklmnop"
    typed = " ".join(letters[at:] + letters[:at] for at in range(11))
    assert Typed(typed).nearly().size > 180
    assert search(store, typed, [WHOLE], shows=shows) == search(store, typed, [WHOLE + 1])
    (hit,) = search(store, "kerkstraat gent", [WHOLE], shows=shows).hits
    assert hit.entity.type == "Location"


def test_a_crowd_is_counted_and_cut_as_if_it_had_not_been_said(store: GraphStore) -> None:
    """Of 600 a third say a summary that all would be found by; sampled words know of it no more."""
    crowd = [
        {"type": "Case", "caseNumber": f"BR.{n}"} | ({"summary": "Jan stole"} if n % 3 else {"name": "Jan"})
        for n in range(600)
    ]
    put(store, crowd, [HIDDEN[1]], views_kept(load(), FIELDS))
    shows = FIELDS.shower("without 1")
    for typed, most in (("jan", 50), ("jan", 199), ("jan", 200), ("jan", 700), ("stole", 50), ("br", 50)):
        narrow = search(store, typed, [WHOLE], most=most, shows=shows)
        never = search(store, typed, [WHOLE + 1], most=most)
        assert (narrow.total_text, narrow.exact) == (never.total_text, never.exact), (typed, most)
    assert search(store, "jan", [WHOLE], most=700).total_text == "600"


def test_of_a_type_of_which_nothing_is_seen_nothing_is_found(store: GraphStore) -> None:
    put(store, THINGS, [], views_kept(load(), FIELDS))
    blind = load_fields().shower("auditor")
    assert all(search(store, typed, [WHOLE], shows=blind).total == 0 for typed in TYPED)


def test_a_graph_that_was_written_for_other_functions_finds_less_never_more(store: GraphStore) -> None:
    put(store, THINGS, [HIDDEN[0]], {})
    shows = FIELDS.shower("without 0")
    for typed in TYPED:
        found = {one.entity.caption for one in search(store, typed, [WHOLE], shows=shows).hits}
        assert found <= {one.entity.caption for one in search(store, typed, [WHOLE + 1]).hits}, typed


def test_who_sees_all_asks_what_was_asked_before() -> None:
    assert sight(load_fields().shower("investigator")).views == {}
    assert set(sight(load_fields().shower("patrol")).views) == {"Case", "Object"}


def test_other_fields_by_function_are_another_version() -> None:
    kept = views_kept(load(), FIELDS)
    assert version(kept) != version({}) != version(views_kept(load(), load_fields()))
    assert version(kept) == version(
        views_kept(load(), Fields(dict(sorted(FIELDS.seen.items(), reverse=True))))
    )
