"""What the edge asks of the house: every read takes the classes that this session may see."""

from collections.abc import Collection, Mapping, Sequence
from contextlib import AbstractContextManager
from typing import TYPE_CHECKING, Protocol

from api.graphql.card import Card
from api.graphql.hit import Found
from api.graphql.link import LinksAmong, Neighbours, Paths
from api.graphql.suggestion import Suggestions
from api.graphql.translation import Language, Translation, TranslationKind
from api.purpose import Purpose
from api.sessions import Session
from graph.ontology.shows import Shows, everything
from graph.read.time import NOW, Times
from ledger.act import Act
from ledger.audit_patterns import Pattern
from ledger.audit_search import Asked, Lines
from ledger.canonical import JSON

if TYPE_CHECKING:
    from datetime import date

    from api.graphql.charts import Chart, ChartHead, Charts, Flag, Flags
    from api.graphql.common import CommonNeighbours, Comparison
    from api.graphql.corrections import Correction, Proposal
    from api.graphql.document import Document
    from api.graphql.erasure import ErasureDone, Named, Reclassified, Touches
    from api.graphql.export import Exported
    from api.graphql.exports import Exports as ExportList
    from api.graphql.glass import BrokenGlass
    from api.graphql.merges import Changes
    from api.graphql.passages import Passages, TakenOver
    from api.graphql.retention import RetentionDecision, RetentionQueue
    from api.graphql.review import Judged, ReviewItem
    from api.graphql.timeline import Near, Timeline
    from api.graphql.unmerge import Split
    from api.graphql.why import Judgement, Story, Why
    from graph.passages.question import Question

Allowed = Sequence[int]
"""Classes that a session may see; given to every read, applied before anything is counted."""


class Reads(Protocol):
    """The reads behind the schema; what cannot be seen is Missing, in the words of what does not exist."""

    def at(self, times: Times) -> "Reads":
        """The same reads of the graph as it was; themselves where neither time is given."""

    def search(
        self,
        text: str,
        limit: int,
        type_: str,
        allowed: Allowed,
        source: str = "",
        skip: int = 0,
        shows: Shows = everything,
    ) -> Found:
        """Entities whose visible values match the text, best kind of match first, and texts that hold it."""

    def entity(self, id_: str, allowed: Allowed) -> Card:
        """The card of the entity that an entity or mention id addresses."""

    def values(self, id_: str, allowed: Allowed) -> Mapping[str, str]:
        """The best values of an entity, none for what cannot be seen."""

    def neighbours(
        self, id_: str, link_type: str, type_: str, first: int, after: str, allowed: Allowed
    ) -> Neighbours:
        """One page of neighbours, in a fixed order; `after` is the `end` of the page before."""

    def links(self, ids: Sequence[str], allowed: Allowed) -> LinksAmong:
        """The links that have both ends among these entities."""

    def paths(
        self,
        from_: str,
        to: str,
        max_length: int,
        types: Sequence[str],
        through: Sequence[str],
        allowed: Allowed,
    ) -> Paths:
        """Ways between two entities, over links of the given types, through these types (all when empty)."""

    def timeline(
        self,
        id_: str,
        interval: tuple[str, str],
        links: Sequence[str],
        types: Sequence[str],
        first: int,
        after: str,
        allowed: Allowed,
        shows: Shows,
    ) -> "Timeline":
        """What is dated of an entity within an interval, in order; values of properties that are shown."""

    def near(
        self,
        centre: str | tuple[float, float],
        radius: float,
        interval: tuple[str, str],
        links: Sequence[str],
        types: Sequence[str],
        first: int,
        after: str,
        allowed: Allowed,
        shows: Shows,
    ) -> "Near":
        """What is linked to places within some metres of a place or point, in an interval."""

    def common(
        self,
        ids: Sequence[str],
        links: Sequence[str],
        types: Sequence[str],
        first: int,
        after: str,
        allowed: Allowed,
    ) -> "CommonNeighbours":
        """What all of these entities are linked to."""

    def compare(self, left: Sequence[str], right: Sequence[str], allowed: Allowed) -> "Comparison":
        """Two sets of entities with their links: what is in both, and in one alone."""

    def suggestions(self, entity: str, type_: str, first: int, lang: str, allowed: Allowed) -> Suggestions:
        """Hypotheses about one entity, best first, with evidence and counter-evidence in one language."""

    def record(self, id_: str, allowed: Allowed) -> "Document":
        """A record as received, with the marks of the mentions that may be seen."""

    def translation(self, id_: str, field: str, to: Language, allowed: Allowed) -> Translation | None:
        """The text of one field in another language; None where it holds no word of another language."""

    def translatable(self, id_: str, field: str, to: Language, allowed: Allowed) -> TranslationKind | None:
        """The kind of what `translation` would give; None where it would give nothing."""


class Identities(Protocol):
    """Who is who, why, and what people decide about it; what cannot be seen is Missing."""

    def why(self, a: str, b: str, lang: str, allowed: Allowed) -> "Why":
        """Why two mentions or entities are taken for one, or not."""

    def how(self, id_: str, lang: str, threshold: float, allowed: Allowed) -> "Story":
        """How the entity grew that an id addresses, and what another threshold would do."""

    def review_queue(
        self, first: int, lang: str, allowed: Allowed, types: Collection[str] = ()
    ) -> "list[ReviewItem]":
        """Pairs of these types (all when empty) to look at, those first whose verdict would change most."""

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
    ) -> "Judged":
        """Record a judgement; Contradiction, with the chain, where others that stand speak against it."""

    def retract(
        self, id_: str, reason: str, lang: str, allowed: Allowed, author: str, purpose: Purpose
    ) -> "Judgement":
        """Take a judgement back; returns the one that no longer counts."""


