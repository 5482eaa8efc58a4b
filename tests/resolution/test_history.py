"""The history of clusters: what is told, why, and that a rebuild leaves it as it was."""

from __future__ import annotations

from pathlib import Path

import pytest

from graph.mentions import MentionStore
from graph.ontology.mention import Mention
from resolution.change import Cluster, Pair
from resolution.history import Deed, History
from resolution.history.causes import Causes, Computed
from resolution.history.event import GONE, GREW, JOINED, SPLIT
from resolution.history.follow import Run, follow
from resolution.store.clusters import ClusterStore

A, B, C, D = (f"{letter}" * 32 for letter in "abcd")


class World:
    """Clusters that are set by hand, and the history that follows them."""

    def __init__(self) -> None:
        self.clusters, self.history = ClusterStore.open(":memory:"), History.open(":memory:")
        self.mentions = MentionStore.open(":memory:")
        self.done: list[Deed] = []
        self.model, self.at = "m1", 0

    def set(self, *clusters: Cluster, layer: int = 1, pairs: tuple[Pair, ...] = ()) -> int:
        self.at += 1
        over = [1] if layer > 1 else []
        self.clusters.replace(layer, clusters, {}, pairs, self.at, "i", self.model, over=over)
        return self.follow()

    def follow(self) -> int:
        def causes(layer: int) -> Causes:
            since = int(self.history.said(layer, "head") or 0)
            was = Computed(*(str(self.history.said(layer, n) or "") for n in ("model", "code", "ledger")))
            done = [deed for deed in self.done if deed.sequence > since and deed.class_ <= layer]
            return Causes(done, was, now(layer))

        def now(layer: int) -> Computed:
            return Computed(self.clusters.model(layer), "c1", "l1")

        over = {1: (), 11: (1,)}
        run = Run(self.clusters, self.mentions, f"t{self.at}", lambda layer: over[layer], now, causes)
        return follow(self.history, run)

    def judge(self, kind: str, *ends: str, class_: int = 1) -> None:
        self.at = place = self.at + 1
        self.done.append(Deed(kind, f"j{place}", "ana", "t", class_, place, ends))

    def close(self) -> None:
        for store in (self.clusters, self.history, self.mentions):
            store.close()


@pytest.fixture
def world():  # type: ignore[no-untyped-def]
    made = World()
    yield made
    made.close()


def test_a_join_names_its_pair_and_a_split_the_pair_that_no_longer_joins(world: World) -> None:
    assert world.set((A,), (B,)) == 0
    assert world.set((A, B), pairs=(Pair(A, B, 0.98, 5.6),)) == 1
    assert world.set((A,), (B,)) == 1
    joined, split = world.history.about([A], [1])
    assert (joined.what, split.what) == ((JOINED,), (SPLIT,))
    assert joined.causes[0].kind == "score" and joined.causes[0].actor == "resolution m1"
    assert joined.pair and split.pair and (joined.pair.weight, split.pair.a, split.pair.b) == (5.6, A, B)
    assert world.history.about([B], [2]) == [] and world.history.event(joined.key) == joined


def test_a_judgement_and_its_retraction_are_causes_with_their_authors(world: World) -> None:
    world.set((A,), (B,), (C,))
    world.judge("judgement", A, B)
    world.set((A, B), (C,))
    world.judge("retraction", A, B)
    world.judge("judgement", B, C)
    world.set((A,), (B, C))
    first, second = world.history.about([A], [1])
    assert [(c.kind, c.actor, c.ends) for c in first.causes] == [("judgement", "ana", (A, B))]
    assert [c.kind for c in second.causes] == ["judgement", "retraction"]
    assert set(second.what) == {JOINED, SPLIT}


def test_what_came_and_went_is_told_with_its_record(world: World) -> None:
    world.mentions.apply([Mention("r1", "Person", "x", 1)], [], 1, "i")
    [known] = world.mentions.of_records(["r1"])
    world.set((A,), (known.id,))
    world.mentions.apply([], ["r1"], 2, "i")
    world.set((A, B))
    grew, gone = world.history.about([A, known.id], [1])
    if grew.what == (GONE,):
        grew, gone = gone, grew
    assert grew.what == (GREW,) and gone.what == (GONE,) and gone.records == {known.id: "r1"}
    assert [cause.kind for cause in gone.causes] == ["version"]


def test_a_rebuild_tells_only_what_differs(world: World) -> None:
    world.set((A, B), (C,), (D,))
    world.clusters.reset()
    assert world.set((A, B), (C,), (D,)) == 0
    world.clusters.reset()
    world.model = "m2"
    assert world.set((A,), (B, C)) == 2
    changed = world.history.about([A, D], [1])[1:]
    assert {event.what for event in changed} == {(JOINED, SPLIT), (GONE,)}
    assert all("model" in [cause.kind for cause in event.causes] for event in changed)


def test_a_layer_is_told_of_what_it_says_beyond_its_base(world: World) -> None:
    hidden = "e" * 32
    world.set((A,), (B,))
    world.set((A, B, hidden), layer=11)
    assert world.history.about([A], [1]) == []
    [event] = world.history.about([A], [1, 11])
    assert event.before == ((A,), (B,)) and set(event.what) == {JOINED, GREW}
    seen = event.without({hidden}, event.causes)
    assert seen and seen.after == ((A, B),) and event.without({hidden, B}, event.causes) is None


def test_it_lies_in_a_file_of_its_own(tmp_path: Path) -> None:
    with History.open(tmp_path / "history.db") as history, history.writing():
        history.note(0, begun="2026-01-01")
    with History.open(tmp_path / "history.db") as history:
        assert history.begun == "2026-01-01"
