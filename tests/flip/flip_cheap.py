"""What makes a house cheap: while nothing is written, what was read once is not read again."""

from __future__ import annotations

import pickle
from collections.abc import Iterable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from threading import get_ident
from typing import Any
from unittest.mock import patch

import neo4j
from sqlalchemy import func, select

from api.installation import Installation
from api.stages.inherit import Inherited, inherited
from graph.mentions import MentionStore
from graph.ontology.mention import Mention
from graph.store import GraphStore
from graph.store.look import Look, Table
from graph.store.projector import Projector
from graph.store.statements import named
from ledger import pseudonyms, tables
from ledger.database import QUEUE_LOCK, SEQUENCE_LOCK
from ledger.entry import Decision, Publication
from ledger.errors import Missing
from ledger.ledger import Ledger
from ledger.record import Record
from ledger.sequence import decision_of

JSON = Any


class OneTransaction:
    """One transaction for what is read between two writes, in which the same question is asked once.

    To begin and to end one costs as much as to read. In the thread that it was made in, and for the store
    of one house; another one begins its own, as does a read within a read.
    """

    def __init__(self, house: Installation) -> None:
        self._house, self._thread, self._busy = house, get_ident(), False
        self._open: ExitStack | None = None
        self._transaction: neo4j.Transaction | None = None
        self._known: dict[bytes, bytes] = {}
        self._begun, self._claimed, self._asked = GraphStore._reading, GraphStore._claimed, Look.table

    @contextmanager
    def reading(self, store: GraphStore, timeout: float) -> Iterator[neo4j.Transaction]:
        """As `GraphStore._reading`."""
        if self._busy or get_ident() != self._thread or store is not self._house.store:
            with self._begun(store, timeout) as transaction:
                yield transaction
            return
        self._busy = True
        try:
            yield self._kept(store)
        except Missing:
            raise
        except BaseException:
            self.end()  # nothing is read in a transaction in which something failed
            raise
        finally:
            self._busy = False

    def table(self, look: Look, statement: str, /, **parameters: JSON) -> Table:
        """As `Look.table`: what is known is unpacked anew, so that nobody alters what another is answered."""
        if look._transaction is not self._transaction:
            return self._asked(look, statement, **parameters)
        text = named(statement).text if statement.isidentifier() else statement
        question = pickle.dumps((text, sorted(parameters.items())))
        if question not in self._known:
            answer = self._asked(look, statement, **parameters)
            self._known[question] = pickle.dumps(answer)
            return answer
        known: Table = pickle.loads(self._known[question])
        return known

    def claimed(self, store: GraphStore, name: str, token: int) -> Projector:
        """As `GraphStore._claimed`: what is read from now on sees what is written."""
        self.end()
        return self._claimed(store, name, token)

    def end(self) -> None:
        """Roll back what was read."""
        kept, self._open, self._transaction = self._open, None, None
        self._known.clear()
        if kept:
            kept.close()

    def _kept(self, store: GraphStore) -> neo4j.Transaction:
        if self._transaction is None:
            kept = ExitStack()
            session = kept.enter_context(
                store.driver.session(database=store.database, default_access_mode=neo4j.READ_ACCESS)
            )
            self._transaction = session.begin_transaction(timeout=0)
            kept.callback(self._transaction.close)  # which rolls it back
            self._open = kept
        return self._transaction


