"""Why and how in the edge's words."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from strawberry import ID

from api.graphql import why as edge
from api.graphql.hit import Detail
from api.reads.visible import Visible
from graph.ontology.mention import Mention
from resolution.change import Cluster
from resolution.growth import Growth, growth
from resolution.judgements import Judgement
from resolution.review import Layer
from resolution.spoken import Speech
from resolution.story import (
    Line,
    Standing,
    called,
    judged,
    tell,
    tell_things,
    told_step,
    told_threshold,
    waterfall,
)
from resolution.why import Why, thing_keys, why

PERSON = "Person"


def why_of(seen: Visible, a: Mention, b: Mention, say: Speech) -> edge.Why:
    """Why two mentions are one or not; persons with their waterfall, anything else by its identifiers."""
    pair = {a.id, b.id}
    about = [one for one in seen.standing() if {one.a, one.b} == pair]
    made: Why | None = None
    if a.type == b.type == PERSON and a.id != b.id:
        layer = seen.layer(a, b)
        now = Standing(seen.one(a, b), judged=about)
        made = why(seen.mentions, layer.model, layer.layer, a.id, b.id, layer.also)
        told = tell(made, layer.model, say, seen.namer(), now)
        if made.pair.a != a.id:
            a, b = b, a
    else:
        now = Standing(a.id == b.id or seen.one(a, b), judged=about)
        told = tell_things(a, b, thing_keys(a, b), say, now)
    return edge.Why(
        a=side(seen, a),
        b=side(seen, b),
        together=now.together,
        headline=told.headline,
        probability=made.pair.probability if made else float(now.together),
        weight=made.pair.weight if made else 0.0,
        lines=_lines(told.lines),
        notes=list(told.notes),
        judgements=[judgement_of(seen, one, say) for one in about],
    )


def story_of(seen: Visible, mention: Mention, say: Speech, threshold: float) -> edge.Story:
    """How the entity of a mention grew, and what another threshold would do."""
    layer = seen.widest(mention)
    cluster = seen.cluster(layer, mention)
    about = [one for one in seen.standing() if not {one.a, one.b}.isdisjoint(cluster)]
    grown: Growth | None = None
    if mention.type == PERSON:
        grown = growth(
            cluster, seen.mentions, seen.clusters, layer.model, layer.layer, layer.judged, layer.also
        )
    return edge.Story(
        id=ID(seen.entity(mention)),
        type=mention.type,
        caption=called(mention),
        mentions=len(cluster),
        whole=grown.whole if grown else True,
        steps=_steps(seen, grown, layer, say) if grown else _by_identifiers(seen, cluster, say),
        judgements=[judgement_of(seen, one, say) for one in about],
        threshold=list(told_threshold(grown, threshold, say, seen.namer())) if grown else [],
    )


def judgement_of(seen: Visible, made: Judgement, say: Speech) -> edge.Judgement:
    """A judgement with its words."""
    return edge.Judgement(
        id=ID(made.id),
        kind=made.kind,
        a=ID(made.a),
        b=ID(made.b),
        author=made.author,
        reason=made.reason,
        at=made.at,
        text=judged(made, say, seen.namer()),
    )


def side(seen: Visible, mention: Mention) -> edge.Side:
    """A mention with what its record says of it."""
    record = seen.ledger.record(mention.record)
    return edge.Side(
        mention=ID(mention.id),
        record=ID(mention.record),
        entity=ID(seen.entity(mention)),
        type=mention.type,
        caption=called(mention),
        source=record.source if record else "",
        values=list(_values(seen, mention)),
    )


def _values(seen: Visible, mention: Mention) -> Iterable[Detail]:
    """What a mention says, and by name what its relations lead to, in the order of the record."""
    targets = seen.mentions.get({said.target for said in mention.relations()})
    for said in mention.statements:
        target = targets.get(said.target)
        if said.status == "denied":
            continue
        if not said.target:
            yield Detail(property=said.property, value=said.raw or said.value)
        elif target and target.class_ in seen.allowed:
            yield Detail(property=said.property, value=called(target))


def _lines(lines: Iterable[Line]) -> list[edge.WhyLine]:
    return [
        edge.WhyLine(field=one.field, text=one.text, weight=one.weight, left=one.left, right=one.right)
        for one in lines
    ]


def _steps(seen: Visible, grown: Growth, layer: Layer, say: Speech) -> list[edge.StoryStep]:
    name = seen.namer()
    return [
        edge.StoryStep(
            how=step.how,
            text=list(told_step(step, say, name)),
            weight=step.average,
            left=_ids(step.left),
            right=_ids(step.right),
            lines=_lines(waterfall(step.strongest, layer.model, say)) if step.strongest else [],
        )
        for step in grown.steps
    ]


def _by_identifiers(seen: Visible, cluster: Cluster, say: Speech) -> list[edge.StoryStep]:
    """One step for all that is joined by exact keys: those of the first mention that others share."""
    made = seen.mentions.get(cluster)
    if len(made) < 2:
        return []
    first, *others = (made[id_] for id_ in cluster if id_ in made)
    keys = sorted({key for other in others for key in thing_keys(first, other)})
    words = ", ".join(key.replace(":", " ") for key in keys)
    text = [say.say("exact", n=str(len(cluster)), keys=words)]
    return [
        edge.StoryStep(
            how="identifier", text=text, weight=0.0, left=_ids(cluster[:1]), right=_ids(cluster[1:]), lines=[]
        )
    ]


def _ids(mentions: Sequence[str]) -> list[ID]:
    return [ID(id_) for id_ in mentions]
