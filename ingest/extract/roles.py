"""Roles of persons in a file, with their status, from titles and the words around a name."""

from __future__ import annotations

import re

from ingest.extract.extraction import FoundMention
from ingest.extract.kin import FRIEND_BEFORE, KIN_BEFORE, KIN_OF
from ingest.extract.scene import PERSONS, Scene
from ingest.extract.status import denies, reports

_TITLE_END = r"(?:[ ,:]{1,3}(?:(?:de |het |le |la |l['’]|der |die |the |een |un |une |a )?(?:genaamde |nommée? |dénommée? |named |called |heer |dhr\.? |mr\.? |mw\.? |mevr(?:ouw)?\.? |monsieur |madame |M\. |Mme |Mlle |Herrn? |Frau |Mrs?\.? |Ms\.? |Dr\.? ))?)"
_OFFICER = re.compile(
    r"(?:\b(?:hoofd)?inspecteur|inspectrice|commissaris|commissaire|hoofdcommissaris|agent(?:en|e|s)?(?: van politie)?|a?h?insp?(?:\.|p)?|a?hinp|inp|inpp|ainp|hcp|cp|gpi|khk(?:in)?|pk|pom|dc|ds|pc|sgt\.?|sergeant|constable|detective(?: constable| sergeant| inspector)?|inspector|kommissarin?|kommissar|polizeiinspektor|hinsp\.?|ohinsp\.?"
    r"|verbalisant(?:en|s)?|opsteller|rédacteur|rédactrice|spotter|wijkinspecteur|wijkagent|rechercheur|speurder|enquêteur|enquêtrice|analist|analyste?|analyst|sachbearbeiter(?:in)?|beamt(?:er|in)|patrouille|présents?|bericht gefertigt"
    r"|substituut(?: van de procureur)?|parketmagistraat|magistraat(?: van wacht)?|magistrat(?: de garde)?|procureur(?: des konings| du roi)?|substitut(?:e)?(?: du procureur)?|onderzoeksrechter|juge d'instruction|juge|arbeidsauditeur|auditeur(?: du travail)?|staatsanw(?:alt|ältin)|untersuchungsrichter(?:in)?|prosecutor|investigating judge|magistrate|officier van justitie|contact(?:persoon)?|officer|beamtin|vernehmende beamtin)"
    r"(?:[ :,]{1,3}(?:insp(?:ecteur|ector)?\.?|hinp|inp|hinsp\.?|khkin|khk|1er inp|cp|mr\.?|mme|mevr\.?|herrn?|frau|m\.|mrs?\.?|dr\.?|principal|dc|principale|de police|van politie|dc))*[ :,]{1,3}$",
    re.I,
)
_OTHER = re.compile(
    r"\b(?:meester|mr\.|raadsman|raadsvrouw|advocaa?t(?:e)?|maître|me|avocate?|rechtsanw(?:alt|ältin)|verteidiger(?:in)?|lawyer|solicitor|counsel|tolk|interprète|dolmetscher(?:in)?|interpreter|dokter|dr\.?|docteur|médecin|doctor|arzt|ärztin|notaris|notaire|wetsdokter|légiste|psycholo\w+|zaakvoerder|gérante?(?: du \w+)?|directeur|directrice|burgemeester|agenten securail)"
    r"(?:[ ,:]{1,3}(?:meester|maître|rechtsanwalt|mr\.|dr\.|mrs|mr|mme|meester))?[ ,:]{1,3}$",
    re.I,
)
_BEFORE: tuple[tuple[str, re.Pattern[str]], ...] = tuple(
    (role, re.compile(rf"(?:\b(?:{words}))(?:\s(?:is|was|est|était|ist|war|blijkt te zijn|blijkt|betreft|sub \d|\d|nr\.? \d|[AB]))?{_TITLE_END}[\"“«„]?\s?$", re.I))
    for role, words in (
        ("suspect", r"verdachten?|beklaagde|inverdenkinggestelde|dader|betrapte|suspecte?|auteur|prévenue?|inculpée?|mise? en cause|beschuldigte[rn]?|verdächtige[rn]?|tatverdächtige[rn]?|täter|attacker|arrested|main suspect|subject|hoofdverdachte|gearresteerde|aangehoudene|arrêtons|interpellons"),
        ("victim", r"slachtoffer|benadeelde|victime|lésée?|préjudiciée?|geschädigte[rn]?|opfer|victim|injured party|gewonde|blessée?|licht gewonde|steward|client"),
        ("witness", r"getuigen?|ooggetuige|témoin|témoins|zeuge[n]?|zeugin|witness|buurman|buurvrouw|voisine?(?: du dessus)?|nachbarin?|neighbour|doorman|treinreiziger|standbetreiberin|pflegerin|voorbijganger|passante?"),
        ("complainant", r"klager|klaagster|aangever|aangeefster|melder|meldster|meldt|klachtneemster|plaignante?|requérante?|déclarante?|anzeigeerstatter(?:in)?|anzeigender|complainant|caller|aangifte door|benadeelde"),
        ("driver", r"bestuurder|bestuurster|chauffeur|conducteur|conductrice|fahrer(?:in)?|driver|bestuurd door|conduite? par|gefahren von|driven by|achter het stuur(?: zat)?|au volant|bereden door|gelenkt von"),
        ("passenger", r"passagier(?:ster)?(?: vooraan| achteraan)?|inzittende|passag(?:er|ère)(?: avant| arrière)?|beifahrer(?:in)?|passenger|front passenger|rear passenger|bijzitter"),
        ("owner", r"eigenaar|eigenares|titularis|houder|houdster|abonnee|op naam van|propriétaire|titulaire|halter(?:in)?(?: des fahrzeugs)?|eigentümer(?:in)?|inhaber(?:in)?|owner|registered keeper|subscriber|kentekenhouder|rekeninghouder|van hun oom"),
        ("informant", r"informant|informateur|indicateur|tipgever"),
        ("missing", r"verdwijning van|vermiste|disparue?|disparition de|vermisste[rn]?|missing person|disappearance of|vermist:"),
    )
)  # fmt: skip
_GAP = r"^(?:[ ,]*\([^)]{0,60}\))?[^.;]{0,25}?\b"
_AFTER: tuple[tuple[str, re.Pattern[str]], ...] = (
    ("suspect", re.compile(_GAP + r"(?:(?:werd|wordt|is|werden) (?:\w+ ){0,3}?(?:gearresteerd|aangehouden|opgepakt|geboeid|betrapt|van zijn vrijheid beroofd)|(?:est|a été|fut) (?:interpellée?|arrêtée?|privée? de liberté|placée? sous|mise? à la disposition)|wurde (?:\w+ ){0,3}?(?:festgenommen|verhaftet|gestellt)|(?:was|is) (?:\w+ )?(?:arrested|detained|caught)|ontken(?:t|de)|geeft toe|bekent|bekende|nie (?:avoir|les|toute)|reconnaît (?:avoir|les|détenir)|avoue|räumte? (?:\w+ )?ein|gestand|bestr(?:eitet|itt)|(?:denied|denies|admitted|admits) (?:the|having|taking|stealing|hitting))", re.I)),
    ("driver", re.compile(r"^(?:[ ,]*\([^)]{0,60}\))?[ ,(]*(?:bestuurder|conducteur|au volant|zat aan het stuur|Fahrer|driver|was driving|conduisait|reed met)\b", re.I)),
    ("passenger", re.compile(r"^[^.;]{0,25}\b(?:als passagier|passagier|comme passager|als Beifahrer|as a passenger)\b", re.I)),
    ("witness", re.compile(r"^(?:[ ,]*\([^)]{0,60}\))?,? (?:zag |heeft gezien|hoorde|a vu\b|aurait vu|affirme avoir (?:vu|entendu)|a aperçu|sah |hörte|hatte \w+ gehört|saw |heard |noteerde|n'a rien vu|heeft niets gezien|confirme ses|bevestigt)", re.I)),
    ("complainant", re.compile(r"^[^.;]{0,70}\b(?:legt klacht neer|doet aangifte|wenst klacht|meldt|signale|dépose(?:r)? plainte|porte plainte|déclare vouloir déposer|expose qu|erstattet(?:e)? Anzeige|filed a complaint|reported)\b", re.I)),
    ("victim", re.compile(r"^[^.;]{0,30}\b(?:werd (?:\w+ )?(?:geslagen|gestoken|bestolen|gewond|overvallen|overgebracht|opgelicht)|kreeg een (?:vuistslag|slag|duw|schop)|raakte gewond|a été (?:\w+ )?(?:blessée?|frappée?|agressée?|bousculée?|volée?|transportée?|percutée?)|wurde (?:\w+ )?(?:verletzt|geschlagen|bestohlen|angegriffen)|was (?:\w+ )?(?:hit|stabbed|injured|robbed|assaulted|attacked|taken to))\b", re.I)),
    ("missing", re.compile(r"^[^.;]{0,60}\b(?:is (?:\w+ )?vermist|wordt (?:\w+ )?vermist|a disparu|n'est pas rentrée?|est portée? disparue?|wird vermisst|, vermisst|went missing|is missing|niet thuisgekomen)\b", re.I)),
)  # fmt: skip
_HEARING = re.compile(
    r"verhoor(?: van)?(?: de)? verdachte|salduz|audition (?:du |de la |de )?(?:suspecte?|prévenue?)|beschuldigtenvernehmung|vernehmung de[rs] beschuldigte[nr]?|interview of (?:the )?suspect|interview under caution",
    re.I,
)
_WITNESS_HEARING = re.compile(
    r"verhoor (?:van (?:een |de )?)?getuige|audition (?:du |de )?témoin|zeugenvernehmung|witness statement",
    re.I,
)
_COMPLAINT = re.compile(
    r"aangifte|klacht|diefstal|plainte|anzeige|complaint|theft report|vol\b|cambriolage", re.I
)
_INFO = re.compile(
    r"informatieverslag|infoverslag|info-?rapport|\bRIR\b|rapport d'information|renseignement|intelligence report|hinweis|uit (?:een )?(?:betrouwbare )?bron|selon une source|source digne|zachte info|vertrauliche",
    re.I,
)
_CRIME = re.compile(
    r"\b(?:verkoop|verkopen|verkoopt|dealt|dealen|handel|drugs|gestolen|stelen|wapen|pistool|levert|leveren|organiseer|trafic|stup|écoul|vend|vente|livr|arme|braqu|vol\b|vols|dader|feiten|auteur|Täter|handel|verkauf|gewesen sein|betrug|sell|suppl|coordinat|shipment|deal|steal|stor(?:e|ing)|sloeg|slaan|stak|frapp|frappé|ervan|menac)",
    re.I,
)
_CLEARED = re.compile(
    r"(?:geen verdachte|niet als verdachte|niet betrokken|van niets (?:geweten|weet)|niets mee te maken|heeft (?:zelf )?niet geslagen|(?:n'est|ne serait|n'était) (?:pas |plus )?(?:au courant|suspecte?|impliquée?)|n'est au courant de rien|pas au courant|pas (?:considérée? comme )?suspecte?|mis hors (?:de )?cause|ce n'était pas lui|kein Tatverdacht|nicht (?:als )?(?:verdächtig|tatverdächtig|beteiligt)|not (?:considered )?a suspect|not involved|no suspicion|ruled out|cleared)",
    re.I,
)


