from __future__ import annotations

from itertools import combinations

from derived import CLASS, World, small

from graph.derive import Component, entity_id
from graph.derive.derive import Batch
from graph.derive.grade import best, firm, level
from graph.derive.link import span
from graph.derive.numbers import grams
from graph.derive.text import caption, plain
from graph.derive.values import Support, best_value
from graph.ontology import Statement, load
from graph.store.statements import statements
from ledger.record import Grade


def rows(batch: Batch, statement: str) -> list[dict[str, object]]:
    return next((rows for name, rows in batch if name == statement), [])


def test_the_order_of_components_and_batches_changes_no_row() -> None:
    world = small()
    forward = world.derive(world.components())
    backward = world.derive(list(reversed(world.components())))
    assert dict(forward) == dict(backward)


def test_a_link_is_the_same_from_either_side() -> None:
    world = small()
    by_side = [
        {
            (name, str(row))
            for name, some in world.derive([component])
            if name.startswith("link_")
            for row in some
        }
        for component in world.components()
    ]
    for one in by_side:
        assert all(sum(row in other for other in by_side) == 2 for row in one)


def test_two_records_of_one_link_make_one_link_with_both() -> None:
    world = small()
    drove = [("p", "DRIVES", "v", {"status": "alleged"})]
    things = {"p": {"type": "Person", "name": "A"}, "v": {"type": "Vehicle", "registrationNumber": "1AAA111"}}
    one = world.record("x", things, drove, source="one", grade=("B", "2"))
    two = world.record(
        "y", things, [("p", "DRIVES", "v", {"status": "denied", "kind": "assessment"})], source="two"
    )
    world.merge(world.id_of(one, "p"), world.id_of(two, "p"))
    world.merge(world.id_of(one, "v"), world.id_of(two, "v"))
    found = rows(world.derive(world.components()), "link_drives")
    values = [row["values"] for row in found if row["from"] == world.entity(world.id_of(one, "p"))]
    assert len(values) == 1 and isinstance(values[0], dict)
    assert values[0]["records"] == sorted([one.id, two.id])
    assert (values[0]["status"], values[0]["kind"], values[0]["grade"]) == ("alleged", "fact", "B2")
    assert (values[0]["disputed"], values[0]["sources"]) == (False, 2)


def test_a_link_that_one_asserts_and_another_denies_is_disputed() -> None:
    world = World()
    things = {"a": {"type": "Person", "name": "A"}, "b": {"type": "Person", "name": "B"}}
    one = world.record("x", things, [("a", "ASSOCIATE_OF", "b")])
    two = world.record("y", things, [("b", "ASSOCIATE_OF", "a", {"status": "denied"})])
    for anchor in things:
        world.merge(world.id_of(one, anchor), world.id_of(two, anchor))
    (row,) = rows(world.derive(world.components()), "link_associate_of")
    assert str(row["from"]) < str(row["to"])
    assert isinstance(row["values"], dict)
    assert (row["values"]["status"], row["values"]["disputed"]) == ("asserted", True)


def test_a_link_reaches_from_its_first_day_to_its_last_by_the_clock() -> None:
    """A month ends after its seventeenth day, and half past midnight in Gent is the evening before."""
    times = [("2026-05-17T00:30+02:00", "2026-05-17"), ("2026-05-16T23:00Z", "2026-05")]
    said = [Statement("DRIVES", target="c", valid_from=a, valid_to=b) for a, b in times]
    for some in (said, said[::-1]):
        assert span(some) == ("2026-05-17T00:30+02:00", "2026-05")


def test_no_link_joins_an_entity_to_itself() -> None:
    world = World()
    things = {"a": {"type": "Person", "name": "A"}, "b": {"type": "Person", "name": "A"}}
    one = world.record("x", things, [("a", "ASSOCIATE_OF", "b")])
    world.merge(world.id_of(one, "a"), world.id_of(one, "b"))
    assert not rows(world.derive(world.components()), "link_associate_of")


def test_roles_are_sorted_each_with_its_own_status() -> None:
    world = World()
    things = {"a": {"type": "Person", "name": "A"}, "c": {"type": "Case", "caseNumber": "1"}}
    said = [
        ("a", "INVOLVED_IN", "c", {"role": "witness"}),
        ("a", "INVOLVED_IN", "c", {"role": "suspect", "status": "denied"}),
    ]
    world.record("x", things, said)
    (row,) = rows(world.derive(world.components()), "link_involved_in")
    assert isinstance(row["values"], dict)
    assert row["values"]["role"] == ["suspect", "witness"]
    assert row["values"]["role_status"] == ["denied", "asserted"]


