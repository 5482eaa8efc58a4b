"""Judgements on records that were sent anew: they go over to the mentions that took the old ones' places."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass

from graph.mentions import MentionStore
from graph.ontology.mention import Mention
from ledger.canonical import JSON
from ledger.charts import ASIDE
from ledger.entry import Decision
from ledger.ledger import Ledger

ENDS = ("a", "b")
_PLACE = re.compile(r"(?:(.*):)?(\d+)-(\d+)")


@dataclass(frozen=True)
class Inherited:
    """A decision as it counts now: its id and author are those of the decision, its mentions today's."""

    id: str
    kind: str
    subject: Mapping[str, JSON]
    class_: int
    author: str
    reason: str
    at: str
    sequence: int


def anchored(a: Mention, b: Mention) -> dict[str, JSON]:
    """What a decision on two mentions keeps of them: ids, and where they stand in which records."""
    subject: dict[str, JSON] = {"a": a.id, "b": b.id}
    for end, mention in zip(ENDS, (a, b), strict=True):
        subject[f"{end}_at"] = {"record": mention.record, "type": mention.type, "anchor": mention.anchor}
    return subject


def inherited(ledger: Ledger, mentions: MentionStore) -> list[Inherited]:
    """All decisions, oldest first, about the mentions that stand today where they were made.

    A mention that is gone is replaced by that of the same place in the version of its record that counts
    now; in a text by the one of its type that it overlaps most. What has no heir stays as it was.
    """
    decisions = ledger.decisions(without=ASIDE)
    named = {str(d.subject[end]) for d in decisions for end in ENDS if d.subject.get(end)}
    moved = dict(_heirs(ledger, mentions, decisions, mentions.get(named).keys()))
    return [_now(decision, moved) for decision in decisions]


def _now(decision: Decision, moved: Mapping[str, str]) -> Inherited:
    subject = {**decision.subject}
    for end in ENDS:
        if (old := subject.get(end)) in moved:
            subject[end] = moved[str(old)]
    d = decision
    return Inherited(d.id, d.kind, subject, d.class_, d.author, d.reason, d.at, d.sequence)


def _heirs(
    ledger: Ledger, mentions: MentionStore, decisions: Sequence[Decision], known: Collection[str]
) -> Iterable[tuple[str, str]]:
    """Each mention that is gone, with the one that took its place."""
    gone: dict[str, Mapping[str, str]] = {}
    for decision in decisions:
        for end in ENDS:
            id_, at = decision.subject.get(end), decision.subject.get(f"{end}_at")
            if isinstance(id_, str) and isinstance(at, dict) and id_ not in known:
                gone[id_] = {name: str(value) for name, value in at.items()}
    records = ledger.records(sorted({at["record"] for at in gone.values()}))
    for id_, at in sorted(gone.items()):
        record = records.get(at["record"])
        current = ledger.current(record.source, record.key) if record else None
        if current and (next_ := heir(at, mentions.of_records([current.id]))):
            yield id_, next_.id


def heir(at: Mapping[str, str], there: Sequence[Mention]) -> Mention | None:
    """The mention of the same type at the same place, or at the place that overlaps it most."""
    same = [mention for mention in there if mention.type == at["type"]]
    for mention in same:
        if mention.anchor == at["anchor"]:
            return mention
    overlaps = [(_overlap(at["anchor"], mention.anchor), mention.id, mention) for mention in same]
    best = max(overlaps, default=(0, "", None), key=lambda one: one[:2])
    return best[2] if best[0] > 0 else None


def _overlap(a: str, b: str) -> int:
    """How many characters two places of one column have in common; 0 for what are no places in a text."""
    x, y = _PLACE.fullmatch(a), _PLACE.fullmatch(b)
    if not x or not y or x[1] != y[1]:
        return 0
    return min(int(x[3]), int(y[3])) - max(int(x[2]), int(y[2]))
