"""Who is who: why, how, the queue of review and judgements, over an installation's stores."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, field

from api.graphql.port import Allowed
from api.graphql.review import Judged, ReviewItem
from api.graphql.why import Judgement, Story, Why
from api.purpose import Purpose
from api.reads import judging
from api.reads.changed import changes_of
from api.reads.changes import Changes
from api.reads.crossing import Crossed, crossing
from api.reads.telling import story_of, why_of
from api.reads.visible import Visible
from graph.mentions import MentionStore
from graph.read.reader import Reader
from ledger.ledger import Ledger
from policy.classes import Classes, load
from resolution.history import History
from resolution.review.near import Near
from resolution.spoken import speech
from resolution.store.clusters import ClusterStore


@dataclass(frozen=True)
class HouseIdentity:
    """Implements `api.graphql.port.Identities`."""

    store: Reader
    ledger: Ledger
    mentions: MentionStore
    clusters: ClusterStore
    classes: Classes = field(default_factory=load)
    history: History | None = None
    _near: Near = field(default_factory=Near)

    def why(self, a: str, b: str, lang: str, allowed: Allowed) -> Why:
        """Why two mentions are taken for one, or not; of two entities their most alike mentions."""
        seen = self._seen(allowed)
        return why_of(seen, *seen.ends(a, b), speech(lang))

    def how(self, id_: str, lang: str, threshold: float, allowed: Allowed) -> Story:
        """The growth of the entity that an id addresses."""
        seen = self._seen(allowed)
        mention, say = seen.mention(id_), speech(lang)
        story = story_of(seen, mention, say, threshold)
        if self.history:
            whole = Changes(seen, self.history).entity(mention)
            story.changes = changes_of(whole, say)
            story.begun = self.history.begun
        return story

    def review_queue(
        self, first: int, lang: str, allowed: Allowed, types: Collection[str] = ()
    ) -> list[ReviewItem]:
        """Pairs of these types (all when empty) to look at, those first whose verdict would change most."""
        return judging.queue(self._seen(allowed), self._near, first, speech(lang), types)

    def crossing(self, id_: str, lang: str, allowed: Allowed) -> Crossed:
        """Who may be one with an entity by records of two classes that no layer holds together."""
        return crossing(self._seen(allowed), id_, speech(lang))

    def judge(
        self,
        a: str,
        b: str,
        kind: str,
        reason: str,
        lang: str,
        allowed: Allowed,
        author: str,
        purpose: Purpose,
    ) -> Judged:
        """Record a judgement; Contradiction, with the chain, where others that stand speak against it."""
        return judging.judge(self._seen(allowed), (a, b), kind, reason, speech(lang), author, purpose)

    def retract(
        self, id_: str, reason: str, lang: str, allowed: Allowed, author: str, purpose: Purpose
    ) -> Judgement:
        """Take a judgement back; returns the one that no longer counts."""
        return judging.retract(self._seen(allowed), id_, reason, speech(lang), author, purpose)

    def _seen(self, allowed: Allowed) -> Visible:
        return Visible(self.store, self.ledger, self.mentions, self.clusters, self.classes, allowed)
