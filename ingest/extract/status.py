"""Whether a statement is asserted, alleged or denied: cues in the clause that holds it."""

from __future__ import annotations

import re

ASSERTED, ALLEGED, DENIED = "asserted", "alleged", "denied"
STATUSES = (ASSERTED, ALLEGED, DENIED)

_ALLEGED = re.compile(
    r"\b(?:zou(?:den)?|volgens (?!DIV|de databank|het rijksregister|onze|ANPR|artikel)|naar"
    r" verluidt|vermoedelijk|vermoed\w*|mogelijks?|misschien|wellicht|waarschijnlijk|zogezegd"
    r"|denkt|denk|meent|beweert dat|hoorde zeggen|vernemen|verneemt|niet zeker|zeker ben ik"
    r" niet"
    r"|\w{2,}(?:erait|eraient|irait|iraient|drait|draient|rait)(?!s)\b|selon(?! nos)|d'après"
    r"|prétend(?:ument)?|probablement|peut-être|possible|suppose|supposé|semblerait|paraît"
    r"|soupçonn\w*|dixit|pense que|à mon avis"
    r"|soll(?:en|te)?|angeblich|laut(?! (?:Zulassung|Register|Auskunft))|nach (?:Angaben"
    r"|Aussage) (?:von|der|des)|vermutlich|möglicherweise|könnte|mutmaßlich|wohl|vielleicht"
    r"|allegedly|reportedly|believed|is said to|said to|according to(?! (?:the )?(?:register"
    r"|database|DVLA))|may(?= (?:be|have|well))|might|possibly|suspected of|supposedly"
    r"|whether|word is|(?:on|qu'on) dit qu|dit-on|le bruit court|j'ai entendu dire|er wordt gezegd"
    r"|wordt gezegd|men zegt"
    r"|van horen zeggen|naar het schijnt|naar zeggen|man sagt|es heißt|vermute|dem Vernehmen nach"
    r"|(?:er|sie|dieser|diese) sei"
    r"|sei (?:er|sie)|unconfirmed|onbevestigd|non confirmée?s?|unbestätigt\w*"
    r"|apparently|probably|perhaps|rumou?red|I think)\b",
    re.I,
)
_DENIED = re.compile(
    r"\b(?:niet|nooit|geen|geenszins|noch|nimmer|niets te maken|ontken\w*|betwist\w*"
    r"|weerleg\w*|ne\b[^.;]{0,40}?\b(?:pas|jamais|plus|rien|aucun\w*|personne)"
    r"|n['’]\w+(?:\s\w+){0,3}?\s(?:pas|jamais|rien|aucun\w*|plus)|jamais|nie(?:nt)?\b|niait"
    r"|conteste\w*|dément\w*|pas de|aucun(?:e)? (?:lien|contact|connaissance)|sans connaître"
    r"|nicht|nie(?:mals)?|kein(?:e[nmrs]?)?|bestreite\w*|bestritt\w*|leugne\w*|stritt|streitet"
    r" ab|abstritt|weder"
    r"|not|never|no(?= (?:contact|link|connection|relation|knowledge))|den(?:y|ies|ied|ying)"
    r"|disput\w+|cannot|do(?:es)?n't|didn't|wasn't|isn't|nobody|neither)\b",
    re.I,
)
_NO_DENIAL = re.compile(
    (
        r"niet (?:ver|alleen|enkel|meer (?:dan|gezien|gebruikt)|gekend|bekend|geweten|zeker|gezien"
        r"|kunnen|kon|verhoord)|geen (?:papieren|factuur|antwoord|verdere|idee|rijbewijs)|n'a pas"
        r" encore|pas encore|ne s'est pas arrêté|nicht bekannt|not yet|nicht als|niet uitgesloten"
        r"|pas exclu|not known|noch niet|nog niet|(?:nur|immer|auch|jetzt|heute) noch|pas seulement"
        r"|not only|nicht nur|nicht weit"
        r"|niet-|non loin"
    ),
    re.I,
)


def status_of(clause: str, default: str = ASSERTED) -> str:
    """Denied where the clause negates, alleged where it only reports, else `default`."""
    if _DENIED.search(_NO_DENIAL.sub(" ", clause)):
        return DENIED
    return ALLEGED if _ALLEGED.search(clause) else default


def denies(clause: str) -> bool:
    """True when the clause negates or somebody denies it."""
    return bool(_DENIED.search(_NO_DENIAL.sub(" ", clause)))


def reports(clause: str) -> bool:
    """True when the clause gives what another said, or is unsure."""
    return bool(_ALLEGED.search(clause))