class Remembering(Ledger):
    """A ledger that reads what it was asked before from memory, until something is written."""

    def remember(self) -> None:
        """Begin to; all that writes to this ledger does so through its own connections."""
        self._known: dict[JSON, JSON] = {}
        self._decided: tuple[int, list[Decision]] = (0, [])
        write = self._database.writing

        @contextmanager
        def writing(lock: int = SEQUENCE_LOCK) -> Iterator[JSON]:
            try:
                with write(lock) as connection:
                    yield connection
            finally:
                if lock != QUEUE_LOCK:  # under which nothing is written but whose turn it is
                    self._known.clear()

        self._database.writing = writing  # type: ignore[method-assign]

    def _once(self, name: str, *of: JSON) -> JSON:
        if (name, of) not in self._known:
            read = self._made if name == "_made" else getattr(super(), name)
            self._known[name, of] = read(*of)
        return self._known[name, of]

    def head(self) -> int:
        """As of any ledger, and so below."""
        return int(self._once("head"))

    def records(self, ids: Sequence[str]) -> dict[str, Record]:
        known = self._known.setdefault("of record", {})
        if unknown := [id_ for id_ in ids if id_ not in known]:
            known |= dict.fromkeys(unknown) | super().records(unknown)
        return {id_: known[id_] for id_ in ids if known[id_]}

    def current(self, source: str, key: str) -> Record | None:
        found: Record | None = self._once("current", source, key)
        return found

    def published(self, kind: str, name: str) -> Publication | None:
        found: Publication | None = self._once("published", kind, name)
        return found

    def versions(self, keys: Iterable[tuple[str, str]]) -> dict[tuple[str, str], list[str]]:
        return {key: [*ids] for key, ids in self._once("versions", tuple(keys)).items()}

    def decisions(self, kinds: Sequence[str] = (), without: Sequence[str] = ()) -> list[Decision]:
        made = self._once("_made")
        return [one for one in made if (not kinds or one.kind in kinds) and one.kind not in without]

    def _made(self) -> list[Decision]:
        """All decisions: what came to those that were known is read, what was not erased since stays."""
        with self._database.reading() as connection:
            erasures = connection.execute(select(func.count()).select_from(tables.erasure)).scalar_one()
            if erasures != self._decided[0]:
                self._decided = (erasures, [])
            known = self._decided[1]
            last = known[-1].sequence if known else 0
            later = select(tables.decision).where(
                tables.decision.c.sequence > last, tables.decision.c.subject != ""
            )
            rows = connection.execute(later.order_by(tables.decision.c.sequence)).mappings()
            known += pseudonyms.unveiled_decisions(connection, map(decision_of, rows))
        return known


class OnceMentions:
    """Mentions, each read once as long as none came, changed or went."""

    def __init__(self) -> None:
        self._at: JSON = None
        self._known: dict[str, Mention | None] = {}
        self._read = MentionStore.get

    def get(self, store: MentionStore, ids: Iterable[str]) -> dict[str, Mention]:
        """As `MentionStore.get`."""
        asked, at = list(ids), (store, store.position, store.edition)
        if self._at != at:
            self._at, self._known = at, {}
        known = self._known
        if unknown := [id_ for id_ in asked if id_ not in known]:
            known |= dict.fromkeys(unknown) | self._read(store, unknown)
        return {id_: one for id_ in asked if (one := known[id_])}


class OnceInherited:
    """What decisions are about, worked out once at each place of a ledger and its mentions."""

    def __init__(self) -> None:
        self._known: tuple[JSON, list[Inherited]] = (None, [])

    def __call__(self, ledger: Ledger, mentions: MentionStore) -> list[Inherited]:
        """As `api.stages.inherit.inherited`."""
        at = (ledger, mentions, ledger.head(), mentions.position)
        if self._known[0] != at:
            self._known = at, inherited(ledger, mentions)
        return list(self._known[1])


@contextmanager
def cheap(house: Installation) -> Iterator[None]:
    """For as long as one house stands."""
    one = OneTransaction(house)
    with ExitStack() as stack:
        stack.enter_context(patch.object(GraphStore, "_reading", lambda *of: one.reading(*of)))
        stack.enter_context(patch.object(GraphStore, "_claimed", lambda *of: one.claimed(*of)))
        stack.enter_context(patch.object(Look, "table", lambda *of, **given: one.table(*of, **given)))
        stack.enter_context(patch("api.reads.visible.inherited", OnceInherited()))
        mentions = OnceMentions()
        stack.enter_context(patch.object(MentionStore, "get", lambda *of: mentions.get(*of)))
        stack.callback(one.end)
        yield
