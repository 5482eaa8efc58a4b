"""The keys of erasure: they lie outside the ledger and its backups, for their owner alone."""

from __future__ import annotations

import hashlib
import hmac
import os
import secrets
from functools import cached_property
from pathlib import Path

from ledger.canonical import JSON, canonical
from ledger.errors import Unavailable

FILE, BYTES = "refusal.key", 32


class Keys:
    """The folder of one ledger's keys and of its journal of erasures.

    One standing key makes the hashes by which content that was erased is known again. What stands in the
    place of an erased id is made with a key of its own that nobody keeps, so it tells of nothing.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def keyed(self, *parts: JSON) -> str:
        """HMAC-SHA-256 of these parts under the standing key, 64 hex digits."""
        return hmac.new(self._standing, canonical(list(parts)), hashlib.sha256).hexdigest()

    @property
    def made(self) -> bool:
        """True when the standing key was ever made."""
        return (self.folder / FILE).exists()

    @cached_property
    def _standing(self) -> bytes:
        file = self.folder / FILE
        if not file.exists():
            make(file)
        found = file.read_bytes()
        if len(found) != BYTES:
            raise Unavailable(
                f"The key of erasures in {self.folder} is damaged: restore it from its own copy."
            )
        return found


def make(file: Path) -> None:
    """Make a key, whole or not at all, and never over one that another process has just made."""
    prepare(file.parent)
    draft = file.with_name(f"{file.name}.{secrets.token_hex(8)}")
    with os.fdopen(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as out:
        out.write(secrets.token_bytes(BYTES))
        out.flush()
        os.fsync(out.fileno())
    try:
        os.link(draft, file)
    except FileExistsError:
        pass
    finally:
        draft.unlink()
    settle(file.parent)


def token(id_: str) -> str:
    """What stands in the place of an erased id: its HMAC under a key that is forgotten at once, 32 digits."""
    return hmac.new(secrets.token_bytes(BYTES), id_.encode(), hashlib.sha256).hexdigest()[:32]


def prepare(folder: Path) -> None:
    """Make the folder, for its owner alone."""
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)


def settle(folder: Path) -> None:
    """Have the folder's list of files on the disk."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
