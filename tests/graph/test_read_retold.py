"""Under what name lists, paths, charts and suggestions show what a class above corrected, on both servers."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from derived import World, load_into, small

from graph.correct import Above, Correction, corrected
from graph.derive.above import standing, work
from graph.ontology import load
from graph.read import Times, at, card, neighbours, paths, search, suggestions
from graph.read.charts import sides
from graph.read.common import common
from graph.read.near import near
from graph.read.timeline import timeline
from graph.store import GraphStore
from models import suggest, write

BASE, NORTH = [1], [1, 11]
RIGHT = {"jan": "Johan Peters", "home": "Kerkstraat 11, 9000 Gent", "case": "BR.11.LA.000002/2026"}
NAMED = {"jan": "name", "home": "full", "case": "caseNumber"}
GENT = {"latitude": "51.05", "longitude": "3.72"}


def mention(world: World, anchor: str) -> str:
    return next(m.id for m in world.mentions.values() if m.anchor == anchor)


def correct(store: GraphStore, world: World, *anchors: str) -> None:
    """What class 11 knows of these, written as the pipeline does."""
    wanted = []
    for anchor in anchors:
        for one in (m for m in world.mentions.values() if m.anchor == anchor):
            name = NAMED[anchor]
            made = Correction("k", name, one.first(name), RIGHT[anchor], "ana", "seen in the file")
            said = tuple(s for s in corrected(one, [made]).statements if not s.target)
            above = Above(one.id, one.record, 11, (1,), said)
            records = world.known([one.record])
            wanted.append(standing(above, one, records, world.entity(one.id), load()))
    with store.projector("graph", 1) as projector:
        projector.apply(work(wanted, store.read("held_above")), projector.position + 1)


def written(store: GraphStore) -> World:
    """A world with suggestions, whose home has coordinates and whose case has a date."""
    world = small()
    for one in list(world.mentions.values()):
        more = GENT if one.anchor == "home" else {"startDate": "2026-01-01"} if one.anchor == "case" else {}
        said = tuple(type(one.statements[0])(name, value) for name, value in more.items())
        one.__dict__["statements"] = (*one.statements, *said)
    load_into(store, world)
    found = list(suggest(store, BASE))
    with store.projector("suggestions", 1) as projector:
        write(projector, found, "associate", 1, "run-1", 5)
    return world


def reads(world: World) -> dict[str, Callable[[Any, Sequence[int]], Any]]:
    """Reads that tell a name of what `correct` corrects, each as the names that it tells."""
    jan, piet, ayse, phone, home, case = (
        mention(world, anchor) for anchor in ("jan", "piet", "ayse", "phone", "home", "case")
    )
    return {
        "neighbours": lambda store, seen: [i.entity for i in neighbours(store, phone, seen).items],
        "neighbours of jan": lambda store, seen: [i.entity for i in neighbours(store, jan, seen).items],
        "common": lambda store, seen: [i.entity for i in common(store, [phone, case], seen).items],
        "ends": lambda store, seen: list(common(store, [jan, piet], seen).of),
        "paths": lambda store, seen: [e for p in paths(store, ayse, piet, seen).items for e in p.entities],
        "sides": lambda store, seen: [*sides(store, [jan, home], [jan, case], seen).both],
        "near": lambda store, seen: [p.entity for p in near(store, (51.05, 3.72), 100, seen).places],
        "near it": lambda store, seen: [i.entity for i in near(store, (51.05, 3.72), 100, seen).items],
        "timeline": lambda store, seen: [e.entity for e in timeline(store, jan, seen).items if e.entity],
        "suggestions": lambda store, seen: [i.other for i in suggestions(store, piet, seen).items],
    }


def test_lists_call_it_as_its_card_does_and_tell_the_base_nothing(store: GraphStore) -> None:
    world = written(store)
    every = reads(world)
    before = {name: (read(store, BASE), read(store, NORTH)) for name, read in every.items()}
    correct(store, world, "jan", "home", "case")
    known = {card(store, mention(world, anchor), NORTH).caption for anchor in RIGHT}
    assert known == set(RIGHT.values())
    for times in (Times(), Times(known_at="2999"), Times(as_of="2026-06")):
        for name, read in every.items():
            reader = at(store, times)
            assert [one.caption for one in read(reader, BASE)] == [one.caption for one in before[name][0]]
            seen = read(reader, NORTH)
            assert len(seen) == len(before[name][1]) > 0, name
            assert any(one.caption in known for one in seen), (name, times, seen)
            for one in seen:
                shown = card(reader, one.id, NORTH)
                assert (one.type, one.caption, one.sources) == (shown.type, shown.caption, shown.sources)
    assert {name: read(store, BASE) for name, read in every.items()} == {n: b for n, (b, _) in before.items()}


class Counting:
    """A reader that counts the statements it is asked."""

    def __init__(self, store: GraphStore) -> None:
        self.store, self.embedded, self.asked = store, store.embedded, list[str]()

    def read(self, statement: str, /, **parameters: Any) -> list[dict[str, Any]]:
        self.asked.append(statement)
        return self.store.read(statement, **parameters)


def test_it_costs_nothing_where_no_such_correction_is_seen(store: GraphStore) -> None:
    world = written(store)
    correct(store, world, "jan")
    for name, read in reads(world).items():
        base, wide = Counting(store), Counting(store)
        read(base, BASE)
        read(wide, [1, 12])
        assert "corrected" not in base.asked + wide.asked, name
        assert len(wide.asked) <= len(base.asked) + 1, name
    wide = Counting(store)
    neighbours(wide, mention(world, "phone"), NORTH)
    assert wide.asked.count("corrected") == 1


def test_a_thing_of_several_entities_is_called_by_all_that_is_known_of_it(store: GraphStore) -> None:
    world = written(store)
    correct(store, world, "jan")
    found = search(store, "Johan Peters", NORTH).hits[0].entity
    [other] = [i.entity for i in neighbours(store, mention(world, "car"), NORTH).items]
    assert other.id == found.id == card(store, mention(world, "jan"), NORTH).id
    assert other.sources == ("ANG", "ISLP") and other.caption == "Johan Peters"