def find(scene: Scene) -> None:
    """Cast the persons of a text."""
    for person in scene.persons:
        _by_title(scene, person)
    for person in scene.persons:
        if scene.entity[person.id] not in scene.officers:
            _by_words(scene, person)
    _hearing(scene)


def _by_title(scene: Scene, person: FoundMention) -> None:
    before = scene.text[max(0, person.start - 60) : person.start].replace("\n", " . ")
    chained = re.search(
        r"(?:,|\ben|\bet|\bund|\band)\s+(?:(?:de |le )?(?:inspecteur|insp\.?|INP)\s)?$", before
    )
    if _OFFICER.search(before):
        scene.cast(person, "officer")
    elif chained:
        left = scene.previous(person, reach=12)
        if (
            left
            and scene.entity[left.id] in scene.officers
            and not re.search(r"[a-zà-ÿ]{4,}", scene.between(left, person).replace("inspecteur", ""))
        ):
            scene.cast(person, "officer")
    if _OTHER.search(before) and scene.entity[person.id] not in scene.officers:
        scene.cast(person, "other")
        scene.others.add(scene.entity[person.id])


def _by_words(scene: Scene, person: FoundMention) -> None:
    before, after = scene.text[max(0, person.start - 70) : person.start], scene.after(person, 110)
    clause = before[-40:] + after[:60]
    for role, pattern in _BEFORE:
        if pattern.search(before):
            scene.cast(person, role, "alleged" if role == "suspect" and reports(clause) else "asserted")
    for role, pattern in _AFTER:
        if pattern.search(after) and not (role == "suspect" and _KNOWS.search(after)):
            if (
                role == "witness"
                and not denies(after[:30])
                and _roles_of(scene, person) & {"suspect", "victim"}
            ):
                continue
            scene.cast(person, role)
    if _CLEARED.search(after) and not re.search(r"\b(?:ik|je|I|ich)\b", after[:20]):
        key = (scene.entity[person.id], "suspect")
        if scene.roles.get(key) != "asserted":
            scene.roles[key] = "denied"


