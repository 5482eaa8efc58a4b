"""What may name a person in the log, texts that were typed in and reasons: sealed under a key of the day.

An erasure cannot find a name in a text, and a line that is chained cannot be changed. So such texts stand
in the log under a key that lies in the folder of keys, outside the ledger and its backups: who has the ledger
alone reads no name, and a day whose term has run out is forgotten by destroying its key: the chain is whole.
"""

from __future__ import annotations

import base64
import os
import re
import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import orjson
from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from ledger.canonical import JSON, canonical
from ledger.errors import Unavailable
from ledger.keys import BYTES, make, settle
from ledger.pseudonyms import ID, TOKEN, replaced

BEGINNING, ENDING = "log-", ".key"
NONCE = 12
SEALED, ABOUT, REASON, RETURNED = "sealed", "about", "reason", "returned"
IS_ID = re.compile("[0-9a-f]{32}").fullmatch
GONE = "sealed under a key that is not here"
PLAIN = frozenset(
    ("operation", "domain", "function", "policy", "glass", "error", "unit", "incarnation", "decision", "act",
     "why", "assignment", "unwritten")
)  # fmt: skip
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


@dataclass(frozen=True)
class Parted:
    """Reason and details of one line: what stays in sight, what is sealed, and the ids in both."""

    returned: list[str] | None
    plain: str
    hidden: str
    ids: set[str]

    def written(self, words: Mapping[str, str], keys: DayKeys | None, day: str) -> str:
        """The details as they stand in the log; words stand in the place of ids, also in what is sealed."""
        parts = [replaced(self.plain, words)]
        if self.returned is not None:
            told = [words.get(one) or replaced(one, words) for one in self.returned]
            parts.append(f'{{"{RETURNED}":{orjson.dumps(told).decode()}}}')
        if keys is not None:
            text = replaced(self.hidden, words)
            nonce = secrets.token_bytes(NONCE)
            whole = nonce + keys.sealing(day).encrypt(nonce, text.encode(), None)
            parts.append(f'{{"{SEALED}":"{day}:{base64.b64encode(whole).decode()}"}}')
            if about := set(TOKEN.findall(text)):
                parts.append(f'{{"{ABOUT}":{orjson.dumps(sorted(about)).decode()}}}')
        return "{" + ",".join(inner for part in parts if (inner := part[1:-1])) + "}"


def parted(reason: str, details: Mapping[str, JSON], seals: bool) -> Parted:
    """Part what words of the program and ids stay in sight from the texts that may name a person."""
    plain, hidden, returned = dict[str, JSON](), {REASON: reason}, None
    for name, value in details.items():
        if name == RETURNED and isinstance(value, list) and all(isinstance(one, str) for one in value):
            returned = value
        elif not seals or _is_plain(name, value):
            plain[name] = value
        else:
            hidden[name] = value
    text, told = canonical(plain).decode(), canonical(hidden).decode() if seals else ""
    ids = {*ID.findall(text), *ID.findall(told)}
    for one in returned or ():
        ids |= {one} if IS_ID(one) else set(ID.findall(one))
    return Parted(returned, text, told, ids)


def unsealed(keys: DayKeys | None, reason: str, details: str) -> tuple[str, Mapping[str, Any]]:
    """Reason and details again; where the key is gone the reason says so, and the ids alone are left."""
    told: dict[str, Any] = parsed(details)
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


def parsed(details: str) -> dict[str, Any]:
    """Details as they were written; what is no JSON any more under `changed`: `verify` names its line."""
    try:
        found = orjson.loads(details)
    except ValueError:
        found = None
    return found if isinstance(found, dict) else {"changed": details}
