from __future__ import annotations

import pytest
from derived import World, load_into, small

from graph.read import search
from graph.read.match import Match, match
from graph.read.typed import Typed
from graph.store import GraphStore
from ledger.errors import BadInput


@pytest.mark.parametrize(
    ("typed", "caption", "match"),
    [
        ("1-abc-234", "1ABC234", Match.IDENTIFIER),
        ("32 470 11 22 33", "+32470112233", Match.IDENTIFIER),
        ("BC23", "1ABC234", Match.PART),
        ("0470/11.22.33", "+32470112233", Match.IDENTIFIER),
        ("+32 (0)470 11 22 33", "+32470112233", Match.IDENTIFIER),
        ("0032470112233", "+32470112233", Match.IDENTIFIER),
        ("112233", "+32470112233", Match.PART),
        ("c23", "1ABC234", Match.PART),
        ("1-A8C-234", "1ABC234", Match.SPELLING),
        ("br 11 la 1/26", "BR.11.LA.000001/2026", Match.IDENTIFIER),
        ("Peeters 01/02/1980", "Jan Peeters", Match.WORDS),
        ("februari 1980", "Jan Peeters", Match.WORDS),
        ("J. Peeters", "Jan Peeters", Match.WORDS),
        ("Pitters", "Jan Peeters", Match.SOUND),
        ("peeters JAN", "Jan Peeters", Match.NAME),
        ("dikke", "Jan Peeters", Match.WORDS),
        ("Ayse Yilmaz", "Ayşe Yılmaz", Match.NAME),
        ("dang", "Piet Đặng", Match.WORDS),
        ("kerkst", "Kerkstraat 1, 9000 Gent", Match.BEGINNING),
        ("peet 1980", "Jan Peeters", Match.BEGINNING),
        ("jan peetrs", "Jan Peeters", Match.SPELLING),
    ],
)
def test_one_box_finds(store: GraphStore, typed: str, caption: str, match: Match) -> None:
    load_into(store, small())
    found = search(store, typed, [1])
    assert [(hit.entity.caption, hit.match) for hit in found.hits] == [(caption, match)]
    assert (found.total, found.exact, found.total_text) == (1, True, "1")


def test_a_word_with_figures_is_no_identifier_of_what_bears_it(store: GraphStore) -> None:
    """Who types a number is told which hits have it for theirs, and sees these first."""
    world = World()
    things = {
        "home": {"type": "Location", "full": "Kerkstraat 1, 9000 Gent"},
        "case": {"type": "Case", "caseNumber": "BR.11.LA.009000/2026"},
        "key": {"type": "Object", "kind": "other", "number": "9000"},
    }
    world.record("1", things)
    load_into(store, world)
    found = [(hit.entity.type, hit.match) for hit in search(store, "9000", [1]).hits]
    assert found == [("Object", Match.IDENTIFIER), ("Location", Match.WORDS), ("Case", Match.PART)]
    for typed in ("2026", "11", "009000"):
        assert [hit.match for hit in search(store, typed, [1]).hits if hit.entity.type == "Case"] == [
            Match.WORDS
        ]


def test_more_words_than_are_looked_for_are_refused_not_left_out(store: GraphStore) -> None:
    load_into(store, small())
    with pytest.raises(BadInput, match="13 words"):
        search(store, "jan " + " ".join("bcdefghijklm"), [1])
    assert search(store, "jan " * 40, [1]).total == 1


