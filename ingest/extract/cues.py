"""Words around names that tell what they are: titles, verbs, prepositions, cues of aliases and nicknames."""

from __future__ import annotations

import re

from ingest.extract.lexicon import plain, words

PARTICLES = frozenset(words("particles"))
"""Particles of names, plain."""
TITLES = frozenset(plain(word) for word in words("titles"))
"""Words behind which a person follows: ranks, forms of address, roles, relatives."""
DOTTED = frozenset(words("dotted"))
"""Titles that are shortened with a full stop."""

VERBS = re.compile(
    r"\s*(?:\([^)]{0,40}\)\s*)?,?\s*(?:verklaart|verklaarde|zegt|stelt|geeft|ontkent|bevestigt"
    r"|meldt|beweert|betwist|heeft|had|is|was|werd|wordt|zou|wil|kwam|zat|woont|weigert"
    r"|geboren|°|wonende|deelt|belde|"
    r"déclare|nie|affirme|explique|confirme|conteste|reconnaît|soutient|est|était|a\b|avait"
    r"|aurait|serait|dit|né|née|domicilié|habite|erklärte|gab|gibt|bestreitet|bestritt|hat"
    r"|hatte|ist|war|wurde|räumte|wohnhaft|geb\.|geboren"
    r"|said|says|stated|denied|denies|told|has|had|was|is|confirmed|born|lives|uses)\b"
)
PLACE_BEFORE = re.compile(
    r"(?:\b(?:te|in|à|en|nach|aus|uit|near|from|richting|vers|naar|bij|zu|at|of|to|te|rond"
    r"|regio|omgeving|gemeente|stad|ville de|commune de|région de|direction|Richtung|bei|over"
    r"|port of|parket van|parket|aux?|né à|née à|door)|,|\(|-|/)\s*$"
)
STRONG_PLACE = re.compile(
    r"\b(?:te|in|à|en|nach|aus|uit|near|richting|vers|direction|Richtung|regio|gemeente|sortie"
    r"|afrit|Höhe|stad|station|halte|gare|parking|wijk|quartier)\s+$"
)
ALIAS_CUE = re.compile(
    r"(?:(?:onder de (?:valse |aangenomen |fictieve )?(?:naam|identiteit)|onder de naam van"
    r"|valse (?:naam|identiteit)(?: van)?|valselijk op naam van|op (?:valse )?naam van(?="
    r" [^.]{0,80}(?:vals|nagemaakt|komen niet overeen))|noemt zich|noemde zich|zich"
    r" [^.]{0,30}noem(?:t|de)|die zich|voorstelde als|stelde zich voor als|voordeed als|zich"
    r" uitgeeft voor|uitgaf voor|gaf (?:zich|[^.;]{1,40} zich) uit (?:als|voor)|opgegeven als"
    r"|se faisant appeler|se faisait appeler|se présente comme(?: étant)?|s'(?:est|était) présentée?"
    r" (?:comme(?: étant)?|sous le nom de?)|se faisant passer pour|sous (?:le|la) (?:faux "
    r"|fausse )?(?:nom|identité)(?: d(?:e|'emprunt))?|fausse identité(?: de| au nom de)?|faux"
    r" nom(?: de)?|prétend s'appeler|(?:dit|disait|déclare|prétendait) (?:d'abord )?s'appeler"
    r"|disant se nommer"
    r"|nannte sich(?: \w+){0,2}|nennt sich(?: \w+){0,2}|unter dem (?:falschen )?Namen|gab sich"
    r" als|falschen Namen|Falschpersonalien|als [^.]{0,20} aus(?:gab|gegeben)|false (?:name"
    r"|identity)(?: of)?|under the (?:false )?(?:name|identity)(?: of)?|calling (?:himself"
    r"|herself)|called (?:himself|herself)|calls (?:himself|herself)|posing as|(?:passed?|passing"
    r"|passes) (?:himself|herself) off as|pretending to"
    r" be|(?:gave|gives|giving) the (?:false )?name(?: of| as)?|introduced (?:himself|herself) as"
    r"|using the (?:name|identity)(?: of)?|gave the"
    r" name(?: of)?|claimed to be)"
    r"[\s:]*(?:de |la |the |een |un |a )?(?:zekere |certain |Kommissar |Polizist |Inspecteur "
    r"|Dr\.? |Mr\.? |Herr |Frau )?[\"“«„‘']?\s?)$",
    re.I,
)
ALIAS_DOCUMENT = re.compile(r"op naam van\s*$|au nom de\s*$|auf den Namen\s*$|in the name of\s*$", re.I)
FALSE_DOCUMENT = re.compile(
    (
        r"[^\n]{0,160}?(?:blijkt vals|is vals|vals(?:e)? bleek|nagemaakt|vervalst|komen niet"
        r" overeen|s'avère faux|est faux|est falsifi|contrefait|gefälscht|falsch|is false|forged"
        r"|counterfeit|does not match|avérée? fausse|a false|valse)"
    ),
    re.I,
)
NICK_CUE = re.compile(
    (
        r"(?:(?:alias|a\.k\.a\.|aka|bijgenaamd|bijnaam|met bijnaam|roepnaam|koosnaam|straatnaam"
        r"|beter bekend als|gekend als|in het milieu gekend als|bekend als|genoemd|noemen ze"
        r"|noemen hem|noemde(?: hem)?|aansprak met|aangesproken (?:als|met)|codenaam|dit\b"
        r"|surnomm[ée]e?|surnom|sobriquet|connue? sous le (?:nom|surnom) de|appelle|appelé"
        r"|appelait|genannt|Spitzname[n]?|Rufname|bekannt als|also known as|known as|nicknamed"
        r"|nickname|street name|goes by|people call (?:him|her)|call(?:ed|s)? (?:him|her)"
        r"|(?:somebody|someone) (?:they|people) call|nennt (?:ihn|sie)|saved"
        r" (?:as|under)|opgeslagen als|enregistré(?: sous| comme)?|contact(?:naam)?|gespeichert"
        r" als)[\s:]*(?:van |(?:le |la )?(?:fameux |fameuse )|de |den |le |la |the |is |als "
        r"|als )?[\"“«„‘']?\s?)$"
    ),
    re.I,
)
NAMED_AFTER = re.compile(r"\s+(?:genoemd|noemen|genannt)\b")
NAMED_BEFORE = re.compile(
    r"\b(?:wordt|werd|worden|iemand die (?:ze|zij|we|men)|die (?:ze|zij|men)|wird|wurde|den (?:sie"
    r"|alle))\b[^.;]*$"
)
"""A nickname between the two parts of the verb: "wordt Peeters Momo genoemd"."""
QUOTED = re.compile(
    r"[\"“”«„‘][ \u00a0]?(?P<q>(?:(?:de|den|het|le|la|l'|el|the|der|die|'t)["
    r" ]?)?[A-ZÀ-Þ][\w'’\-]*(?:[ ][A-ZÀ-Þ]?[\w'’\-]+){0,2})[ \u00a0]?[\"“”»‟’]"
)
ORG_QUOTE = re.compile(
    (
        r"(?:café|bar|restaurant|firma|bedrijf|société|zaak|winkel|hotel|club|vzw|asbl|magasin"
        r"|operatie|onderzoek|dossier)\s*$"
    ),
    re.I,
)
