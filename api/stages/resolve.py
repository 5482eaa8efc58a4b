"""Resolve: mentions become clusters, layer by layer, with a model that the ledger knows."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import ExitStack
from dataclasses import dataclass

from api.installation import Installation
from api.progress import Tell, silent
from api.stages.due import Due
from api.stages.history import remember
from api.stages.inherit import inherited
from api.stages.understand import understand
from ledger.entry import Publication
from ledger.errors import BadInput
from ledger.lease import Lease
from resolution.judgements import Judged, counting
from resolution.layers.batch import Resolved
from resolution.layers.compound import resolve_compound
from resolution.layers.domain import Domain
from resolution.layers.ground import Beneath
from resolution.layers.standing import moved_on
from resolution.online.follow import follow
from resolution.online.online import Online
from resolution.review.asking import ask
from resolution.review.layer import Layer
from resolution.training.drift import checked
from resolution.training.train import train
from resolution.weights.model import Model, default_model

NO_MODEL = ""
"""In place of a model's version, where nothing is compared: in the layer of a compound class."""


@dataclass(frozen=True)
class LayerResolved:
    """One layer, and what resolving it did; `resolved` is None when nothing had changed since.

    `model` is that of the domain's base; a compound class, in which nothing is compared, has none.
    """

    layer: int
    model: Model | None
    resolved: Resolved | None


@dataclass(frozen=True)
class _Step:
    """One layer, the layers that it stands on, and what resolves it."""

    layer: int
    model: Model | None
    run: Callable[[], Resolved | None]


def resolve_layers(
    house: Installation, tell: Tell = silent, retrain: bool = False, accept_drift: bool = False
) -> list[LayerResolved]:
    """Bring the clusters of every layer to the position of the mentions: bases first, then what they bear.

    The layer of another class than a base is made when there is a record or a judgement of that class.
    A base follows its mentions record by record where little changed; a layer of which nothing changed, nor
    of what it stands on, only moves on. A retrained model that drifts from the last one is refused (Drifted)
    unless that is accepted.
    """
    with house.writing() as lease:
        due = Due(house)
        models = {base: _model(house, base, retrain, accept_drift) for base in due.bases}
        understand(house)  # steps over the publications that training has just made
        decisions = inherited(house.ledger, house.mentions)
        done = list(_run(house, lease, _bases(house, models, decisions, tell), tell))
        versions = {NO_MODEL, *(model.version for model in models.values())}
        with ExitStack() as opened:
            above = _above(house, due.above(versions), models, decisions, opened)
            done += _run(house, lease, above, tell)
        due.leave([one.layer for one in done])
        remember(house, [one.layer for one in done])
        _bring_keys(house, [one.layer for one in done])
        _ask(house, done)
    return done


def _run(house: Installation, lease: Lease, steps: Sequence[_Step], tell: Tell) -> Iterator[LayerResolved]:
    for number, step in enumerate(steps):
        tell("resolve", number, len(steps))
        lease.renew()
        resolved = None if _is_done(house, step) else step.run()
        yield LayerResolved(step.layer, step.model, resolved)
    tell("resolve", len(steps), len(steps))


def _ask(house: Installation, done: Sequence[LayerResolved]) -> None:
    """The questions for review of the layers of which something changed, or that have none yet."""
    decisions = inherited(house.ledger, house.mentions)
    for one in done:
        counts = one.resolved.counts if one.resolved else {"records": 0, "changes": 0}
        followed = "records" in counts
        changed = not followed or counts["records"] or counts["changes"]
        if not changed and house.clusters.asked.at(one.layer):
            continue
        below = house.classes.stands_on(one.layer)
        stands = counting(decisions, one.layer, below)
        model = one.model or next((other.model for other in done if other.layer in below), None)
        known = (house.mentions, house.clusters, model or default_model(), one.layer, stands, below)
        ask(Layer(*known), followed)


