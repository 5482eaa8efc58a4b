"""Pseudonyms: the words that stand for ids in the audit log, in charts and in exports.

What is chained or signed by its hash can never be changed, so it does not name a record, mention or entity
by its id, which would confirm a guess of what was said. It holds a random word for it, and this table says
which id that is. An erasure empties the id's row: the log is whole, and tells of nobody any more.
"""

from __future__ import annotations

import re
import secrets
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

import orjson
from sqlalchemy import Connection, func, insert, select, update

from ledger.canonical import canonical
from ledger.charts import ASIDE
from ledger.database import WORDS_LOCK
from ledger.entry import Decision
from ledger.tables import erasure, pseudonym

ID = re.compile(r"(?<![0-9a-f~])[0-9a-f]{32}(?![0-9a-f])")
TOKEN = re.compile(r"~[0-9a-f]{32}(?![0-9a-f])")
MANY = 500
MOST_HELD = 200_000
"""Words that a process remembers: some 40 MB."""
LAST_ERASURE = select(func.max(erasure.c.sequence))


@dataclass(frozen=True)
class Forgotten:
    """When something was erased, and the class that it had."""

    at: str
    class_: int


def is_token(text: str) -> bool:
    """True of a word that stands for an id, of which nothing is known any more where one reads it."""
    return TOKEN.fullmatch(text) is not None


class Words:
    """The words that one process wrote or met lately, so that a busy log asks for none of them again.

    They are forgotten when anything was erased, since what comes anew after that gets a new word.
    """

    def __init__(self) -> None:
        self._held: dict[str, str] = {}
        self._erasures = 0

    def of(self, connection: Connection, ids: set[str]) -> dict[str, str]:
        """The word for each id; writes those that are new. Keep them once this is committed."""
        if not ids:
            return {}
        self.erasures(connection)
        held = self._held
        words = {id_: held[id_] for id_ in ids if id_ in held}
        return words if len(words) == len(ids) else words | _words(connection, sorted(ids - words.keys()))

    def keep(self, words: dict[str, str]) -> None:
        """Remember words that are committed."""
        if len(self._held) > MOST_HELD:
            self._held = {}
        self._held |= words

    def erasures(self, connection: Connection) -> int:
        """The place of the last erasure; none is committed before this transaction is."""
        _hold(connection, "pg_advisory_xact_lock_shared")
        last = int(connection.execute(LAST_ERASURE).scalar_one() or 0)
        if last != self._erasures:
            self._held, self._erasures = {}, last
        return last

    def late(self, connection: Connection, ids: set[str]) -> dict[str, str]:
        """For a look during which something was erased: an id without a word gets one that nobody keeps."""
        known = dict(_rows(connection, "id", sorted(ids)))
        return {id_: known.get(id_) or _drawn() for id_ in ids}


def veiled(connection: Connection, texts: Sequence[str]) -> list[str]:
    """The texts with a word in the place of each id; writes those that are new."""
    words = Words().of(connection, {id_ for text in texts for id_ in ID.findall(text)})
    return [replaced(text, words) for text in texts]


def replaced(text: str, words: Mapping[str, str]) -> str:
    """A text with words in the place of ids."""
    return ID.sub(lambda found: words[found[0]], text) if words else text


def unveiled(connection: Connection, texts: Sequence[str]) -> list[str]:
    """The texts with the ids again; the word stays where an id was erased."""
    tokens = sorted({token for text in texts for token in TOKEN.findall(text)})
    ids = {token: id_ for id_, token in _rows(connection, "token", tokens) if id_}
    return [TOKEN.sub(lambda found: ids.get(found[0], found[0]), text) for text in texts]


def veiled_decision(connection: Connection, made: Decision) -> Decision:
    """A chart, export or the like with words in the place of ids; any other decision as it is."""
    if made.kind not in ASIDE:
        return made
    [text] = veiled(connection, [canonical(dict(made.subject)).decode()])
    return replace(made, subject=orjson.loads(text))


def unveiled_decisions(connection: Connection, decisions: Iterable[Decision]) -> list[Decision]:
    """The same with ids again, each under the id that it was written with."""
    found = list(decisions)
    aside = [made for made in found if made.kind in ASIDE]
    texts = unveiled(connection, [canonical(dict(made.subject)).decode() for made in aside])
    named = {made.sequence: _named(made, text) for made, text in zip(aside, texts, strict=True)}
    return [named.get(made.sequence, made) for made in found]


def among(connection: Connection, ids: Iterable[str]) -> list[str]:
    """Those of these ids for which a word stands somewhere; no new one is written until the commit."""
    _hold(connection, "pg_advisory_xact_lock")
    return sorted({id_ for id_, _ in _rows(connection, "id", sorted(set(ids) - {""}))})


def matching(connection: Connection, hashes: frozenset[str], keyed: Callable[[str], str]) -> list[str]:
    """The ids with one of these keyed hashes, for which a word stands somewhere; as `among`."""
    _hold(connection, "pg_advisory_xact_lock")
    return [id_ for id_ in worded(connection) if keyed(id_) in hashes] if hashes else []


def worded(connection: Connection) -> list[str]:
    """All ids for which a word stands; as `among`."""
    _hold(connection, "pg_advisory_xact_lock")
    rows = connection.execute(select(pseudonym.c.id).where(pseudonym.c.id != "").distinct())
    return [row.id for row in rows]


def forget(connection: Connection, ids: Iterable[str], place: int) -> None:
    """Forget which ids these words stood for; `place` is that of the erasure."""
    for some in _cut(sorted(set(ids) - {""})):
        stands = update(pseudonym).where(pseudonym.c.id.in_(some))
        connection.execute(stands.values(id="", erasure=place))


def forgotten(connection: Connection, tokens: Iterable[str]) -> dict[str, Forgotten]:
    """Word → when that was erased for which it stood."""
    found: dict[str, Forgotten] = {}
    for some in _cut(sorted(set(tokens))):
        joined = select(pseudonym.c.token, erasure.c.at, erasure.c["class"]).where(
            pseudonym.c.erasure == erasure.c.sequence, pseudonym.c.token.in_(some)
        )
        found |= {row[0]: Forgotten(row[1], row[2]) for row in connection.execute(joined)}
    return found


def _drawn() -> str:
    return f"~{secrets.token_hex(16)}"


def _hold(connection: Connection, function: str) -> None:
    """Writers of the log share it and never wait for each other, only for an erasure."""
    if connection.dialect.name != "sqlite":
        connection.exec_driver_sql(f"SELECT {function}({WORDS_LOCK})")


def _words(connection: Connection, ids: Sequence[str]) -> dict[str, str]:
    """The words for these ids; writes those that are new."""
    known = dict(_rows(connection, "id", ids))
    fresh = {id_: _drawn() for id_ in ids if id_ not in known}
    if fresh:
        rows = [{"token": token, "id": id_, "erasure": 0} for id_, token in fresh.items()]
        connection.execute(insert(pseudonym), rows)
    return known | fresh


def _named(made: Decision, text: str) -> Decision:
    shown = replace(made, subject=orjson.loads(text))
    shown.__dict__["id"] = made.id  # the cached property: that of what was written
    return shown


def _rows(connection: Connection, column: str, values: Sequence[str]) -> Iterator[tuple[str, str]]:
    for some in _cut(values):
        where = pseudonym.c[column].in_(some)
        for row in connection.execute(select(pseudonym.c.id, pseudonym.c.token).where(where)):
            yield row.id, row.token


def _cut(values: Sequence[str]) -> Iterator[Sequence[str]]:
    for start in range(0, len(values), MANY):
        yield values[start : start + MANY]
