"""One installation: everything that lies in one data directory, opened when it is first needed."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cached_property
from pathlib import Path
from types import TracebackType
from typing import Self

from api.dropped import opened
from api.settings import Settings
from api.writer import me, waited
from graph.derive.views import Views, views_kept
from graph.documents import DocumentWords
from graph.mentions import MentionStore
from graph.ontology import Ontology
from graph.ontology import load as load_ontology
from graph.passages.store import PassageStore
from graph.past import PastStore
from graph.store.embedded import attach
from graph.store.locks import FileLock, attempt
from graph.store.options import Options
from graph.store.store import GraphStore
from ledger.act import Act
from ledger.canonical import JSON
from ledger.errors import Unavailable
from ledger.lease import Lease
from ledger.ledger import Ledger
from ledger.record import Marking
from policy.classes import Classes
from policy.classes import load as load_classes
from policy.fields import load as load_fields
from resolution.history import History
from resolution.store.clusters import ClusterStore

MENTIONS, CLUSTERS, GRAPH, REJECTS = "mentions.db", "clusters.db", "graph", "rejects"
INDEX, HISTORY, PAST = "index", "history.db", "past.db"
WORDS, IN_USE = "words.db", "in-use.lock"


class Installation:
    """Ledger, projections and graph of one data directory; close it, or use it in a `with`."""

    def __init__(self, settings: Settings) -> None:
        self.settings = settings
        self.holder = me()
        self._lease: Lease | None = None
        self._in_use: FileLock | None = None
        self.repeated = 0
        self._registered: set[int] = set()
        self.kept: dict[str, object] = {}
        """What others keep between questions, as long as it is open."""

    @cached_property
    def ledger(self) -> Ledger:
        """The truth; what the journal of erasures names and it still holds is erased before it is used."""
        self._folder()
        opened = Ledger.open(self.settings.ledger, keys=self.settings.keys_folder)
        opened.registry.describe = lambda number: self.classes.described(number)
        try:
            act = self.act("erasure", "an older copy of the ledger was put back")
            self.repeated = opened.repeat_erasures(act)
            opened.sweep()
        except BaseException:
            opened.close()
            raise
        return opened

    @cached_property
    def ontology(self) -> Ontology:
        """The vocabulary."""
        return load_ontology()

    @cached_property
    def views(self) -> Views:
        """What functions that do not see all values find things by."""
        return views_kept(self.ontology, load_fields(self.settings.fields))

    @cached_property
    def classes(self) -> Classes:
        """Who may see what, as far as layers go: the classes of the file and those that are registered."""
        return load_classes().over(self.ledger.registry)

    def class_of(self, marking: Marking) -> int:
        """The class of what is kept beside the ledger, registered there like those of its records."""
        number = self.classes.classify(marking)
        if number not in self._registered:
            self.ledger.registry.enrol([number])
            self._registered.add(number)
        return number

    @cached_property
    def mentions(self) -> MentionStore:
        """The mentions that count."""
        return MentionStore.open(self._folder() / MENTIONS)

    @cached_property
    def past(self) -> PastStore:
        """What older versions of records said."""
        return PastStore.open(self._folder() / PAST)

    @cached_property
    def words(self) -> DocumentWords:
        """Which words stand in which texts."""
        return DocumentWords.open(self._folder() / WORDS)

    @cached_property
    def passages(self) -> PassageStore:
        """The stream of passages; who reads all day keeps it open."""
        return opened(self._folder(), self.settings.keys_folder)

    @cached_property
    def clusters(self) -> ClusterStore:
        """Who is who."""
        return ClusterStore.open(self._folder() / CLUSTERS)

    @cached_property
    def history(self) -> History:
        """What became of clusters; it is not made anew with them."""
        return History.open(self._folder() / HISTORY)

    @cached_property
    def store(self) -> GraphStore:
        """The graph server: the configured one, or the embedded one, started when none runs."""
        s = self.settings
        if s.graph_uri:
            store = GraphStore.connect(s.graph_uri, s.graph_user, s.graph_password, s.graph_database)
            store.prepare()
            return store
        options = Options(memory=s.graph_memory, linger=s.graph_idle_seconds)
        return attach(self._folder() / GRAPH, options)

    def index(self, layer: int) -> Path:
        """Where the online index of a base layer lies; whoever resolves opens it."""
        return self._folder() / INDEX / str(layer)

    def _folder(self) -> Path:
        """The data directory; only its owner may look into one that is made here."""
        try:
            self.settings.data.mkdir(parents=True, exist_ok=True, mode=0o700)
            if self._in_use is None:
                self._in_use = attempt(self.settings.data / IN_USE, shared=True)
        except OSError as error:
            raise Unavailable(
                f"The data directory {self.settings.data} cannot be made or written ({error.strerror}):"
                " see to its rights and its disk, or name another in LOCARD_DATA."
            ) from error
        if self._in_use is None:
            raise Unavailable(
                f"A backup is being restored in the place of {self.settings.data}: wait until it has ended."
            )
        return self.settings.data

    def act(self, kind: str, reason: str, **details: JSON) -> Act:
        """An act of whoever runs this command, for the log."""
        return Act(actor=self.settings.actor, kind=kind, reason=reason, details=details)

    @contextmanager
    def writing(self) -> Iterator[Lease]:
        """Be the one writer of all projections; waits for a living one, and takes over from the dead."""
        if self._lease is not None:
            yield self._lease
            return
        self._lease = waited(self.ledger, self.holder)
        try:
            with self._lease as lease:
                yield lease
        finally:
            self._lease = None

    def forget_projections(self) -> None:
        """Empty mentions and clusters, so that they are derived again; the ledger stays as it is."""
        self.mentions.reset("")
        self.past.reset("")
        self.words.reset("")
        self.clusters.reset()

    def remove(self) -> None:
        """Remove the whole data directory; for the demo's own directory alone."""
        self.close()
        shutil.rmtree(self.settings.data, ignore_errors=True)
        shutil.rmtree(self.settings.keys_folder, ignore_errors=True)

    def close(self) -> None:
        """Close all that was opened."""
        self.kept.clear()
        for name in ("store", "passages", "history", "clusters", "words", "past", "mentions", "ledger"):
            opened = self.__dict__.pop(name, None)
            if opened is not None:
                opened.close()
        if self._in_use is not None:
            self._in_use.release()
            self._in_use = None

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()
