"""Roles that follow from what else the text says: owners, companions, victims, doers, relatives."""

from __future__ import annotations

import re

from ingest.extract import deeds
from ingest.extract.extraction import FoundMention
from ingest.extract.kin import FRIEND_BEFORE, KIN_BEFORE
from ingest.extract.roles import roles_of
from ingest.extract.scene import PERSONS, Scene
from ingest.extract.status import reports

_INFO = re.compile(
    (
        r"informatieverslag|infoverslag|info-?rapport|\bRIR\b|rapport d'information|renseignement"
        r"|intelligence report|hinweis|uit (?:een )?(?:betrouwbare )?bron|selon une source|source"
        r" digne|zachte info|vertrauliche"
    ),
    re.I,
)
_CRIME = re.compile(
    (
        r"\b(?:verkoop|verkopen|verkoopt|dealt|dealen|handel|drugs|gestolen|stelen|wapen|pistool"
        r"|levert|leveren|organiseer|trafic|stup|écoul|vend|vente|livr|arme|braqu|vol\b|vols|dader"
        r"|feiten|auteur|Täter|handel|verkauf|gewesen sein|betrug|sell|suppl|coordinat|shipment"
        r"|deal|steal|stor(?:e|ing)|sloeg|slaan|stak|frapp|frappé|ervan|menac)"
    ),
    re.I,
)


def complete(scene: Scene) -> None:
    """Roles that follow from the relations: owners, doers, victims, companions; what is left are others."""
    _complainants(scene)
    _tellers(scene)
    _accounts(scene)
    _owners(scene)
    _occupants(scene)
    _violence(scene)
    _spouses(scene)
    behind = {a for (type_, a, _) in scene.relations if type_ in {"ALIAS_OF", "NICKNAME_OF"}}
    seized = {b for (type_, _, b) in scene.relations if type_ == "SEIZED_FROM"}
    info = bool(_INFO.search(scene.text[:400]))
    for person in scene.persons:
        entity = scene.entity[person.id]
        roles = {role for id_, role in scene.roles if id_ == entity}
        if entity in seized and not roles & {"suspect", "victim", "witness", "complainant", "missing"}:
            scene.cast(person, "suspect")
        elif not roles and entity not in behind and person.type != "HANDLE":
            _leftover(scene, person, info)
    for id_ in behind:
        for key in [k for k in scene.roles if k[0] == id_]:
            del scene.roles[key]


_THEFT = re.compile(
    (
        r"gestolen|diefstal|ontvreemd|weg\b|oplichting|geslagen|slagen|bedreig|inbraak|plainte"
        r"|volé|vol\b|escroqu|frapp|menac|harc|crevé|retraits|gestohlen|einbruch|diebstahl|fehl"
        r"|geschlagen|bedroht|stolen|theft|assault|stab|verdwenen"
    ),
    re.I,
)
_ON_BEHALF = re.compile(
    (
        r"\b(?:namens|au nom de|in naam van|im Namen|on behalf|uitbater|gérant|verantwoordelijke"
        r"|winkel|filiaal|disparition|verdwijning|vermist|vermisst|missing|disparu)"
    ),
    re.I,
)


def _complainants(scene: Scene) -> None:
    """Who complains of a theft, fraud or blow in an own matter is its victim."""
    if not _THEFT.search(scene.text):
        return
    for entity, role in list(scene.roles):
        person = next(m for m in scene.mentions if m.id == entity)
        if role == "complainant" and not _ON_BEHALF.search(scene.words(scene.sentence(person.start))):
            scene.cast(person, "victim")


