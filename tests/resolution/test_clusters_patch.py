"""A part of a layer that is brought up to date ends as the layer that is written as a whole."""

from __future__ import annotations

import random
from collections.abc import Mapping
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from resolution.change import Against, Cluster, Pair
from resolution.store.clusters import CLUSTER_OF, Basis, ClusterStore

TABLES = ("member", "pair", "against", "change", "meta")
NAMES = [f"m{number:02}" for number in range(14)]


@dataclass(frozen=True)
class State:
    """What a layer holds."""

    clusters: tuple[Cluster, ...]
    stamps: Mapping[str, bytes]
    pairs: tuple[Pair, ...]
    against: tuple[Against, ...]

    def rows(self) -> dict[str, set[Any]]:
        """All that is said of each mention."""
        found: dict[str, set[Any]] = {m: {c[0], self.stamps[m]} for c in self.clusters for m in c}
        for one in (*self.pairs, *self.against):
            for end in (one.a, one.b):
                found.setdefault(end, set()).add(one)
        return found


def some(chance: random.Random, like: State | None = None) -> State:
    """A layer at random; where another is given, little differs from it."""
    keep = 0.8 if like else 0.0
    where = {m: c[0] for c in like.clusters for m in c} if like else {}
    groups: dict[str, list[str]] = {}
    for name in NAMES:
        group = where.get(name, "") if chance.random() < keep else chance.choice(("", *NAMES[:6]))
        if group:
            groups.setdefault(group, []).append(name)
    clusters = tuple(sorted(tuple(sorted(ids)) for ids in groups.values()))
    ids = [m for c in clusters for m in c]
    stamps = {
        m: like.stamps[m] if like and m in where and chance.random() < 0.9 else chance.randbytes(2)
        for m in ids
    }
    drawn = {tuple(sorted(chance.sample(ids, 2))) for _ in range(6) if len(ids) > 1}
    pairs = {(p.a, p.b): p for p in (like.pairs if like else ()) if {p.a, p.b} <= set(ids)}
    pairs |= {(a, b): Pair(a, b, 0.9, chance.random()) for a, b in sorted(drawn)[:2]}
    against = [Against(a, b, "judgement", True) for a, b in sorted(drawn)[2:4]]
    return State(clusters, stamps, tuple(pairs[key] for key in sorted(pairs)), tuple(against))


def held(store: ClusterStore) -> dict[str, list[Any]]:
    return {table: sorted(store._db.execute(f"SELECT * FROM {table}")) for table in TABLES}


def replaced(store: ClusterStore, new: State, position: int) -> int:
    basis = Basis(f"x:{position}")
    said = (new.clusters, new.stamps, new.pairs, position, "x", "m", new.against)
    return store.replace(1, *said, basis=basis)


def patched(store: ClusterStore, old: State, new: State, chance: random.Random, position: int) -> int:
    was, now = old.rows(), new.rows()
    part = {m for m in was.keys() | now.keys() if was.get(m) != now.get(m)}
    part |= set(chance.sample(NAMES, chance.choice((0, 0, 3))))
    clusters = [c for c in new.clusters if not part.isdisjoint(c)]
    stamps = {m: stamp for m, stamp in new.stamps.items() if m in part}
    pairs = [p for p in new.pairs if not part.isdisjoint((p.a, p.b))]
    return store.patch(
        1, part, clusters, stamps, pairs, position, "x", "m", new.against, Basis(f"x:{position}")
    )


@settings(max_examples=150, deadline=None)
@given(st.integers(0, 10**6))
def test_a_patch_is_what_a_replacement_is(seed: int) -> None:
    chance = random.Random(seed)
    states = [some(chance)]
    states += [some(chance, states[0]), some(chance)]
    with ClusterStore.open(":memory:") as whole, ClusterStore.open(":memory:") as part:
        for store in (whole, part):
            store.replace(
                2, [("m00", "z")], {"m00": b"", "z": b""}, [Pair("m00", "z", 0.5, 0.0)], 1, "x", "m"
            )
            replaced(store, states[0], 1)
        for position, (old, new) in enumerate(pairwise(states), start=2):
            assert replaced(whole, new, position) == patched(part, old, new, chance, position)
            assert held(whole) == held(part)


def test_a_patch_writes_what_differs_alone() -> None:
    clusters = [(f"{n:04}a", f"{n:04}b") for n in range(2000)]
    stamps = {m: b"s" for c in clusters for m in c}
    with ClusterStore.open(":memory:") as store:
        store.replace(1, clusters, stamps, [], 1, "x", "m")
        before = store._db.total_changes
        joined = (*clusters[7], "0007c")
        assert store.patch(1, ["0007c"], [joined], {"0007c": b"s"}, [], 2, "x", "m") == 1
        assert store._db.total_changes - before < 12
        assert store.position(1) == 2 and store.changes(2000)[0].after == (joined,)


def test_a_layer_of_which_nothing_changed_moves_on() -> None:
    with ClusterStore.open(":memory:") as store:
        store.replace(1, [("a",)], {"a": b"s"}, [], 1, "x", "m", basis=Basis("e:1", "j"))
        store.replace(11, [("a", "c")], {"c": b"s"}, [], 1, "x", "m", over=[1], basis=Basis("e:1", "j"))
        store.follow(11, 5, Basis("e:2", "j"))
        assert (store.position(11), store.model(11), store.basis(11)) == (5, "m", Basis("e:2", "j"))
        assert not store.has_moved(11, [1])
        store.patch(1, ["b"], [("b",)], {"b": b"s"}, [], 6, "x", "m")
        assert store.has_moved(11, [1]) and store.basis(1) == Basis()


def test_a_patch_between_two_reads_tears_no_cluster(tmp_path: Path) -> None:
    states = [(("a", "b"), ("c",)), (("a",), ("b", "c"))]
    stamps = dict.fromkeys("abc", b"s")
    with ClusterStore.open(tmp_path / "c.db") as writer, ClusterStore.open(tmp_path / "c.db") as reader:
        begun = list[int]()

        def patch(_: str) -> None:
            begun.append(len(begun))
            writer.patch(1, "abc", states[len(begun) % 2], stamps, (), len(begun), "x", "m")

        patch("")
        reader._db.set_trace_callback(patch)
        for _ in range(4):
            found = reader.cluster_of(1, "abc")
            assert {*found.values()} in [{*state} for state in states]
        assert len(begun) == 5  # one statement for each look


def test_clusters_of_many_mentions_are_found_at_once() -> None:
    clusters = [(f"a{n:05}", f"b{n:05}") for n in range(3000)]
    with ClusterStore.open(":memory:") as store:
        store.replace(1, clusters, {id_: b"s" for c in clusters for id_ in c}, (), 1, "x", "m")
        found = store.cluster_of(1, [*(a for a, _ in clusters), "nobody"])
        assert found == {a: (a, b) for a, b in clusters} and store.cluster_of(2, ["a00000"]) == {}
        plan = store._db.execute(f"EXPLAIN QUERY PLAN {CLUSTER_OF}", (1, "[]", 1)).fetchall()
        assert not [row for row in plan if "SCAN member" in row[3]]
