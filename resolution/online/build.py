"""The index in bulk: profiles, candidates, pairs and clusters by the batch, then written in order."""

from __future__ import annotations

import sqlite3
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import Any

import duckdb
import numpy as np

from resolution.engine import DUCKDB, compare, weighed
from resolution.features import Features
from resolution.generic import holder
from resolution.judgements import Judgements
from resolution.met import clashing
from resolution.model import Model
from resolution.online.codes import CODE, CodeFile, code_of
from resolution.online.groups import Said, identifiers, slots
from resolution.online.meetings import row_of
from resolution.online.schema import packed
from resolution.online.tables import body_of, digest_of
from resolution.persons import Persons, cluster_nodes, names_one, nodes_of
from resolution.profiles import Profile, profiles
from resolution.table import connect, put_keys

CHUNK = 10_000


@dataclass(frozen=True)
class _Mention:
    """What profiles reads of a mention."""

    id: str
    record: str


@dataclass
class _Group:
    """Equal features with the mentions that have them."""

    id: int
    said: list[tuple[str, str]]


def build(
    db: sqlite3.Connection,
    codes: CodeFile,
    model: Model,
    said: Iterable[Said],
    judged: Judgements,
    engine: str = DUCKDB,
) -> Persons:
    """Fill an empty index with these mentions; whoever calls holds the transaction."""
    rows = sorted(said, key=lambda row: row.mention)
    made = profiles(((_Mention(row.mention, row.record), row.features) for row in rows), judged.judged)
    groups = _groups(rows)
    nodes = nodes_of(made.rows, model)
    place = {mention: number for number, node in enumerate(nodes, start=1) for mention in node.mentions}
    _write_groups(db, groups, nodes, place, model)
    _write_said(db, rows, groups, place)
    _write_codes(codes, nodes)
    with connect(threads=2) as duck:
        found = weighed(duck, nodes, model) if engine == DUCKDB else compare(nodes, model, engine)
        if engine != DUCKDB:
            put_keys(duck, nodes)
        _write_postings(db, duck)
    db.executemany(
        "INSERT INTO pair VALUES (?, ?, ?)",
        sorted((place[pair.a], place[pair.b], pair.weight) for pair in found.pairs),
    )
    judgements = [(a, b, 1) for a, b in judged.same] + [(a, b, 0) for a, b in judged.different]
    db.executemany(
        "INSERT INTO judged VALUES (?, ?, ?)", ((packed(a), packed(b), same) for a, b, same in judgements)
    )
    cluster: dict[int, int] = {}
    clusters = cluster_nodes(nodes, found.pairs, model, judged)
    for members in clusters:
        numbers = {place[mention] for mention in members}
        cluster |= dict.fromkeys(numbers, min(numbers))
    alone = judged.judged | _write_met(db, rows, groups)
    _write_nodes(db, groups, nodes, cluster, alone)
    return Persons(clusters, found.pairs, found.candidates, tuple(found.capped), made.generic)


def _groups(rows: Sequence[Said]) -> dict[Features, _Group]:
    groups: dict[Features, _Group] = {}
    for row in rows:
        group = groups.setdefault(row.features, _Group(len(groups) + 1, []))
        group.said.append((row.mention, row.record))
    return groups


def _write_groups(
    db: sqlite3.Connection,
    groups: dict[Features, _Group],
    nodes: Sequence[Profile],
    place: dict[str, int],
    model: Model,
) -> None:
    names: dict[str, set[str]] = {}
    for raw, group in groups.items():
        used = nodes[place[group.said[0][0]] - 1].features
        body = body_of(raw)
        other = None if used == raw else body_of(used)
        row = (group.id, digest_of(body), body, other, int(names_one(used, model)))
        db.execute("INSERT INTO grp VALUES (?, ?, ?, ?, ?)", row)
        for number in identifiers(raw):
            names.setdefault(number, set()).add(holder(raw))
            db.execute("INSERT INTO holder VALUES (?, ?, ?)", (number, holder(raw), group.id))
        for key in raw.source_keys:
            db.execute("INSERT INTO source VALUES (?, ?)", (key, group.id))
    db.executemany("INSERT INTO generic VALUES (?, ?)", sorted((n, len(held)) for n, held in names.items()))


def _write_said(
    db: sqlite3.Connection, rows: Sequence[Said], groups: dict[Features, _Group], place: dict[str, int]
) -> None:
    db.executemany(
        "INSERT INTO said (mention, record, grp, node) VALUES (?, ?, ?, ?)",
        (
            (packed(row.mention), packed(row.record), groups[row.features].id, place[row.mention])
            for row in rows
        ),
    )


def _write_met(db: sqlite3.Connection, rows: Sequence[Said], groups: dict[Features, _Group]) -> set[str]:
    """Write how mentions were met; returns those that were met too far from others of the same words."""
    met = {row.mention: row.features.met for row in rows if row.features.met}
    if not met:
        return set()
    held = [(group, [(id_, met[id_]) for id_, _ in group.said if id_ in met]) for group in groups.values()]
    db.executemany(
        "INSERT INTO met VALUES (?, ?, ?, ?, ?)",
        (row_of(id_, group.id, own) for group, some in held for id_, own in some),
    )
    return {id_ for _, some in held for id_ in clashing(some)}


def _write_nodes(
    db: sqlite3.Connection,
    groups: dict[Features, _Group],
    nodes: Sequence[Profile],
    cluster: dict[int, int],
    alone: Collection[str],
) -> None:
    slot: dict[str, tuple[int, Any]] = {}
    one = dict(db.execute("SELECT id, one FROM grp"))
    for raw, group in groups.items():
        made = slots(group.said, alone, bool(one[group.id]), raw.is_empty)
        slot |= {mention: (group.id, own) for mention, own in made.items()}
    db.executemany(
        "INSERT INTO node VALUES (?, ?, ?, ?, ?)",
        (
            (number, *slot[node.name], packed(node.name), cluster[number])
            for number, node in enumerate(nodes, start=1)
        ),
    )


def _write_codes(codes: CodeFile, nodes: Sequence[Profile]) -> None:
    codes.reach(len(nodes))
    stream, number = iter(nodes), 1
    while some := list(islice(stream, CHUNK)):
        codes.put_many(number, np.array([code_of(node.features) for node in some], CODE))
        number += len(some)


def _write_postings(db: sqlite3.Connection, duck: duckdb.DuckDBPyConnection) -> None:
    """The keys as the batch made them, sorted by their hashes so that the table is written once through."""
    found = duck.execute("SELECT hash, id FROM key_rows").fetchnumpy()
    hashes = np.asarray(found["hash"], np.uint64).view(np.int64)
    nodes = np.asarray(found["id"], np.int64) + 1
    order = np.lexsort((nodes, hashes))
    for start in range(0, len(order), CHUNK * 10):
        some = order[start : start + CHUNK * 10]
        rows = zip(hashes[some].tolist(), nodes[some].tolist(), strict=True)
        db.executemany("INSERT INTO posting VALUES (?, ?)", rows)
    query = "SELECT hash, key FROM wide_keys ORDER BY key"
    db.executemany("INSERT INTO wide VALUES (?, ?)", _signed(duck.execute(query).fetchall()))


def _signed(rows: Iterable[tuple[int, str]]) -> Iterator[tuple[int, str]]:
    for hash_, key in rows:
        yield (hash_ - (1 << 64) if hash_ >> 63 else hash_), key
