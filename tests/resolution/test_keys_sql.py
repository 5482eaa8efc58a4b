"""The keys that are made in bulk are those that are made row by row, however odd the values."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import given, settings
from hypothesis import strategies as st
from test_online_bounds import rows

from resolution.candidates.keys import KEYS, keys_of
from resolution.candidates.keysql import MANY, ONE
from resolution.candidates.table import CAP, connect, put_candidates, put_keys
from resolution.comparison.features import Features
from resolution.comparison.profiles import Profile
from resolution.online.index.nodes import hash_of


def profiled(made: list[Features]) -> list[Profile]:
    return [Profile(row, (f"{at:03}",), (f"r{at}",)) for at, row in enumerate(made)]


def is_dated(f: Features) -> bool:
    return f.birth.count("-") in (0, 2) and (not f.birth or "-" in f.birth)


def test_each_function_is_there_as_sql() -> None:
    assert set(ONE) | set(MANY) == set(KEYS)


@settings(max_examples=60, deadline=None)
@given(st.lists(rows().filter(is_dated), min_size=1, max_size=40))
def test_keys_in_bulk_are_those_of_each_row(made: list[Features]) -> None:
    first = made[0]
    made += [
        replace(first, birth="1980-01-01"),
        replace(first, surnames=("maes",), homes=("kerkstraat|1|9000",)),
    ]
    with connect(threads=1) as db:
        put_keys(db, profiled(made))
        found = db.execute("SELECT hash, id FROM key_rows").fetchall()
    wanted = [(hash_of(key) % (1 << 64), at) for at, row in enumerate(made) for key in keys_of(row)]
    assert sorted(found) == sorted(wanted)


def test_keys_of_too_many_are_known_by_name() -> None:
    jan = Features(given="jan", given_root="jan", surname="peeters", surname_sound="pitrs")
    many = [replace(jan, contacts=(f"phone:{at}",)) for at in range(CAP + 1)]
    with connect(threads=1) as db:
        capped = put_candidates(db, profiled(many))
        words = sorted(row[0] for row in db.execute("SELECT key FROM wide_keys").fetchall())
        pairs = db.execute("SELECT count(*) FROM candidates").fetchall()
    assert words == sorted(key for key in keys_of(jan))
    assert capped == [(name, 1, CAP + 1) for name in ("full_name", "rare_surname", "sounding_name")]
    assert pairs == [(0,)]
