"""Roles of persons in a file, with their status, from titles and the words around a name."""

from __future__ import annotations

import re

from ingest.extract import deeds
from ingest.extract.extraction import FoundMention
from ingest.extract.scene import PERSONS, Scene
from ingest.extract.sentences import Sentence
from ingest.extract.status import denies, reports

_TITLE_END = (
    r"(?:[ ,:]{1,3}(?:(?:de |het |le |la |l['’]|der |die |the |een |un |une |a )?(?:genaamde "
    r"|nommée? |dénommée? |named |called |heer |dhr\.? |mr\.? |mw\.? |mevr(?:ouw)?\.? "
    r"|monsieur |madame |M\. |Mme |Mlle |Herrn? |Frau |Mrs?\.? |Ms\.? |Dr\.? ))?)"
)
_OFFICER = re.compile(
    r"(?:\b|(?<=\d))(?:(?:hoofd)?inspecteur|ins?pektor|assistante? polici[eè]re|collega"
    r"|vaststellers?|opgesteld door|tenu par|inspectrice|commissaris|commissaire"
    r"|hoofdcommissaris|agent(?:en|e|s)?(?: van politie)?|a?h?insp?(?:\.|p)?|a?hinp|inp|inpp"
    r"|ainp|hcp|cp|gpi|khk(?:in)?|pk|pom|dc|ds|pc|sgt\.?|sergeant|constable|detective(?:"
    r" constable| sergeant| inspector)?|inspector|kommissarin?|kommissar|polizeiinspektor"
    r"|hinsp\.?|ohinsp\.?"
    r"|verbalisant(?:en|s)?|opsteller|rédacteur|rédactrice|spotter|wijkinspecteur|wijkagent"
    r"|rechercheur|speurder|enquêteur|enquêtrice|analist|analyste?|analyst"
    r"|sachbearbeiter(?:in)?|beamt(?:er|in)|patrouille|présents?|bericht gefertigt"
    r"|substituut(?: van de procureur)?|parketmagistraat|magistraat(?: van wacht)?"
    r"|magistrat(?: de garde)?|procureur(?: des konings| du roi)?|substitut(?:e)?(?: du"
    r" procureur)?|onderzoeksrechter|juge d'instruction|juge|arbeidsauditeur|auditeur(?: du"
    r" travail)?|staatsanw(?:alt|ältin)|untersuchungsrichter(?:in)?|prosecutor|investigating"
    r" judge|magistrate|officier van justitie|contact(?:persoon)?|officer|beamtin|vernehmende"
    r" beamtin)"
    r"(?:[ :,]{1,3}(?:insp(?:ecteur|ector)?\.?|hinp|inp|hinsp\.?|khkin|khk|1er inp|cp|mr\.?"
    r"|mme|mevr\.?|herrn?|frau|m\.|mrs?\.?|dr\.?|principal|dc|principale|de police|van politie"
    r"|dc))*[ :,]{1,3}$",
    re.I,
)
_OTHER = re.compile(
    r"\b(?:meester|mr\.|raadsman|raadsvrouw|advocaa?t(?:e)?|maître|me|avocate?|rechtsanw(?:alt"
    r"|ältin)|verteidiger(?:in)?|lawyer|solicitor|counsel|tolk|interprète|dolmetscher(?:in)?"
    r"|interpreter|dokter|dr\.?|docteur|médecin|doctor|arzt|ärztin|notaris|notaire|wetsdokter"
    r"|légiste|psycholo\w+|zaakvoerder|gérante?(?: du \w+)?|directeur|directrice|burgemeester"
    r"|agenten securail)"
    r"(?:[ ,:]{1,3}(?:meester|maître|rechtsanwalt|mr\.|dr\.|mrs|mr|mme|meester))?[ ,:]{1,3}$",
    re.I,
)
_BEFORE: tuple[tuple[str, re.Pattern[str]], ...] = tuple(
    (role, re.compile((
        rf"(?:\b(?:{words}))(?:\s(?:is|was|est|était|ist|war|blijkt te zijn|blijkt|betreft|sub \d"
        rf"|\d|nr\.? \d|[AB]))?{_TITLE_END}[\"“«„]?\s?$"
    ), re.I))
    for role, words in (
        ("suspect", (
            r"verdachten?|il s'agit de|handelt es sich[^.]{0,60} um|plainte contre(?: (?:son|sa)"
            r" \S+)?|klacht (?:neer )?tegen(?: haar| zijn)?(?: \S+)?|identifiée?[^.]{0,40} comme"
            r" étant|intercept\w+[^.]{0,20}|verdenkt|accuse|soupçonne|(?:her|ge)ïdentificeerd"
            r" (?:kan worden )?als|geïdentificeerd (?:kan worden )?als|(?:ambtshalve )?herkend als"
            r"|identifiée? (?:comme(?: étant)?|en la personne de)|identifiziert als|(?:later"
            r" )?identified as|beklaagde|inverdenkinggestelde|dader|betrapte|suspecte?|auteur"
            r"|prévenue?|inculpée?|mise? en cause|beschuldigte[rn]?|verdächtige[rn]?"
            r"|tatverdächtige[rn]?|täter|attacker|arrested|main suspect|subject|hoofdverdachte"
            r"|gearresteerde|aangehoudene|arrêtons|interpellons"
        )),
        ("victim", (
            r"slachtoffer|benadeelde|victime|lésée?|préjudiciée?|geschädigte[rn]?|opfer|victim"
            r"|injured party|gewonde|blessée?|licht gewonde|steward|client"
        )),
        ("witness", (
            r"getuigen?|volgens(?: (?:zijn|haar|de))?(?: (?:vriend(?:in)?|kotgenoot|buur\w+"
            r"|collega|nachtwaker))?|selon(?: (?:son|sa|le|la))?(?: (?!source|informat|nos)\w+)?"
            r"|d'après(?: \w+){0,2}|laut(?: de[rs]? \w+)?|nach (?:Aussage|Angaben)(?: de[rs]?"
            r" \w+)?|according to|ooggetuige|témoin|témoins|zeuge[n]?|zeugin|witness|buurman"
            r"|buurvrouw|voisine?(?: du dessus)?|nachbarin?|neighbour|doorman|treinreiziger"
            r"|standbetreiberin|pflegerin|voorbijganger|passante?"
        )),
        ("complainant", (
            r"klager|klaagster|aangever|aangeefster|biedt zich aan[^.]{0,40}?|(?:recevons"
            r"|reçu)[^.]{0,20} (?:la )?visite de|melder(?: is)?|meldster|meldt|klachtneemster"
            r"|plaignante?|requérante?|déclarante?|anzeigeerstatter(?:in)?|anzeigender|complainant"
            r"|caller|aangifte door|benadeelde"
        )),
        ("driver", (
            r"bestuurder|bestuurster|chauffeur|conducteur|conductrice|fahrer(?:in)?|driver"
            r"|bestuurd door|conduite? par|gefahren von|driven by|achter het stuur(?: zat)?|au"
            r" volant|bereden door|gelenkt von"
        )),
        ("passenger", (
            r"passagier(?:ster)?(?: vooraan| achteraan)?|inzittende|passag(?:er|ère)(?: avant|"
            r" arrière)?|beifahrer(?:in)?|passenger|front passenger|rear passenger|bijzitter"
        )),
        ("owner", (
            r"eigenaar|eigenares|propriétaire|halter(?:in)?(?: des fahrzeugs)?|eigentümer(?:in)?"
            r"|inhaber(?:in)?|owner|registered keeper|kentekenhouder|rekeninghouder"
        )),
        ("informant", r"informant|informateur|indicateur|tipgever"),
        ("missing", (
            r"(?:verdwijning|vermissing) van(?: (?:haar|zijn|hun) \w+)?|disparition de(?: (?:son"
            r"|sa|leur) \w+)?|signale[^.]{0,50} que (?:son|sa) \w+|disappearance of(?: (?:his|her)"
            r" \w+)?|wird der \S+|vermiste|disparue?|disparition de|vermisste[rn]?|missing person"
            r"|disappearance of|vermist:"
        )),
    )
)  # fmt: skip
_GAP = r"^(?:[ ,]*\([^)]{0,60}\))?[^.;]{0,75}?\b"
_AFTER: tuple[tuple[str, re.Pattern[str]], ...] = (
    ("suspect", re.compile(_GAP + (
        r"(?:(?:werd|wordt|is|werden) (?:\w+ ){0,3}?(?:gearresteerd|aangehouden|opgepakt|geboeid"
        r"|betrapt|van zijn vrijheid beroofd)|(?:est|a été|fut) (?:interpellée?|arrêtée?|privée?"
        r" de liberté|placée? sous|mise? à la disposition)|wurde (?:\w+ ){0,3}?(?:festgenommen"
        r"|verhaftet|gestellt)|(?:was|is) (?:\w+ )?(?:arrested|detained|caught)|ontken(?:t|de)"
        r"|geeft (?:de feiten )?toe|bekent|bekende|nie (?:avoir|les|toute)|reconnaît (?:avoir|les"
        r"|détenir)|avoue|räumte? (?:\w+ )?ein|gestand|bestr(?:eitet|itt)|betwist(?:te)? |conteste"
        r" |gab (?:\w+ ){1,3}zu\b|heeft (?:\w+ )?(?:bedreigd|gedreigd|geslagen|gestoken)|(?:denied"
        r"|denies|admitted|admits) (?:the|having|taking|stealing|hitting))"
    ), re.I)),
    ("driver", re.compile((
        r"^(?:[ ,]*\([^)]{0,60}\))?[ ,(]*(?:bestuurder|conducteur|au volant|zat aan het stuur"
        r"|Fahrer|driver|was driving|conduisait|reed met)\b"
    ), re.I)),
    (
        "passenger",
        re.compile(r"^[^.;]{0,25}\b(?:als passagier|comme passager|als Beifahrer|as a passenger)\b", re.I),
    ),
    ("witness", re.compile((
        r"^(?:[ ,]*\([^)]{0,60}\))?,? (?:zag |merkte |heeft (?:\w+ \w+ )?gezien|zei me |vertelde "
        r"|observeerde |constateerde |a assisté|aurait assisté|confirme avoir|beobachtete |filmte "
        r"|bemerkte |told us |hoorde|a vu\b|aurait vu|affirme avoir (?:vu|entendu)|a aperçu|sah "
        r"|hörte|hatte \w+ gehört|saw |heard |noteerde|n'a rien vu|heeft niets gezien|confirme ses"
        r"|bevestigt)"
    ), re.I)),
    ("complainant", re.compile((
        r"^[^.;]{0,70}\b(?:legt klacht neer|doet aangifte|wenst klacht|meldt|signale|dépose(?:r)?"
        r" plainte|porte plainte|déclare vouloir déposer|souhaite (?:déposer|porter) plainte"
        r"|(?:nous )?relate|biedt zich aan|meldete|informed us|expose qu|erstattet(?:e)? Anzeige"
        r"|filed a complaint|reported)\b"
    ), re.I)),
    ("victim", re.compile((
        r"^[^.;]{0,30}\b(?:werd (?:\w+ )?(?:geslagen|gestoken|bestolen|gewond|overvallen"
        r"|overgebracht|opgelicht)|kreeg een (?:vuistslag|slag|duw|schop)|raakte gewond|a été"
        r" (?:\w+ )?(?:blessée?|frappée?|agressée?|bousculée?|volée?|transportée?|percutée?)|wurde"
        r" (?:\w+ )?(?:verletzt|geschlagen|bestohlen|angegriffen)|was (?:\w+ )?(?:hit|stabbed"
        r"|injured|robbed|assaulted|attacked|taken to))\b"
    ), re.I)),
    ("missing", re.compile((
        r"^[^.;]{0,160}(?:\b|, )(?:is (?:\w+ )?vermist|wordt (?:\w+ )?vermist|a disparu|n'est pas"
        r" rentrée?|est portée? disparue?|wird vermisst|, vermisst|went missing|is missing|niet"
        r" thuisgekomen)\b"
    ), re.I)),
)  # fmt: skip
_HEARING = re.compile(
    (
        r"verhoor(?: van)?(?: de)? verdachte|salduz|audition (?:du |de la |de )?(?:suspecte?"
        r"|prévenue?)|beschuldigtenvernehmung|vernehmung de[rs] beschuldigte[nr]?|interview of"
        r" (?:the )?suspect|interview under caution"
    ),
    re.I,
)
_WITNESS_HEARING = re.compile(
    r"verhoor (?:van (?:een |de )?)?getuige|audition (?:du |de )?témoin|zeugenvernehmung|witness statement",
    re.I,
)
_COMPLAINT = re.compile(
    r"aangifte|klacht|diefstal|plainte|anzeige|complaint|theft report|vol\b|cambriolage", re.I
)
_CLEARED = re.compile(
    (
        r"(?:geen verdachte|niet als verdachte|niet betrokken|van niets (?:geweten|weet)|niets mee"
        r" te maken|heeft (?:zelf )?niet geslagen|(?:n'est|ne serait|n'était) (?:pas |plus )?(?:au"
        r" courant|suspecte?|impliquée?)|n'est au courant de rien|pas au courant|pas"
        r" (?:considérée? comme )?suspecte?|mis hors (?:de )?cause|n'a pas pris part"
        r"|aucun élément ne (?:le|la) relie|war nicht beteiligt|took no part|nothing links"
        r"|ce n'était pas lui|kein"
        r" Tatverdacht|nicht (?:als )?(?:verdächtig|tatverdächtig|beteiligt)|not (?:considered )?a"
        r" suspect|not involved|no suspicion|ruled out|cleared)"
    ),
    re.I,
)


