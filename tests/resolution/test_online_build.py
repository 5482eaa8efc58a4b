"""The index in bulk: what its chunks make is what the batch makes, and what the records one by one would."""

from __future__ import annotations

import random
from itertools import pairwise
from pathlib import Path

import numpy as np
import pyarrow as pa
import pytest
from test_online_exact import MODEL, Village, batch, check, made

from resolution.candidates.keys import keys_of
from resolution.candidates.table import connect
from resolution.online import build, intake
from resolution.online.index.codes import CODE, CodeFile, code_of, codes_of
from resolution.online.index.columns import Columns
from resolution.online.index.nodes import hash_of
from resolution.online.index.rows import Rows
from resolution.online.online import Online
from resolution.weights.coded import PARTS, TEXTS, TOKENS, Coded, Lists


@pytest.mark.parametrize("seed", range(3))
def test_chunks_of_any_size_and_order_make_what_the_batch_makes(
    seed: int, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(intake, "CHUNK", 7)
    monkeypatch.setattr(build, "TOGETHER", 5)
    monkeypatch.setattr(build, "WEIGHED", 11)
    said = Village(seed, 120).said
    judged = made({(said[0].mention, said[40].mention): True, (said[3].mention, said[9].mention): False})
    random.Random(seed).shuffle(said)
    with Online.open(tmp_path, MODEL, 1) as index:
        done = index.load(iter(said), judged)
        expected = batch(said, judged)
        assert done.clusters == sorted(expected.clusters)
        assert done.candidates == expected.candidates and done.capped == expected.capped
        check(index, said, judged)
    with Online.open(tmp_path, MODEL, 1) as index:
        index.remove([row.mention for row in said[:60]])
        index.put_many([row] for row in said[30:60])
        check(index, said[30:], judged)


def test_each_loaded_node_has_its_keys(tmp_path: Path) -> None:
    said = Village(5, 60).said
    with Online.open(tmp_path, MODEL, 1) as index:
        index.fill(said)
        nodes = index._tables.nodes(range(1, 200))
        for node, features in zip(nodes, index._tables.features(nodes), strict=True):
            hashes = [hash_of(key) for key in keys_of(features)]
            found = index._postings.loaded_with(hashes)
            assert all(node.id in found[hash_] for hash_ in hashes)
        assert sum(map(len, map(index._postings.holders, found, [999] * len(found)))) >= len(found)


def test_loading_again_leaves_one_file_of_keys_and_one_that_is_lost_is_made_again(tmp_path: Path) -> None:
    said = Village(6, 40).said
    with Online.open(tmp_path, MODEL, 1) as index:
        index.fill(said[:10])
        index.fill(said[:20])
        index.remove([said[2].mention])
    [held] = tmp_path.glob("online.keys.*")
    held.unlink()
    with Online.open(tmp_path, MODEL, 1) as index:
        index.put_many([row] for row in said[20:])
        check(index, [*said[:2], *said[3:]], made({}))


def test_a_load_that_fails_leaves_what_was_there(tmp_path: Path) -> None:
    said = Village(7, 30).said
    with Online.open(tmp_path, MODEL, 1) as index:
        index.fill(said[:20])
        with pytest.raises(Exception, match="UNIQUE"):
            index.fill([*said, said[0]])
        check(index, said[:20], made({}))
        index.put_many([row] for row in said[20:])
        check(index, said, made({}))


def listed(column: Lists) -> list[list[str]]:
    values = column.words.take(pa.array(column.codes)).to_pylist()
    return [values[start:end] for start, end in pairwise(column.starts.tolist())]


def test_columns_and_codes_are_those_of_the_rows() -> None:
    said = [row.features for row in Village(8, 80).said]
    assert (codes_of(said) == np.array([code_of(f) for f in said], CODE)).all()
    with connect(threads=1) as duck:
        rows = Rows(duck, CodeFile(None))
        rows.put(range(1, 51), said[:50])
        rows.put(range(51, 81), said[50:])
        rows.again([3, 60], [said[3], said[60]])
        said[2], said[59] = said[3], said[60]
        columns, coded = Columns(duck, said), Coded(said)
    for name in (*TEXTS, "birth", "birth_part"):
        one, other = getattr(columns, name), getattr(coded, name)
        assert [one.values[at] for at in one.codes] == [other.values[at] for at in other.codes]
    for name in (*TOKENS, *PARTS):
        one, other = getattr(columns, name), getattr(coded, name)
        assert [sorted(values) for values in listed(one)] == [sorted(values) for values in listed(other)]
    assert columns.more.tolist() == coded.more.tolist()
