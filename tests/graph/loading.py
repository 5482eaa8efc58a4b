"""Loads a made-up society in bulk and prints a line after each part: tests kill it, or its server.

Usage: loading.py embedded DATA_DIR TOKEN | loading.py neo4j URI TOKEN
"""

from __future__ import annotations

import random
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

from derived import World

from graph.content_hash import content_hash
from graph.derive.derive import Batch
from graph.load import Loading, forgotten, load
from graph.store import GraphStore
from graph.store.embedded import attach
from graph.store.options import Options

PERSONS, SIZE, PLACE, NAME = 60, 12, 7, "made"
OPTIONS = Options(memory="512m", linger=1.0, starting=180.0)


def society(persons: int) -> World:
    """Persons with a phone, a car and a case that several share; every fifth record speaks of two."""
    rng, world = random.Random(1), World()
    for number in range(persons):
        things = {
            "p": {"type": "Person", "name": f"Jan Naam{number}", "birthDate": "1980-02-01"},
            "f": {"type": "Object", "kind": "phone", "number": f"+3247{number // 3:07d}"},
            "v": {"type": "Vehicle", "registrationNumber": f"1ABC{number:03d}"},
            "c": {"type": "Case", "caseNumber": f"BR.11.{number // 4:06d}"},
            "h": {"type": "Location", "full": f"Straat {number}", "latitude": "50.8", "longitude": "4.3"},
        }
        links = [("p", "USES", "f"), ("p", "DRIVES", "v"), ("p", "INVOLVED_IN", "c", {"role": "suspect"})]
        world.record(f"r{number}", things, [*links, ("p", "LIVES_AT", "h")])
    for type_ in ("Person", "Object", "Case"):
        same = sorted(m.id for m in world.mentions.values() if m.type == type_)
        for _ in range(persons // 4):
            world.merge(*rng.sample(same, 2))
    return world


def pages(world: World, size: int) -> Iterator[Batch]:
    all_ = world.components()
    for start in range(0, len(all_), size):
        yield world.derive(all_[start : start + size], fresh=True)


def opened(server: str, where: str) -> GraphStore:
    """The embedded server of a folder, or the Neo4j at an address."""
    if server == "embedded":
        return attach(Path(where), OPTIONS)
    store = GraphStore.connect(where, "neo4j", "locard-test", "neo4j")
    store.prepare()
    return store


def bring(store: GraphStore, token: int, told: Callable[[Loading], None]) -> str:
    """Load the society where it is not there, as the stage that writes the graph does; the content hash."""
    with store.projector("graph", token) as projector:
        broken = forgotten(store)
        current = (projector.incarnation, projector.position) == (NAME, PLACE)
    if broken or not current:
        with store.projector("graph", token) as projector:
            projector.empty()
            load(store, projector, pages(society(PERSONS), SIZE), PLACE, NAME, Loading(told=told))
    return content_hash(store)


if __name__ == "__main__":
    with opened(sys.argv[1], sys.argv[2]) as store:
        print(bring(store, int(sys.argv[3]), lambda loading: print("part", flush=True)), flush=True)
