"""What may name a person in the log, texts that were typed in and reasons: sealed under a key of the day.

An erasure cannot find a name in a text, and a line that is chained cannot be changed. So such texts stand
in the log under a key that lies in the folder of keys, outside the ledger and its backups: who has the ledger
alone reads no name, and a day whose term has run out is forgotten by destroying its key: the chain is whole.
"""

from __future__ import annotations

import base64
import os
import secrets
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import orjson
from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from ledger.canonical import JSON, canonical
from ledger.errors import Unavailable
from ledger.keys import BYTES, make, settle
from ledger.pseudonyms import TOKEN

BEGINNING, ENDING = "log-", ".key"
NONCE = 12
SEALED, ABOUT, REASON = "sealed", "about", "reason"
GONE = "sealed under a key that is not here"
PLAIN = frozenset(
    ("operation", "domain", "function", "policy", "glass", "error", "returned", "unit", "incarnation")
)
"""Details that hold words of the program and ids alone: they stay readable, to be searched."""


class DayKeys:
    """One key for each day of the log, made when the first line of the day is written."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._held: dict[str, AESGCM | None] = {}

    def sealing(self, day: str) -> AESGCM:
        """The key of a day (YYYY-MM-DD); Unavailable when it cannot be made or read."""
        if (held := self._held.get(day)) is not None:
            return held
        file = self._file(day)
        try:
            if not file.exists():
                make(file)
        except OSError as error:
            raise Unavailable(
                f"The key of the log cannot be written in {self._folder} ({error.strerror}): nothing is done"
                " without it. Make the folder of keys writable, or name another in LOCARD_KEYS."
            ) from error
        found = self._opening(day)
        if found is None:
            raise Unavailable(f"The key of the log in {file} is damaged: restore it from its own copy.")
        return found

    def opened(self, sealed: str) -> dict[str, JSON] | None:
        """What was sealed; None when the key of its day is gone, or is another."""
        day, _, text = sealed.partition(":")
        key = self._held.get(day) or self._opening(day)
        if key is None:
            return None
        try:
            whole = base64.b64decode(text)
            told: dict[str, JSON] = orjson.loads(key.decrypt(whole[:NONCE], whole[NONCE:], None))
        except (ValueError, InvalidTag):
            return None
        return told

    def days(self) -> list[str]:
        """The days whose texts can still be read."""
        found = self._folder.glob(f"{BEGINNING}*{ENDING}")
        return sorted(file.stem.removeprefix(BEGINNING) for file in found)

    def destroy(self, before: str) -> list[str]:
        """Overwrite and remove the keys of the days before one, for good; returns these days."""
        gone = [day for day in self.days() if day < before]
        for day in gone:
            file = self._file(day)
            with file.open("r+b") as out:
                out.write(bytes(BYTES))
                out.flush()
                os.fsync(out.fileno())
            file.unlink()
            self._held.pop(day, None)
        if gone:
            settle(self._folder)
        return gone

    def _file(self, day: str) -> Path:
        return self._folder / f"{BEGINNING}{day}{ENDING}"

    def _opening(self, day: str) -> AESGCM | None:
        file = self._file(day)
        if not day.replace("-", "").isdigit() or not file.exists():
            return None
        found = file.read_bytes()
        self._held[day] = AESGCM(found) if len(found) == BYTES else None
        return self._held[day]


def sealed(keys: DayKeys, day: str, reason: str, details: str) -> tuple[str, str]:
    """Reason and details (JSON, ids as words) as they stand in the log: words that an erasure makes mean
    nothing stay in sight, and so do the words of the program; the rest is sealed."""
    told = orjson.loads(details)
    plain = {name: value for name, value in told.items() if _is_plain(name, value)}
    hidden = {name: value for name, value in told.items() if name not in plain}
    text = canonical({**hidden, REASON: reason})
    about = sorted(set(TOKEN.findall(text.decode()))) if hidden else []
    nonce = secrets.token_bytes(NONCE)
    whole = nonce + keys.sealing(day).encrypt(nonce, text, None)
    plain[SEALED] = f"{day}:{base64.b64encode(whole).decode()}"
    if about:
        plain[ABOUT] = about
    return "", canonical(plain).decode()


def unsealed(keys: DayKeys | None, reason: str, details: str) -> tuple[str, Mapping[str, Any]]:
    """Reason and details again; where the key is gone the reason says so, and the ids alone are left."""
    told: dict[str, Any] = orjson.loads(details)
    if reason or not isinstance(told.get(SEALED), str):
        return reason, told
    opened = keys.opened(told[SEALED]) if keys else None
    if opened is None:
        return GONE, told
    del told[SEALED]
    told.pop(ABOUT, None)
    return str(opened.pop(REASON, GONE)), told | opened


def _is_plain(name: str, value: JSON) -> bool:
    return name in PLAIN or value is None or isinstance(value, (bool, int, float))
