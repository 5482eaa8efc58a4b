"""Who paid whom."""

from __future__ import annotations

import re

from ingest.extract.extraction import FoundMention
from ingest.extract.scene import Scene
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


_TO = re.compile(r"\b(?:aan|naar|à|au|an|to|paid)\s(?:\w+ ){0,3}?(?:\w+, )?$")
_RECEIVED = re.compile(r"\b(?:mir|mij|me|m'a)\b", re.I)


def _payer(scene: Scene, at: int) -> FoundMention | None:
    """ "She transferred": the victim where there is one, else who is in focus."""
    victims = {id_ for (id_, role) in scene.roles if role in {"victim", "complainant"}}
    return next((m for m in scene.persons if scene.entity[m.id] in victims), None) or scene.focus(at)
