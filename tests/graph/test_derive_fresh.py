"""What is derived for an empty graph alone, with less read, is what all that is derived comes to."""

from __future__ import annotations

import random

from derived import World

from graph.derive.derive import Batch
from graph.load.whole import Link, Node, Whole

BOTH_WAYS = ("ASSOCIATE_OF", "SEEN_WITH", "FAMILY_OF")


def world_of(rng: random.Random) -> World:
    """Persons who are told of in one another's company, either way, with what each uses; some are one."""
    world = World()
    for number in range(12):
        some = [f"p{n}" for n in range(rng.randint(1, 4))]
        things = {one: {"type": "Person", "name": f"Jan Naam{rng.randrange(6)}"} for one in some}
        things |= {"f": {"type": "Object", "kind": "phone", "number": f"+3247000000{number % 4}"}}
        pairs = [(a, b) for a in some for b in some if a != b]
        links = [(a, rng.choice(BOTH_WAYS), b) for a, b in rng.sample(pairs, len(pairs) // 2)]
        world.record(f"r{number}", things, [*links, *((one, "USES", "f") for one in some)])
    persons = sorted(m.id for m in world.mentions.values() if m.type == "Person")
    for _ in range(8):
        world.merge(*rng.sample(persons, 2))
    return world


def whole(batches: list[Batch]) -> tuple[list[Node], list[Link]]:
    """All nodes and links of a first load."""
    told, nodes, links = Whole(), list[Node](), list[Link]()
    for page in map(told.page, batches):
        nodes += page.nodes
        links += [*page.within, *page.across]
    return sorted(nodes, key=lambda n: str(n.values["id"])), sorted(
        links, key=lambda k: (k.start, k.type, k.end)
    )


def test_a_fresh_derivation_is_the_whole_one() -> None:
    turned = 0
    for seed in range(30):
        rng = random.Random(seed)
        world, size = world_of(rng), rng.randint(1, 9)
        all_ = rng.sample(world.components(), len(world.components()))
        pages = [all_[start : start + size] for start in range(0, len(all_), size)]
        every, fresh = ([world.derive(page, fresh=how) for page in pages] for how in (False, True))
        assert whole(every) == whole(fresh)
        sent = [sum(len(rows) for page in some for _, rows in page) for some in (every, fresh)]
        assert sent[1] <= sent[0]
        turned += sum(link.type in BOTH_WAYS for link in whole(fresh)[1])
    assert turned > 300
