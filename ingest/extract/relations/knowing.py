"""Who knows, met or denies to know whom, where the other is only "him" or stands before the verb."""

from __future__ import annotations

import re
from itertools import pairwise

from ingest.extract.extraction import FoundMention
from ingest.extract.scene import PERSONS, Scene
from ingest.extract.sentences import Sentence
from ingest.extract.status import ASSERTED, status_of

_KNOWING = (
    r"(?:te kennen|kent|kennen|kende[n]?|gekend|ontmoet(?:te)?|te maken|gesproken"
    r"|connaître|connaît|connais|connaissent|rencontrée?s?|à voir|fréquent(?:e|er|ait|ent|é)"
    r"|zu kennen|kennt|kenne|gekannt|getroffen|zu tun"
    r"|knows?|knew|known|knowing|(?:had|have|has|never|ever|only) met|spoken (?:to|with))"
)
_VERB = re.compile(rf"\b{_KNOWING}\b", re.I)
_BEHIND = re.compile(rf"^[^.;,:]{{0,28}}?\b{_KNOWING}\b", re.I)
_PRONOUN_BEFORE = re.compile(
    r"\b(?:hem|haar|hen|le|la|les|l['’]|lui|ihn|sie|ihm|ihr|diese[rn]?)\s?(?:\w+ ){0,2}$", re.I
)
_PRONOUN_AFTER = re.compile(
    r"^\s(?:hem|haar|hen|ihn|sie|him|her|them|dezen?|die persoon|cette personne|this person)\b", re.I
)
_JOINTLY = re.compile(
    r"^[^.;]{0,40}\b(?:elkaar|se sont (?:rencontrés|vus|retrouvés|disputés)|sich getroffen"
    r"|trafen sich|met (?:on|in|at|near|again|each)\b|samen"
    r"|ensemble|together|zusammen|beiden|tous (?:les )?deux|both)\b",
    re.I,
)
_AND = re.compile(r"^\s?(?:\([^)]{0,60}\)\s?)?(?:en|et|und|and)\s(?:de |le |la )?$")


def acquaintance(scene: Scene) -> None:
    """Acquaintance by a verb behind the name or with a pronoun, and pairs that meet."""
    for sentence in scene.sentences:
        people = [
            m
            for m in scene.inside(sentence, *PERSONS)
            if scene.entity[m.id] not in scene.officers | scene.others
        ]
        for person in people:
            _verb_behind(scene, sentence, people, person)
        _by_pronoun(scene, sentence, people)
        _jointly(scene, people)


def _verb_behind(scene: Scene, sentence: Sentence, people: list[FoundMention], person: FoundMention) -> None:
    """ "X ontkent Y te kennen": the name stands before its verb."""
    verb = _BEHIND.match(scene.after(person, 60))
    if verb is None or re.search(r"\b(?:die|qui|who|der|dat|que)\b", verb.group(), re.I):
        return
    other = _who(scene, sentence, people, person)
    if other is None:
        return
    clause = scene.text[max(sentence.start, person.start - 60) : person.end + verb.end()]
    if re.search(r"\b(?:te|zu) \w+$|\b(?:niet|nicht|nooit|nie)\b", clause):
        _note(scene, other, person, status_of(clause))


def _by_pronoun(scene: Scene, sentence: Sentence, people: list[FoundMention]) -> None:
    """ "He does not know him": who was named last before is the other one."""
    words = scene.words(sentence)
    for verb in _VERB.finditer(words):
        before, after = words[: verb.start()], words[verb.end() :]
        if not (_PRONOUN_BEFORE.search(before[-24:]) or _PRONOUN_AFTER.match(after)):
            continue
        at = sentence.start + verb.start()
        here = [p for p in people if p.end <= at]
        subject = here[0] if here else scene.speaker(at) or _subject(scene, sentence)
        other = scene.last_person(at, 260, subject)
        if subject and other:
            _note(scene, subject, other, status_of(words[max(0, verb.start() - 70) : verb.end() + 30]))
        return


def _jointly(scene: Scene, people: list[FoundMention]) -> None:
    """ "X et Y se sont rencontrés"."""
    for first, second in pairwise(people):
        if _AND.match(scene.between(first, second)) and _JOINTLY.match(scene.after(second, 90)):
            _note(scene, first, second, status_of(scene.after(second, 60)))


def _who(
    scene: Scene, sentence: Sentence, people: list[FoundMention], person: FoundMention
) -> FoundMention | None:
    here = [p for p in people if p.end <= person.start and scene.entity[p.id] != scene.entity[person.id]]
    return here[0] if here else scene.speaker(sentence.start + 1) or _subject(scene, sentence)


def _subject(scene: Scene, sentence: Sentence) -> FoundMention | None:
    meant = scene.pronoun(sentence)
    return meant[0] if meant else None


def _note(scene: Scene, a: FoundMention, b: FoundMention, status: str) -> None:
    """Noted unless they are relatives, whom a denial would contradict."""
    pair = {scene.entity[a.id], scene.entity[b.id]}
    if status == ASSERTED and any(t == "FAMILY_OF" and {x, y} == pair for (t, x, y) in scene.relations):
        return
    scene.relate("ASSOCIATE_OF", a, b, status)
