"""Suggest: hypotheses about links, computed from the graph of one layer and written beside it."""

from __future__ import annotations

from api.installation import Installation
from api.progress import Tell, silent
from api.stages.inherit import inherited
from api.stages.project import NAME as GRAPH
from api.stages.project import incarnation as written_with
from api.stages.project import position
from graph.store.projector import Projector
from ledger.canonical import identify
from models.associate import suggest as associates
from models.features import features
from models.same_person import MODEL, same_persons
from models.same_person import NAME as SAME_PERSON
from models.write import write
from policy.classes import base
from resolution.judgements import judgements
from resolution.review.aliases import suspected_aliases

NAME = "suggestions"
DOMAINS = ("judicial", "administrative")


def suggest(house: Installation, tell: Tell = silent) -> int:
    """Bring the suggestions of every base layer to the graph's position; returns how many were written."""
    with house.writing() as lease, house.store.projector(NAME, lease.token) as projector:
        head, wanted = position(house, GRAPH), _incarnation(house)
        if (projector.incarnation, projector.position) == (wanted, head):
            return 0
        written = 0
        for number, domain in enumerate(DOMAINS):
            tell("suggest", number, len(DOMAINS))
            written += _suggest(house, projector, base(domain), f"{wanted}:{head}")
        projector.apply([], head, wanted)
        tell("suggest", len(DOMAINS), len(DOMAINS))
    return written


def _suggest(house: Installation, projector: Projector, layer: int, run: str) -> int:
    position_ = projector.position
    found = associates(house.store, [layer])
    written = write(projector, found, "associate", layer, run, position_)
    judged = judgements(inherited(house.ledger, house.mentions), layer)
    suspected = suspected_aliases(house.mentions, house.clusters, layer, judged)
    persons = same_persons(house.store, suspected, [layer])
    return written + write(projector, persons, SAME_PERSON, layer, run, position_)


def _incarnation(house: Installation) -> str:
    """What suggestions are made with: another graph or another version of the features makes them anew."""
    return identify(written_with(house), features().version, MODEL)