_THEFT_HEAD = re.compile(
    (
        r"\b(?:inbraak|diefstal|woninginbraak|vandalisme|vol (?:avec|dans|à)|vol\b|cambriolage"
        r"|effraction|Einbruch|Diebstahl|burglary|theft|overval|braquage|vandal)"
    ),
    re.I,
)
_AGAINST_ME = re.compile(
    (
        r"\b(?:heeft mij|hebben mij|bedreigde mij|sloeg mij|mijn \w+ (?:is |werd )?(?:gestolen"
        r"|weg)|m'a (?:\w+ )?(?:volé|frappé|menacé|poussé|dit « la caisse)|on m'a volé|m'ont|hat"
        r" mich|haben mich|meine \w+ fehlte|hit me|stole my|threatened me|lui ai donné)"
    ),
    re.I,
)
_FRAUD = re.compile(r"oplichting|phishing|fraude|escroqu|betrug|betrogen|fraud|scam", re.I)
_CERTAIN = re.compile(
    (
        r"(?:\b(?:een )?zekere|\bun(?:e)? certaine?|\bun(?:e)? nommée?|\beine[mnr]? gewissen?|\ba"
        r" (?:certain|man named|man called))\s[\"“«„]?$"
    ),
    re.I,
)


def _tellers(scene: Scene) -> None:
    """Who tells in the first person is a witness, or a victim of what was done to "me"."""
    for sentence in scene.sentences:
        if deeds.COMPLAINS.search(scene.words(sentence)):
            speaker = scene.speaker(sentence.start + 1)
            scene.cast(speaker, "complainant")
            scene.cast(speaker, "victim")
        if _AGAINST_ME.search(scene.words(sentence)):
            speaker = scene.speaker(sentence.start + 1)
            if speaker and "suspect" not in roles_of(scene, speaker):
                scene.cast(speaker, "victim")
    teller = scene.introduced()
    if teller and not roles_of(scene, teller) - {"victim"}:
        scene.cast(teller, "witness")
    taken = {role for _, role in scene.roles}
    if (
        not taken & {"victim", "complainant"}
        and _THEFT_HEAD.search(scene.text[:500])
        and not _INFO.search(scene.text[:300])
    ):
        first = next(
            (
                p
                for p in scene.persons
                if p.type == "PERSON" and scene.entity[p.id] not in scene.officers | scene.others
            ),
            None,
        )
        if first and not roles_of(scene, first):
            scene.cast(first, "victim")
            scene.cast(first, "complainant")


def _accounts(scene: Scene) -> None:
    """In a fraud the holder of the account that received the money is a suspect."""
    if not _FRAUD.search(scene.text):
        return
    by_id = {m.id: m for m in scene.mentions}
    for type_, owner, thing in list(scene.relations):
        if (
            type_ == "OWNS"
            and by_id[thing].type == "IBAN"
            and not roles_of(scene, by_id[owner]) & {"victim", "complainant"}
        ):
            scene.cast(by_id[owner], "suspect")


_BLOWS_TEXT = re.compile(
    (
        r"geslagen|slagen|gewurgd|gestoken|coups de poing|a frappé|lui a (?:\w+ )?porté|étrangl"
        r"|gifl|Würge|gewürgt|geschlagen|assault|beaten|punch"
    ),
    re.I,
)


def _spouses(scene: Scene) -> None:
    """Where blows fell between relatives, the one who is no suspect is the victim."""
    if any(role == "victim" for _, role in scene.roles) or not _BLOWS_TEXT.search(scene.text):
        return
    by_id = {m.id: m for m in scene.mentions}
    for type_, a, b in list(scene.relations):
        if type_ == "FAMILY_OF":
            for one, other in ((a, b), (b, a)):
                if (one, "suspect") in scene.roles and not roles_of(scene, by_id[other]) - {
                    "other",
                    "complainant",
                }:
                    scene.cast(by_id[other], "victim")
                    scene.roles.pop((other, "other"), None)
                    return


def _owners(scene: Scene) -> None:
    by_id = {m.id: m for m in scene.mentions}
    for (type_, owner, thing), status in list(scene.relations.items()):
        roles = {role for id_, role in scene.roles if id_ == owner}
        plain = not roles & {"suspect", "victim", "complainant", "driver", "missing", "witness"}
        if (
            type_ == "OWNS"
            and by_id[thing].type in {"VEHICLE", "PLATE", "PHONE"}
            and plain
            and status != "denied"
        ):
            scene.cast(by_id[owner], "owner", status)


