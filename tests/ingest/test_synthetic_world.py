"""The synthetic world: the same bytes for a seed, the sizes promised, nothing of the truth in the input."""

from __future__ import annotations

import csv
import hashlib
import os
import subprocess
import sys
from pathlib import Path

import orjson
import pytest

from ingest.synthetic import Summary, generate, known, recall
from ledger.errors import BadInput

PERSONS = 520
CODE = "import sys; from ingest.synthetic import generate; generate(sys.argv[1], int(sys.argv[2]), 1)"


@pytest.fixture(scope="module")
def world(tmp_path_factory: pytest.TempPathFactory) -> Summary:
    return generate(tmp_path_factory.mktemp("world"), PERSONS, 1)


def digest(folder: Path) -> str:
    whole = hashlib.sha256()
    for path in sorted(p for p in folder.rglob("*") if p.is_file()):
        whole.update(str(path.relative_to(folder)).encode() + b"\0" + path.read_bytes())
    return whole.hexdigest()


def test_the_same_seed_gives_the_same_bytes(world: Summary, tmp_path: Path) -> None:
    environment = {**os.environ, "PYTHONHASHSEED": "4711", "TZ": "Asia/Tokyo"}
    command = [sys.executable, "-c", CODE, str(tmp_path / "again"), str(PERSONS)]
    subprocess.run(command, env=environment, check=True, timeout=120)
    assert digest(tmp_path / "again") == digest(world.folder)


def test_another_seed_gives_another_world(tmp_path: Path) -> None:
    generate(tmp_path, 60, 1)
    first = digest(tmp_path)
    generate(tmp_path, 60, 1)
    assert digest(tmp_path) == first
    generate(tmp_path, 60, 2)
    assert digest(tmp_path) != first


def test_a_world_is_recognised_by_its_mark(world: Summary, tmp_path: Path) -> None:
    assert known(world.folder, PERSONS, 1)
    assert not known(world.folder, PERSONS, 2)
    assert not known(tmp_path, PERSONS, 1)
    again = recall(world.folder, PERSONS, 1)
    assert again is not None
    assert (again.counts, again.texts, again.ceiling) == (world.counts, world.texts, world.ceiling)


def test_a_new_world_leaves_nothing_of_the_old(tmp_path: Path) -> None:
    generate(tmp_path, 100, 1)
    stray = tmp_path / "input" / "islp_document" / "OLD_nl_2024-01-01.txt"
    stray.write_text("old")
    mine = tmp_path / "notes.txt"
    mine.write_text("not of the world")
    generate(tmp_path, 60, 1)
    assert not stray.exists()
    assert mine.exists()


def test_a_folder_that_is_no_world_is_left_alone(tmp_path: Path) -> None:
    mine = tmp_path / "input" / "thesis.txt"
    mine.parent.mkdir()
    mine.write_text("years of work")
    with pytest.raises(BadInput, match="another folder"):
        generate(tmp_path, 20, 1)
    assert mine.read_text() == "years of work"


@pytest.mark.parametrize("persons", [20, 33])
def test_the_smallest_worlds_are_whole(tmp_path: Path, persons: int) -> None:
    for seed in range(6):
        made = generate(tmp_path, persons, seed)
        assert len((tmp_path / "truth" / "persons.jsonl").read_bytes().splitlines()) == persons
        assert made.texts > 0


def test_too_small_a_world_is_refused(tmp_path: Path) -> None:
    with pytest.raises(BadInput, match="at least 20"):
        generate(tmp_path, 3)


def test_fifteen_systems_and_more_speak(world: Summary) -> None:
    assert len(world.counts) >= 15
    assert all(world.counts.values())
    assert world.texts >= 1500 * PERSONS // 2000 * 0.9


def test_documents_come_in_three_forms(world: Summary) -> None:
    forms = [path.suffix for path in (world.folder / "input" / "islp_document").iterdir()]
    assert forms.count(".docx") >= 10
    assert forms.count(".pdf") >= 5
    assert forms.count(".txt") >= 10


def test_the_input_does_not_name_who_is_who(world: Summary) -> None:
    with (world.folder / "truth" / "persons.jsonl").open("rb") as file:
        ids = [orjson.loads(line)["id"].encode() for line in file]
    for path in (world.folder / "input").iterdir():
        if path.is_file():
            content = path.read_bytes()
            assert not any(id_ in content for id_ in ids)


def test_every_row_says_that_it_is_synthetic(world: Summary) -> None:
    for path in (world.folder / "input").glob("*.csv"):
        with path.open(encoding="utf-8", newline="") as file:
            delimiter = ";" if ";" in file.readline() else ","
            file.seek(0)
            assert {row["synthetic"] for row in csv.DictReader(file, delimiter=delimiter)} == {"1"}


def test_a_withheld_tie_is_stated_nowhere(world: Summary) -> None:
    with (world.folder / "truth" / "hidden_links.csv").open(encoding="utf-8", newline="") as file:
        ties = list(csv.DictReader(file))
    withheld = [tie for tie in ties if tie["withheld"] == "1"]
    assert withheld
    assert not any(tie["stated_in"] for tie in withheld)
    assert sum(bool(tie["together_in"] or tie["shared"]) for tie in withheld) > len(withheld) / 2


def test_the_ceiling_is_told_and_what_is_under_it_listed(world: Summary) -> None:
    assert world.ceiling is not None
    assert 0.93 < world.ceiling < 1
    with (world.folder / "truth" / "unresolvable.csv").open(encoding="utf-8", newline="") as file:
        reasons = {row["reason"] for row in csv.DictReader(file)}
    assert reasons == {"same values as others", "shares nothing with the others"}
