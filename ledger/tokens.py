"""Tokens: what a signed-in session or a service account shows; the ledger keeps their hashes alone."""

from __future__ import annotations

import hashlib
import secrets
from dataclasses import asdict, dataclass
from datetime import datetime, timedelta

from sqlalchemy import delete, insert, select, update

from ledger import tables
from ledger.ledger import Ledger

SESSION, SERVICE = "session", "service"
CODE = "code"
"""The last code of a second factor that somebody gave: neither it nor an older one counts again."""
IDLE, LONGEST = timedelta(minutes=30), timedelta(hours=12)
"""A session ends when it was not used for as long, and at the latest after the second."""
STEP = timedelta(minutes=5)
"""How long a second factor stays fresh."""
NOTED = timedelta(minutes=1)
"""Use is written down once in as long."""


@dataclass(frozen=True)
class Token:
    """One token: whose, for what, and its moments; `ended` is "" as long as nobody ended it."""

    hash: str
    account: str
    kind: str
    scopes: str
    issued: str
    used: str
    expires: str
    ended: str = ""
    stepped: str = ""

    def wrong(self, now: str) -> str:
        """Why it does not count at a moment, for the operator; "" where it does."""
        if self.ended:
            return "it was ended"
        if max(self.issued, self.used) > now:
            return f"the clock went back: it was used at {max(self.issued, self.used)} and it is {now}"
        if now >= self.expires:
            return "it has expired"
        if self.kind == SESSION and _moved(self.used, IDLE) <= now:
            return "it was not used for too long"
        return ""

    def is_fresh(self, now: str) -> bool:
        """Whether a second factor was given in the last minutes."""
        return bool(self.stepped) and self.stepped <= now < _moved(self.stepped, STEP)


class Tokens:
    """The tokens of a ledger."""

    def __init__(self, ledger: Ledger) -> None:
        self._ledger = ledger

    def issue(
        self, account: str, kind: str, length: timedelta = LONGEST, scopes: str = "", stepped: bool = False
    ) -> tuple[str, Token]:
        """A new token, and what is kept of it: its text is told this once."""
        text, now = secrets.token_urlsafe(32), self._ledger._now()
        made = Token(
            hashed(text), account, kind, scopes, now, now, _moved(now, length), "", now if stepped else ""
        )
        with self._ledger._database.writing() as connection:
            connection.execute(insert(tables.token), [asdict(made)])
        return text, made

    def find(self, text: str) -> Token | None:
        """What is kept of a token, whether it still counts or not."""
        return self.kept(hashed(text))

    def kept(self, hash_: str) -> Token | None:
        """The same by its hash."""
        asked = select(tables.token).where(tables.token.c.hash == hash_)
        with self._ledger._database.reading() as connection:
            row = connection.execute(asked).mappings().one_or_none()
        return Token(**row) if row else None

    def of(self, account: str) -> list[Token]:
        """All tokens of an account, oldest first."""
        table = tables.token
        asked = select(table).where(table.c.account == account, table.c.kind != CODE).order_by(table.c.issued)
        with self._ledger._database.reading() as connection:
            return [Token(**row) for row in connection.execute(asked).mappings()]

    def note_use(self, token: Token, now: str) -> None:
        """Write down that it is in use, once in a while."""
        if _moved(token.used, NOTED) <= now:
            self._set(token.hash, used=now)

    def step(self, token: Token) -> None:
        """Write down that a second factor was given now."""
        self._set(token.hash, stepped=self._ledger._now())

    def end(self, token: Token) -> None:
        """It counts no more."""
        self._set(token.hash, ended=self._ledger._now())

    def end_all(self) -> int:
        """None counts any more: after a restore, those that were ended since the copy must not come back."""
        table = tables.token
        with self._ledger._database.writing() as connection:
            still = update(table).where(table.c.ended == "").values(ended=self._ledger._now())
            return connection.execute(still).rowcount

    def spend(self, account: str, step: int) -> bool:
        """Whether neither the code of this step of the clock nor a later one was given, in any process."""
        table, now = tables.token, self._ledger._now()
        mine = (table.c.account == account) & (table.c.kind == CODE)
        # No text has this for its hash: nobody can show it as a token.
        made = Token(f"{CODE} {account}", account, CODE, str(step), now, now, now, now)
        with self._ledger._database.writing() as connection:
            if any(
                int(one) >= step for one in connection.execute(select(table.c.scopes).where(mine)).scalars()
            ):
                return False
            connection.execute(delete(table).where(mine))
            connection.execute(insert(table), [asdict(made)])
        return True

    def _set(self, hash_: str, **values: str) -> None:
        table = tables.token
        with self._ledger._database.writing() as connection:
            connection.execute(update(table).where(table.c.hash == hash_).values(**values))


def hashed(text: str) -> str:
    """SHA-256 of a token: enough, since it is 256 bits drawn at random."""
    return hashlib.sha256(text.encode(errors="surrogatepass")).hexdigest()


def _moved(at: str, by: timedelta) -> str:
    moved = datetime.fromisoformat(at) + by
    return moved.isoformat(timespec="milliseconds").replace("+00:00", "Z")