def find(scene: Scene) -> None:
    """Cast the persons of a text."""
    for person in scene.persons:
        _by_title(scene, person)
    for person in scene.persons:
        if scene.entity[person.id] not in scene.officers:
            _by_words(scene, person)
        elif deeds.HURT.search(scene.after(person, 120)):
            scene.cast(person, "victim")
    for sentence in scene.sentences:
        _by_pronoun(scene, sentence)
    _hearing(scene)


def _by_title(scene: Scene, person: FoundMention) -> None:
    before = scene.text[max(0, person.start - 60) : person.start].replace("\n", " . ")
    chained = re.search(
        r"(?:,|\ben|\bet|\bund|\band)\s+(?:(?:de |le )?(?:inspecteur|insp\.?|INP)\s)?$", before
    )
    if _OFFICER.search(before) or deeds.AUTHOR.search(before) or _RANK_AFTER.match(scene.after(person, 40)):
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
    before, after = scene.text[max(0, person.start - 70) : person.start], scene.after(person, 200)
    following = scene.following(person, reach=200)
    if following:
        after = after[: max(0, following.start - person.end)]
    clause = before[-40:] + after[:60]
    for role, pattern in _BEFORE + deeds.BEFORE:
        if pattern.search(before):
            scene.cast(person, role, "alleged" if role == "suspect" and reports(clause) else "asserted")
    for role, pattern in _AFTER + deeds.AFTER:
        if pattern.search(after) and not (role == "suspect" and _KNOWS.search(after)):
            if (
                role == "witness"
                and not denies(after[:30])
                and roles_of(scene, person) & {"suspect", "victim"}
            ):
                continue
            scene.cast(person, role)
    if _CLEARED.search(after) and not re.search(r"\b(?:ik|je|I|ich)\b", after[:20]):
        key = (scene.entity[person.id], "suspect")
        if scene.roles.get(key) != "asserted":
            scene.roles[key] = "denied"