def test_the_best_value_has_most_sources_then_best_grade_then_is_latest() -> None:
    a1, b1, c3 = (Grade("4x4", *code) for code in ("A1", "B1", "C3"))
    few = Support({"a"}, a1, "2026", True)
    assert best_value({"x": few, "y": Support({"a", "b"}, c3, "2020", True)}) == "y"
    assert best_value({"x": few, "y": Support({"a"}, b1, "2030", True)}) == "x"
    assert best_value({"x": few, "y": Support({"a"}, a1, "2027", True)}) == "y"
    assert best_value({"b": few, "a": few}) == "a"
    assert best_value({"x": few, "y": Support({"a", "b"}, a1, "2030", False)}) == "x"


def test_grades_of_other_schemes_are_compared_on_the_common_scale() -> None:
    """A source that is not reliable and suspected to be false (3E) is no better than A1; as text it is."""
    sure, doubted = Grade("4x4", "A", "1"), Grade("3x5x2", "3", "E")
    assert best((doubted, sure)) == best((sure, doubted)) == sure
    said = {"sure": Support({"a"}, sure, "2020", True), "doubted": Support({"b"}, doubted, "2026", True)}
    assert best_value(said) == "sure"


def test_one_more_record_never_makes_a_link_less_firm() -> None:
    """What cannot be judged (A4) stands before B1 as text, and would pull a path through to unknown."""
    grades = [Grade(scheme, *code) for scheme in ("4x4", "5x5x5") for code in ("A1", "A4", "B1", "C3")]
    for some in combinations([*grades, Grade("4x4", "X", "4"), Grade()], 2):
        assert firm(level(best(some))) == max(firm(level(one)) for one in some)


def test_a_value_that_is_only_denied_is_no_value() -> None:
    world = World()
    made = world.record("x", {"a": {"type": "Person", "name": "A"}})
    (mention,) = world.of_records([made.id])
    denied = mention.statements[0].__class__("name", "B", status=mention.statements[0].status.DENIED)
    world.mentions[mention.id] = mention.__class__(
        mention.record, "Person", "a", CLASS, (*mention.statements, denied)
    )
    (row,) = rows(world.derive(world.components()), "entity_person")
    assert isinstance(row["values"], dict) and row["values"]["search"] == "a i_a t_person c_a o_test"


def test_what_goes_is_named_by_the_entities_that_were() -> None:
    world = small()
    first, second = sorted(world.records.values(), key=lambda r: r.key)
    both = world.entity(world.id_of(first, "jan"))
    batch = world.derive(world.remove(second))
    left = entity_id(CLASS, [world.id_of(first, "jan")])
    assert {"id": both, "mentions": [world.id_of(first, "jan")] if both == left else []} in rows(
        batch, "retire_mentions"
    )
    assert all(row["id"] != left for row in rows(batch, "retire_entity"))


def test_a_cluster_whose_mentions_are_gone_writes_nothing() -> None:
    world = small()
    batch = world.derive([Component(CLASS, (), (("no such mention",),))])
    assert batch == []


def test_each_type_and_relation_has_its_statement() -> None:
    known, ontology = statements(), load()
    assert all(f"entity_{name.lower()}" in known for name in ontology.types)
    assert all(f"link_{name.lower()}" in known for name in ontology.relations)


def test_a_caption_says_which_of_its_kind() -> None:
    order = ("summary", "kind", "startDate")
    assert caption(order, {"kind": "passage", "startDate": "2026-01-02"}, "Event") == "passage 2026-01-02"
    assert caption(order, {"summary": "Ruzie", "kind": "incident"}, "Event") == "Ruzie"
    assert caption(order, {}, "Event") == "Event"
    assert caption(("name",), {"firstName": "Jan", "lastName": "Peeters"}, "Person") == "Jan Peeters"


def test_search_text_is_plain_and_cuts_identifiers_in_runs_of_three() -> None:
    assert plain("Ayşe Đặng-Ülker") == "ayse dang ulker"
    assert plain("Ольга Соловьёва, პეტრე; فؤاد d'Été O'Brien") == "olga soloveva petre fud d ete o brien"
    assert grams("1-ABC-2") == ["1ab", "abc", "bc2"]
    world = small()
    car = next(iter(rows(world.derive(world.components()), "entity_vehicle")))["values"]
    assert isinstance(car, dict) and {"1abc234", "g_a8c", "g_c23", "f_1a8c234"} <= set(car["search"].split())


def test_one_change_writes_its_component_and_its_links_and_no_more() -> None:
    world = World()
    for n in range(200):
        things = {
            "p": {"type": "Person", "name": f"N {n}"},
            "v": {"type": "Vehicle", "registrationNumber": f"1AAA{n}"},
        }
        world.record(f"r{n}", things, [("p", "DRIVES", "v")])
    first, second = list(world.records.values())[:2]
    change = world.merge(world.id_of(first, "p"), world.id_of(second, "p"))
    written = {
        name: len(some) for name, some in world.derive([change]) if not name.startswith(("clear", "retire"))
    }
    assert written == {"entity_person": 1, "record": 2, "mention": 2, "move_mention": 2, "link_drives": 2}
