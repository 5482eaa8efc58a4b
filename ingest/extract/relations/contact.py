"""Phones and who calls whom."""

from __future__ import annotations

import re

from ingest.extract.extraction import FoundMention
from ingest.extract.relations.reading import reported, status
from ingest.extract.scene import PERSONS, Scene
from ingest.extract.status import ASSERTED, reports

_CALLS = re.compile(
    (
        r"\b(?:bel(?:t|de|len|den)|gebeld|opgebeld|telefone\w+|stuurt|stuurde|verstuurde|berichten"
        r"|gesprekken|sms|appell?\w*|téléphon\w+|envoi\w*|envoyé|rief|ruft|angerufen|schrieb"
        r"|call(?:s|ed|ing)?|phoned|texted|wrote|messaged|messages|calls)\b"
    ),
    re.I,
)
_HIS = re.compile(
    (
        r"\b(?:zijn|haar|hij|zij|ze|son|sa|il|elle|lui|l'appelait|seine?\w*|ihre?\w*|er|sie|his"
        r"|her|he|she|daughter|toestel|ligne|line)\b"
    ),
    re.I,
)
_THEIR_PHONE = re.compile(
    r"\b(?:zijn|haar|son|sa|sein\w*|ihr\w*|his|her) (?:\w+ )?(?:gsm|nummer|toestel|téléphone|numéro"
    r"|portable|handy"
    r"|phone|mobile|number)\b[^.;]{0,20}$",
    re.I,
)
_IN_USE = re.compile(
    r"(?:nummer|numéro|number|lijn|ligne)\b[^.;]{0,20}(?:in gebruik bij|gebruikt door|utilisée? par"
    r"|used by|benutzt von)"
    r"\s(?:een zekere |un certain |de genaamde )?$",
    re.I,
)
_THREATENS = re.compile(
    r"\b(?:bedreig\w*|menac\w*|bedroh\w*|threat\w*|harc\w+|belaagt|lastigvalt|stalk\w*)\b", re.I
)
_MESSAGES = re.compile(r"\b(?:berichten|messages?|sms|nachrichten|whatsapp\w*|mails?|appels)\b", re.I)
_HIM = re.compile(r"\b(?:hem|haar|mij|le|la|l['’]|lui|ihn|sie|him|her|them)\b", re.I)
_MY_PHONE = re.compile(
    (
        r"\b(?:mijn|mon|ma|mein\w*|my) (?:nummer|gsm|téléphone|numéro|handy|nummer|phone|mobile"
        r"|number)\b|informée? au|joindre au|mobile $|tel $|\btél\.? $"
    ),
    re.I,
)


def phones(scene: Scene) -> None:
    """Who uses which phone."""
    for phone in scene.of("PHONE"):
        person = _user(scene, phone)
        if person:
            scene.relate("USES_PHONE", person, phone, _phone_status(scene, phone))

    for person in scene.persons:
        if _IN_USE.search(scene.before(person, 80)):
            phone_before = scene.previous(person, frozenset({"PHONE"}), reach=250)
            scene.relate("USES_PHONE", person, phone_before, ASSERTED)


def _phone_status(scene: Scene, phone: FoundMention) -> str:
    return "alleged" if reports(scene.before(phone, 45)) else ASSERTED


def _user(scene: Scene, phone: FoundMention) -> FoundMention | None:
    """Whose phone it is."""
    before, after = scene.before(phone, 110), scene.after(phone, 60)
    owned = any(t == "OWNS" and b == scene.entity[phone.id] for (t, _, b) in scene.relations)
    user = re.search(
        r"\b(?:utilisée?|gebruikt|used|benutzt)\b[^.]{0,60}?\b(?:par|door|by|von)\b", after, re.I
    )
    if user or re.match(r"[^.]{0,20}\b(?:abonn|enregistr|op naam|au nom|subscriber)", after, re.I):
        return scene.previous(phone, frozenset({"PERSON"}), reach=300) if owned and not user else None
    meant = scene.pronoun(scene.sentence(phone.start))
    if meant and _THEIR_PHONE.search(before[-40:]):
        return meant[0]
    near = scene.previous(phone, reach=8)
    if near:
        return near
    if _MY_PHONE.search(before + after):
        speaker = scene.speaker(phone.start)
        if speaker:
            return speaker
    noun = scene.by_noun(before[-45:])
    if noun:
        return noun
    org = scene.previous(phone, frozenset({"ORGANISATION"}), reach=60)
    holder = scene.holder(phone, 200)
    if (
        org
        and (holder is None or org.start > holder.end)
        and not (holder and scene.entity[holder.id] in scene.officers)
    ):
        return holder if holder and _HIS.search(before[-60:]) else None
    if holder:
        return holder
    return scene.speaker(phone.start) or (
        scene.focus(phone.start, 2) if _HIS.search(before) or "gsm" in before.lower() else None
    )


def threats(scene: Scene) -> None:
    """ "X reports that Y threatens him by messages": Y wrote to X."""
    for sentence, found in scene.pairs():
        words = scene.words(sentence)
        threat = _THREATENS.search(words)
        people = [m for m in found if m.type in PERSONS and scene.entity[m.id] not in scene.officers]
        if threat is None or not _MESSAGES.search(words) or len(people) < 2:
            continue
        if people[1].end <= sentence.start + threat.start() and _HIM.search(
            scene.text[people[1].end : sentence.start + threat.end() + 24]
        ):
            scene.relate("CALLED", people[1], people[0], reported(scene, people[1]))


def calls(scene: Scene) -> None:
    """Calls and messages."""
    for sentence, found in scene.pairs():
        cue = _CALLS.search(scene.words(sentence))
        people = [m for m in found if m.type in PERSONS and scene.entity[m.id] not in scene.officers]
        if cue is None or not people:
            continue
        at = sentence.start + cue.start()
        caller = next((p for p in people if p.end <= at + 14), None) or scene.speaker(at)
        for called in people:
            if caller and called is not caller and called.start > at:
                between = scene.text[at : called.start]
                if (
                    re.search(
                        r"\b(?:met|naar|aan|to|à|an|avec|le|appelle|belt|belde|heeft|called|wrote)\b",
                        between,
                        re.I,
                    )
                    and len(between) < 110
                ):
                    scene.relate("CALLED", caller, called, status(scene, caller, called, 10))
        if (
            re.search(
                r"\b(?:mij|me|m'a|mich|hem|haar|l'appelait)\b",
                scene.words(sentence)[max(0, cue.start() - 30) : cue.end() + 12],
            )
            and caller
        ):
            scene.relate("CALLED", caller, scene.speaker(at), reported(scene, caller))
