"""The ledger: what is true because a source said it or a person decided it, in one sequence."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from types import TracebackType
from typing import Any, Self
from uuid import uuid4

from sqlalchemy import Connection, func, select, update

from ledger import erasing, lease, outbox, pseudonyms, publishing, recipients, sequence, sweeping, tables
from ledger.acceptance import Acceptance
from ledger.accepted import Accepted, accepted
from ledger.act import Act, Event, Seal
from ledger.audit import AuditLog
from ledger.canonical import JSON
from ledger.database import Database
from ledger.entry import Decision, Entry, Erasure, Notice, Publication, Receipt, Reclassification
from ledger.erasing import Doomed, Eraser, all_decisions, source_keys
from ledger.errors import Missing
from ledger.journal import Journal
from ledger.keys import Keys
from ledger.known import Version, heads
from ledger.lease import Lease
from ledger.migrate import SCHEMA, migrate
from ledger.pseudonyms import Forgotten
from ledger.reclassified import row_of
from ledger.record import Draft, Marking, Record
from ledger.refusals import recognised
from ledger.standing import standing
from ledger.visibility import Registered

MANY = 500
"""Ids asked for in one statement."""


class Ledger:
    """Append-only; every write is logged before it happens and acknowledged after its commit."""

    def __init__(self, database: Database, clock: Callable[[], datetime], keys: Keys | None = None) -> None:
        self._database = database
        self._clock = clock
        self._keys = keys
        self.audit = AuditLog(database, self._now, keys)
        self.registry = Registered(database)

    @classmethod
    def open(
        cls,
        url: str,
        clock: Callable[[], datetime] = lambda: datetime.now(UTC),
        keys: Path | None = None,
    ) -> Self:
        """Open the ledger at sqlite:///FILE or postgresql://HOST/NAME, making or migrating its tables.

        `keys` is the folder of its keys and of its journal of erasures; without it nothing is erased.
        """
        database = Database(url)
        try:
            migrate(database)
        except BaseException:
            database.close()
            raise
        return cls(database, clock, Keys(keys) if keys else None)

    def close(self) -> None:
        """Sign the last lines of the log, and close all connections."""
        self.audit.close()
        self._database.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    @property
    def incarnation(self) -> str:
        """Another one after a restore: projections of an earlier incarnation are made anew."""
        with self._database.reading() as connection:
            found = select(tables.meta.c.value).where(tables.meta.c.name == "incarnation")
            return str(connection.execute(found).scalar_one())

    # Writing

    def accept(self, drafts: Iterable[Draft], classify: Callable[[Marking], int], act: Act) -> list[Receipt]:
        """Take drafts in, all or none, and return after the commit with a receipt for each.

        What the ledger holds already as the version in question gets the receipt of that and no new place.
        BadInput names the draft that cannot be taken, Contradiction the one of another class than its key.
        """
        drafts = list(drafts)
        with self._written(act) as (connection, outcome, at):
            batch = Acceptance(connection, drafts, sequence.head(connection), at, self._keys)
            for draft in drafts:
                batch.take(draft, classify(draft.marking))
            if batch.rows:
                self.registry.register(connection, {row["class"] for row in batch.rows}, at)
                sequence.append(connection, "record", batch.rows, at)
                outcome |= {"first": batch.rows[0]["sequence"], "last": batch.rows[-1]["sequence"]}
            outcome |= {"new": len(batch.rows), "known": len(drafts) - len(batch.rows)}
        return batch.receipts

    def decide(self, decision: Decision, act: Act) -> int:
        """Write what a person decided; returns its place."""
        return self.decide_all([decision], act)

    def decide_all(self, decisions: Sequence[Decision], act: Act) -> int:
        """Write what a person decided at once, one or more, all or none; returns the place of the last."""
        with self._written(act) as (connection, outcome, at):
            self.registry.register(connection, {made.class_ for made in decisions}, at)
            first = sequence.head(connection) + 1
            written = [pseudonyms.veiled_decision(connection, made) for made in decisions]
            rows = [sequence.decision_row(made, first + n, at) for n, made in enumerate(written)]
            sequence.append(connection, "decision", rows, at)
            recipients.tell_of(connection, decisions, first, at)
            outcome["sequence"] = rows[-1]["sequence"]
        return int(rows[-1]["sequence"])

    def veiled(self, decision: Decision) -> Decision:
        """A chart, export or the like as it will stand here, under its id: words in the place of ids."""
        with self._database.writing() as connection:
            return pseudonyms.veiled_decision(connection, decision)

    def publish(self, publication: Publication, act: Act) -> int:
        """Make a version known; returns its place, the old one when it is the latest already.

        Contradiction when the same version was published with other content.
        """
        with self._written(act) as (connection, outcome, at):
            latest = publishing.latest(connection, publication.kind, publication.name)
            if latest is not None and latest.id == publication.id:
                outcome["sequence"] = latest.sequence
                return latest.sequence
            publishing.refuse_other_content(connection, publication)
            place = sequence.head(connection) + 1
            sequence.append(connection, "publication", [sequence.publication_row(publication, place, at)], at)
            outcome["sequence"] = place
        return place

    def reclassify(self, made: Reclassification, act: Act) -> int:
        """Give all versions of a source key another class; returns its place. Missing for an unknown key."""
        with self._written(act) as (connection, outcome, at):
            key = (made.source, made.key)
            if not heads(connection, [Version(*key, "")]):
                raise Missing(f"nothing is known under {made.source} {made.key}")
            self.registry.register(connection, [made.class_], at)
            place = sequence.head(connection) + 1
            sequence.append(connection, "reclassification", [row_of(made, place, at)], at)
            outcome["sequence"] = place
        return place

    def doomed(self, what: Iterable[str | tuple[str, str]], mentions: Iterable[str] = ()) -> list[Doomed]:
        """What `erase` would take: of each source key its records, and what was decided about them."""
        with self._database.reading() as connection:
            return [erasing.doomed(connection, key, mentions) for key in source_keys(connection, what)]

    def erase(
        self,
        what: Iterable[str | tuple[str, str]],
        act: Act,
        reason: str,
        mentions: Iterable[str] = (),
        also: Iterable[str] = (),
    ) -> list[Erasure]:
        """Delete the content of all versions of these source keys, for good; names are record ids or keys.

        Judgements, corrections and reclassifications of them go too (`mentions` helps to find those that
        name no record). A tombstone stays at each place, and the same content is refused from now on. Missing
        for what is not there. The log, charts and exports then name neither records, decisions nor mentions,
        nor what is `also` given. Swept from the database's files when this returns, or later: `unswept`.
        """
        given = list(mentions)
        named = [*given, *also]
        with self._written(act) as (connection, outcome, at):
            eraser = Eraser(connection, recognised(connection, self._keys), at)
            for key in source_keys(connection, what):
                eraser.erase(erasing.doomed(connection, key, given), act.actor, reason, named)
            outcome["erased"] = [place for one in eraser.done for place, _ in one.places]
            sweeping.mark(connection)
        self.sweep()
        return eraser.done

    def repeat_erasures(self, act: Act) -> int:
        """Erase again what the journal names and this ledger does not know of: an older copy was put back."""
        if self._keys is None or not (lines := Journal(self._keys.folder).lines()):
            return 0
        with self._database.reading() as connection:
            if not erasing.unknown(connection, lines):
                return 0
        with self._written(act) as (connection, outcome, at):
            eraser = Eraser(connection, recognised(connection, self._keys), at)
            for line in erasing.unknown(connection, lines):
                eraser.repeat(line)
            outcome["erased"] = [place for one in eraser.done for place, _ in one.places]
            sweeping.mark(connection)
        self.sweep()
        return len(eraser.done)

    def sweep(self) -> None:
        """Overwrite what the database's files still hold of erased rows, where that was not done yet."""
        if self.unswept:
            sweeping.sweep(self._database)

    @property
    def unswept(self) -> bool:
        """True while old pages may hold what was erased: another process reads them. The next open sweeps."""
        return sweeping.is_pending(self._database)

    def restored(self, act: Act) -> str:
        """Say that this ledger was restored from a backup: gives it a new incarnation, which is returned."""
        with self._written(act) as (connection, outcome, _):
            outcome["incarnation"] = uuid4().hex
            named = tables.meta.c.name == "incarnation"
            connection.execute(update(tables.meta).where(named).values(value=outcome["incarnation"]))
        return str(outcome["incarnation"])

    # Reading

    def head(self) -> int:
        """The last position, 0 in an empty ledger."""
        with self._database.reading() as connection:
            return sequence.head(connection)

    def entries(self, after: int = 0, limit: int = 1000) -> list[Entry]:
        """The entries after a position, oldest first; none commits later at a place already passed."""
        with self._database.reading() as connection:
            return sequence.entries(connection, after, limit)

    def record(self, id_: str) -> Record | None:
        """One record by its id."""
        return self.records([id_]).get(id_)

    def records(self, ids: Sequence[str]) -> dict[str, Record]:
        """Those of the records that exist, by id."""
        found: dict[str, Record] = {}
        with self._database.reading() as connection:
            for start in range(0, len(ids), MANY):
                some = tables.record.c.id.in_(ids[start : start + MANY])
                table = tables.record
                rows = connection.execute(
                    select(table).where(some, table.c.key != "").order_by(table.c.sequence)
                )
                found |= {r.id: r for r in sequence.records_of(connection, rows.mappings().all())}
        return found

    def current(self, source: str, key: str) -> Record | None:
        """The version of a source key that counts now: the source's last, or else the last accepted."""
        with self._database.reading() as connection:
            head = heads(connection, [Version(source, key, "")]).get((source, key))
            if head is None:
                return None
            place = select(tables.record).where(tables.record.c.sequence == head.sequence)
            [record] = sequence.records_of(connection, connection.execute(place).mappings().all())
            return record

    def versions(self, keys: Iterable[tuple[str, str]]) -> dict[tuple[str, str], list[str]]:
        """(source, key) → ids of all its records, the one that counts now last."""
        with self._database.reading() as connection:
            return standing(connection, keys)

    def accepted(self, keys: Iterable[tuple[str, str]]) -> dict[tuple[str, str], list[Accepted]]:
        """(source, key) → when which of its versions was accepted, the one that counts now last."""
        with self._database.reading() as connection:
            return accepted(connection, keys)

    def publications(self, kind: str) -> list[Publication]:
        """All that was ever published of a kind, oldest first."""
        table = tables.publication
        with self._database.reading() as connection:
            rows = connection.execute(select(table).where(table.c.kind == kind).order_by(table.c.sequence))
            return [sequence.publication_of(row) for row in rows.mappings()]

    def decisions(self, kinds: Sequence[str] = (), without: Sequence[str] = ()) -> list[Decision]:
        """What people decided, oldest first, without what was erased: all, or only or not of some kinds."""
        with self._database.reading() as connection:
            return pseudonyms.unveiled_decisions(connection, all_decisions(connection, kinds, without))

    def forgotten(self, tokens: Iterable[str]) -> dict[str, Forgotten]:
        """Word in the place of an id → when what it stood for was erased, and the class that it had."""
        with self._database.reading() as connection:
            return pseudonyms.forgotten(connection, tokens)

    def forget(self, gone: Callable[[list[str]], Iterable[str]]) -> int:
        """Of all ids for which a word stands in the log, forget those that are `gone`; returns how many.

        For what is erased outside the ledger, such as passages. Swept as after `erase`.
        """
        with self._database.writing() as connection:
            ids = sorted(set(gone(pseudonyms.worded(connection))))
            pseudonyms.forget(connection, ids, 0)
            if ids:
                sweeping.mark(connection)
        self.sweep()
        return len(ids)

    def published(self, kind: str, name: str) -> Publication | None:
        """The latest version of something published."""
        with self._database.reading() as connection:
            return publishing.latest(connection, kind, name)

    # Around it

    @contextmanager
    def acted(self, act: Act) -> Iterator[dict[str, JSON]]:
        """Log an act of somebody's: its intent before the body, its outcome after; the dict is logged too."""
        with self.audit.acted(act) as outcome:
            yield outcome

    def events(self, after: int = 0, limit: int = 1000) -> list[Event]:
        """The audit log after a line, oldest first: for auditors."""
        return self.audit.events(after, limit)

    def seal(self) -> Seal:
        """The end of the audit chain, to be kept elsewhere and given to `verify`."""
        return self.audit.seal()

    def verify(self, seal: Seal | None = None) -> int:
        """Walk the audit chain and return its length; Tampered names the first line that was changed."""
        return self.audit.verify(seal).lines

    def check(self) -> int:
        """Read the whole sequence and return its length; Tampered names the first entry that was changed."""
        position = 0
        with self._database.reading() as connection:
            attested = sequence.attested(connection)
        while page := self.entries(position):
            for entry in page:
                sequence.refuse_changed(entry, position, attested)
                position = entry.sequence
        return position

    def lease(
        self, name: str, holder: str, seconds: float, dead: Callable[[str], bool] = lease.nobody
    ) -> Lease:
        """Become the one writer of something, for a while; LostLease when another living holder has it."""
        return lease.take(self._database, name, holder, seconds, dead)

    def outbox(self, limit: int = 1000, topics: Sequence[str] = ()) -> list[Notice]:
        """Messages that nobody has confirmed, of some topics or all, oldest first."""
        return outbox.waiting(self._database, limit, topics)

    def delivered(self, ids: Sequence[int]) -> None:
        """Confirm messages: they leave the outbox."""
        outbox.confirm(self._database, ids)

    def status(self) -> dict[str, JSON]:
        """Counts by kind, the head, the messages that wait, the audit lines and the acts cut short."""
        kinds = select(tables.entry.c.kind, func.count()).group_by(tables.entry.c.kind)
        with self._database.reading() as connection:
            counts = {row[0]: row[1] for row in connection.execute(kinds)}
            head = sequence.head(connection)
            waiting = connection.execute(select(func.count()).select_from(tables.outbox)).scalar_one()
        return {
            "url": self._database.url.render_as_string(hide_password=True),
            "incarnation": self.incarnation,
            "schema": SCHEMA,
            "head": head,
            "records": counts.get("record", 0),
            "decisions": counts.get("decision", 0),
            "publications": counts.get("publication", 0),
            "reclassifications": counts.get("reclassification", 0),
            "erasures": counts.get("erasure", 0),
            "outbox": waiting,
            "audit": self.audit.seal().sequence,
            "unfinished": self.audit.unfinished(),
        }

    @contextmanager
    def _written(self, act: Act) -> Iterator[tuple[Connection, dict[str, Any], str]]:
        """A write with its outcome in the same transaction, after an intent committed on its own."""
        with self.audit.around(act) as intent, self._database.writing() as connection:
            outcome: dict[str, Any] = {}
            yield connection, outcome, self._now()
            self.audit.append(connection, act.with_details(outcome), "done", intent)

    def _now(self) -> str:
        return self._clock().astimezone(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")
