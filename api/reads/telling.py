"""Why and how in the edge's words."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence

from strawberry import ID

from api.graphql import why as edge
from api.graphql.hit import Detail
from api.reads.visible import Visible
from graph.ontology.mention import Mention
from graph.ontology.statement import NOT_COUNTING
from resolution.change import Cluster, Pair
from resolution.judgements import Judgement
from resolution.review.layer import Layer
from resolution.review.seen import seen_at_both
from resolution.review.things import parts_of, why_things
from resolution.spoken import Speech
from resolution.why.growth import JUDGEMENT, Growth, growth
from resolution.why.story import (
    Line,
    Standing,
    called,
    judged,
    tell,
    told_step,
    told_threshold,
    waterfall,
)
from resolution.why.things import lines as waterfall_of_things
from resolution.why.things import tell_things
from resolution.why.why import thing_keys, why

PERSON = "Person"
IDENTIFIER, MISREAD = "identifier", "misread"
"""How things came together, beside judgements."""
TELLS_APART = -20.0
"""Bits from which on one finding tells two things apart."""


def why_of(seen: Visible, a: Mention, b: Mention, say: Speech, pair: Pair | None = None) -> edge.Why:
    """Why two mentions are one or not: field by field, or by their identifiers.

    `pair` is what was found of two things, where it is known. BadInput for two whose classes policy does
    not let meet.
    """
    layer, ends = seen.layer(a, b), {a.id, b.id}
    about = [one for one in seen.standing() if {one.a, one.b} == ends]
    one = a.id == b.id or seen.one(a, b)
    now = Standing(one, judged=about, classes=_classes(seen, layer, (a, b), say))
    if a.type == b.type == PERSON and a.id != b.id:
        made = why(seen.mentions, layer.model, layer.layer, a.id, b.id, layer.also)
        pair, told = made.pair, tell(made, layer.model, say, seen.namer(), now)
    else:
        keys = thing_keys(a, b)
        places = () if pair else seen_at_both(layer, a, b)
        pair = pair or (None if keys and one else why_things(layer, a, b))
        told = tell_things(a, b, keys, say, now, pair, places)
    if pair and pair.a != a.id:
        a, b = b, a
    return edge.Why(
        a=side(seen, a),
        b=side(seen, b),
        together=now.together,
        headline=told.headline,
        probability=pair.probability if pair else float(now.together),
        weight=pair.weight if pair else 0.0,
        lines=_lines(told.lines),
        notes=list(told.notes),
        judgements=[judgement_of(seen, one, say) for one in about],
    )


def against_things(seen: Visible, a: Mention, b: Mention, say: Speech) -> str:
    """What by itself says that two things are two, such as two whole chassis numbers; "" for nothing."""
    pair = why_things(seen.layer(a, b), a, b)
    found = [term for term in pair.terms if term.weight <= TELLS_APART] if pair else []
    return ", ".join(say.finding(term.field, term.found) for term in found)


def _classes(seen: Visible, layer: Layer, ends: tuple[Mention, Mention], say: Speech) -> tuple[str, ...]:
    """The names of two classes that no layer compares with one another; () where one bears the other."""
    numbers = {mention.class_ for mention in ends}
    if layer.layer in numbers:
        return ()
    return tuple(seen.classes.label(number, say.lang) for number in sorted(numbers))


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
        caption=called(seen.told(mention)),
        mentions=len(cluster),
        whole=grown.whole if grown else True,
        steps=_steps(seen, grown, layer, say) if grown else _of_things(seen, layer, cluster, say),
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
    record, mention = seen.record(mention.record), seen.told(mention)
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
        if said.status in NOT_COUNTING:
            continue
        if not said.target:
            yield Detail(property=said.property, value=said.raw or said.value)
        elif target and target.class_ in seen.allowed:
            yield Detail(property=said.property, value=called(seen.told(target)))


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


def _of_things(seen: Visible, layer: Layer, cluster: Cluster, say: Speech) -> list[edge.StoryStep]:
    """What identifiers join, then judgements, then what was taken for one thing read badly."""
    made = seen.mentions.get(cluster)
    said = [made[id_] for id_ in cluster if id_ in made]
    parts = parts_of(layer, said)
    steps = [step for part in parts if (step := _by_identifiers([made[m] for m in part], say))]
    name = seen.namer()
    for a, b in layer.judged.same:
        if a in made and b in made:
            steps.append(_step(JUDGEMENT, [say.say("grown_judgement", a=name(a), b=name(b))], [a], [b]))
    for part in parts[1:]:
        if pair := why_things(layer, made[parts[0][0]], made[part[0]]):
            words = {"a": name(parts[0][0]), "b": name(part[0]), "bits": say.bits(pair.weight)}
            step = _step(MISREAD, [say.say("grown_misread", **words)], parts[0], part, pair.weight)
            step.lines = _lines(waterfall_of_things(pair, say))
            steps.append(step)
    return steps


def _by_identifiers(said: Sequence[Mention], say: Speech) -> edge.StoryStep | None:
    """One step for all that is joined by exact keys: those that several have."""
    held = Counter(key for mention in said for key in thing_keys(mention, mention))
    keys = sorted(key for key, count in held.items() if count > 1)
    words = ", ".join(key.replace(":", " ") for key in keys)
    ids = [mention.id for mention in said]
    text = say.say("exact", n=str(len(ids)), keys=words)
    return _step(IDENTIFIER, [text], ids[:1], ids[1:]) if keys else None


def _step(
    how: str, text: list[str], left: Sequence[str], right: Sequence[str], weight: float = 0.0
) -> edge.StoryStep:
    return edge.StoryStep(how=how, text=text, weight=weight, left=_ids(left), right=_ids(right), lines=[])


def _ids(mentions: Sequence[str]) -> list[ID]:
    return [ID(id_) for id_ in mentions]
