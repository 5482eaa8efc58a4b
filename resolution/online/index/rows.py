"""What nodes say, in columns: their codes in the file of codes, their words and keys in DuckDB."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import duckdb
import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from resolution.candidates import table
from resolution.candidates.keys import has_more, keys_of
from resolution.candidates.keysql import keys_sql
from resolution.comparison.features import Features
from resolution.comparison.profiles import Profile
from resolution.online.index.codes import CodeFile, codes_of
from resolution.online.index.postings import Batches

BATCH = 1 << 20
Numbers = NDArray[np.int32]


class Rows:
    """The rows of nodes by their numbers, in an empty database in process."""

    def __init__(self, duck: duckdb.DuckDBPyConnection, codes: CodeFile) -> None:
        self.duck, self._codes = duck, codes
        duck.execute("CREATE TABLE key_rows (hash UBIGINT, id INTEGER)")
        duck.register("incoming", table.person_table([]))
        duck.execute(f"CREATE TABLE {table.PERSONS} AS SELECT * FROM incoming")
        duck.unregister("incoming")

    def put(self, nodes: Sequence[int], said: Sequence[Features]) -> None:
        """Write what new nodes say."""
        if not said:
            return
        self._codes.set(nodes, codes_of(said))
        rows = [Profile(f, ("",), ("",)) for f in said]
        words = table.person_table(rows)
        number = words.schema.get_field_index("unique_id")
        words = words.set_column(number, "unique_id", pa.array(nodes, pa.int64()))
        held = [(key, node) for node, f in zip(nodes, said, strict=True) if has_more(f) for key in keys_of(f)]
        several = {
            "key": pa.array([key for key, _ in held], pa.string()),
            "id": pa.array([n for _, n in held], pa.int64()),
        }
        tables = {"incoming": words, "sounds": table.sound_table(rows), "several": pa.table(several)}
        for name, made in tables.items():
            self.duck.register(name, made)
        self.duck.execute(f"INSERT INTO {table.PERSONS} SELECT * FROM incoming")
        self.duck.execute(
            "INSERT INTO key_rows SELECT md5_number_lower(key), id::INTEGER FROM ("
            f"SELECT p.unique_id AS id, unnest({keys_sql()}) AS key FROM incoming p POSITIONAL JOIN sounds w"
            f" WHERE NOT ({table.HAS_MORE}) UNION ALL SELECT id, key FROM several)"
        )
        for name in tables:
            self.duck.unregister(name)

    def again(self, nodes: Sequence[int], said: Sequence[Features]) -> None:
        """Write what nodes say now, instead of what they said."""
        self.duck.register("changed", pa.table({"id": pa.array(nodes, pa.int64())}))
        self.duck.execute(f"DELETE FROM {table.PERSONS} WHERE unique_id IN (SELECT id FROM changed)")
        self.duck.execute("DELETE FROM key_rows WHERE id IN (SELECT id FROM changed)")
        self.duck.unregister("changed")
        self.put(nodes, said)

    def copy(self, nodes: Sequence[tuple[int, int]]) -> None:
        """Write for each of these nodes the same as for another one."""
        if not nodes:
            return
        to, like = np.array(nodes, np.int64).T
        self._codes.set(to, self._codes.get(like))
        self.duck.register("copies", pa.table({"node": to, "of": like}))
        self.duck.execute(
            f"INSERT INTO {table.PERSONS} SELECT p.* REPLACE (c.node AS unique_id)"
            f" FROM copies c JOIN {table.PERSONS} p ON p.unique_id = c.of"
        )
        self.duck.execute(
            "INSERT INTO key_rows SELECT k.hash, c.node::INTEGER FROM copies c JOIN key_rows k ON k.id = c.of"
        )
        self.duck.unregister("copies")

    def count_keys(self) -> None:
        """Make table `key_sizes` of the keys that several nodes have."""
        self.duck.execute(
            "CREATE TABLE key_sizes AS SELECT hash, count(*) AS size FROM key_rows"
            " GROUP BY hash HAVING size > 1"
        )

    def candidates(self) -> tuple[Numbers, Numbers]:
        """The nodes that share a key which is not too large, pair by pair: the smaller number, the larger."""
        found = self.duck.execute(
            "WITH shared AS MATERIALIZED (SELECT hash, id FROM key_rows"
            f" WHERE hash IN (SELECT hash FROM key_sizes WHERE size <= {table.CAP}))"
            " SELECT DISTINCT a.id AS l, b.id AS r FROM shared a JOIN shared b USING (hash) WHERE a.id < b.id"
        ).fetchnumpy()
        pairs = np.asarray(found["l"], np.int64)
        pairs <<= 32
        pairs |= found["r"]
        del found
        pairs.sort()
        return (pairs >> 32).astype(np.int32), (pairs & 0xFFFFFFFF).astype(np.int32)

    def wide(self) -> list[tuple[int, int]]:
        """The keys that too many hold: the hash, and one of the nodes."""
        found = self.duck.execute(
            "SELECT hash, min(id) FROM key_sizes JOIN key_rows USING (hash)"
            f" WHERE size > {table.CAP} GROUP BY hash ORDER BY hash"
        ).fetchall()
        return [(signed(hash_), int(id_)) for hash_, id_ in found]

    def postings(self) -> tuple[int, Batches]:
        """How many keys all nodes have, and their hashes with the nodes in the order of both."""
        [(size,)] = self.duck.execute("SELECT count(*) FROM key_rows").fetchall()
        return int(size), self._batches()

    def _batches(self) -> Iterator[tuple[NDArray[np.int64], NDArray[np.uint32]]]:
        signed = "(hash::HUGEINT - CASE WHEN hash >> 63 = 1 THEN 18446744073709551616 ELSE 0 END)::BIGINT"
        query = f"SELECT {signed} AS signed, id FROM key_rows ORDER BY signed, id"
        for batch in self.duck.sql(query).to_arrow_reader(BATCH):
            yield batch.column(0).to_numpy(), batch.column(1).to_numpy().astype(np.uint32)


def signed(hash_: int) -> int:
    """A hash as a signed number of 64 bits."""
    return hash_ - (1 << 64) if hash_ >> 63 else hash_
