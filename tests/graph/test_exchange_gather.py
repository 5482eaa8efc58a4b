"""What an export holds: what may be seen and passed on, and nothing that comes from anything else."""

from __future__ import annotations

import pytest
from derived import World, load_into, small
from exchange_world import gathered, mark, written
from layer_world import LayerWorld

from graph.exchange import FORMATS, Bundle, case_id, gather, select
from graph.ontology import load
from graph.store import GraphStore
from ledger.errors import BadInput, Forbidden, Missing

JAN = "Jan Peeters"


def captions(bundle: Bundle) -> set[str]:
    with bundle:
        return {thing.caption for thing in bundle.things()}


def key(world: World, name: str) -> str:
    return next(record.id for record in world.records.values() if record.key == name)


def mention(world: World, name: str, anchor: str) -> str:
    return world.id_of(world.records[key(world, name)], anchor)


def test_an_export_holds_what_lies_so_many_links_away(store: GraphStore) -> None:
    world = small()
    load_into(store, world)
    car = mention(world, "pv-1", "car")
    assert captions(gathered(store, world, [car])) == {"1ABC234"}
    assert captions(gathered(store, world, [car], 1)) == {"1ABC234", JAN}
    assert len(captions(gathered(store, world, [car], 2))) == 6
    with gathered(store, world, [car], 3) as whole:
        assert whole.total == 7 and len(whole.ties) == 8
    with pytest.raises(BadInput):
        gathered(store, world, [car], 9)
    with pytest.raises(Missing):
        gathered(store, world, ["nobody"])


def test_a_thing_says_what_the_graph_says(store: GraphStore) -> None:
    world = small()
    load_into(store, world)
    jan = mention(world, "pv-2", "jan")
    with gathered(store, world, [jan]) as bundle:
        (thing,) = bundle.things()
    assert thing.id == world.entity(jan) and len(thing.records) == 2
    assert thing.values["birthDate"] == ("1980-02-01",) and thing.sources == ("ANG", "ISLP")
    assert {said.property for said in thing.said if said.record == key(world, "pv-2")} >= {"nickname"}


def test_no_more_than_most_are_taken_and_how_many_were_met_is_told(store: GraphStore) -> None:
    world = small()
    load_into(store, world)
    picked = select(store, [mention(world, "pv-1", "car")], 2, [1], most=3)
    assert (picked.shown, picked.exact) == (3, False) and picked.met > 3
    case = world.entity(mention(world, "pv-1", "case"))
    for asked in ("BR.11.LA.000001/2026", "br.11.la. 000001/2026", case, mention(world, "pv-1", "case")):
        assert case_id(store, asked, [1]) == [case]


def test_what_may_not_be_passed_on_is_refused_with_how_many(store: GraphStore) -> None:
    world = small()
    mark(world, "pv-2", "H2")
    load_into(store, world)
    with pytest.raises(Forbidden, match=r"1 of 2 records .*1 H2.*--without-forbidden"):
        gathered(store, world)


def test_without_what_is_forbidden_all_is_as_if_it_had_never_been(store: GraphStore) -> None:
    """Values, links, joins, ids, and what only it leads to: byte for byte, in every format."""
    world = small()
    mark(world, "pv-2", "H3")
    load_into(store, world)
    car = mention(world, "pv-1", "car")
    with gathered(store, world, [car], 3, without=True) as bundle:
        made = {name: written(form, bundle) for name, form in FORMATS.items()}
        assert bundle.left_out == 1 and bundle.met == bundle.total == 5
    changes = world.remove(world.records[key(world, "pv-2")])
    with store.projector("graph", 1) as projector:
        projector.apply(world.derive(changes), position=projector.position + 1)
    with gathered(store, world, [car], 3) as bundle:
        assert {name: written(form, bundle) for name, form in FORMATS.items()} == made


def test_what_only_a_forbidden_record_joins_is_told_apart(store: GraphStore) -> None:
    world = World()
    for name in ("a", "b", "c"):
        world.record(name, {"p": {"type": "Person", "name": JAN}, "t": {"type": "Case", "name": name}},
                     [("p", "INVOLVED_IN", "t")])  # fmt: skip
    world.merge(*(mention(world, name, "p") for name in ("a", "b", "c")))
    mark(world, "b", "H2")
    load_into(store, world)
    with gathered(store, world, without=True) as bundle:
        assert sorted(len(thing.mentions) for thing in bundle.things()) == [1, 1, 1, 1]
    one = world.entity(mention(world, "a", "p"))
    with gathered(store, world, [one], without=True) as bundle:
        assert bundle.total == 1  # of the parts of a thing that is asked for by its own id the largest
    with gathered(store, world, without=True, apart=lambda found: [list(found)]) as bundle:
        assert max(len(thing.mentions) for thing in bundle.things()) == 2


def test_nothing_left_is_said(store: GraphStore) -> None:
    world = small()
    mark(world, "pv-1", "H2")
    mark(world, "pv-2", "H2")
    load_into(store, world)
    with pytest.raises(Forbidden, match="Nothing may be passed on"):
        gathered(store, world, without=True)


def test_what_a_session_may_not_see_is_in_no_byte_of_it(store: GraphStore) -> None:
    """The hidden record joins two visible persons, names one more and gives a value: as if it never had."""
    world = LayerWorld()
    (one,) = world.tell("01", jan={"name": "Jan"})
    (two,) = world.tell("02", pete={"name": "Pete"})
    found = world.tell("03", class_=11, secret={"name": "Secret"}, jan={"name": "Jan", "nickname": "X"})
    world.settle(1, [[one], [two]])
    world.settle(11, [[one, two, found[1]]])
    world.project(store)

    def files(allowed: list[int]) -> dict[str, list[bytes]]:
        picked = select(store, [one, *found], 2, allowed)
        with gather(store, picked, allowed, world.known, load(), hops=2) as bundle:
            return {name: written(form, bundle) for name, form in FORMATS.items()}

    base, cleared = files([1]), files([1, 11])
    assert base != cleared and b"Secret" in cleared["json"][0] and b"nickname" in cleared["json"][0]
    with store.driver.session(database=store.database) as session:
        session.execute_write(lambda tx: tx.run("MATCH (n) DETACH DELETE n").consume())
    afresh = world.afresh(hidden=[11])
    afresh.project(store)
    assert files([1]) == base
