"""Backups that were changed, full disks, data that others use: nothing is put in the place of any."""

from __future__ import annotations

import resource
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from hashlib import sha256
from pathlib import Path

import orjson
import pytest

from api.backup import DIGEST, MANIFEST, backup
from api.installation import Installation
from api.restore import restore
from api.settings import Settings
from api.stages.receive import receive
from ingest.feeds import load
from ledger.act import Act
from ledger.errors import BadInput, Tampered, Unavailable

FEED = """\
name: people
source: TEST
labels: {nl: personen, fr: personnes, de: Personen, en: people}
format: csv
key: [number]
mentions:
  person: {type: Person, values: {firstName: first, lastName: last}}
"""


@pytest.fixture
def house(tmp_path: Path) -> Iterator[Installation]:
    """Two persons, one of whom was erased, and a backup of it in `copy`."""
    (tmp_path / "people.yaml").write_text(FEED)
    (tmp_path / "people.csv").write_text("number,first,last\n1,Jan,Zwartepoort\n2,Els,Maes\n")
    with Installation(settings(tmp_path, "data")) as opened:
        receive(opened, [tmp_path / "people.csv"], load(tmp_path / "people.yaml"))
        opened.ledger.erase([("TEST", "2")], Act("ana", "erasure", "a test"), "a test")
        backup(opened, tmp_path / "copy", content=False)
        yield opened


def settings(folder: Path, data: str, keys: str = "keys") -> Settings:
    return Settings(data=folder / data, keys=str(folder / keys), actor="ana")


def said(copy: Path, **other: object) -> None:
    """Have a manifest say something else."""
    told = orjson.loads((copy / MANIFEST).read_bytes())
    (copy / MANIFEST).write_bytes(orjson.dumps(told | other))


@pytest.mark.parametrize(
    "other",
    [{"erasures": 0}, {"head": 1}, {"made": ""}, {"sequence": ""}, {"content": "x"}, {"files": {}}],
    ids=str,
)
def test_what_a_manifest_says_is_held_to_its_digest(
    house: Installation, tmp_path: Path, other: dict[str, object]
) -> None:
    said(tmp_path / "copy", **other)
    with pytest.raises(Tampered, match="was changed"):
        restore(settings(tmp_path, "new", "none"), tmp_path / "copy", process=False)
    assert not (tmp_path / "new").exists()


def test_a_backup_of_another_version_says_which_restores_it(house: Installation, tmp_path: Path) -> None:
    said(tmp_path / "copy", format=2)
    with pytest.raises(BadInput, match="the version that wrote it"):
        restore(settings(tmp_path, "new"), tmp_path / "copy", process=False)


def test_no_name_leads_out_of_the_data_directory(house: Installation, tmp_path: Path) -> None:
    """Beside the data directory lies a folder of the same name as the backup's: that of the keys."""
    copy, there = tmp_path / "media" / "keys", tmp_path / "keys" / "heads"
    shutil.copytree(tmp_path / "copy", copy)
    (copy / "heads").write_bytes(b"x")
    (copy / "in").mkdir()
    files = orjson.loads((copy / MANIFEST).read_bytes())["files"]
    for name in ("../keys/heads", "in/../../keys/heads"):
        digest = None  # as the first versions wrote it
        said(copy, files=files | {name: [1, sha256(b"x").hexdigest()]}, **{DIGEST: digest})
        with pytest.raises(Tampered, match="not what was written"):
            restore(settings(tmp_path, "new"), copy, process=False)
    assert not there.exists()


def test_what_cannot_be_restored_leaves_nothing_behind(house: Installation, tmp_path: Path) -> None:
    said(tmp_path / "copy", sequence="another", **{DIGEST: None})
    with pytest.raises(Tampered, match="not restored as it was written"):
        restore(settings(tmp_path, "new"), tmp_path / "copy", process=False)
    assert not (tmp_path / "new").exists() and not (tmp_path / "new.restoring").exists()


def test_a_full_disk_says_what_to_do_and_leaves_what_was_there(house: Installation, tmp_path: Path) -> None:
    with small_files(64 * 1024), pytest.raises(Unavailable, match="make room"):
        backup(house, tmp_path / "second", content=False)
    (tmp_path / "new").mkdir()
    (tmp_path / "new" / "mine").write_text("kept")
    with small_files(64 * 1024), pytest.raises(Unavailable, match="Nothing was put in its place"):
        restore(settings(tmp_path, "new"), tmp_path / "copy", force=True, process=False)
    assert (tmp_path / "new" / "mine").read_text() == "kept"
    assert not (tmp_path / "new.restoring").exists()


@contextmanager
def small_files(size: int) -> Iterator[None]:
    """No file may grow beyond so many bytes."""
    was = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, was[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, was)


def test_nothing_is_put_in_the_place_of_what_another_command_writes(
    house: Installation, tmp_path: Path
) -> None:
    with pytest.raises(Unavailable, match="end it first"):
        restore(house.settings, tmp_path / "copy", force=True, process=False)
    house.close()
    done = restore(house.settings, tmp_path / "copy", force=True, process=False)
    assert done.aside is not None and (done.aside / "ledger.db").exists()


def test_while_a_backup_is_restored_no_other_command_begins(house: Installation, tmp_path: Path) -> None:
    house.close()
    refused: list[str] = []

    def tell(stage: str, done: int, of: int) -> None:
        if stage == "copy":
            with Installation(house.settings) as other, pytest.raises(Unavailable, match="wait") as error:
                other.ledger.head()
            refused.append(error.value.detail)

    restore(house.settings, tmp_path / "copy", force=True, process=False, tell=tell)
    assert refused
    with Installation(house.settings) as after:
        assert after.ledger.status()["erasures"] == 1
