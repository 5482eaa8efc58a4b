"""Exports: gathered on what the session may see, refused or logged, and remembered in the ledger."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Collection, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import partial
from typing import BinaryIO

from api.graphql.port import Allowed
from api.purpose import Purpose
from api.reads.carried import carried, of_whole_records
from api.reads.unjoined import unjoined
from api.reads.visible import Visible
from graph.exchange import MOST, Bundle, Export, Format, Notice, Selection, Whole, case_id, gather, select
from graph.exchange.bundle import Tell
from graph.exchange.gather import silent
from graph.exchange.then import ExportedThen
from graph.exchange.words import word
from graph.mentions import MentionStore
from graph.ontology.model import Ontology
from graph.read.at import at
from graph.read.earlier import Past
from graph.read.reader import Reader
from graph.read.time import NOW, Times
from ledger.act import Act
from ledger.canonical import JSON
from ledger.charts import CHART, EXPORT, standing
from ledger.entry import Decision
from ledger.errors import BadInput, Denied, Missing, Unavailable
from ledger.ledger import Ledger
from ledger.pseudonyms import is_token
from policy.classes import Classes
from policy.fields import Fields
from policy.fields import load as load_fields
from resolution.store.clusters import ClusterStore

TRIES = 3
"""How often an export begins again because the graph moved on while it was read."""
LONGEST = 500
"""Characters that the name of a recipient may have."""

Place = Callable[[Format], AbstractContextManager[Sequence[BinaryIO]]]
"""Where the files of an export go; they are there for others when it ends well, and gone when it does not."""


@dataclass(frozen=True)
class Asked:
    """What is to be exported, to whom, in which words; `ids`, `case` and `chart` add up."""

    form: Format
    recipient: str
    ids: Sequence[str] = ()
    case: str = ""
    chart: str = ""
    hops: int = 0
    most: int = MOST
    without: bool = False
    lang: str = "en"
    times: Times = NOW

    def told(self) -> dict[str, JSON]:
        """As it is logged."""
        what = {"ids": list(self.ids), "case": self.case, "chart": self.chart, "hops": self.hops}
        then = {"asOf": self.times.as_of, "knownAt": self.times.known_at}
        what |= {name: given for name, given in then.items() if given}
        return {**what, "most": self.most, "without": self.without, "format": self.form.name}


@dataclass(frozen=True)
class Done:
    """What an export holds: `decision` is its id in the ledger, `met` of which `things` are in it.

    What `left_out` records alone lead to is not among those met; `unknown` are ids that were asked for.
    """

    decision: str
    things: int
    links: int
    records: int
    marking: str
    met: int
    exact: bool
    left_out: int
    denied: int
    unknown: tuple[str, ...] = ()


@dataclass(frozen=True)
class HouseExports:
    """Exports of one installation; the ledger keeps what each held, for whom and why."""

    store: Reader
    ledger: Ledger
    mentions: MentionStore
    clusters: ClusterStore
    classes: Classes
    ontology: Ontology
    past: Past | None = None
    fields: Fields = field(default_factory=load_fields)
    now: Callable[[], datetime] = field(default=lambda: datetime.now(UTC))

    def export(
        self, asked: Asked, place: Place, user: str, purpose: Purpose, allowed: Allowed, tell: Tell = silent
    ) -> Done:
        """Write the files of an export; Forbidden where a handling code does not let all of it be passed on.

        It holds the properties alone that the function of the session sees. It is logged as a disclosure
        before anything is read, with what it held after; and a decision of the ledger names its mentions and
        records with the class of all of them, so that a later change of one can be told to whoever relied on
        it.
        """
        if not 0 < len(asked.recipient.strip()) <= LONGEST:
            raise BadInput(f"An export needs its recipient, in 1 to {LONGEST} characters.")
        if asked.form.holds_whole and not asked.times.now:
            raise BadInput(
                f"{asked.form.name} holds records whole, as they are now: take another format for what was."
            )
        if asked.form.holds_whole and not self.fields.whole(purpose.function, _properties(self.ontology)):
            raise Denied(
                f"{asked.form.name} holds records whole, and your function does not see all of them:"
                " take another format."
            )
        work = _Work(self._seen(allowed), asked, user, purpose, tell)
        with work.seen.ledger.acted(work.act(asked.told())) as outcome:
            selection, bundle = self._gathered(work)
            with bundle:
                outcome["returned"] = sorted({*bundle.types, *bundle.records})
                return self._written(work, place, selection, bundle)

    def _seen(self, allowed: Allowed) -> Visible:
        return Visible(self.store, self.ledger, self.mentions, self.clusters, self.classes, allowed)

    def _gathered(self, work: _Work) -> tuple[Selection, Bundle]:
        """Read from one state of the graph: when it moves on meanwhile, all is read again."""
        seen, asked = work.seen, work.asked
        apart = unjoined(seen, self.ontology)
        for _ in range(TRIES):
            before = self.store.read("projection_state", name="graph")
            store = self._at(asked.times)
            selection = select(store, self._ids(work, store), asked.hops, seen.allowed, asked.most)
            bundle = gather(
                store,
                selection,
                seen.allowed,
                seen.ledger.records,
                self.ontology,
                hops=asked.hops,
                without=asked.without,
                apart=apart,
                shows=partial(self.fields.shows, work.purpose.function),
                tell=work.tell,
            )
            if self.store.read("projection_state", name="graph") == before:
                return selection, bundle
            bundle.close()
        raise Unavailable("The graph keeps changing while it is read: try again when `locard resolve` ended.")

    def _at(self, times: Times) -> Reader:
        """The graph as it was; made anew for each reading of it."""
        return self.store if times.now else ExportedThen(self.store, at(self.store, times, self.past))

    def _ids(self, work: _Work, store: Reader) -> list[str]:
        seen, asked, found = work.seen, work.asked, list(work.asked.ids)
        if asked.case:
            found += case_id(store, asked.case, seen.allowed)
        if asked.chart:
            charts = standing(seen.ledger.decisions(kinds=[CHART]), seen.allowed)
            chart = next((one for one in charts if asked.chart in (one.id, one.name)), None)
            if chart is None:
                raise Missing(f"nothing is known under {asked.chart}")
            found += (id_ for id_ in chart.mentions if not is_token(id_))
        if not found:
            raise BadInput("Say what to export: ids, a case or a chart.")
        return found

    def _written(self, work: _Work, place: Place, selection: Selection, bundle: Bundle) -> Done:
        seen, form = work.seen, work.asked.form
        class_ = class_of(seen.classes, bundle.classes, seen.allowed)
        denied = sum(tie.is_denied for tie in bundle.ties) if form.leaves_denied else 0
        notice = self._notice(work, bundle, tuple(_left_out(bundle, denied, work.asked)))
        whole = carried(seen, bundle) if form.holds_whole else Whole()
        with place(form) as files:
            form.write(Export(bundle, notice, self.ontology, whole, work.tell), files)
            subject = _subject(work, bundle, notice) | {"digests": [_digest(file) for file in files]}
            made = Decision(EXPORT, subject, class_, work.user, work.purpose.reason)
            decision = seen.ledger.veiled(made)
            seen.ledger.decide(decision, work.act({"export": decision.id}))
        return Done(
            decision=decision.id,
            things=bundle.total,
            links=len(bundle.ties) - denied,
            records=len(bundle.records),
            marking=notice.marking.text,
            met=bundle.met,
            exact=selection.exact,
            left_out=bundle.left_out,
            denied=denied,
            unknown=tuple(id_ for id_ in dict.fromkeys(work.asked.ids) if id_ in selection.unknown),
        )

    def _notice(self, work: _Work, bundle: Bundle, left_out: tuple[str, ...]) -> Notice:
        at = self.now().astimezone(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")
        recipient, purpose = work.asked.recipient.strip(), work.purpose
        return Notice(bundle.marking, recipient, purpose.case, purpose.reason, at, work.asked.lang, left_out)


@dataclass(frozen=True)
class _Work:
    """One export on its way: what may be seen, what is asked, by whom and why."""

    seen: Visible
    asked: Asked
    user: str
    purpose: Purpose
    tell: Tell

    def act(self, arguments: dict[str, JSON]) -> Act:
        """The disclosure as it is logged."""
        purpose, recipient = self.purpose, self.asked.recipient.strip()
        details = purpose.told("export", arguments=arguments)
        return Act(self.user, "disclosure", purpose.reason, purpose.case, recipient, details)


def _properties(ontology: Ontology) -> dict[str, Collection[str]]:
    return {one.name: one.properties for one in ontology.types.values()}


def _subject(work: _Work, bundle: Bundle, notice: Notice) -> dict[str, JSON]:
    """What the ledger keeps of an export: our own format carries records whole, with all their mentions."""
    whole = of_whole_records(work.seen, bundle) if work.asked.form.holds_whole else ()
    return {
        "ids": sorted({*bundle.mentions, *whole}),
        "records": list(bundle.records),
        "format": work.asked.form.name,
        "recipient": notice.recipient,
        "marking": notice.marking.text,
        "case": notice.case,
        "without": bundle.left_out,
        **{name: given for name, given in vars(work.asked.times).items() if given},
    }


def class_of(classes: Classes, numbers: Collection[int], allowed: Allowed) -> int:
    """The class of what holds all of these; BadInput where policy does not let them meet."""
    above = [n for n in sorted(numbers) if not any(n in classes.stands_on(other) for other in numbers)]
    try:
        found = classes.compound(*above)
    except BadInput:
        found = 0
    if not found or not classes.holds(allowed, found):
        raise BadInput(
            "This would bring together what policy keeps apart: export what each session sees on its own."
        )
    return found


def _left_out(bundle: Bundle, denied: int, asked: Asked) -> list[str]:
    """What the reader of the file must know: of which time it is, and what is not in it."""
    lang, times = asked.lang, {"as_of": asked.times.as_of, "known_at": asked.times.known_at}
    found = [word(name, lang, at=f"{at}Z" if "T" in at else at) for name, at in times.items() if at]
    if bundle.total < bundle.met:
        found.append(word("some", lang, some=f"{bundle.total:,}", all=f"{bundle.met:,}"))
    if denied:
        found.append(word("denied", lang, some=f"{denied:,}"))
    return found


def _digest(file: BinaryIO) -> str:
    """SHA-256 of what stands in a file that is being written."""
    file.flush()
    file.seek(0)
    digest = hashlib.sha256()
    while part := file.read(1 << 20):
        digest.update(part)
    return digest.hexdigest()