def _bring_keys(house: Installation, layers: Sequence[int]) -> None:
    """The keys of those of these classes that a session may bring together though no layer does."""
    held = {number for numbers in house.classes.sessions.values() for number in numbers}
    parts = {part for number in held for part in house.classes.of(number).parts}
    for class_ in sorted(layers):
        own = house.classes.of(class_)
        if class_ in parts or (not own.base and not own.parts and house.classes.may_meet([class_])):
            house.clusters.keys.bring(house.mentions, class_)
        else:
            house.clusters.keys.forget([class_])


def _bases(
    house: Installation, models: Mapping[int, Model], decisions: Sequence[Judged], tell: Tell = silent
) -> list[_Step]:
    return [_Step(base, model, _base(house, base, model, decisions, tell)) for base, model in models.items()]


def _above(
    house: Installation,
    layers: Sequence[int],
    models: Mapping[int, Model],
    decisions: Sequence[Judged],
    opened: ExitStack,
) -> list[_Step]:
    """The layers that stand on one base, and then those that stand on several.

    What is put into `opened` must stay open until they are resolved.
    """
    above = {layer: house.classes.stands_on(layer) for layer in layers}
    compounds = [layer for layer in layers if house.classes.of(layer).parts]
    steps = []
    for base, model in models.items():
        over = [layer for layer in layers if above[layer] == (base,) and layer not in compounds]
        beneath = _beneath(house, base, model, opened) if over else None
        domain = Domain(house.mentions, house.clusters, model, base, over, decisions, beneath)
        steps += [_Step(layer, model, _over(house, domain, layer)) for layer in over]
    return steps + [_Step(n, None, _compound(house, n, above[n], decisions)) for n in compounds]


def _beneath(house: Installation, base: int, model: Model, opened: ExitStack) -> Beneath | None:
    """The index of a base, which its layers ask instead of reading it all; None where it stands elsewhere."""
    index = opened.enter_context(Online.open(house.index(base), model, base))
    here = (house.mentions.incarnation, house.mentions.edition)
    return index.beneath() if (index.incarnation, index.edition) == here else None


def _base(
    house: Installation, base: int, model: Model, decisions: Sequence[Judged], tell: Tell
) -> Callable[[], Resolved]:
    folder, engine = house.index(base), house.settings.resolution_engine
    at = (folder, house.mentions, house.clusters, model, base, decisions, engine)
    return lambda: follow(*at, lambda done, of: tell("weigh anew", done, of))


def _over(house: Installation, domain: Domain, layer: int) -> Callable[[], Resolved | None]:
    at = (house.mentions, house.clusters, layer, [domain.base], domain.model.version, domain.decisions)
    return lambda: None if moved_on(*at, footed=True) else domain.resolve(layer)


def _compound(
    house: Installation, layer: int, over: Sequence[int], decisions: Sequence[Judged]
) -> Callable[[], Resolved | None]:
    at = (house.mentions, house.clusters, layer, over)
    return lambda: None if moved_on(*at, NO_MODEL, decisions) else resolve_compound(*at, decisions)


def _is_done(house: Installation, step: _Step) -> bool:
    clusters, mentions, layer = house.clusters, house.mentions, step.layer
    known = (clusters.position(layer), clusters.incarnation(layer), clusters.basis(layer).edition)
    model = step.model.version if step.model else NO_MODEL
    here = (mentions.position, mentions.incarnation, mentions.edition)
    return known == here and clusters.model(layer) == model


def _last(house: Installation, name: str, retrain: bool) -> Model | None:
    """The model published last; one of other comparisons is BadInput, and none where it is replaced."""
    published = house.ledger.published("model", name)
    try:
        return Model.from_json(published.content["json"]) if published else None
    except BadInput:
        if retrain:
            return None
        raise


def _model(house: Installation, layer: int, retrain: bool, accept_drift: bool) -> Model:
    """The published model of a layer; one is trained and published when there is none."""
    name = f"persons-{layer}"
    last = _last(house, name, retrain)
    if last and not retrain:
        return last
    new = train(house.mentions, layer, house.settings.seed, inherited(house.ledger, house.mentions))
    model = checked(last, new, accept_drift)
    content = {"json": model.to_json()}
    act = house.act("combination", "train the resolution of persons", layer=layer)
    house.ledger.publish(Publication("model", name, model.version, content), act)
    return model
