"""Backup: what cannot be derived again, copied while the program runs, with the hash of each file."""

from __future__ import annotations

import hashlib
import os
import sqlite3
from collections.abc import Callable, Mapping
from contextlib import closing
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from pathlib import Path

import orjson

from api.dropped import FOLDER
from api.installation import HISTORY, REJECTS, Installation
from api.progress import Tell, silent
from api.stages.project import NAME as GRAPH
from api.stages.project import position
from graph.content_hash import content_hash
from graph.passages.manifest import FILE as MANIFEST_DB
from graph.passages.manifest import Manifest
from ingest.version import reading_version
from ledger.canonical import JSON, canonical, identify
from ledger.copies import sequence_hash, snapshot
from ledger.errors import BadInput, Tampered, Unavailable
from ledger.keys import settle
from ledger.ledger import Ledger

FORMAT = 1
MANIFEST, LEDGER, DIGEST = "manifest.json", "ledger.db", "digest"
TRIES, CHUNK = 20, 1 << 20


@dataclass(frozen=True)
class Kept:
    """What a backup holds: its files with size and SHA-256, and what the ledger and the graph were.

    `sequence` is the hash of the ledger's sequence, `content` that of the graph ("" where it was behind the
    ledger), `versions` what the graph was derived with.
    """

    format: int
    made: str
    head: int
    erasures: int
    sequence: str
    content: str
    versions: str
    files: dict[str, tuple[int, str]]


def backup(house: Installation, target: Path, content: bool = True, tell: Tell = silent) -> Kept:
    """Copy ledger, history of clusters, passages and rejects into a new folder; others go on writing.

    Keys and journals of erasures are not in it, nor what is derived again. `content`: also the graph's hash.
    """
    _empty(target)
    try:
        with house.ledger.acted(house.act("consultation", "backup", folder=target.name)) as outcome:
            kept = _copied(house, target, content, tell)
            _write(target, kept)
            outcome |= {"head": kept.head, "sequence": kept.sequence, "files": len(kept.files)}
    except (OSError, sqlite3.OperationalError) as error:
        raise Unavailable(
            f"The backup cannot be written to {target}: {reason(error)}. It is not whole and will not be"
            " restored; make room, remove the folder and begin anew."
        ) from error
    return kept


def _copied(house: Installation, target: Path, content: bool, tell: Tell) -> Kept:
    before = house.ledger.head()
    graph = _content(house, before) if content else ""
    snapshot(house.settings.ledger, target / LEDGER, lambda done, of: tell("ledger", done, of))
    with Ledger.open(f"sqlite:///{target / LEDGER}") as copied:
        head, sequence = copied.check(), sequence_hash(copied)
        erasures = int(copied.status()["erasures"])
    _history(house.settings.data, target)
    copy_passages(house.settings.data / FOLDER, target / FOLDER, tell)
    rejects = house.settings.data / REJECTS
    for file in sorted(rejects.glob("*")) if rejects.is_dir() else []:
        copy_file(file, target / REJECTS / file.name)
    files = {
        str(file.relative_to(target)): hashed(file) for file in sorted(target.rglob("*")) if file.is_file()
    }
    made = datetime.now(UTC).isoformat(timespec="seconds")
    return Kept(
        FORMAT, made, head, erasures, sequence, graph if head == before else "", versions(house), files
    )


def read_manifest(source: Path) -> Kept:
    """What a backup says that it holds; BadInput for a folder that is none."""
    file = source / MANIFEST
    if not file.is_file():
        raise BadInput(f"{source} is no backup, or one that was cut short: there is no {MANIFEST} in it.")
    try:
        said = orjson.loads(file.read_bytes())
        if said["format"] != FORMAT:
            raise BadInput(
                f"This backup has the format {said['format']}, this Locard reads {FORMAT}: restore it with"
                " the version that wrote it."
            )
        digest = said.pop(DIGEST, None)  # not in the manifests of the first versions
        if digest is not None and digest != _digest(said):
            raise ValueError(DIGEST)
        files = {name: (int(size), str(hash_)) for name, (size, hash_) in said.pop("files").items()}
        kept = Kept(files=files, **said)
    except (ValueError, TypeError, KeyError, AttributeError) as error:
        raise Tampered(f"{file} was changed: take another backup.") from error
    return kept


def reason(error: Exception) -> str:
    """Why something could not be written, in the system's words."""
    return str(getattr(error, "strerror", None) or error)


def _digest(said: Mapping[str, JSON]) -> str:
    """SHA-256 of what a manifest says, itself apart."""
    return hashlib.sha256(canonical(dict(said))).hexdigest()


