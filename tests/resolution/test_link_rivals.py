"""Mates of one home, persons who moved, and files in which nobody is twice."""

from __future__ import annotations

from random import Random

import numpy as np
import pytest

from resolution.link.read.table import Table, make_table
from resolution.link.resolve import Linked, link

KINDS = {
    "given": "given_name", "middle": "middle_name", "family": "family_name", "street": "street",
    "house": "house_number",
}  # fmt: skip
GIVEN = (
    "anna", "bram", "carla", "dirk", "elsa", "frank", "greta", "hugo", "irma", "jonas", "karel", "lena",
    "marc", "nora", "otto", "paula",
)  # fmt: skip


def homes(count: int, seed: int) -> tuple[list[tuple[str, ...]], list[tuple[str, ...]]]:
    """Two files of households of three; one in fifteen has moved in the second, one in five is not in it."""
    rng = Random(seed)
    first, second = [], []
    for _home in range(count):
        family = "".join(rng.choice("bdklmnprst") + rng.choice("aeiou") for _ in range(3)) + "s"
        street, house = f"street {rng.randrange(900)}", str(rng.randrange(1, 400))
        for given in rng.sample(GIVEN, 3):
            row = (given, rng.choice("abcdefghijkl"), family, street, house)
            first.append(row)
            if rng.random() < 0.8:
                moved = (f"lane {rng.randrange(900)}", str(rng.randrange(1, 400)))
                second.append((*row[:3], *moved) if rng.random() < 1 / 15 else row)
            else:
                second.append(())
    return first, second


def table_of(first: list[tuple[str, ...]], second: list[tuple[str, ...]]) -> tuple[Table, list[int]]:
    """Both files as one table, and who each row is."""
    rows = [(0, who, row) for who, row in enumerate(first)]
    rows += [(1, who, row) for who, row in enumerate(second) if row]
    columns = {name: [row[at] for _, _, row in rows] for at, name in enumerate(KINDS)}
    ids = [f"{file}:{who}" for file, who, _ in rows]
    return make_table(ids, [file for file, _, _ in rows], columns, KINDS), [who for _, who, _ in rows]


@pytest.fixture(scope="module")
def linked() -> tuple[Linked, list[int]]:
    """Two files of 300 homes, linked."""
    table, who = table_of(*homes(300, 1))
    return link(table), who


def test_mates_of_a_home_are_not_taken_for_one_another(linked: tuple[Linked, list[int]]) -> None:
    found, who = linked
    groups: dict[int, set[int]] = {}
    for label, person in zip(found.labels.tolist(), who, strict=True):
        groups.setdefault(label, set()).add(person)
    assert sum(len(persons) > 1 for persons in groups.values()) <= 3


def test_almost_all_find_their_mate_also_when_they_moved(linked: tuple[Linked, list[int]]) -> None:
    found, who = linked
    label_of = dict(zip(found.same.whole.ids, found.labels.tolist(), strict=True))
    pairs = [(f"0:{person}", f"1:{person}") for person in set(who) if f"1:{person}" in label_of]
    assert sum(label_of[a] == label_of[b] for a, b in pairs) > 0.97 * len(pairs)


def test_two_rows_of_a_file_where_nobody_is_twice_never_join(linked: tuple[Linked, list[int]]) -> None:
    found, _ = linked
    census = found.labels[found.same.whole.files == 0]
    assert len(np.unique(census)) == len(census)


def test_a_file_with_doubles_may_give_one_several_mates() -> None:
    first, second = homes(150, 2)
    table, who = table_of(first, [row for row in second for _ in (0, 1)])
    who = [person // 2 if file else person for person, file in zip(who, table.files.tolist(), strict=True)]
    labels = link(table).labels
    groups: dict[int, list[int]] = {}
    for label, person in zip(labels.tolist(), who, strict=True):
        groups.setdefault(label, []).append(person)
    assert sum(len(persons) == 3 for persons in groups.values()) > 300
    assert sum(len(set(persons)) > 1 for persons in groups.values()) <= 3