def _occupants(scene: Scene) -> None:
    """Who sat together in a vehicle; "Inzittenden: X (bestuurder) en Y"."""
    for sentence, found in scene.pairs():
        people = [m for m in found if m.type in PERSONS and scene.entity[m.id] not in scene.officers]
        if _OCCUPANTS.search(scene.words(sentence)):
            for person in people:
                if not roles_of(scene, person) & {"driver", "passenger"}:
                    scene.cast(person, "passenger")
    by_id = {m.id: m for m in scene.mentions}
    aboard = [id_ for id_, role in scene.roles if role in {"driver", "passenger"}]
    passengers = {id_ for id_, role in scene.roles if role == "passenger"}
    for index, first in enumerate(aboard):
        for second in aboard[index + 1 :]:
            if first != second and (first in passengers or second in passengers):
                scene.relate("ASSOCIATE_OF", by_id[first], by_id[second], "asserted")


_OCCUPANTS = re.compile(r"\b(?:inzittenden|occupants|insassen)\s?:", re.I)
_BLOWS = re.compile(
    (
        r"\b(?:heeft|had|sloeg|stak) (?:mij|me|haar|hem)\b[^.]{0,60}|\b(?:sloeg|stak|duwde"
        r"|schopte)\b[^.]{0,40}|m'a (?:\w+ )?(?:frappée?|poussée?|menacée?|volée?|giflée?)|lui a"
        r" (?:\w+ )?(?:porté|asséné)|habe sie ge\w+|hat mich ge\w+|(?:hit|stabbed|cut|punched"
        r"|kicked|pushed) (?:me|him|her)\b"
    ),
    re.I,
)
_BY_ONE = re.compile(r"(?:stak|sloeg|duwde|schopte|cut|hit|stabbed|punched)\s$|hoofd van\s$|frappé\s$", re.I)


def _violence(scene: Scene) -> None:
    """Who was hit or threatened is a victim, the other one named in the sentence a suspect."""
    for sentence, found in scene.pairs():
        if not _BLOWS.search(scene.words(sentence)):
            continue
        people = [
            m for m in found if m.type in PERSONS and scene.entity[m.id] not in scene.officers | scene.others
        ]
        struck = next((p for p in people if _BY_ONE.search(scene.before(p, 30))), None)
        victim = struck or scene.speaker(sentence.start + 1) or scene.focus(sentence.start)
        for person in people:
            if victim and scene.entity[person.id] == scene.entity[victim.id]:
                scene.cast(person, "victim")


def _leftover(scene: Scene, person: FoundMention, info: bool) -> None:
    """Suspected where a sentence reports a crime of them, a witness where they tell, else another person."""
    clauses = _clauses(scene, person)
    before = scene.before(person, 70)
    related = KIN_BEFORE.search(before) or FRIEND_BEFORE.search(before)
    if any(reports(c) and _CRIME.search(c) for c in (clauses[1:] if related else clauses)):
        scene.cast(person, "suspect", "alleged")
    elif person.type == "ALIAS":
        scene.cast(person, "suspect")
    elif deeds.BARELY_KNOWN.search(before) or (
        person.type == "NICKNAME" and any(_CRIME.search(clause) for clause in clauses)
    ):
        scene.cast(person, "suspect", "alleged")
    elif related:
        scene.cast(person, "other")
    elif _CERTAIN.search(before) or (person.type == "PERSON" and info and any(map(reports, clauses))):
        scene.cast(person, "suspect", "alleged")
    elif person.type == "PERSON" and deeds.STATES.search(scene.after(person, 90)):
        scene.cast(person, "witness")


NAMED = 8
"""Mentions of one person whose sentences are read for what is said of them."""


def _clauses(scene: Scene, person: FoundMention) -> list[str]:
    """The sentences in which a person is named."""
    named = scene.named_as(person)[:NAMED]
    found = dict.fromkeys(scene.sentence(m.start) for m in named)
    return [scene.words(sentence) for sentence in found]
