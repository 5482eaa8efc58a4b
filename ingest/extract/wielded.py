"""Weapons by their use: what somebody is hit, stabbed or threatened with, whatever thing it is."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ingest.extract.extraction import Candidate

BY_USE = "weapon by its use"
_ATTACK = re.compile(
    r"\b(?:slo?eg|sloegen|sla(?:an|at)|slag(?:en)?|geslagen|steken|gestoken|stak(?:en)?|bedreig\w*|dreig\w*"
    r"|mepte|verwond\w*|toegetakeld|gooi\w*|gegooid|wierp|geworpen|smeet|bekogel\w*|aangevallen|viel\w* aan"
    r"|frapp\w*|coups?|menac\w*|bless\w*|agress\w*|lanc[ée]\w*|jet[ée]\w*|poignard\w*|assén\w*|attaqu\w*"
    r"|schlug|schlagen|geschlagen|stach|gestochen|bedroh\w*|verletzt\w*|warf|geworfen|angegriffen|Hieb\w*"
    r"|hits?|hitting|struck|strik\w+|stabb\w*|threat\w*|attack\w*|threw|thrown|beat(?:en)?|injur\w*|lunged)\b",
    re.I,
)
_WORD = r"[a-zà-ÿ][a-zà-ÿ\-]{2,}"
_WITH = (
    rf"\bmet (?:een|'n|zijn|haar) (?P<nl>(?:{_WORD}e )?{_WORD})",
    rf"\b(?:gooi\w*|wierp\w*|smeet|smeten) (?:met )?(?:een|zijn|haar) (?P<nl2>(?:{_WORD}e )?{_WORD})",
    rf"\b(?:avec|à l'aide d'|au moyen d'|armée? d') ?(?:une?|son|sa) "
    rf"(?P<fr>{_WORD}(?: (?:de|en|à) {_WORD})?)",
    rf"\b(?:lancé|jeté|lançait|jetait) (?:une?|son|sa) (?P<fr2>{_WORD}(?: (?:de|en|à) {_WORD})?)",
    r"\bmit (?:eine[mr]|seine[mr]|ihre[mr]) (?:[a-zäöüß]+en )?(?P<de>[A-ZÄÖÜ][a-zäöüß\-]{2,})",
    r"\bwith (?:an?|his|her) (?P<en>[a-z][a-z\-]{2,}(?: (?:bottle|glass|bar|stick|pan|pipe|leg|bat|lamp"
    r"|chair|key|board|iron|hose|cue))?)",
    r"\bthr[eo]wn? an? (?P<en2>[a-z][a-z\-]{2,}(?: (?:bottle|glass|stone|can|chair|lamp))?)",
)
_USED = tuple(re.compile(pattern) for pattern in _WITH)
_NOTHING = re.compile(
    r"^(?:\w+ )?(?:vuist\w*|hand\w*|hoofd|kop|knie|voet\w*|elleboog|arm|been|schouder|tas|dood|wapen\w*"
    r"|voorwerp"
    r"|auto|wagen|fiets|voertuig|vriend\w*|man|vrouw|collega\w*|broer|zus|zoon|dochter|partner|ouders?|boete"
    r"|klap\w*|trap\w*|slag\w*|blik|bezoek|klacht\w*|sms\w*|bericht\w*|stem|woord\w*|mail\w*|foto\w*|video\w*"
    r"|poings?|mains?|main ouverte|tête|genou\w*|pieds?|coude|bras|mort|armes?|objet\w*|voiture|véhicule"
    r"|vélo|amie?s?|homme|femme|collègues?|frère|sœur|fils|fille|compagn\w+|regard|plainte|message|voix"
    r"|photos?|force|violence|autre|tiers|individu|complice\w*|coup"
    r"|Faust|Fäusten|Händen|Kopf|Knie|Fuß|Ellbogen|Tod|Waffe|Gegenstand|Auto|Wagen|Fahrrad|Freund\w*|Mann"
    r"|Frau|Kollege\w*|Bruder|Schwester|Sohn|Tochter|Anzeige|Nachricht|Stimme|Foto\w*|Schlag|Tritt"
    r"|fists?|hands?|husband|wife|mate|cousin|Cousine?"
    r"|head|knees?|foot|feet|elbow|arm|leg|death|weapon|object|car|vehicle|friend|man|woman"
    r"|colleague|brother|sister|son|daughter|partner|complaint|message|voice|photo\w*|blow|kick|force|third"
    r"|view|tot|van|het|een|dat|die|qui|que|und|der|die|das|the|and|that)$",
    re.I,
)
_SENTENCE = re.compile(r"[^.!?\n;]+(?:[.!?;](?=\d)[^.!?\n;]+)*")


def find(text: str) -> Iterator[Candidate]:
    """WEAPON candidates in the sentences that tell of an attack."""
    for sentence in _SENTENCE.finditer(text):
        if not _ATTACK.search(sentence.group()):
            continue
        for pattern in _USED:
            for match in pattern.finditer(text, *sentence.span()):
                group = match.lastgroup or ""
                if not _NOTHING.match(match.group(group)):
                    yield Candidate("WEAPON", *match.span(group), None, 0.6, BY_USE)