def test_a_frequent_beginning_drowns_no_name_that_begins_so(store: GraphStore) -> None:
    """An index holds the first six letters of a word; what goes on otherwise is not counted."""
    world = World()
    for number in range(30):
        world.record(str(number), {"p": {"type": "Person", "name": "Jan Vandenberghe"}})
    for name in ("Vandenbussche", "Vandenbulcke"):
        world.record(name, {"p": {"type": "Person", "name": f"Karel {name}"}})
    load_into(store, world)
    rare = {
        "vandenbu": (Match.BEGINNING, 2),
        "vandenbussche": (Match.WORDS, 1),
        "vandenbusche": (Match.SPELLING, 1),
    }
    for typed, wanted in rare.items():
        found = search(store, typed, [1], most=20)
        assert ({hit.match for hit in found.hits}, found.total, found.exact) == ({wanted[0]}, wanted[1], True)
    assert search(store, "vandenbe", [1], most=20).total_text == "20+"
    assert search(store, "vandenbe", [1], most=40).total_text == "30"


def test_a_number_with_one_wrong_figure_is_found_among_many_that_are_like_half_of_it(
    store: GraphStore,
) -> None:
    world = World()
    for number in ("+32470112233", *(f"+324701{number:05}" for number in range(70_000, 70_040))):
        world.record(number, {"p": {"type": "Object", "kind": "phone", "number": number}})
    load_into(store, world)
    for typed in ("0470112234", "0470/11.23.33", "0471 11 22 33", "047012233", "04701122233", "0470112323"):
        found = search(store, typed, [1], most=20)
        assert [(hit.entity.caption, hit.match) for hit in found.hits] == [("+32470112233", Match.SPELLING)]
        assert found.exact


def test_what_is_hidden_is_not_counted(store: GraphStore) -> None:
    load_into(store, small())
    assert search(store, "jan", [2]).total == 0
    assert search(store, "jan", []).hits == ()


@pytest.mark.parametrize(
    "typed",
    [
        "",
        "  ",
        "*",
        "~~~",
        "AND OR NOT",
        '"',
        "x:[1 TO 2]",
        "\\",
        "日本",
        "%" * 5000,
        "x" * 10_000,
        "🚗",
        "de van",
    ],
)
def test_signs_do_no_harm(store: GraphStore, typed: str) -> None:
    load_into(store, small())
    assert search(store, typed, [1]).total == 0


def test_an_id_finds_its_entity(store: GraphStore) -> None:
    world = small()
    load_into(store, world)
    jan = next(m.id for m in world.mentions.values() if m.anchor == "jan")
    (hit,) = search(store, jan, [1]).hits
    assert hit.entity.id == world.entity(jan)


def test_types_narrow_and_totals_are_exact_to_a_thousand(store: GraphStore) -> None:
    world = World()
    things = {f"p{n}": {"type": "Person", "name": f"Jan Janssens{'x' * (n % 2)}"} for n in range(1005)}
    world.record("x", things | {"o": {"type": "Organisation", "name": "Jan"}})
    load_into(store, world)
    found = search(store, "jan", [1])
    assert (found.total_text, len(found.hits)) == ("1,000+", 20)
    assert found.hits[0].entity.type == "Organisation"
    assert search(store, "janssensx", [1]).total == 502
    assert search(store, "jan", [1], types=["Organisation"]).total_text == "1"


def test_a_match_is_checked_against_whole_values() -> None:
    assert match(Typed("abc bcd 1"), "X", "abc bcd 1 other") == Match.WORDS
    runs = "1ab abc bcd f_1a8 f_bcd g_1a8 g_a8c g_8cd"
    assert match(Typed("1abcd"), "X", runs) is None


def test_a_source_narrows_and_pages_follow_one_another(store: GraphStore) -> None:
    load_into(store, small())
    assert search(store, "peeters", [1], sources=["ANG"]).total == 1
    assert search(store, "peeters", [1], sources=["AFIS"]).total == 0
    world = World()
    world.record("x", {f"p{n}": {"type": "Person", "name": f"Piet Maes{'abcdefg'[n]}"} for n in range(7)})
    load_into(store, world)
    pages = [search(store, "piet", [1], types=["Person"], first=3, skip=skip) for skip in (0, 3, 6)]
    assert [page.total for page in pages] == [8, 8, 8]
    assert len({hit.entity.id for page in pages for hit in page.hits}) == 8
