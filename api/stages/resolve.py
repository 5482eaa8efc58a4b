"""Resolve: mentions become clusters, layer by layer, with a model that the ledger knows."""

from __future__ import annotations

from dataclasses import dataclass

from api.installation import Installation
from api.progress import Tell, silent
from api.stages.understand import understand
from ledger.entry import Publication
from policy.classes import base
from resolution.batch import Resolved, resolve
from resolution.model import Model
from resolution.training import train

DOMAINS = ("judicial", "administrative")


@dataclass(frozen=True)
class LayerResolved:
    """One layer, and what resolving it did; `resolved` is None when nothing had changed since."""

    layer: int
    model: Model
    resolved: Resolved | None


def resolve_layers(house: Installation, tell: Tell = silent, retrain: bool = False) -> list[LayerResolved]:
    """Bring the clusters of every base layer to the position of the mentions."""
    with house.writing() as lease:
        known = {*house.clusters.layers(), *(n for n in map(base, DOMAINS) if house.mentions.types([n]))}
        layers = sorted(known)
        models = {layer: _model(house, layer, retrain) for layer in layers}
        understand(house)  # steps over the publications that training has just made
        done = []
        for number, layer in enumerate(layers):
            tell("resolve", number, len(layers))
            lease.renew()
            done.append(LayerResolved(layer, models[layer], _resolve(house, layer, models[layer])))
        tell("resolve", len(layers), len(layers))
    return done


def _resolve(house: Installation, layer: int, model: Model) -> Resolved | None:
    clusters, mentions = house.clusters, house.mentions
    known = (clusters.position(layer), clusters.incarnation(layer), clusters.model(layer))
    if known == (mentions.position, mentions.incarnation, model.version):
        return None
    decisions = [decision for decision in house.ledger.decisions() if decision.class_ == layer]
    return resolve(mentions, clusters, model, layer, decisions)


def _model(house: Installation, layer: int, retrain: bool) -> Model:
    """The published model of a layer; one is trained and published when there is none."""
    name = f"persons-{layer}"
    published = house.ledger.published("model", name)
    if published and not retrain:
        return Model.from_json(published.content["json"])
    model = train(house.mentions, layer, house.settings.seed)
    content = {"json": model.to_json()}
    act = house.act("combination", "train the resolution of persons", layer=layer)
    house.ledger.publish(Publication("model", name, model.version, content), act)
    return model
