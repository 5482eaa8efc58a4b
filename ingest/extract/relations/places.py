"""Where persons live and where they were."""

from __future__ import annotations

import re

from ingest.extract.extraction import FoundMention
from ingest.extract.kin import FRIEND_WORDS, KIN_WORDS
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
        r"|resid\w+|stay(?:s|ing)?|address|home|gemeldet|thuis(?: aangetroffen| aan)?|zu Hause"
        r"|(?:mijn|ma|meine[rm]?|my) (?:voor)?(?:deur|porte|tür|door)"
        r"|(?:zijn|haar|son|sa|sein\w*|ihr\w*|his|her) (?:appartement|flat|woonst|studio|kot"
        r"|logement|Zimmer))"
        r"\b[^.;]{0,60}$"
    ),
    re.I,
)
_FROM = re.compile(r"(?:\buit|\baus|\bfrom|originaire de|de nationalité [^,]*, de)\s$", re.I)
_PRESENT = re.compile(
    (
        r"\b(?:begaf|begaven|gaat binnen|gaan binnen|verschijnt|verscheen|stond|stonden|wachtte"
        r"|wachten|verbleef|opgenomen"
        r"|ontmoetten|s'est présentée?|se trouv\w+|rencontrés|arrive\w*|conduite?|emmenée?"
        r"|hospitalisée?|saß|stand"
        r"|befand\w*|überquer\w+|eingeliefert|attend\w*|waiting|drinking|arrived|admitted|entered|standing"
        r"|aangetroffen|aanwezig|was|waren|zat|zaten|bevond|gezien|geweest|binnen|opgemerkt"
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
            r"\b(?:ik(?: \w+)? woon|woon(?= te)|j'habite|je (?:réside|vis|suis domicilié)|ich wohne"
            r"|wohne in|wohnhaft"
            r"|I(?: \w+)? live|wonende|living at|mijn (?:voor)?deur|ma porte|meiner tür|my door)\b",
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


_THERE = re.compile(
    r"\b(?:qui y (?:réside|habite|vit|loge)|(?:die|waar) er[^.;]{0,40} (?:woont|verblijft)"
    r"|wohnt dort|lives there)\b",
    re.I,
)
_OCCUPIER = re.compile(
    r"\b(?:bewo(?:ner|onster)|occupante?|habitante? des lieux|bewohner(?:in)?|occupier)[ ,:]{1,3}"
    r"(?:is |mevrouw |mevr\. |dhr\. |de heer |madame |m(?:me|\.) |frau |herrn? )?$",
    re.I,
)
_WITH = re.compile(r"^,? (?:\w+ )?(?:met|avec|mit|with) (?:\w+ )?(?:\w+ )?(?:\w+ )?$", re.I)
_AT_HOME_OF = re.compile(
    rf"\b(?:bij|chez|bei|with)\s(?:zijn|haar|een|son|sa|un|une|sein\w*|ihr\w*|eine[rm]?|his|her"
    rf"|an?) (?:\w+ )?"
    rf"(?:{KIN_WORDS}|{FRIEND_WORDS}),? $",
    re.I,
)


LAST_ADDRESS = 1200
"""Characters that "who lives there" looks back for the address."""


def households(scene: Scene) -> None:
    """Who lives where somebody else lives, or at the address that the report is about."""
    for person in scene.persons:
        sentence = scene.words(scene.sentence(person.start))
        earlier = scene.previous(person, frozenset({"ADDRESS"}), reach=LAST_ADDRESS)
        if earlier and (_OCCUPIER.search(scene.before(person, 50)) or _THERE.search(scene.after(person, 90))):
            scene.relate("LIVES_AT", person, earlier, status_of(sentence, ASSERTED))
        place = scene.following(person, frozenset({"LOCATION", "ADDRESS"}), reach=6)
        if place and _AT_HOME_OF.search(scene.before(person, 60)):
            scene.relate("LIVES_AT", person, place, ASSERTED)
        home = scene.previous(person, frozenset({"ADDRESS"}), reach=50)
        if home and _WITH.match(scene.between(home, person)) and _is_home(scene, home):
            scene.relate("LIVES_AT", person, home, ASSERTED)


def _is_home(scene: Scene, place: FoundMention) -> bool:
    return any(t == "LIVES_AT" and b == scene.entity[place.id] for (t, _, b) in scene.relations)


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


_BORN = re.compile(r"(?:\bgeboren|\bnée?|\bgeb\.|\bborn|°)[^.;]{0,22}$", re.I)
_BEEN = re.compile(r"^[^.;,]{0,16}\b(?:geweest|gewesen|gezien|gesehen|aangetroffen)\b", re.I)
_I_AGAIN = re.compile(r"\b(?:en ik|et je|et que je|und ich|and I)\b")


def _meant(scene: Scene, place: FoundMention) -> FoundMention | None:
    """Whom the pronoun means that the sentence of a place begins with."""
    found = scene.pronoun(scene.sentence(place.start))
    return found[0] if found else None


def presence(scene: Scene) -> None:
    """Who was where."""
    for place in scene.of("LOCATION", "ADDRESS", "ORGANISATION"):
        before = scene.before(place, 90)
        if _BORN.search(before):
            continue
        cues = _PRESENT.search(before[-60:]) or _BEEN.match(scene.after(place, 40))
        if not cues or not re.search(
            (
                r"\ballée? $|\b(?:in|te|aan|op|naar|bij|voor|à|au|aux|chez|dans|sur|la|am|an|im"
                r"|outside|at|to"
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
        if people and _I_AGAIN.search(scene.between(people[-1], place)):
            people = []
        person = people[-1] if people else scene.speaker(place.start) or _meant(scene, place)
        if person:
            scene.relate("PRESENT_AT", person, place, status(scene, person, place, 30))
