"""What a person did or what befell them, in the words beside the name: cues for roles in four languages."""

from __future__ import annotations

import re

_FORM = (
    r"(?:[ ,:]{1,3}(?:(?:de |het |le |la |l['’]|der |die |the |een |un |une |a )?(?:genaamde |genaamd "
    r"|nommée? |dénommée? |named |called |zekere |certaine? |heer |dhr\.? |mr\.? |mw\.? |mevr(?:ouw)?\.? "
    r"|monsieur |madame |M\. |Mme |Mlle |Herrn? |Frau |Mrs?\.? |Ms\.? ))?)"
)


def _before(words: str) -> re.Pattern[str]:
    return re.compile(rf"\b(?:{words}){_FORM}[\"“«„]?\s?$", re.I)


def _after(words: str) -> re.Pattern[str]:
    return re.compile(rf"^(?:[ ,]*\([^)]{{0,60}}\))?{words}", re.I)


BEFORE: tuple[tuple[str, re.Pattern[str]], ...] = (
    (
        "suspect",
        _before(
            r"(?:klacht|aangifte)(?: \w+){0,3} tegen|lastens|ten laste van|verdenking op"
            r"|herkennen(?: (?:wij|we|onze diensten|verbalisanten|hem|haar))?(?: (?:formeel"
            r"|duidelijk))?(?: als)?"
            r"|(?:blijkt|gaat)(?: het| hij)?(?: te gaan)? om|gaan om"
            r"|plainte contre|à (?:charge|l'encontre) de|désign(?:e|ent|é)"
            r"|reconna(?:ît|issent|issons)(?: formellement)?(?: parmi (?:les|eux)(?: \w+)?)?"
            r"|(?:il|qu'il) s'agit(?: en réalité)? de"
            r"|(?:interpellée?|interceptée?|arrêtée?)[^.;,]{0,30},"
            r"|anzeige gegen|erkann?(?:te|ten|en)|handelt es sich um|es handelt sich um"
            r"|complaint against|recognised|that (?:he|she) is"
        ),
    ),
    (
        "victim",
        _before(
            r"verletzte[nrs]?|gewonde|blessée?|injured|wounded|ten nadele van|au préjudice de"
            r"|zum nachteil(?: von| de[rs])?|verklaring van (?:de"
            r"|het) (?:benadeelde"
            r"|slachtoffer)"
        ),
    ),
    (
        "complainant",
        _before(
            r"(?:gemeld|aangifte gedaan|opgebeld|gecontacteerd|verwittigd|opgeroepen) door"
            r"|(?:contactés?|avisés?|requis|appelés?|signalée?|dénoncée?) par"
            r"|(?:gemeldet|verständigt|informiert|gerufen) von|(?:reported|contacted|called|notified) by"
            r"|(?:verschijnt|meldt zich) (?:op|in|ten) [^.;]{0,40}"
            r"|se présente (?:en nos|dans nos|au|à)[^.;]{0,30}"
        ),
    ),
    (
        "driver",
        _before(
            r"(?:achter|aan) het stuur (?:zit|zat)|(?:au|le) volant se trouve|am steuer (?:sitzt|saß)"
            r"|(?:the )?driver[\w ]{0,20} identified (?:himself|herself) as"
        ),
    ),
    (
        "witness",
        _before(
            r"overbuur(?:man|vrouw)?|voorbijgang(?:er|ster)|buurtbewo(?:ner|onster)|omwonende"
            r"|riverain(?:e)?"
            r"|un(?:e)? (?:cliente?|passante?|riveraine?|voisine?)|passante?|bystander|passer-by"
            r"|waitress|waiter"
            r"|anwohner(?:in)?|passantin|kund(?:e|in)|ober|serveu(?:r|se)|klant|kassierster|caissière"
        ),
    ),
)
"""(role, cue right before a name)."""

