"""What became of entities, taking it back, saved charts and flags, over an installation's stores."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass, field

from api.graphql import charts as edge
from api.graphql import merges
from api.graphql.port import Allowed, Placed
from api.graphql.unmerge import Split
from api.purpose import Purpose
from api.reads import charts
from api.reads.changed import changes_of
from api.reads.changes import Changes
from api.reads.flags import Reliance
from api.reads.splitting import split
from api.reads.visible import Visible
from graph.mentions import MentionStore
from graph.read.reader import Reader
from ledger.ledger import Ledger
from policy.classes import Classes, load
from resolution.history import History
from resolution.spoken import speech
from resolution.store.clusters import ClusterStore


@dataclass(frozen=True)
class HouseMerges:
    """Implements `api.graphql.port.Merges`."""

    store: Reader
    ledger: Ledger
    mentions: MentionStore
    clusters: ClusterStore
    history: History
    classes: Classes = field(default_factory=load)

    def changes(self, id_: str, first: int, lang: str, allowed: Allowed) -> merges.Changes:
        """The last changes of an entity, oldest first."""
        seen = self._seen(allowed)
        told = changes_of(Changes(seen, self.history).entity(seen.mention(id_)), speech(lang))
        return merges.Changes(total=len(told), begun=self.history.begun, items=told[-first:])

    def split(
        self,
        id_: str,
        apart: Sequence[Sequence[str]],
        reason: str,
        lang: str,
        allowed: Allowed,
        author: str,
        purpose: Purpose,
        write: bool = True,
    ) -> Split:
        """Take an entity apart; what is decided counts from the next run of the pipeline on."""
        return split(self._seen(allowed), (id_, apart), reason, speech(lang), author, purpose, write)

    def charts(self, case: str, first: int, allowed: Allowed) -> edge.Charts:
        """Saved charts, the last saved first."""
        return charts.heads(self._seen(allowed), case, first)

    def chart(self, id_: str, version: int, lang: str, allowed: Allowed) -> edge.Chart:
        """One version of a chart as things stand now."""
        return charts.shown(self._seen(allowed), id_, version, speech(lang))

    def save_chart(
        self,
        of: tuple[str, int],
        name: str,
        items: Sequence[Placed],
        notes: Sequence[Placed],
        lang: str,
        allowed: Allowed,
        author: str,
        purpose: Purpose,
    ) -> edge.Chart:
        """Save a chart, or what follows a version of one."""
        return charts.save(self._seen(allowed), of, name, items, notes, speech(lang), author, purpose)

    def delete_chart(
        self, id_: str, reason: str, allowed: Allowed, author: str, purpose: Purpose
    ) -> edge.ChartHead:
        """Take a chart out of the list."""
        return charts.delete(self._seen(allowed), id_, reason, author, purpose)

    def flags(self, kinds: Collection[str], first: int, lang: str, allowed: Allowed) -> edge.Flags:
        """What relied on an entity that has changed since, and nobody has acknowledged."""
        return self._reliance(lang, allowed).flags(kinds, first)

    def relied(self, change: str, lang: str, allowed: Allowed) -> list[edge.Flag]:
        """All that relied on what one change touched."""
        return self._reliance(lang, allowed).relied(change)

    def acknowledge(
        self, id_: str, reason: str, lang: str, allowed: Allowed, author: str, purpose: Purpose
    ) -> edge.Flag:
        """Say that somebody has looked at it."""
        return self._reliance(lang, allowed).acknowledge(id_, reason, author, purpose)

    def _reliance(self, lang: str, allowed: Allowed) -> Reliance:
        return Reliance(Changes(self._seen(allowed), self.history), speech(lang))

    def _seen(self, allowed: Allowed) -> Visible:
        return Visible(self.store, self.ledger, self.mentions, self.clusters, self.classes, allowed)
