from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from ledger.errors import BadInput
from resolution.change import Cluster, Pair, Term
from resolution.store.clusters import ClusterStore


@pytest.fixture
def store(tmp_path: Path) -> Iterator[ClusterStore]:
    with ClusterStore.open(tmp_path / "clusters.db") as opened:
        yield opened


def put(
    store: ClusterStore, *clusters: Cluster, layer: int = 1, pairs: tuple[Pair, ...] = (), stamp: bytes = b"s"
) -> int:
    stamps = {mention: stamp for cluster in clusters for mention in cluster}
    return store.replace(layer, clusters, stamps, pairs, 5, "x", "m1")


def test_remembers_clusters_and_where_they_came_from(store: ClusterStore) -> None:
    assert put(store, ("a", "c"), ("b",)) == 2
    assert list(store.clusters(1)) == [("a", "c"), ("b",)]
    assert store.cluster_of(1, ["c", "b", "none"]) == {"c": ("a", "c"), "b": ("b",)}
    assert (store.position(1), store.incarnation(1), store.model(1)) == (5, "x", "m1")
    assert store.layers() == [1] and store.position(2) == 0


def test_the_same_again_changes_nothing(store: ClusterStore) -> None:
    put(store, ("a", "c"), ("b",))
    head = store.head()
    assert put(store, ("b",), ("a", "c")) == 0
    assert store.head() == head == 2


def test_a_merge_and_a_split_are_one_change_each_with_whole_components(store: ClusterStore) -> None:
    put(store, ("a", "b"), ("c",), ("d",))
    put(store, ("a",), ("b", "c"), ("d",))
    change = store.changes(after=3)[0]
    assert change.before == (("a", "b"), ("c",)) and change.after == (("a",), ("b", "c"))
    assert len(store.changes(after=3)) == 1


def test_new_and_gone_mentions_are_changes_too(store: ClusterStore) -> None:
    put(store, ("a", "b"))
    put(store, ("b", "c"))
    assert [(c.before, c.after) for c in store.changes(1)] == [((("a", "b"),), (("b", "c"),))]
    put(store)
    assert [(c.before, c.after) for c in store.changes(2)] == [((("b", "c"),), ())]
    assert not list(store.clusters(1))


def test_a_mention_with_other_content_is_a_change_of_its_cluster(store: ClusterStore) -> None:
    put(store, ("a", "b"), ("c",))
    stamps = {"a": b"s", "b": b"other", "c": b"s"}
    assert store.replace(1, [("a", "b"), ("c",)], stamps, (), 6, "x", "m1") == 1
    change = store.changes(2)[0]
    assert change.before == change.after == (("a", "b"),)


def test_layers_do_not_touch_each_other(store: ClusterStore) -> None:
    put(store, ("a", "b"), layer=1)
    put(store, ("c",), layer=2)
    assert list(store.clusters(1)) == [("a", "b")] and list(store.clusters(2)) == [("c",)]
    assert [c.layer for c in store.changes()] == [1, 2]


def test_changes_come_in_order_and_in_portions(store: ClusterStore) -> None:
    put(store, *((f"m{i:03}",) for i in range(50)))
    first = store.changes(0, 20)
    rest = store.changes(first[-1].position, 100)
    assert [c.after[0][0] for c in first + rest] == [f"m{i:03}" for i in range(50)]


def test_pairs_keep_their_reasons(store: ClusterStore) -> None:
    pair = Pair(
        "a", "b", 0.99, 6.6, (Term("surname", "equal", 9.5, "peeters", "peeters"), Term("prior", "", -2.9))
    )
    put(store, ("a", "b"), ("c",), pairs=(pair,))
    assert store.pair(1, "b", "a") == pair and store.pair(1, "a", "c") is None
    assert store.pairs(1, ["b"]) == store.pairs(1) == [pair]
    put(store, ("a", "b"), ("c",))
    assert store.pair(1, "a", "b") is None


def test_a_failure_in_the_middle_leaves_all_as_it_was(store: ClusterStore) -> None:
    put(store, ("a", "b"))
    broken = Pair("a", "b", 0.5, 0.0, (Term("surname", "bad \ud800", 0.0),))
    with pytest.raises(TypeError):
        put(store, ("a",), ("b",), pairs=(broken,))
    assert list(store.clusters(1)) == [("a", "b")] and store.head() == 1


def test_a_file_of_another_kind_is_named(tmp_path: Path) -> None:
    (tmp_path / "c.db").write_text("no database " * 100)
    with pytest.raises(BadInput, match=r"c\.db"):
        ClusterStore.open(tmp_path / "c.db")


def test_who_only_looks_does_not_wait_for_one_that_writes(store: ClusterStore, tmp_path: Path) -> None:
    was = store.identity
    with closing(sqlite3.connect(tmp_path / "clusters.db", isolation_level=None)) as writer:
        writer.execute("BEGIN IMMEDIATE")
        with ClusterStore.open(tmp_path / "clusters.db") as reader:
            reader._db.execute("PRAGMA busy_timeout = 0")
            assert (reader.identity, reader.head(), reader.layers()) == (was, 0, [])
