"""Makes the questions of a layer when it is resolved, and reads them as they stand for somebody who looks."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace

from resolution.change import Pair
from resolution.engines.scoring import least_weight
from resolution.judgements import UNSURE, Judgement
from resolution.review.layer import Layer
from resolution.review.looks import is_decided
from resolution.review.near import UNDER, near_pairs
from resolution.review.persons import doubted, review, weighed
from resolution.store.asked import At
from resolution.store.question import APART, CONFLICT, NEAR, WEAK, Item, by_value
from resolution.why.why import compared, rows_of

KEPT = 300
"""Questions that are kept of a layer: more than anybody is shown at once."""
SMALL = 2000
"""Mentions of a layer up to which all questions are made anew whatever changed."""
SHARE = 0.02
"""Changes, as a share of a layer's mentions, after which all are made anew."""
FRESH = 20
"""Doubts since the layer was resolved that are looked at: those of a day."""


def ask(layer: Layer, followed: bool) -> None:
    """Bring the questions of a layer to its clusters: what changed where it was followed, else all.

    Pairs below the threshold are sought among all candidates, and so only when all questions are made anew.
    """
    asked, head = layer.clusters.asked, layer.clusters.head()
    at, size = asked.at(layer.layer), asked.size(layer.layer)
    if followed and at and at.model == layer.model.version and size > SMALL:
        changes = [one for one in layer.clusters.changes(at.head, head - at.head) if one.layer == layer.layer]
        since = at.since + len(changes)
        if since <= SHARE * size:
            part = {m for one in changes for side in (one.before, one.after) for c in side for m in c}
            items = weighed(layer, _pairs_of(layer, part), KEPT)
            asked.patch(layer.layer, part, items, At(at.model, head, since), KEPT)
            return
    asked.replace(layer.layer, review(layer, KEPT, near_pairs(layer)), At(layer.model.version, head))


def questions(now: Layer, resolved: Collection[Judgement], first: int) -> list[Item] | None:
    """The `first` questions of a layer, as judgements and mentions stand now; None when none were made yet.

    `resolved` are the judgements that the layer was resolved with: what somebody was unsure about since
    comes in as it is.
    """
    asked = now.clusters.asked
    if asked.at(now.layer) is None:
        return None
    unsure = {one.pair: one for one in now.standing if one.kind == UNSURE}
    kept = asked.items(now.layer)
    found = [item for item in _standing(now, kept, unsure) if item]
    known = {one.id for one in resolved}
    shown = {(item.pair.a, item.pair.b) for item in kept}
    fresh = [pair for pair, one in unsure.items() if one.id not in known and pair not in shown]
    found += weighed(now, doubted(now, fresh[-FRESH:]), FRESH) if fresh else []
    return sorted(found, key=by_value)[:first]


def _standing(now: Layer, kept: Sequence[Item], unsure: Mapping[tuple[str, str], Judgement]) -> list[Item]:
    ends = {end for item in kept for end in (item.pair.a, item.pair.b)}
    there, whole = now.mentions.get(ends), now.clusters.cluster_of(now.layer, ends)
    found = []
    for item in kept:
        a, b = item.pair.a, item.pair.b
        if a not in there or b not in there:
            continue
        left, right = whole.get(a, (a,)), whole.get(b, (b,))
        if _still(item, left == right, (a, b) in unsure) and not is_decided(now, item, left, right):
            doubt = unsure.get((a, b))
            found.append(replace(item, kind=UNSURE, uncertainty=1.0, judgement=doubt) if doubt else item)
    return found


def _still(item: Item, together: bool, unsure: bool) -> bool:
    """False for a question that no longer arises: about a doubt taken back, or about other clusters."""
    if item.kind == UNSURE or unsure:
        return unsure
    return item.kind == NEAR or together == (item.kind not in (APART, CONFLICT))


def _pairs_of(layer: Layer, part: Collection[str]) -> list[Pair]:
    """The pairs that these mentions are in and that a verdict may decide, also those asked about before."""
    most = least_weight(layer.model) + WEAK
    pairs = layer.clusters.pairs(layer.layer, part)
    whole = layer.clusters.cluster_of(layer.layer, {end for pair in pairs for end in (pair.a, pair.b)})
    found = [one for one in pairs if one.weight < most or whole.get(one.a) != whole.get(one.b)]
    known = {(pair.a, pair.b) for pair in pairs}
    for item in layer.clusters.asked.about(layer.layer, part):
        a, b = item.pair.a, item.pair.b
        rows = rows_of(layer.mentions, (a, b), layer.classes) if (a, b) not in known else []
        if len(rows) == 2 and (pair := compared(layer.model, *rows[0], *rows[1]).pair).probability >= UNDER:
            found.append(pair)
    return found