def _by_pronoun(scene: Scene, sentence: Sentence) -> None:
    """ "He was arrested", "elle a été frappée": what a sentence says of whom its pronoun means."""
    meant = scene.pronoun(sentence)
    if meant is None:
        return
    person, start = meant
    others = [m.start for m in scene.inside(sentence, *PERSONS)]
    after = scene.text[start : min([sentence.end, start + 200, *others])]
    if _CLEARED.search(after) and (scene.entity[person.id], "suspect") not in scene.roles:
        scene.cast(person, "suspect", "denied")
    for role, pattern in _AFTER + deeds.AFTER:
        if role not in {"suspect", "victim", "driver"} or not pattern.search(after) or _KNOWS.search(after):
            continue
        if role == "victim" or not roles_of(scene, person) & {"victim", "witness", "complainant"}:
            scene.cast(person, role)


_KNOWS = re.compile(
    (
        r"^[^.;]{0,20}(?:ontkent|denied|denies|bestreitet|nie) (?:hem|haar|te kennen|knowing"
        r"|(?:das )?letztere|having received|elke ruzie)"
    ),
    re.I,
)


def roles_of(scene: Scene, person: FoundMention) -> set[str]:
    """The roles that a person has so far."""
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
    if deeds.VICTIM_HEAD.search(head):
        scene.cast(heard, "victim")
        scene.cast(heard, "complainant")
    elif _HEARING.search(head):
        scene.cast(heard, "suspect")
    elif _WITNESS_HEARING.search(head):
        scene.cast(heard, "witness")
    elif (
        _COMPLAINT.search(head)
        and re.search(
            (
                r"\b(?:aangever|aangeefster|klager|klaagster|plaignant|déposer plainte|gab"
                r" Folgendes|bewoonster|bewoner)"
            ),
            head,
            re.I,
        )
        and heard.start < 700
    ):
        scene.cast(heard, "complainant")
        scene.cast(heard, "victim")


_RANK_AFTER = re.compile(
    (
        r"^\s?,\s?(?:hoofd)?(?:inspecteur|inspectrice|commissaris|commissaire|agent|inspector"
        r"|inspektor|kommissar|wijkagent|substitut|magistrat|verbalisant)\b"
    ),
    re.I,
)
