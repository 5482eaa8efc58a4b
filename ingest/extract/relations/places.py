"""Where persons live and where they were."""

from __future__ import annotations

import re

from ingest.extract.extraction import FoundMention
from ingest.extract.relations.reading import status
from ingest.extract.scene import PERSONS, Scene
from ingest.extract.status import ASSERTED, status_of

_LIVES = re.compile(
    (
        r"\b(?:wonende?|woont|woon|woonde|wonen|zou wonen|woonachtig|woonstkot|gedomicilieerd"
        r"|domicili\w*|verblijv\w+|verblijft|verblijf|ingeschreven te|met als adres|adres|habit\w+"
        r"|réside\w*|résidant|demeurant|vit|vivant|hébergée? chez|adresse|logeant|wohnhaft|wohnt"
        r"|wohnend|lebt|living|lives|(?:zijn|haar|mijn|son|sa|mon|ma|sein\w*|ihr\w*|mein\w*|his"
        r"|her|my) (?:woning|domicile|maison|appartement|wohnhaus|wohnung|home|house|flat)"
        r"|resid\w+|stay(?:s|ing)?|address|home)\b[^.;]{0,60}$"
    ),
    re.I,
)
_FROM = re.compile(r"(?:\buit|\baus|\bfrom|originaire de|de nationalité [^,]*, de)\s$", re.I)
_PRESENT = re.compile(
    (
        r"\b(?:aangetroffen|aanwezig|was|waren|zat|zaten|bevond|gezien|geweest|binnen|opgemerkt"
        r"|afgestapt|stapte af|overgebracht|gecontroleerd|kwam\w*|station|ontmoet\w*|trouv\w+"
        r"|présent\w*|vue?|était|étais|entrer|entrés|allé\w*|intercepté\w*|transportée?|rejoindre"
        r"|angetroffen|gesehen|gewesen|gestanden|gebracht|gestellt|seen|met|was|were|outside|found"
        r"|taken to|stopped)\b"
    ),
    re.I,
)


def homes(scene: Scene) -> None:
    """Where persons live."""
    for place in scene.of("ADDRESS", "LOCATION"):
        before = scene.before(place, 80)
        tight = place.type == "LOCATION"
        lives = _LIVES.search(before[-45:] if tight else before)
        if lives is None and re.search(r"\b(?:in|te)\s$", before):
            lives = re.match(
                r"[^.;]{0,50}?\b(?:woont|wonen|zou wonen|woonachtig|wohnt|lebt)\b", scene.after(place, 70)
            )
        if place.type == "ADDRESS" and not lives:
            _beside(scene, place)
        if not lives and not (tight and _FROM.search(before[-20:])):
            continue
        person = scene.holder(place, 170) or scene.focus(place.start)
        if person and scene.entity[person.id] in scene.officers:
            continue
        speaker = scene.speaker(place.start)
        if speaker and re.search(
            r"\b(?:ik woon|j'habite|je (?:réside|vis|suis domicilié)|ich wohne|I live|wonende|living at)\b",
            before,
            re.I,
        ):
            person = (
                person if person and scene.sentence(person.start) == scene.sentence(place.start) else speaker
            )
        elif speaker and person is None:
            person = speaker
        if tight and _FROM.search(before[-20:]) and (person is None or place.start - person.end > 12):
            continue
        if person is None or any(
            place.start > p.start > person.end for p in scene.of("ORGANISATION") if place.start - p.end < 4
        ):
            continue
        low = max(scene.sentence(place.start).start, min(person.start, place.start) - 25)
        high = place.end + (lives.end() if lives and lives.string == scene.after(place, 70) else 0)
        scene.relate("LIVES_AT", person, place, status_of(scene.text[low:high]))


def _beside(scene: Scene, address: FoundMention) -> None:
    """An address right behind a person and the data of birth or identity is where the person lives."""
    person = scene.holder(address, 130)
    if person is None or scene.entity[person.id] in scene.officers:
        return
    between = scene.between(person, address)
    for other in scene.of(
        "DATETIME", "LOCATION", "NATIONAL_NUMBER", "DOCUMENT_NUMBER", "PHONE", "ORGANISATION"
    ):
        if person.end <= other.start and other.end <= address.start:
            between = between.replace(other.text, "")
    if re.fullmatch(
        (
            r"[\s,;()°:/\-]*(?:(?:née?|geb(?:oren)?\.?|le|te|à|op|in|am|RRN?|NN|nr\.?|born|on|bei"
            r"|chez sa \w+|est hébergée|,)[\s,;()°:]*)*"
        ),
        between,
        re.I,
    ):
        scene.relate("LIVES_AT", person, address, ASSERTED)


def presence(scene: Scene) -> None:
    """Who was where."""
    for place in scene.of("LOCATION", "ADDRESS", "ORGANISATION"):
        before = scene.before(place, 90)
        cues = list(_PRESENT.finditer(before[-60:]))
        if not cues or not re.search(
            (
                r"\b(?:in|te|aan|op|naar|bij|voor|à|au|aux|chez|dans|sur|la|am|an|im|outside|at|to"
                r"|near|het|de|die|in den?)\s(?:de |het |den |la |le |l['’]|the |der |die |fakbar "
                r"|café |taverne |restaurant )?$"
            ),
            before,
            re.I,
        ):
            continue
        if any(
            b == scene.entity[place.id] and t in {"LIVES_AT", "MEMBER_OF"} for (t, _, b) in scene.relations
        ):
            continue
        sentence = scene.sentence(place.start)
        people = [
            m
            for m in scene.inside(sentence, *PERSONS)
            if m.end <= place.start and scene.entity[m.id] not in scene.officers | scene.others
        ]
        person = people[-1] if people else scene.speaker(place.start)
        if person:
            scene.relate("PRESENT_AT", person, place, status(scene, person, place, 30))
