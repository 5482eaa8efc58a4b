"""Who paid whom."""

from __future__ import annotations

import re

from ingest.extract.extraction import FoundMention
from ingest.extract.scene import PERSONS, Scene
from ingest.extract.status import status_of

_PAYS = re.compile(
    (
        r"\b(?:overgeschreven|overgemaakt|overschrijving\w*|gestort|storting\w*|stortte|betaald"
        r"|betaalde|betaling\w*|vers(?:é|és|ement|ements)|virement\w*|viré|payé|envoyé|transféré"
        r"|prêté|überwiesen|überweisung\w*|gezahlt|gegeben|transfer(?:s|red)?|paid|payments?|sent"
        r"|donné)\b"
    ),
    re.I,
)


def payments(scene: Scene) -> None:
    """Payments to persons and accounts."""
    for sentence, found in scene.pairs():
        words = scene.words(sentence)
        cue = _PAYS.search(words)
        if cue is None or not any(m.type in {"MONEY", "IBAN"} for m in found):
            continue
        accounts = [m for m in found if m.type == "IBAN"]
        keys = {scene.entity[a.id] for a in accounts}
        holders = {a for (t, a, b) in scene.relations if t == "OWNS" and b in keys}
        people = [
            m for m in found if m.type == "PERSON" and scene.entity[m.id] not in scene.officers | holders
        ]
        at = sentence.start + cue.start()
        named = next((p for p in people if p.end <= at + 4), None)
        payer = named or (None if _RECEIVED.search(words) else scene.speaker(at)) or _payer(scene, at)
        if payer is None or scene.entity[payer.id] in holders:
            continue
        for account in accounts:
            scene.relate("SENT_MONEY", payer, account, status_of(words))
        for payee in people:
            if payee is not payer and _TO.search(scene.before(payee, 30)):
                scene.relate("SENT_MONEY", payer, payee, status_of(words))


_HANDED = re.compile(
    r"\b(?:gegeven|geleend|terugbetaald|betaald|remis|donné|prêté|versé|payé|gegeben|geliehen"
    r"|gezahlt|bezahlt|given|lent|paid)\b",
    re.I,
)
_TO_THEM = re.compile(r"\b(?:hem|haar|lui|ihm|ihr|him|her)\b", re.I)
_CASH = re.compile(r"\b(?:geld|bedrag|som|argent|somme|montant|betrag|money|amount|cash)\b", re.I)
_BY = re.compile(
    r"\b(?:gestort|overgeschreven|overgemaakt|betaald|versée?s?|payée?s?|virée?s?|überwiesen|paid"
    r"|transferred)"
    r" (?:door|par|von|by) (?:een zekere |un certain |de |le )?$",
    re.I,
)


def handed(scene: Scene) -> None:
    """Money handed to "him", and money paid in by somebody to whose account it is."""
    for sentence in scene.sentences:
        words = scene.words(sentence)
        given = _HANDED.search(words)
        money = bool(_CASH.search(words)) or bool(scene.inside(sentence, "MONEY"))
        people = scene.inside(sentence, *PERSONS)
        if given and money and _TO_THEM.search(words[: given.end()]):
            at = sentence.start + given.start()
            payer = next((p for p in people if p.end <= at), None) or scene.speaker(at)
            payee = scene.last_person(sentence.start, 300, payer)
            scene.relate("SENT_MONEY", payer, payee, status_of(words[: given.end()]))
        for payer in people:
            if _BY.search(scene.before(payer, 50)):
                accounts = {scene.entity[m.id] for m in scene.inside(sentence, "IBAN")}
                owners = [a for (t, a, b) in scene.relations if t == "OWNS" and b in accounts]
                payee = next((m for m in scene.mentions if m.id in owners), None)
                scene.relate("SENT_MONEY", payer, payee, status_of(words))


_TO = re.compile(r"\b(?:aan|naar|à|au|an|to|paid)\s(?:\w+ ){0,3}?(?:\w+, )?$")
_RECEIVED = re.compile(r"\b(?:mir|mij|me|m'a)\b", re.I)


def _payer(scene: Scene, at: int) -> FoundMention | None:
    """ "She transferred": the victim where there is one, else who is in focus."""
    victims = {id_ for (id_, role) in scene.roles if role in {"victim", "complainant"}}
    return next((m for m in scene.persons if scene.entity[m.id] in victims), None) or scene.focus(at)
