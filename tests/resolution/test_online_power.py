"""A loss of power takes back the last commits of the index; the ledger, which is ahead, brings them again."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from test_online_exact import MODEL, Village, check
from test_online_follow import rows
from test_online_kill_generic import before, called, houses, later

from resolution.judgements import Judgements
from resolution.layers.batch import resolve
from resolution.online.follow import follow
from resolution.online.online import Online
from resolution.store.clusters import ClusterStore

DATABASE = ("online.db", "online.db-wal")


@pytest.mark.parametrize("torn", [0, 1, 3000, 40_000, 10**9])
def test_commits_that_never_reached_the_disk_are_made_again(tmp_path: Path, torn: int) -> None:
    """The database as it was ten commits ago, or with less of its log; codes and keys as they are now."""
    whole, cut = tmp_path / "whole", tmp_path / "cut"
    said = Village(7, 40).said
    with Online.open(whole, MODEL, 1) as index:
        index.fill(said[:20], position=20, incarnation="x")
        for place, row in enumerate(said[20:], start=21):
            with index.following(place, "x"):
                index.put([row])
            if place == 30:
                cut.mkdir()
                for name in DATABASE:
                    shutil.copy(whole / name, cut / name)
    for file in whole.iterdir():
        if not file.name.startswith("online.db"):
            shutil.copy(file, cut / file.name)
    log = cut / DATABASE[1]
    with log.open("r+b") as held:
        held.truncate(max(0, log.stat().st_size - torn))
    with Online.open(cut, MODEL, 1) as index:
        at = index.position
        assert at == 30 if not torn else 20 <= at < 30
        check(index, said[:at], Judgements())
        for place, row in enumerate(said[at:], start=at + 1):
            with index.following(place, "x"):
                index.put([row])
        check(index, said, Judgements())


@pytest.mark.parametrize("both", [True, False])
def test_whoever_follows_the_ledger_ends_at_the_same_clusters(tmp_path: Path, both: bool) -> None:
    """The index falls back, and the clusters with it or not: what follows next brings both to the end."""
    mentions, clusters = houses(tmp_path)
    with mentions, clusters:
        mentions.apply(before(), [], 1, "x")
        follow(tmp_path / "index", mentions, clusters, MODEL, 1)
    shutil.copytree(tmp_path / "index", tmp_path / "kept")
    shutil.copy(tmp_path / "clusters.db", tmp_path / "kept.db")
    mentions, clusters = houses(tmp_path)
    with mentions, clusters:
        mentions.apply(later(), [], 2, "x")
        follow(tmp_path / "index", mentions, clusters, MODEL, 1)
    shutil.rmtree(tmp_path / "index")
    shutil.move(tmp_path / "kept", tmp_path / "index")
    if both:
        shutil.move(tmp_path / "kept.db", tmp_path / "clusters.db")
    mentions, clusters = houses(tmp_path)
    with mentions, clusters, ClusterStore.open(":memory:") as anew:
        mentions.apply(called(5, "last"), ["a3"], 3, "x")
        done = follow(tmp_path / "index", mentions, clusters, MODEL, 1)
        assert ("index" in done.seconds) == both
        resolve(mentions, anew, MODEL, 1)
        for table in ("member", "pair", "against"):
            assert rows(clusters, table) == rows(anew, table)
