"""Vehicles with their plates and drivers."""

from __future__ import annotations

import re

from ingest.extract.extraction import FoundMention
from ingest.extract.relations.reading import reported
from ingest.extract.scene import PERSONS, Scene
from ingest.extract.sentences import Sentence
from ingest.extract.status import ASSERTED, status_of

_DRIVES = re.compile(
    (
        r"\b(?:stapt in|stappen in|monte dans|montent dans|steigt in|gets into|rijdt|rijden|reed"
        r"|gereden|bestuurt|bestuurd|bestuurder|bestuurster|bereden|stuur"
        r"|conduit|conduisait|conduite?|conduire|circul\w+|roul\w+|volant|conducteur|conductrice"
        r"|fährt|fuhr|gefahren|gelenkt|lenkt|unterwegs|Fahrer|Fahrerin|Steuer|driv\w+|drove|wheel"
        r"|rij)\b"
    ),
    re.I,
)
_PASSIVE = re.compile(
    r"(?:bestuurd|bereden|conduite?|gefahren|gelenkt|driven|gereden) (?:door|par|von"
    r"|by)\s[^.;]{0,20}$",
    re.I,
)


def plates(scene: Scene) -> None:
    """Plates of vehicles."""
    for plate in scene.of("PLATE"):
        vehicle = scene.previous(plate, frozenset({"VEHICLE"}), reach=130)
        after = scene.following(plate, frozenset({"VEHICLE"}), reach=40)
        between = scene.between(vehicle, plate) if vehicle else ""
        if after and (
            vehicle is None
            or re.search(
                r"\b(?:hoort op|hoort bij|appartient à|belongs to|gehört zu|van een|d'une|d'un)\b",
                scene.between(plate, after),
            )
        ):
            vehicle, between = after, ""
        if vehicle and not re.search(r"[.!?]\s+[A-Z]", between):
            status = (
                "alleged"
                if re.search(
                    r"\b(?:vermoedelijk|gedeeltelijk|mogelijk|peut-être|vermutlich"
                    r"|possibly)\b",
                    between,
                    re.I,
                )
                else ASSERTED
            )
            scene.relate("HAS_PLATE", vehicle, plate, status)


def only_plate(scene: Scene) -> None:
    """The one plate of a text belongs to its one vehicle."""
    vehicles = {scene.entity[v.id]: v for v in reversed(scene.of("VEHICLE"))}
    found = {scene.entity[p.id]: p for p in reversed(scene.of("PLATE"))}
    if len(vehicles) != 1 or len(found) != 1:
        return
    vehicle, plate = next(iter(vehicles.values())), next(iter(found.values()))
    linked = any(t == "HAS_PLATE" for (t, _, _) in scene.relations)
    if not linked and plate.start > vehicle.end and plate.start - vehicle.end < ONE_PLATE:
        scene.relate("HAS_PLATE", vehicle, plate, ASSERTED)


ONE_PLATE = 500
"""Characters between the one vehicle of a text and its one plate."""


def driving(scene: Scene) -> None:
    """Who drives what."""
    for vehicle in scene.of("VEHICLE"):
        sentence = scene.sentence(vehicle.start)
        words = scene.words(sentence)
        cue = _DRIVES.search(words)
        person = _driver(scene, vehicle) if cue else None
        if cue and person:
            high = max(cue.end(), vehicle.end - sentence.start) + 40
            scene.relate("DRIVES", person, vehicle, status_of(words[:high]))
    for sentence, found in scene.pairs():
        person = _named_driver(scene, sentence, found)
        if person and not any(m.type == "VEHICLE" for m in found):
            vehicle_before = scene.previous(person, frozenset({"VEHICLE"}), reach=600)
            scene.relate("DRIVES", person, vehicle_before, reported(scene, person))


_DRIVER_BEFORE = re.compile(
    r"(?:bestuurder|conducteur|conductrice|Fahrer(?:in)?|driver)[\w ]{0,18}[ :,]{1,3}$", re.I
)
_DRIVER_NOUN = re.compile(
    r"(?:^|[\s(])(?:bestuurder|conducteur|conductrice|Fahrer(?:in)?|driver|au volant|bestuurster)\b", re.I
)


def _driver(scene: Scene, vehicle: FoundMention) -> FoundMention | None:
    """By whom it is driven, who is called its driver, who is named before it, else who speaks or is meant."""
    sentence = scene.sentence(vehicle.start)
    inside = [
        p
        for p in scene.inside(sentence, *PERSONS)
        if not {r for i, r in scene.roles if i == scene.entity[p.id]} & {"witness", "passenger"}
        and not (p.end < vehicle.start and _PASSIVE.search(scene.before(p, 50)))
    ]
    passive = [p for p in inside if p.start > vehicle.end and _PASSIVE.search(scene.before(p, 50))]
    titled = [p for p in inside if _DRIVER_BEFORE.search(scene.before(p, 45))]
    before = [p for p in inside if p.end <= vehicle.start and scene.entity[p.id] not in scene.officers]
    person = next(iter([*passive, *titled, *reversed(before)]), None) or scene.speaker(vehicle.start)
    if person is None and (not inside or scene.pronoun(sentence)):
        person = scene.subject(vehicle, 250)
    return person


def _named_driver(scene: Scene, sentence: Sentence, found: list[FoundMention]) -> FoundMention | None:
    """ "Conducteur : X" in a sentence without a vehicle."""
    noun = _DRIVER_NOUN.search(scene.words(sentence))
    if noun is None:
        return None
    at = sentence.start + noun.end()
    return next((m for m in found if m.type in PERSONS and 0 <= m.start - at < 45), None)


_THAT_CAR = re.compile(
    r"\b(?:(?:die|deze|dat|met die) (?:wagen|auto|voertuig)|cette voiture|ce véhicule|(?:dies\w*"
    r"|das|den) (?:auto|wagen|fahrzeug)"
    r"|(?:that|this) (?:car|vehicle|van))\b",
    re.I,
)
_I_DRIVE = re.compile(
    r"\b(?:rij|rijd|reed|bestuur|conduis|conduisais|roule|fahre|fuhr|drive|drove|driven|gereden|conduit)\b",
    re.I,
)


def that_car(scene: Scene) -> None:
    """ "I do not drive that car": the vehicle named last."""
    for sentence in scene.sentences:
        words = scene.words(sentence)
        if not (_THAT_CAR.search(words) and _I_DRIVE.search(words)) or scene.inside(sentence, "VEHICLE"):
            continue
        speaker = scene.speaker(sentence.start + 1)
        before = [v for v in scene.of("VEHICLE") if 0 < sentence.start - v.end < THAT]
        if speaker and before:
            scene.relate("DRIVES", speaker, before[-1], status_of(words))


THAT = 250
"""Characters between a vehicle and the words "that car"."""
