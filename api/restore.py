"""Restore: a backup becomes an installation again; what is derived is derived anew and compared."""

from __future__ import annotations

import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from sqlalchemy import make_url

from api.backup import LEDGER, Kept, copy_file, read_manifest, reason, verify, versions
from api.installation import GRAPH, IN_USE, Installation
from api.passages import open_passages
from api.pipeline import bring_up_to_date
from api.progress import Tell, silent
from api.settings import Settings
from graph.content_hash import content_hash
from graph.store.home import Home
from graph.store.locks import held, is_held
from graph.store.store import GraphStore
from ledger.act import Act
from ledger.copies import put_back, sequence_hash
from ledger.errors import BadInput, Tampered, Unavailable
from ledger.journal import Journal
from ledger.ledger import Ledger
from ledger.tokens import Tokens


@dataclass(frozen=True)
class Restored:
    """What came of it: the ledger's head, erasures that were repeated, and the two hashes of the graph.

    `aside` is where the data lie that were there before, None where there were none.
    """

    kept: Kept
    head: int
    repeated: int
    content: str
    aside: Path | None

    @property
    def comparable(self) -> bool:
        """True when the graph must have the content hash of the backup: nothing was erased since."""
        return bool(self.kept.content and self.content) and not self.repeated


def restore(
    settings: Settings,
    source: Path,
    force: bool = False,
    process: bool = True,
    without_keys: bool = False,
    tell: Tell = silent,
) -> Restored:
    """Verify a backup, put it into an empty installation, repeat the erasures since, and derive the rest.

    BadInput where the installation is not empty: with `force` its data directory is put aside first, and a
    graph server is emptied. Tampered where hashes differ.
    """
    kept = read_manifest(source)
    verify(source, kept, tell)
    _refuse_without_keys(settings, kept, without_keys)
    act = Act(settings.actor, "alteration", "restore", details={"made": kept.made, "head": kept.head})
    with _alone(settings, force):
        aside = _put(settings, source, kept, act, tell)
    with Installation(settings) as house:
        house.ledger.head()
        Tokens(house.ledger).end_all()
        with open_passages(house) as passages:  # opened once: what went since goes again
            house.ledger.forget(passages.erased)
        content = _derived(house, tell) if process else ""
        done = Restored(kept, house.ledger.head(), house.repeated, content, aside)
        if done.comparable and content != kept.content and versions(house) == kept.versions:
            raise Tampered(
                f"The graph was derived again as {content}, and was {kept.content} at the backup: keep both,"
                " and compare the versions of Locard."
            )
    return done


def _derived(house: Installation, tell: Tell) -> str:
    """The content hash of what is derived again."""
    try:
        bring_up_to_date(house, tell)
        return content_hash(house.store)
    except OSError as error:
        raise Unavailable(
            f"The backup is restored, what is derived from it is not: {reason(error)}. Make room, run locard"
            " resolve, and compare locard status --hash with the backup's."
        ) from error


def _put(settings: Settings, source: Path, kept: Kept, act: Act, tell: Tell) -> Path | None:
    """Everything beside the data directory first, then in its place in one step; all of it or nothing."""
    data = settings.data.absolute()
    draft = data.with_name(f"{data.name}.restoring")
    if draft.exists():
        shutil.rmtree(draft)
    try:
        draft.mkdir(parents=True, mode=0o700)
        _copied(settings, draft, source, kept, act, tell)
    except BaseException as error:
        shutil.rmtree(draft, ignore_errors=True)
        if isinstance(error, OSError | sqlite3.OperationalError):
            raise Unavailable(
                f"The backup cannot be copied beside {data}: {reason(error)}. Nothing was put in its place;"
                " make room, and restore again."
            ) from error
        raise
    stamp = datetime.now(UTC).strftime("%Y%m%dT%H%M%S%f")
    aside = _aside(data, stamp)
    draft.rename(data)
    own = _own_file(settings)
    if own is not None and own != data / LEDGER:
        _into(own, data / LEDGER, stamp)
    return aside


def _copied(settings: Settings, draft: Path, source: Path, kept: Kept, act: Act, tell: Tell) -> None:
    for number, name in enumerate(kept.files, 1):
        if name != LEDGER:
            copy_file(source / name, draft / name)
        tell("copy", number, len(kept.files))
    if _own_file(settings) is not None:
        copy_file(source / LEDGER, draft / LEDGER)
        _renew(f"sqlite:///{draft / LEDGER}", kept, act)
    else:
        put_back(source / LEDGER, settings.ledger, lambda done, of: tell("ledger", done, of))
        _renew(settings.ledger, kept, act)


def _into(own: Path, file: Path, stamp: str) -> None:
    """The ledger's file into its place outside the data directory; what is there is put aside."""
    own.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    for old in (own, *(own.with_name(f"{own.name}{ending}") for ending in ("-wal", "-shm"))):
        if old.exists():
            old.rename(old.with_name(f"before-{stamp}-{old.name}"))
    file.rename(own)


def _renew(url: str, kept: Kept, act: Act) -> None:
    """The ledger is what it was, entry by entry; from here on it is another incarnation."""
    with Ledger.open(url) as ledger:
        if ledger.check() != kept.head or sequence_hash(ledger) != kept.sequence:
            raise Tampered("The ledger was not restored as it was written: take another backup.")
        ledger.verify()
        ledger.restored(act)


def _own_file(settings: Settings) -> Path | None:
    """Where the ledger's file belongs; None on a server."""
    url = make_url(settings.ledger)
    return Path(url.database or "").absolute() if url.get_backend_name() == "sqlite" else None


def _aside(data: Path, stamp: str) -> Path | None:
    if not data.exists():
        return None
    if not any(data.iterdir()):
        data.rmdir()
        return None
    return data.rename(data.with_name(f"{data.name}.before-{stamp}"))


def _refuse_without_keys(settings: Settings, kept: Kept, without: bool) -> None:
    if kept.erasures and not Journal(settings.keys_folder).lines() and not without:
        raise Unavailable(
            f"Records were erased from this ledger, and there is no journal of erasures in"
            f" {settings.keys_folder}: put the folder of keys there first, so that what was erased since the"
            " backup is erased again. If it is lost, give --without-keys."
        )


@contextmanager
def _alone(settings: Settings, force: bool) -> Iterator[None]:
    """Nobody else uses the data directory, and nobody begins to."""
    data = settings.data.absolute()
    used = Unavailable(f"Another command of Locard uses {data}: end it first (also locard serve).")
    clients = Home(data / GRAPH).clients
    if clients.exists() and is_held(clients):
        raise used
    _refuse_what_is_there(settings, force)
    if not data.exists() or not any(data.iterdir()):
        yield
        return
    with held(data / IN_USE, 0) as mine:
        if not mine:
            raise used
        yield


def _refuse_what_is_there(settings: Settings, force: bool) -> None:
    data = settings.data.absolute()
    if force:
        return
    if data.exists() and any(data.iterdir()):
        raise BadInput(
            f"{data} is not empty: name another folder with LOCARD_DATA, or give --force, which puts it"
            " aside."
        )
    own = _own_file(settings)
    if own is not None and own.exists():
        raise BadInput(f"There is a ledger at {own}: move it away, or give --force.")
    if settings.graph_uri and not _graph_is_empty(settings):
        raise BadInput(
            "The graph server holds a graph: take an empty database, or give --force, which empties it."
        )


def _graph_is_empty(settings: Settings) -> bool:
    s = settings
    with GraphStore.connect(s.graph_uri, s.graph_user, s.graph_password, s.graph_database) as store:
        return not store.read("hash_entities", after="", limit=1)
