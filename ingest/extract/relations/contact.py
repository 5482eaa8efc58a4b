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