Placed = tuple[str, float, float]
"""An id or a text, and where it stands on a chart."""


class Merges(Protocol):
    """What became of entities, taking it back, and what relied on them; what cannot be seen is Missing."""

    def changes(self, id_: str, first: int, lang: str, allowed: Allowed) -> "Changes":
        """The last changes of the entity that an id addresses, oldest first."""

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
    ) -> "Split":
        """Take an entity apart into these mentions and the rest; where not to `write`, say what it takes."""

    def charts(self, case: str, first: int, allowed: Allowed) -> "Charts":
        """The saved charts of one case, or of all, the last saved first."""

    def chart(self, id_: str, version: int, lang: str, allowed: Allowed) -> "Chart":
        """One version of a chart (0: the last) as things stand now."""

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
    ) -> "Chart":
        """Save a chart, or what follows a version of one; Contradiction when another came between."""

    def delete_chart(
        self, id_: str, reason: str, allowed: Allowed, author: str, purpose: Purpose
    ) -> "ChartHead":
        """Take a chart out of the list."""

    def flags(self, kinds: Collection[str], first: int, lang: str, allowed: Allowed) -> "Flags":
        """What relied on an entity that has changed since, and nobody has acknowledged."""

    def relied(self, change: str, lang: str, allowed: Allowed) -> "list[Flag]":
        """All that relied on what one change touched."""

    def acknowledge(
        self, id_: str, reason: str, lang: str, allowed: Allowed, author: str, purpose: Purpose
    ) -> "Flag":
        """Say that somebody has looked at what a flag tells of."""


class Exports(Protocol):
    """What goes out to others; logged as a disclosure, and refused where a handling code forbids it."""

    def export(
        self,
        ids: Sequence[str],
        hops: int,
        form: str,
        recipient: str,
        without: bool,
        lang: str,
        allowed: Allowed,
        author: str,
        purpose: Purpose,
        times: Times = NOW,
    ) -> "Exported":
        """The files of an export; `without` leaves out what may not be passed on."""

    def sent(self, case: str, erased: bool, first: int, lang: str, allowed: Allowed) -> "ExportList":
        """The exports that were made, the last one first; `erased`: those that held what was erased since."""


class Streamed(Protocol):
    """The stream of passages; what cannot be seen is Missing."""

    def passages(self, asked: "Question", session: Session) -> "Passages":
        """Passages that fit, the latest first; TooOld where it reaches further back than the session may."""

    def take(self, ids: Sequence[str], follow: bool, session: Session) -> "list[TakenOver]":
        """Make records of these passages, and where wanted have the graph follow."""


class Acting(Protocol):
    """What people do to what is known, shown with all that it touches first; what is hidden is Missing."""

    def proposal(self, mention: str, property_: str, value: str, was: str, session: Session) -> "Proposal":
        """What a correction would say and touch."""

    def corrections(self, id_: str, session: Session) -> "list[Correction]":
        """The corrections that stand about a record."""

    def correct(
        self,
        mention: str,
        property_: str,
        value: str,
        was: str,
        reason: str,
        follow: bool,
        session: Session,
    ) -> "Correction":
        """Write a correction, and where wanted have the graph follow."""

    def withdraw(self, id_: str, reason: str, follow: bool, session: Session) -> "Correction":
        """Take a correction back, and where wanted have the graph follow."""

    def touches(self, named: "Named", session: Session) -> "Touches":
        """What an erasure or reclassification of these records touches."""

    def erase(self, named: "Named", shown: str, reason: str, session: Session) -> "ErasureDone":
        """Erase what was shown, for good; Contradiction when something else hangs on it by now."""

    def reclassify(
        self, named: "Named", given: Mapping[str, str], shown: str, reason: str, session: Session
    ) -> "Reclassified":
        """Give what was shown another marking; Contradiction when something else hangs on it by now."""


class Retains(Protocol):
    """What no term decides by itself: shown to whom it concerns, and decided; what is hidden is Missing."""

    def queue(
        self, first: int, on: "date | None", lang: str, after: str, allowed: Allowed
    ) -> "RetentionQueue":
        """What waits for a decision on a day, today where none is given; what waits longest first."""

    def decided(
        self, first: int, on: "date | None", lang: str, after: str, allowed: Allowed
    ) -> "RetentionQueue":
        """What was decided and is not done yet, the earliest day first."""

    def decide(
        self, record: str, verdict: str, until: "date | None", reason: str, session: Session
    ) -> "RetentionDecision":
        """Write a verdict about a record and all its versions."""


class Breaks(Protocol):
    """Breaking the glass of a closed case."""

    def open(self, session: Session, case: str, reason: str, minutes: int) -> "BrokenGlass":
        """Open it for some minutes; the supervisor is told."""

    def end(self, session: Session, case: str) -> "BrokenGlass":
        """Close it before its time is over; Missing where none stands broken."""


class Audits(Protocol):
    """The log, for sessions that may audit."""

    def search(self, session: Session, asked: Asked, first: int = 100, after: int = 0) -> Lines:
        """A page of the log, oldest first."""

    def patterns(self, session: Session, since: str, until: str) -> list[Pattern]:
        """Patterns that may be worth a question."""


class Log(Protocol):
    """The audit log of the ledger: intent before, outcome after; raises when it cannot be written."""

    def acted(self, act: Act) -> AbstractContextManager[dict[str, JSON]]:
        """Run an act inside; what is put into the dict is logged with its outcome."""