_KNOWS = re.compile(
    r"^[^.;]{0,20}(?:ontkent|denied|denies|bestreitet|nie) (?:hem|haar|te kennen|knowing|(?:das )?letztere|having received|elke ruzie)",
    re.I,
)


def _roles_of(scene: Scene, person: FoundMention) -> set[str]:
    return {role for (id_, role) in scene.roles if id_ == scene.entity[person.id]}


def _hearing(scene: Scene) -> None:
    """Whose hearing it is, from the head of the text."""
    head = scene.text[:700]
    heard = next(
        (
            p
            for p in scene.persons
            if p.type == "PERSON" and scene.entity[p.id] not in scene.officers | scene.others
        ),
        None,
    )
    if heard is None:
        return
    if _HEARING.search(head):
        scene.cast(heard, "suspect")
    elif _WITNESS_HEARING.search(head):
        scene.cast(heard, "witness")
    elif (
        _COMPLAINT.search(head)
        and re.search(
            r"\b(?:aangever|aangeefster|klager|klaagster|plaignant|déposer plainte|gab Folgendes|bewoonster|bewoner)",
            head,
            re.I,
        )
        and heard.start < 700
    ):
        scene.cast(heard, "complainant")
        scene.cast(heard, "victim")


def complete(scene: Scene) -> None:
    """Persons without a role: suspects of an information report, named doers, relatives as other."""
    info = bool(_INFO.search(scene.text[:400]))
    named = {id_ for id_, _ in scene.roles}
    seized = {b for (type_, _, b) in scene.relations if type_ == "SEIZED_FROM"}
    for person in scene.persons:
        entity = scene.entity[person.id]
        if entity in seized and (entity, "suspect") not in scene.roles:
            scene.cast(person, "suspect")
            named.add(entity)
        if entity in named or person.type not in PERSONS or person.type == "HANDLE":
            continue
        sentence = scene.words(scene.sentence(person.start))
        before = scene.before(person, 60)
        if KIN_BEFORE.search(before) or FRIEND_BEFORE.search(before) or KIN_OF.match(scene.after(person, 50)):
            scene.cast(person, "other")
        elif reports(sentence) and _CRIME.search(sentence):
            scene.cast(person, "suspect", "alleged")
        elif person.type == "ALIAS":
            scene.cast(person, "suspect")
        elif info and person.type == "PERSON" and reports(sentence):
            scene.cast(person, "suspect", "alleged")
        else:
            continue
        named.add(entity)
