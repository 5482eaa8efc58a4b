"""Remember: the history follows the clusters, with what people did since it was last told."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import UTC, datetime
from functools import cache

from api.installation import Installation
from api.stages.fates import Fates
from api.stages.inherit import ENDS, Inherited, inherited
from ledger.canonical import JSON
from resolution.history.causes import Causes, Computed
from resolution.history.event import JUDGEMENT, Deed
from resolution.history.follow import Run, follow
from resolution.judgements import KINDS, RETRACTION
from resolution.version import resolving_version

CORRECTION = "correction"
DEEDS = (*KINDS, RETRACTION, CORRECTION)
"""Kinds of decisions after which clusters may be others; a chart or a verdict changes none."""


def remember(house: Installation, layers: Sequence[int] | None = None) -> int:
    """Bring the history to what the clusters are now; returns how many events that told.

    `layers` are those that were resolved since, where that is known: with what is noted of these alone.
    """
    at = datetime.now(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")
    over = house.classes.stands_on

    @cache
    def done() -> list[Deed]:
        return list(deeds(house, inherited(house.ledger, house.mentions)))

    def now(layer: int) -> Computed:
        return Computed(house.clusters.model(layer), resolving_version(), house.ledger.incarnation)

    @cache
    def causes(layer: int) -> Causes:
        said, since = house.history.said, int(house.history.said(layer, "head") or 0)
        was = Computed(*(str(said(layer, name) or "") for name in ("model", "code", "ledger")))
        counting = (layer, *over(layer))
        since_then = [one for one in done() if one.sequence > since and one.class_ in counting]
        return Causes(since_then, was, now(layer), Fates(house.ledger, layer, since))

    return follow(house.history, Run(house.clusters, house.mentions, at, over, now, causes, layers))


def deeds(house: Installation, decisions: Sequence[Inherited]) -> Iterator[Deed]:
    """What people decided about mentions and records, as it stands about those of today."""
    known = {made.id: made for made in decisions}
    for made in decisions:
        if made.kind not in DEEDS:
            continue
        corrected = known.get(str(made.subject.get("correction", "")), made)
        if corrected.kind == CORRECTION:
            kind, verdict, mentions = CORRECTION, made.kind, _corrected(house, corrected.subject)
        else:
            of = known.get(str(made.subject.get("judgement", "")), made)
            kind, verdict = RETRACTION if made.kind == RETRACTION else JUDGEMENT, of.kind
            mentions = _ends(made.subject)
        yield Deed(kind, made.id, made.author, made.at, made.class_, made.sequence, mentions, verdict=verdict)


def _ends(subject: Mapping[str, JSON]) -> tuple[str, ...]:
    return tuple(id_ for end in ENDS if isinstance(id_ := subject.get(end), str))


def _corrected(house: Installation, subject: Mapping[str, JSON]) -> tuple[str, ...]:
    """The mentions of the type that was corrected, in the version of the record that counts now."""
    record = house.ledger.record(str(subject.get("record", "")))
    current = house.ledger.current(record.source, record.key) if record else None
    there = house.mentions.of_records([current.id], str(subject.get("type", ""))) if current else []
    return tuple(mention.id for mention in there)
