"""Remember: the history follows the clusters, with what people did since it was last told."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import UTC, datetime
from functools import cache
from typing import Any

from api.installation import Installation
from api.stages.fates import Fates
from api.stages.inherit import Inherited, inherited
from resolution.history.causes import Causes, Computed
from resolution.history.event import JUDGEMENT, Deed
from resolution.history.follow import Run, follow
from resolution.judgements import KINDS, RETRACTION
from resolution.version import resolving_version

DEEDS = (*KINDS, RETRACTION, "correction")
"""Kinds of decisions after which clusters may be others; a chart or a verdict changes none."""


def remember(house: Installation) -> int:
    """Bring the history to what the clusters are now; returns how many events that told."""
    at = datetime.now(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")
    over = house.classes.stands_on

    @cache
    def done() -> list[Deed]:
        return list(deeds(inherited(house.ledger, house.mentions)))

    def now(layer: int) -> Computed:
        return Computed(house.clusters.model(layer), resolving_version(), house.ledger.incarnation)

    @cache
    def causes(layer: int) -> Causes:
        said, since = house.history.said, int(house.history.said(layer, "head") or 0)
        was = Computed(*(str(said(layer, name) or "") for name in ("model", "code", "ledger")))
        counting = (layer, *over(layer))
        since_then = [one for one in done() if one.sequence > since and one.class_ in counting]
        return Causes(since_then, was, now(layer), Fates(house.ledger, layer, since))

    return follow(house.history, Run(house.clusters, house.mentions, at, over, now, causes))


def deeds(decisions: Sequence[Inherited]) -> Iterator[Deed]:
    """What people decided about mentions and records, as it stands about those of today."""
    verdicts = {made.id: made.kind for made in decisions}
    for made in decisions:
        if made.kind in DEEDS:
            subject = made.subject
            taken_back = verdicts.get(str(subject.get("judgement", "")), "")
            yield Deed(
                kind=JUDGEMENT if made.kind in KINDS else made.kind,
                id=made.id,
                actor=made.author,
                at=made.at,
                class_=made.class_,
                sequence=made.sequence,
                mentions=tuple(_named(subject.get(name) for name in ("a", "b", "mention", "mentions"))),
                records=tuple(_named(subject.get(name) for name in ("record", "records"))),
                verdict=taken_back if made.kind == RETRACTION else made.kind,
            )


def _named(values: Iterable[Any]) -> Iterator[str]:
    """Ids, given alone or in lists."""
    for value in values:
        if isinstance(value, str) and value:
            yield value
        elif isinstance(value, list):
            yield from (item for item in value if isinstance(item, str))