def verify(source: Path, kept: Kept, tell: Tell = silent) -> None:
    """Compare each file with its hash; Tampered names those that differ or are not there."""
    wrong = []
    for number, (name, told) in enumerate(kept.files.items(), 1):
        plain = ".." not in Path(name).parts  # it is copied into another folder under the same name
        inside = plain and (source / name).resolve().is_relative_to(source.resolve())
        if not inside or not (source / name).is_file() or hashed(source / name) != told:
            wrong.append(name)
        tell("verify", number, len(kept.files))
    if wrong:
        raise Tampered(f"The backup is not what was written: {', '.join(wrong[:5])}. Take another one.")


def versions(house: Installation) -> str:
    """What mentions are derived with, beside the ledger."""
    return identify(house.ontology.version, reading_version())


def copy_file(source: Path, target: Path) -> None:
    """Copy a file; on the disk when it returns."""
    target.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    with source.open("rb") as here, target.open("wb") as there:
        while chunk := here.read(CHUNK):
            there.write(chunk)
        there.flush()
        os.fsync(there.fileno())


def hashed(file: Path) -> tuple[int, str]:
    """Size and SHA-256 of a file."""
    with file.open("rb") as opened:
        return file.stat().st_size, hashlib.file_digest(opened, "sha256").hexdigest()


def copy_passages(source: Path, target: Path, tell: Tell = silent) -> None:
    """Copy the store of passages as it stands at one moment; files folded meanwhile are taken anew."""
    if not (source / MANIFEST_DB).exists():
        return
    _again(lambda: _passages_once(source, target, tell))


def _passages_once(source: Path, target: Path, tell: Tell) -> bool:
    target.mkdir(parents=True, exist_ok=True, mode=0o700)
    (target / MANIFEST_DB).unlink(missing_ok=True)
    _sqlite(source / MANIFEST_DB, target / MANIFEST_DB)
    with closing(Manifest(target)) as manifest:
        parts = manifest.parts()
    _sqlite_plain(target / MANIFEST_DB)
    named = {part.name for part in parts}
    for file in target.glob("month=*/hour=*/*"):
        if str(file.relative_to(target)) not in named:
            file.unlink()
    for number, part in enumerate(parts, 1):
        try:
            if not (target / part.name).exists():
                copy_file(source / part.name, target / part.name)
        except FileNotFoundError:
            return False
        tell("passages", number, len(parts))
    return True


def _again(attempt: Callable[[], bool]) -> None:
    for _ in range(TRIES):
        if attempt():
            return
    raise Unavailable("The passages were folded again and again while they were copied: try again.")


def _history(data: Path, target: Path) -> None:
    """What became of clusters: no rebuild makes it again."""
    if (data / HISTORY).exists():
        _sqlite(data / HISTORY, target / HISTORY)
        _sqlite_plain(target / HISTORY)


def _sqlite(source: Path, target: Path) -> None:
    with closing(sqlite3.connect(source)) as here, closing(sqlite3.connect(target)) as there:
        here.backup(there)


def _sqlite_plain(file: Path) -> None:
    """One file, without a journal beside it."""
    with closing(sqlite3.connect(file)) as there:
        there.execute("PRAGMA journal_mode = DELETE")


def _content(house: Installation, head: int) -> str:
    """The graph's content hash, "" where it is behind the ledger."""
    if house.mentions.position != head or position(house, GRAPH) != house.clusters.head():
        return ""
    return content_hash(house.store)


def _empty(target: Path) -> None:
    if target.exists() and (not target.is_dir() or any(target.iterdir())):
        raise BadInput(f"{target} is there already and not empty: name a new folder for each backup.")
    try:
        target.mkdir(parents=True, exist_ok=True, mode=0o700)
    except OSError as error:
        raise BadInput(f"{target} cannot be made ({reason(error)}): name another folder.") from error


def _write(target: Path, kept: Kept) -> None:
    """The manifest comes last: a folder without is no backup."""
    for folder in {(target / name).parent for name in kept.files}:
        settle(folder)
    draft = target / f"{MANIFEST}.writing"
    said = asdict(kept) | {DIGEST: _digest(asdict(kept))}
    with draft.open("wb") as out:
        out.write(orjson.dumps(said, option=orjson.OPT_INDENT_2 | orjson.OPT_SORT_KEYS))
        out.flush()
        os.fsync(out.fileno())
    draft.replace(target / MANIFEST)
    settle(target)
