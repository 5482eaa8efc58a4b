"""What belongs to whom, and what was taken from whom."""

from __future__ import annotations

import re

from ingest.extract.extraction import FoundMention
from ingest.extract.kin import FRIEND_WORDS, KIN_WORDS
from ingest.extract.relations.reading import status
from ingest.extract.scene import PERSONS, Scene
from ingest.extract.status import ASSERTED, denies, reports, status_of

_OWNER_AFTER = re.compile(
    r"(?:toebehorend aan|toebehoort aan|behoort (?:toe )?aan|eigendom van|(?:staat "
    r"|ingeschreven |stond )?(?:\w+ \w+ )?op naam van|eigenaar(?: is|:)?|eigenares(?: is)?"
    r"|titularis(?: is|:)?|houder(?: is|:)?|abonnee(?: is|:)?|gehuurd door|geleased door"
    r"|geopend door|is van|(?:houder|titularis)[^.;]{0,40} is|titulaire[^.;]{0,40} est|ingeschreven op"
    r"|(?:konto|rechnungs)?inhaber(?:in)?[^.;]{0,40} ist|(?:account )?holder[^.;]{0,40} is"
    r"|appart(?:ient|enant) à|au nom (?:de|du)|propriétaire(?: est|:)?|titulaire(?: est|:)?"
    r"|immatriculée? au nom de|loué par|gehört|Halter(?:in)?[^.;]{0,40}?ist|Eigentümer(?:"
    r" ist)?|zugelassen auf|auf den Namen|angemeldet auf"
    r"|registered (?:to|in the name of)|belong(?:s|ing) to|owned by|owner(?: is|:)?|leased"
    r" (?:by|to)|in the name of|subscriber(?: is|:)?|rented by)"
    r"[\s:]+(?:(?:laut|volgens) \w+ )?(?:de |la |le |l['’]|het |zijn |haar |hun |sa |son |his "
    r"|her |the |een |un |une |a |eine[rn]? )?(?:zekere |certaine? |gewisse[rn]? "
    r"|nommée? )?(?:\w+(?:[ ]\w+)?[ ,]{1,2})?$",
    re.I,
)
_THEIRS = re.compile(r"\b(?:zijn|haar|sa|son|seine?[nmr]?|ihre?[nmr]?|his|her)\s(?:\w+\s)?$", re.I)
_GENERIC = re.compile(
    (
        r"\b(?:voertuig|wagen|camper|bestelwagen|auto|véhicule|voiture|camionnette|Fahrzeugs?"
        r"|Wagen|vehicle|(?:the|a|his|her) van|car)\b"
    ),
    re.I,
)
_RELATIVES = re.compile(
    rf"^\s(?:van|de|d['’]|of|von)\s?(?:zijn|haar|mijn|son|sa|mon|ma|his|her|my|sein\w*|ihr\w*|mein\w*) "
    rf"(?:\w+ )?(?:{KIN_WORDS}|{FRIEND_WORDS}),? $",
    re.I,
)
"""A vehicle and, right behind it, whose it is: "de grijze Seat van zijn vader, Jan"."""
_ACCOUNT = re.compile(
    r"\b(?:zijn|haar|son|sa|sein\w*|ihr\w*|his|her) (?:\w+ )?(?:rekening\w*|compte|konto"
    r"|account)\b[^.;]{0,14}$",
    re.I,
)
_MINE = re.compile(r"\b(?:mijn|m'n|ma|mon|meine?[nmr]?|my)\s(?:\w+\s)?$", re.I)
_GOODS = frozenset({"VEHICLE", "PLATE", "OBJECT", "WEAPON", "PHONE", "IBAN"})
_STOLEN_FROM = re.compile(
    (
        r"\b(?:gestolen|ontvreemd|weggenomen|verdwenen|fehlen|buit|butin|volée?s?|dérobée?s?"
        r"|fehlte|gestohlen|entwendet|stolen)\b"
    ),
    re.I,
)
_SEIZED = re.compile(
    (
        r"\b(?:in ?beslag\w*|beslag|aantreffen|aan(?:ge)?troffen|treffen|vinden|vonden|gevonden"
        r"|fouille|saisi\w*|trouv\w+|découv\w+|sichergestellt|beschlagnahmt|gefunden|aufgefunden"
        r"|seized|found|recovered|zaten|lag|lagen|ligt|liggen|dans le coffre|im Kofferraum|in de"
        r" laadruimte|in een kluis|detenir|carnet)\b"
    ),
    re.I,
)
_WORTH = re.compile(
    r"t\.w\.v|waarde|valeur|\bWert|value|worth|schad|schat|estim|geraamd|dégâts|totaal|préjudice", re.I
)