_INJURY = (
    r"(?:snij|steek|hoofd|schot|brand)?wond\w*|verwond\w*|letsels?|bloedneus|breuk|hersenschudding"
    r"|plaie|blessure"
    r"|ecchymose|hématome|fracture|verletzung\w*|wunde|prellung\w*|injur\w+|cut|bruis\w+|wound\w*"
)
AFTER: tuple[tuple[str, re.Pattern[str]], ...] = (
    (
        "victim",
        _after(
            r"(?:,? (?:als )?(?:het )?(?:slachtoffer|benadeelde|victime|opfer|victim)\b"
            rf"|[^.;]{{0,40}}\b(?:had|heeft|heft|vertoont|vertoonde|liep|présent(?:e|ait)|souffr\w+"
            rf"|erlitt|erleidet|wies"
            rf"|hat|suffered|sustained|has)\b[^.;]{{0,30}}\b(?:{_INJURY})\b"
            r"|[^.;]{0,40}\b(?:werd (?:telefonisch )?(?:opgelicht|gecontacteerd door iemand"
            r"|opgebeld door iemand"
            r"|aangereden|weggebracht|afgevoerd|beroofd|belaagd)|a été (?:escroquée?"
            r"|appelée? par quelqu'un|agressée?"
            r"|renversée?|emmenée?)|est (?:conduite?|emmenée?|évacuée?|transportée?) (?:à|au|par|vers)"
            r"|a reçu [^.;]{0,30}menaces?|ontving [^.;]{0,30}dreig\w+|erhielt [^.;]{0,30}droh\w+"
            r"|received [^.;]{0,30}threat\w*"
            r"|reçoit une? [^.;]{0,40}(?:visage|tête|bras|dos|jambe)|(?:wurde"
            r"|von) [^.;]{0,60}(?:erfasst|angefahren|betrogen"
            r"|angerufen|beraubt)|was (?:scammed|defrauded|run over|called by (?:someone|somebody))"
            r"|(?:kon|konnte|a pu|could) (?:ontkomen|fliehen|fuir|s'enfuir|entkommen|vluchten)|got away)\b)"
        ),
    ),
    (
        "suspect",
        _after(
            r"(?:,? (?:als )?(?:de )?(?:verdachte|suspecte?|prévenue?|beschuldigte[rn]?|suspect)\b"
            r"|(?: \w+){0,2} aan als (?:de )?(?:dader|auteur)"
            r"|(?: \w+){0,2} comme (?:étant )?(?:l'auteur|auteur)"
            r"|(?: \w+){0,2} als (?:den )?täter|(?: \w+){0,2} as the (?:culprit|attacker|thief)"
            r"|[^.;]{0,60}\b(?:(?:a été|est|fut|wird|werd|wordt) (?:\w+ ){0,2}?(?:interceptée?"
            r"|interpellée?|gevat"
            r"|onderschept|geïntercepteerd)"
            r"|(?:haalde|trok)[^.;]{0,40}(?:boven|tevoorschijn)|a (?:sorti|exhibé|brandi|exigé)"
            r"|pulled (?:out )?an?"
            r"|zog ein|eiste|forderte|demanded|réfute|dit n'avoir|claimed as|streitet|wanted (?:by|for|in)"
            r"|lançant|geseind|gesignaleerd|opnieuw gehoord in aanwezigheid|réentendue? en présence)\b)"
        ),
    ),
    (
        "complainant",
        _after(
            r"[^.;]{0,60}\b(?:diende klacht in|heeft klacht|a (?:porté|déposé) plainte"
            r"|(?:nous )?(?:expose|signale"
            r"|rapporte)\b(?: que)?|hatte [^.;]{0,30}gemeldet|(?:had|has) reported|reports? that"
            r"|gemeldet hatte"
            r"|erstattete|verschijnt|vervoegt zich)\b"
        ),
    ),
    (
        "witness",
        _after(
            r"(?:,? (?:als |comme |as an? )?(?:getuige|témoin|zeug(?:e|in)|witness)\b"
            r"|[^.;]{0,40}\b(?:werd wakker van|merkte sich|a reconnu|aurait reconnu"
            r"|bevestigt (?:dit|dat|zijn|haar)"
            r"|n'a rien (?:vu|entendu)|heeft niets (?:gezien|gehoord)|bestätigt|confirmed|confirms"
            r"|(?:nous )?signale avoir vu|soll [^.;]{0,30}erkannt haben)\b)"
        ),
    ),
    (
        "driver",
        _after(
            r"[^.;]{0,60}\b(?:(?:zat|blijft|bleef|zit) (?:achter|aan) het stuur|(?:est|était"
            r"|arrive[^.;]{0,30}) au volant"
            r"|au volant d[eu']|saß am steuer|at the wheel|verlaat [^.;]{0,60} stapt in een)\b"
        ),
    ),
    (
        "passenger",
        _after(
            r"[^.;]{0,30}\b(?:naast (?:hem|haar) zat|zat naast|à côté de lui|saß neben"
            r"|sat (?:next to|beside))\b"
        ),
    ),
)
"""(role, cue behind a name)."""

HURT = next(pattern for role, pattern in AFTER if role == "victim")
"""The cue of a victim, which holds for officers too."""
AUTHOR = re.compile(
    r"(?:\b(?:author|verfasser(?:in)?|autor(?:in)?|verslaggever|verslaggeefster|steller|rapporteur"
    r"|kontaktbeamter?"
    r"|reporting officer|contact|inspecteurs?(?: \w+)?|\w*inspektor(?:in)?|chief inspector|superintendent"
    r"|substitute?(?: de garde| van dienst)?|politierechter|juge de paix)"
    r"[ :]{1,3}(?:m(?:me|\.|r\.?|evr\.?)? |mevrouw |frau |herrn? )?"
    r"|\b(?:interpell|intercept|arrêt)\w+[^.;]{0,30} par |\b(?:gearresteerd|opgepakt"
    r"|geïntercepteerd)[^.;]{0,30} door"
    r"|\b(?:festgenommen|gestellt)[^.;]{0,30} von |\barrested[^.;]{0,30} by )\s?$",
    re.I,
)
"""An officer: who wrote the report, or who arrested."""

VICTIM_HEAD = re.compile(
    r"(?:verklaring|verhoor) van (?:de |het )?(?:benadeelde|slachtoffer)|(?:audition"
    r"|déclaration) de la (?:victime"
    r"|personne lésée)|statement of the victim|vernehmung de[sr] (?:opfers|geschädigten)",
    re.I,
)
"""The head of a hearing of the victim."""
BARELY_KNOWN = re.compile(
    r"\b(?:possibly|mogelijk|peut-être|vermutlich|möglicherweise|only as|enkel als|alleen als"
    r"|que (?:le|par son) prénom"
    r"|nur (?:als|unter))\s?[\"“«„]?\s?$|\b(?:meende|dacht|croit|pensait|glaubte|thought)[^.;]{0,20}$",
    re.I,
)
"""Whom somebody names without being sure."""
COMPLAINS = re.compile(
    r"\b(?:ik (?:wens|wil|kom)(?: \w+){0,2} (?:klacht|aangifte|melden)|ik wil[^.;]{0,90}\bmelden"
    r"|je (?:souhaite|désire|viens|tiens à|veux|voudrais)(?: \w+){0,2} (?:plainte|signaler|porter)"
    r"|ich (?:möchte|will|erstatte|wünsche)(?:[^.;]{0,90}) ?(?:anzeige|melden|klage)"
    r"|I (?:wish|want|would like) to (?:\w+ )?(?:lodge|make|file|report|complain))\b",
    re.I,
)
"""The first person complains."""
STATES = re.compile(
    r"^[^.;]{0,60}\b(?:verklaart|verklaarde|zegt|zei|stelt|déclare|affirme|dit que|explique|sagt"
    r"|erklärt|gibt an"
    r"|states|stated|said|says|told)\b",
    re.I,
)
"""Who tells something, and has no other role, is a witness."""