def owning(scene: Scene) -> None:
    """Owners, keepers, holders and subscribers."""
    owners = PERSONS | {"ORGANISATION"}
    for owner in scene.of(*owners):
        before = scene.before(owner, 90)
        if _OWNER_AFTER.search(before):
            generic = _GENERIC.search(scene.words(scene.sentence(owner.start)))
            wanted = frozenset({"VEHICLE", "PLATE"}) if generic else _GOODS
            thing = scene.previous(owner, wanted, reach=1200 if generic else 150)
            if thing:
                near = (
                    scene.previous(thing, frozenset({"VEHICLE"}), reach=60) if thing.type == "PLATE" else None
                )
                named = scene.entity[near.id] if near else ""
                if near and ("HAS_PLATE", named, scene.entity[thing.id]) in scene.relations:
                    thing = near
                scene.relate("OWNS", owner, thing, _own_status(scene, owner, thing))
    for thing in scene.of(*_GOODS):
        before, after = scene.before(thing, 24), scene.after(thing, 45)
        if thing.type == "IBAN" and _ACCOUNT.search(scene.before(thing, 40)):
            scene.relate("OWNS", scene.subject(thing), thing, ASSERTED)
        keeper = scene.following(thing, reach=40) if thing.type in {"VEHICLE", "PLATE", "OBJECT"} else None
        if keeper and _RELATIVES.match(scene.between(thing, keeper)):
            scene.relate("OWNS", keeper, thing, ASSERTED)
        if _MINE.search(before) and thing.type != "PHONE":
            scene.relate("OWNS", scene.speaker(thing.start), thing, ASSERTED)
        elif thing.type in {"VEHICLE", "OBJECT"} and _THEIRS.search(before):
            scene.relate("OWNS", scene.holder(thing, 120) or scene.focus(thing.start), thing, ASSERTED)
        elif re.match(
            (
                r"\s(?:is|was|est|n'est|ist)\s(?:(?:niet|pas|nicht) )?(?:van mij|à moi|mein|van"
                r" hem|à lui|mine)\b"
            ),
            after,
            re.I,
        ) or re.search(r"\bdat (?:de|het) $", before):
            person = scene.speaker(thing.start) or scene.subject(thing)
            if re.search(r"(?:van hem|van haar|à lui|van mij|à moi|mein)", after):
                scene.relate("OWNS", person, thing, status(scene, thing, thing, 60))
        elif thing.type in {"OBJECT", "WEAPON"} and re.search(
            (
                r"\b(?:détien\w+|détenir|bewaren|bewaart|bezit\w*|beschik\w+|possède|besitzt|owns"
                r"|possess\w*|bezit)\b"
            ),
            scene.words(scene.sentence(thing.start)),
            re.I,
        ):
            person = scene.subject(thing)
            if person:
                scene.relate("OWNS", person, thing, status(scene, person, thing))


_SAID_TO_BE = re.compile(
    r"(?:\bgaan om|\bgaat om|s'agi(?:rait|t)(?: d['e]|\sde)|said to be|believed to be"
    r"|soll es sich um|handeln soll es sich um"
    r"|handelt sich um)\s?(?:een |une? |an? |eine[nrm]? )?$",
    re.I,
)
_KEEPS = re.compile(
    r"\b(?:bewar\w+|bewaart|bezit\w*|beschik\w+|détien\w+|détiendrait|possèd\w+|verwahr\w*"
    r"|aufbewahr\w*|besitz\w*|keeps?|kept"
    r"|possess\w*|owns?|hides?|cache\w*|verberg\w*|verstopt)\b",
    re.I,
)


def kept(scene: Scene) -> None:
    """ "X would keep a weapon. It is said to be a bat": what the second sentence names."""
    for thing in scene.of("WEAPON", "OBJECT"):
        if not _SAID_TO_BE.search(scene.before(thing, 40)):
            continue
        sentence = scene.sentence(thing.start)
        keeper = scene.last_person(sentence.start, 220, None)
        clause = scene.words(scene.sentence(keeper.start)) if keeper else ""
        if keeper and _KEEPS.search(clause):
            both = clause + scene.words(sentence)
            scene.relate("OWNS", keeper, thing, "alleged" if reports(both) else status_of(both))


def _own_status(scene: Scene, owner: FoundMention, thing: FoundMention) -> str:
    low = max(scene.sentence(owner.start).start, thing.end if thing.end < owner.start else owner.start - 60)
    clause = scene.text[low : owner.end]
    return "alleged" if reports(clause) else ASSERTED


def victims_goods(scene: Scene) -> None:
    """What was stolen belongs to who complains."""
    victim = next((id_ for (id_, role) in scene.roles if role in {"complainant", "victim"}), None)
    person = next((m for m in scene.mentions if m.id == victim), None)
    if person is None or person.type not in PERSONS:
        return
    for thing in scene.of("OBJECT"):
        if _STOLEN_FROM.search(scene.words(scene.sentence(thing.start))):
            scene.relate("OWNS", person, thing, ASSERTED)


def seizures(scene: Scene) -> None:
    """What was found on a person and taken."""
    for sentence, found in scene.pairs():
        things = [m for m in found if m.type in {"OBJECT", "WEAPON", "DRUG", "MONEY"}]
        words = scene.words(sentence)
        if not things or not _SEIZED.search(words) or _STOLEN_FROM.search(words):
            continue
        at = [
            m
            for m in found
            if m.type in PERSONS
            and re.search(
                (
                    r"\b(?:bij|van|op|door|chez|sur|de|bei|from|on|fouille van|seized from)\s(?:de"
                    r" |le |la |der |nommée? |the )?(?:genaamde |chambre de )?$"
                ),
                scene.before(m, 30),
                re.I,
            )
        ]
        for thing in things:
            if thing.type == "MONEY" and _WORTH.search(
                scene.text[max(sentence.start, thing.start - 30) : thing.start]
            ):
                continue
            person = at[0] if at else scene.subject(thing, 700)
            if person and person.type == "ALIAS":
                person = scene.focus(thing.start)
            if person is None or scene.entity[person.id] in scene.officers:
                continue
            victim = {role for (id_, role) in scene.roles if id_ == scene.entity[person.id]}
            if victim & {"victim", "complainant", "witness", "missing", "other"} and "suspect" not in victim:
                continue
            if denies(scene.text[max(sentence.start, thing.start - 12) : thing.start]):
                continue
            scene.relate("SEIZED_FROM", thing, person, ASSERTED)
