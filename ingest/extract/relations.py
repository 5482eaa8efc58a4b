"""Relations between the mentions of a text, each with its status."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable

from ingest.extract.extraction import FoundMention
from ingest.extract.kin import (
    FRIEND_BEFORE,
    FRIEND_WORDS,
    JOINT,
    KIN_AFTER,
    KIN_BARE,
    KIN_BEFORE,
    KIN_OF,
    KIN_OF_NOUN,
    KIN_WORDS,
)
from ingest.extract.scene import PERSONS, Scene
from ingest.extract.status import ASSERTED, DENIED, denies, reports, status_of

_I = re.I
_BIRTH = re.compile(
    r"(?:geboren|geb\.?|°|\bnée?\b|born|\bdob|date of birth|naissance|geboortedatum)[^.;°]{0,40}$", _I
)
_LIVES = re.compile(
    r"\b(?:wonende?|woont|woon|woonde|wonen|zou wonen|woonachtig|woonstkot|gedomicilieerd|domicili\w*|verblijv\w+|verblijft|verblijf|ingeschreven te|met als adres|adres|habit\w+|réside\w*|résidant|demeurant|vit|vivant|hébergée? chez|adresse|logeant|wohnhaft|wohnt|wohnend|lebt|living|lives|(?:zijn|haar|mijn|son|sa|mon|ma|sein\w*|ihr\w*|mein\w*|his|her|my) (?:woning|domicile|maison|appartement|wohnhaus|wohnung|home|house|flat)|resid\w+|stay(?:s|ing)?|address|home)\b[^.;]{0,60}$",
    _I,
)
_FROM = re.compile(r"(?:\buit|\baus|\bfrom|originaire de|de nationalité [^,]*, de)\s$", _I)
_DRIVES = re.compile(
    r"\b(?:rijdt|rijden|reed|gereden|bestuurt|bestuurd|bestuurder|bestuurster|bereden|stuur|conduit|conduisait|conduite?|conduire|circul\w+|roul\w+|volant|conducteur|conductrice|fährt|fuhr|gefahren|gelenkt|lenkt|unterwegs|Fahrer|Fahrerin|Steuer|driv\w+|drove|wheel|rij)\b",
    _I,
)
_PASSIVE = re.compile(
    r"(?:bestuurd|bereden|conduite?|gefahren|gelenkt|driven|gereden) (?:door|par|von|by)\s[^.;]{0,20}$", _I
)
_OWNER_AFTER = re.compile(
    r"(?:toebehorend aan|toebehoort aan|behoort (?:toe )?aan|eigendom van|(?:staat |ingeschreven |stond )?(?:\w+ \w+ )?op naam van|eigenaar(?: is|:)?|eigenares(?: is)?|titularis(?: is|:)?|houder(?: is|:)?|abonnee(?: is|:)?|gehuurd door|geleased door|geopend door|is van"
    r"|appart(?:ient|enant) à|au nom (?:de|du)|propriétaire(?: est|:)?|titulaire(?: est|:)?|immatriculée? au nom de|loué par|gehört|Halter(?:in)?[^.;]{0,40}?ist|Eigentümer(?: ist)?|zugelassen auf|auf den Namen|angemeldet auf"
    r"|registered (?:to|in the name of)|belong(?:s|ing) to|owned by|owner(?: is|:)?|leased (?:by|to)|in the name of|subscriber(?: is|:)?|rented by)"
    r"[\s:]+(?:(?:laut|volgens) \w+ )?(?:de |la |le |l['’]|het |zijn |haar |hun |sa |son |his |her |the |een |un |une )?(?:\w+(?:[ ]\w+)?[ ,]{1,2})?$",
    _I,
)
_GENERIC = re.compile(
    r"\b(?:voertuig|wagen|camper|bestelwagen|auto|véhicule|voiture|camionnette|Fahrzeugs?|Wagen|vehicle|van|car)\b",
    _I,
)
_MINE = re.compile(r"\b(?:mijn|m'n|ma|mon|meine?[nmr]?|my)\s(?:\w+\s)?$", _I)
_GOODS = frozenset({"VEHICLE", "PLATE", "OBJECT", "WEAPON", "PHONE", "IBAN"})
_STOLEN_FROM = re.compile(
    r"\b(?:gestolen|ontvreemd|weggenomen|volée?s?|dérobée?s?|fehlte|gestohlen|entwendet|stolen)\b", _I
)
_SEIZED = re.compile(
    r"\b(?:in ?beslag\w*|beslag|aantreffen|aan(?:ge)?troffen|treffen|vinden|vonden|gevonden|fouille|saisi\w*|trouv\w+|découv\w+|sichergestellt|beschlagnahmt|gefunden|aufgefunden|seized|found|recovered|zaten|lag|lagen|ligt|liggen|dans le coffre|im Kofferraum|in de laadruimte|in een kluis|detenir|carnet)\b",
    _I,
)
_CALLS = re.compile(
    r"\b(?:bel(?:t|de|len|den)|gebeld|opgebeld|telefone\w+|stuurt|stuurde|verstuurde|berichten|gesprekken|sms|appell?\w*|téléphon\w+|envoi\w*|envoyé|rief|ruft|angerufen|schrieb|call(?:s|ed|ing)?|phoned|texted|wrote|messaged|messages|calls)\b",
    _I,
)
_PAYS = re.compile(
    r"\b(?:overgeschreven|overgemaakt|overschrijving\w*|gestort|storting\w*|stortte|betaald|betaalde|betaling\w*|vers(?:é|és|ement|ements)|virement\w*|viré|payé|envoyé|transféré|prêté|überwiesen|überweisung\w*|gezahlt|gegeben|transfer(?:s|red)?|paid|payments?|sent|donné)\b",
    _I,
)
_WORKS = re.compile(
    r"\b(?:werk\w*|tewerkgesteld|bediende|arbeider|zaakvoerder|uitbater|uitbaatster|bestuurder van|lid van|chauffeur bij|in dienst|travaill\w*|employée?|ouvrier|gérante?|patronn?e?|directeur|membre|salarié|exploite|arbeitet|arbeitgeber|beschäftigt|angestellt|mitglied|works?|worked|employed|manager|member|director|behoort tot|buschauffeur|firma|firme|de l[a'])\b|^\s?\(?$|^ ?, ?$|^ (?:van|de la|du|de|de l'|von der|der|of) (?:de |het |la |the |der |firma |bewakingsfirma )?$",
    _I,
)
_TOGETHER = re.compile(
    r"\b(?:samen met|in het gezelschap van|vergezeld (?:van|door)|contact(?:en)? (?:met|zu)|kent|kennen|ken|bevriend|ontmoet\w*|afgesproken|leerde kennen|accompagnée? de|avec|en compagnie de|connaît|connais|connaissent|rencontré\w*|contact (?:entre|avec)|zusammen mit|gemeinsam mit|kennt|kenne|Kontakte?|traf|together with|with|knows?|known|met|meeting|associate of|spoken to|heard that name|gesehen|ontmoet)\b",
    _I,
)
_IS_REALLY = re.compile(
    r"\b(?:geïdentificeerd|identifi\w+|ware identiteit|echte naam|in werkelijkheid|blijkt|eigenlijk|heet|admet|s'appeler|s'appelle|en réalité|véritable|vrai nom|indique le nom|richtig\w*|tatsächlich|identifiziert|in Wirklichkeit|real name|identified|actually|turns out|herkend als|reconnu comme|recognised)\b",
    _I,
)


def find(scene: Scene) -> None:
    """All relations of a text."""
    for rule in _RULES:
        rule(scene)


def _clause(scene: Scene, a: FoundMention, b: FoundMention, margin: int = 45) -> str:
    """The words that decide the status of a relation: from before the first to behind the second."""
    first, second = sorted((a, b), key=lambda m: m.start)
    sentence = scene.sentence(second.start)
    low = max(min(sentence.start, first.start), first.start - margin)
    return scene.text[low : min(sentence.end, second.end + margin)]


def _status(scene: Scene, a: FoundMention, b: FoundMention, margin: int = 45) -> str:
    return status_of(_clause(scene, a, b, margin))


def _reported(scene: Scene, *mentions: FoundMention) -> str:
    """Alleged where the sentence only reports; plain data (births, plates) are not denied by a "not" nearby."""
    first, last = min(m.start for m in mentions), max(m.end for m in mentions)
    low = max(
        scene.sentence(last - 1).start if scene.sentence(first) == scene.sentence(last - 1) else first,
        first - 60,
    )
    return "alleged" if reports(scene.text[low : last + 40]) else ASSERTED


def _births(scene: Scene) -> None:
    for date in scene.of("DATETIME"):
        before = scene.text[max(0, date.start - 60) : date.start]
        person = scene.previous(date, reach=110)
        if person is None or scene.sentence(person.start) != scene.sentence(date.start):
            person = scene.by_noun(scene.before(date, 70)) or person
        if person is None:
            continue
        old = (date.norm or "9")[:4] < "2015" and re.fullmatch(r"[,( ]{1,3}", scene.between(person, date))
        if (date.norm or "2020")[:4] < "2018" and (_BIRTH.search(before) or old):
            scene.relate("BORN_ON", person, date, ASSERTED)


def _identities(scene: Scene) -> None:
    for number in scene.of("NATIONAL_NUMBER", "DOCUMENT_NUMBER"):
        person = scene.previous(number, reach=260, officers=False)
        speaker = scene.speaker(number.start)
        if speaker and person is None:
            person = speaker
        if person:
            scene.relate("HAS_ID", person, number, ASSERTED)


def _plates(scene: Scene) -> None:
    for plate in scene.of("PLATE"):
        vehicle = scene.previous(plate, frozenset({"VEHICLE"}), reach=130)
        after = scene.following(plate, frozenset({"VEHICLE"}), reach=40)
        between = scene.between(vehicle, plate) if vehicle else ""
        if after and (
            vehicle is None
            or re.search(
                r"\b(?:hoort op|hoort bij|appartient à|belongs to|gehört zu|van een|d'une|d'un)\b",
                scene.between(plate, after),
            )
        ):
            vehicle, between = after, ""
        if vehicle and not re.search(r"[.!?]\s+[A-Z]", between):
            status = (
                "alleged"
                if re.search(
                    r"\b(?:vermoedelijk|gedeeltelijk|mogelijk|peut-être|vermutlich|possibly)\b", between, _I
                )
                else ASSERTED
            )
            scene.relate("HAS_PLATE", vehicle, plate, status)


def _driving(scene: Scene) -> None:
    for vehicle in scene.of("VEHICLE"):
        sentence = scene.sentence(vehicle.start)
        words = scene.words(sentence)
        cue = _DRIVES.search(words)
        if cue is None:
            continue
        inside = scene.inside(sentence, *PERSONS)
        passive = next(
            (p for p in inside if p.start > vehicle.end and _PASSIVE.search(scene.before(p, 50))), None
        )
        titled = next(
            (
                p
                for p in inside
                if re.search(
                    r"(?:bestuurder|conducteur|conductrice|Fahrer(?:in)?|driver)[\w ]{0,18}[ :,]{1,3}$",
                    scene.before(p, 45),
                    _I,
                )
            ),
            None,
        )
        person = (
            passive
            or titled
            or next(
                (
                    p
                    for p in reversed(inside)
                    if p.end <= vehicle.start and scene.entity[p.id] not in scene.officers
                ),
                None,
            )
        )
        person = (
            person or scene.speaker(vehicle.start) or (scene.subject(vehicle, 250) if not inside else None)
        )
        if person:
            scene.relate(
                "DRIVES",
                person,
                vehicle,
                status_of(words[: max(cue.end(), vehicle.end - sentence.start) + 40]),
            )
    for sentence, found in scene.pairs():
        driver = re.search(
            r"(?:^|[\s(])(?:bestuurder|conducteur|conductrice|Fahrer(?:in)?|driver|au volant|bestuurster)\b",
            scene.words(sentence),
            _I,
        )
        person = next(
            (
                m
                for m in found
                if driver and m.type in PERSONS and 0 <= m.start - (sentence.start + driver.end()) < 45
            ),
            None,
        )
        if person and driver and not any(m.type == "VEHICLE" for m in found):
            scene.relate(
                "DRIVES",
                person,
                scene.previous(person, frozenset({"VEHICLE"}), reach=330),
                _reported(scene, person),
            )


def _owning(scene: Scene) -> None:
    owners = PERSONS | {"ORGANISATION"}
    for owner in scene.of(*owners):
        before = scene.before(owner, 90)
        if _OWNER_AFTER.search(before):
            generic = _GENERIC.search(scene.words(scene.sentence(owner.start)))
            wanted = frozenset({"VEHICLE", "PLATE"}) if generic else _GOODS
            thing = scene.previous(owner, wanted, reach=450 if generic else 150)
            if thing:
                near = (
                    scene.previous(thing, frozenset({"VEHICLE"}), reach=60) if thing.type == "PLATE" else None
                )
                named = scene.entity[near.id] if near else ""
                if near and ("HAS_PLATE", named, scene.entity[thing.id]) in scene.relations:
                    thing = near
                scene.relate("OWNS", owner, thing, _own_status(scene, owner, thing))
    for thing in scene.of(*_GOODS):
        before, after = scene.before(thing, 24), scene.after(thing, 45)
        if _MINE.search(before) and thing.type != "PHONE":
            scene.relate("OWNS", scene.speaker(thing.start), thing, ASSERTED)
        elif re.match(
            r"\s(?:is|was|est|n'est|ist)\s(?:(?:niet|pas|nicht) )?(?:van mij|à moi|mein|van hem|à lui|mine)\b",
            after,
            _I,
        ) or re.search(r"\bdat (?:de|het) $", before):
            person = scene.speaker(thing.start) or scene.subject(thing)
            if re.search(r"(?:van hem|van haar|à lui|van mij|à moi|mein)", after):
                scene.relate("OWNS", person, thing, _status(scene, thing, thing, 60))
        elif thing.type in {"OBJECT", "WEAPON"} and re.search(
            r"\b(?:détien\w+|détenir|bewaren|bewaart|bezit\w*|beschik\w+|possède|besitzt|owns|possess\w*|bezit)\b",
            scene.words(scene.sentence(thing.start)),
            _I,
        ):
            person = scene.subject(thing)
            if person:
                scene.relate("OWNS", person, thing, _status(scene, person, thing))
    _victims_goods(scene)


def _own_status(scene: Scene, owner: FoundMention, thing: FoundMention) -> str:
    low = max(scene.sentence(owner.start).start, thing.end if thing.end < owner.start else owner.start - 60)
    clause = scene.text[low : owner.end]
    return "alleged" if reports(clause) else ASSERTED


def _victims_goods(scene: Scene) -> None:
    """What was stolen belongs to who complains."""
    victim = next((id_ for (id_, role) in scene.roles if role in {"complainant", "victim"}), None)
    person = next((m for m in scene.mentions if m.id == victim), None)
    if person is None or person.type not in PERSONS:
        return
    for thing in scene.of("OBJECT"):
        if _STOLEN_FROM.search(scene.words(scene.sentence(thing.start))):
            scene.relate("OWNS", person, thing, ASSERTED)


_HIS = re.compile(
    r"\b(?:zijn|haar|hij|zij|ze|son|sa|il|elle|lui|l'appelait|seine?\w*|ihre?\w*|er|sie|his|her|he|she|daughter|toestel|ligne|line)\b",
    _I,
)
_MY_PHONE = re.compile(
    r"\b(?:mijn|mon|ma|mein\w*|my) (?:nummer|gsm|téléphone|numéro|handy|nummer|phone|mobile|number)\b|informée? au|joindre au|mobile $|tel $|\btél\.? $",
    _I,
)


def _phones(scene: Scene) -> None:
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
    user = re.search(r"\b(?:utilisée?|gebruikt|used|benutzt)\b[^.]{0,60}?\b(?:par|door|by|von)\b", after, _I)
    if user or re.match(r"[^.]{0,20}\b(?:abonn|enregistr|op naam|au nom|subscriber)", after, _I):
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


def _homes(scene: Scene) -> None:
    for place in scene.of("ADDRESS", "LOCATION"):
        before = scene.before(place, 80)
        tight = place.type == "LOCATION"
        lives = _LIVES.search(before[-45:] if tight else before)
        if place.type == "ADDRESS" and not lives:
            _beside(scene, place)
        if not lives and not (tight and _FROM.search(before[-20:])):
            continue
        person = scene.holder(place, 170) or scene.focus(place.start)
        if person and scene.entity[person.id] in scene.officers:
            continue
        speaker = scene.speaker(place.start)
        if speaker and re.search(
            r"\b(?:ik woon|j'habite|je (?:réside|vis|suis domicilié)|ich wohne|I live|wonende|living at)\b",
            before,
            _I,
        ):
            person = (
                person if person and scene.sentence(person.start) == scene.sentence(place.start) else speaker
            )
        elif speaker and person is None:
            person = speaker
        if tight and _FROM.search(before[-20:]) and (person is None or place.start - person.end > 12):
            continue
        if person is None or any(
            place.start > p.start > person.end for p in scene.of("ORGANISATION") if place.start - p.end < 4
        ):
            continue
        scene.relate(
            "LIVES_AT", person, place, _status(scene, person, place, 20) if lives else _reported(scene, place)
        )


def _beside(scene: Scene, address: FoundMention) -> None:
    """An address right behind a person and the data of birth or identity is where the person lives."""
    person = scene.holder(address, 130)
    if person is None or scene.entity[person.id] in scene.officers:
        return
    between = scene.between(person, address)
    for other in scene.of(
        "DATETIME", "LOCATION", "NATIONAL_NUMBER", "DOCUMENT_NUMBER", "PHONE", "ORGANISATION"
    ):
        if person.end <= other.start and other.end <= address.start:
            between = between.replace(other.text, "")
    if re.fullmatch(
        r"[\s,;()°:/\-]*(?:(?:née?|geb(?:oren)?\.?|le|te|à|op|in|am|RRN?|NN|nr\.?|born|on|bei|chez sa \w+|est hébergée|,)[\s,;()°:]*)*",
        between,
        _I,
    ):
        scene.relate("LIVES_AT", person, address, ASSERTED)


def _kinship(scene: Scene) -> None:
    for person in scene.persons:
        before, after = scene.before(person, 70), scene.after(person, 60)
        of_noun = KIN_OF_NOUN.search(before)
        if of_noun:
            friend_word = re.search(FRIEND_WORDS, of_noun.group("word"), _I) and not re.search(
                rf"(?:{KIN_WORDS})$", of_noun.group("word"), _I
            )
            scene.relate(
                "ASSOCIATE_OF" if friend_word else "FAMILY_OF",
                person,
                scene.by_noun(of_noun.group("noun")),
                ASSERTED,
            )
            continue
        kin, friend = KIN_BEFORE.search(before), FRIEND_BEFORE.search(before)
        bare = None if kin else KIN_BARE.search(before)
        if kin or bare or friend:
            match = kin or friend or bare
            word_start = person.start - len(before) + (match.start() if match else 0)
            anchor = _anchor(scene, person, word_start, match.group(0) if match else "")
            type_ = "FAMILY_OF" if kin or bare else "ASSOCIATE_OF"
            together = type_ == "ASSOCIATE_OF" and re.search(
                r"\b(?:woon|wonen|woont|vit|habite|leb|wohn|live)\w*",
                scene.words(scene.sentence(person.start)),
            )
            type_ = (
                "FAMILY_OF"
                if together
                and re.search(
                    r"vriendin|vriend|copine|copain|Freundin|Freund|girlfriend|boyfriend", match.group(0), _I
                )
                else type_
            )
            if JOINT.match(match.group(0)) and anchor:
                for other in _two(scene, word_start):
                    scene.relate("FAMILY_OF", person, other, ASSERTED)
            elif anchor and not (scene.entity[anchor.id] in scene.officers):
                clause = scene.text[max(scene.sentence(person.start).start, word_start - 25) : word_start]
                scene.relate(type_, person, anchor, DENIED if denies(clause[-12:]) else ASSERTED)
        of = KIN_OF.match(after)
        if of:
            other = scene.following(person, reach=of.end() + 2) or (
                scene.previous(person) if "précédent" in after else None
            )
            scene.relate("FAMILY_OF", person, other, ASSERTED)
        mine = KIN_AFTER.match(after)
        if mine:
            scene.relate("FAMILY_OF", person, scene.previous(person, officers=False), ASSERTED)


def _two(scene: Scene, before: int) -> list[FoundMention]:
    """The last two persons named before: "leur fille", "hun zoon"."""
    found: dict[str, FoundMention] = {}
    for person in reversed([p for p in scene.persons if p.end <= before and p.type == "PERSON"]):
        if scene.entity[person.id] not in scene.officers | scene.others:
            found.setdefault(scene.entity[person.id], person)
    return list(found.values())[:2]


def _anchor(scene: Scene, person: FoundMention, before: int, words: str) -> FoundMention | None:
    """Whose relative or friend: the speaker for "my", else who was named last before the word."""
    if re.match(r"(?:mijn|onze|mon|ma|mes|notre|mein|unser|my|our)", words, _I):
        return scene.speaker(before)
    candidates = [
        p
        for p in scene.persons
        if p.end <= before and scene.entity[p.id] not in scene.officers | {scene.entity[person.id]}
    ]
    if not candidates:
        return scene.following(person, reach=200)
    sentence = scene.sentence(person.start)
    here = [p for p in candidates if p.start >= sentence.start]
    pool = [p for p in here if scene.entity[p.id] not in scene.others]
    named = [p for p in pool if p.type == "PERSON"] or pool
    nearest = named[0] if len(named) == 1 else named[-1] if named else scene.focus(before)
    return nearest if nearest and before - nearest.end < 450 else None


def _membership(scene: Scene) -> None:
    for org in scene.of("ORGANISATION"):
        person: FoundMention | None = scene.previous(org, reach=110)
        if person is None or scene.sentence(person.start) != scene.sentence(org.start):
            if person is None or not re.search(
                r"\b(?:werkt|travaille|arbeitet|works|arbeitgeber|employeur)\b", scene.before(org, 60), _I
            ):
                person = (
                    scene.speaker(org.start)
                    if _WORKS.search(scene.before(org, 50))
                    and re.search(r"[a-z]", scene.before(org, 50))
                    and re.search(
                        r"\b(?:werk|travaill|exploite|arbeit|work|job|firme|salaire|buschauffeur)",
                        scene.before(org, 70),
                        _I,
                    )
                    else None
                )
            if person:
                scene.relate("MEMBER_OF", person, org, _reported(scene, org))
            continue
        between = scene.between(person, org)
        officer = scene.entity[person.id] in scene.officers
        if (
            _WORKS.search(between)
            and len(between) < 90
            and (not re.search(r"\d{4}|[.;]", between) or officer and "." not in between)
        ):
            if officer and not re.fullmatch(
                r"[ ,;(–-]{1,3}|\s?\(|,? (?:van|de la|du|de|de l'|of|von der|der|zone|,) ?(?:de |la |the |zone )?",
                between,
            ):
                continue
            scene.relate("MEMBER_OF", person, org, _status(scene, person, org, 15))
            if officer:
                for other in scene.inside(scene.sentence(org.start), "PERSON"):
                    if scene.entity[other.id] in scene.officers and 0 < org.start - other.end < 60:
                        scene.relate("MEMBER_OF", other, org, ASSERTED)
    for person in scene.of("PERSON"):
        match = re.search(
            r"(?:zaakvoerder|uitbater|uitbaatster|directeur|gérant du \w+|patron|manager)[ ,]{1,2}$",
            scene.before(person, 40),
            _I,
        )
        if match:
            org = scene.previous(person, frozenset({"ORGANISATION"}), reach=220)
            scene.relate("MEMBER_OF", person, org, ASSERTED)


_WORTH = re.compile(
    r"t\.w\.v|waarde|valeur|\bWert|value|worth|schad|schat|estim|geraamd|dégâts|totaal|préjudice", _I
)


def _seizures(scene: Scene) -> None:
    for sentence, found in scene.pairs():
        things = [m for m in found if m.type in {"OBJECT", "WEAPON", "DRUG", "MONEY"}]
        words = scene.words(sentence)
        if not things or not _SEIZED.search(words) or _STOLEN_FROM.search(words):
            continue
        at = [
            m
            for m in found
            if m.type in PERSONS
            and re.search(
                r"\b(?:bij|van|op|door|chez|sur|de|bei|from|on|fouille van|seized from)\s(?:de |le |la |der |nommée? |the )?(?:genaamde |chambre de )?$",
                scene.before(m, 30),
                _I,
            )
        ]
        for thing in things:
            if thing.type == "MONEY" and _WORTH.search(
                scene.text[max(sentence.start, thing.start - 30) : thing.start]
            ):
                continue
            person = at[0] if at else scene.subject(thing, 700)
            if person and person.type == "ALIAS":
                person = scene.focus(thing.start)
            if person is None or scene.entity[person.id] in scene.officers:
                continue
            victim = {role for (id_, role) in scene.roles if id_ == scene.entity[person.id]}
            if victim & {"victim", "complainant", "witness", "missing", "other"} and "suspect" not in victim:
                continue
            if denies(scene.text[max(sentence.start, thing.start - 12) : thing.start]):
                continue
            scene.relate("SEIZED_FROM", thing, person, ASSERTED)


def _calls(scene: Scene) -> None:
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
                        _I,
                    )
                    and len(between) < 110
                ):
                    scene.relate("CALLED", caller, called, _status(scene, caller, called, 10))
        if (
            re.search(
                r"\b(?:mij|me|m'a|mich|hem|haar|l'appelait)\b",
                scene.words(sentence)[max(0, cue.start() - 30) : cue.end() + 12],
            )
            and caller
        ):
            scene.relate("CALLED", caller, scene.speaker(at), _reported(scene, caller))


def _payments(scene: Scene) -> None:
    for sentence, found in scene.pairs():
        cue = _PAYS.search(scene.words(sentence))
        if cue is None or not any(m.type in {"MONEY", "IBAN"} for m in found):
            continue
        people = [m for m in found if m.type in PERSONS and scene.entity[m.id] not in scene.officers]
        accounts = [m for m in found if m.type == "IBAN"]
        at = sentence.start + cue.start()
        payer = (
            next((p for p in people if p.end <= at + 4), None)
            or scene.speaker(at)
            or (scene.subject(accounts[0]) if accounts else None)
        )
        status = status_of(scene.words(sentence))
        for account in accounts:
            scene.relate("SENT_MONEY", payer, account, status)
        for payee in people:
            if (
                payer
                and payee is not payer
                and re.search(
                    r"\b(?:aan|naar|à|au|an|to)\s(?:\w+ ){0,3}?(?:\w+, )?$", scene.before(payee, 30)
                )
            ):
                scene.relate("SENT_MONEY", payer, payee, status)


def _payer(scene: Scene, at: int) -> FoundMention | None:
    """ "She transferred": the victim where there is one, else who is in focus."""
    victims = {id_ for (id_, role) in scene.roles if role in {"victim", "complainant"}}
    return next((m for m in scene.persons if scene.entity[m.id] in victims), None) or scene.focus(at)


def _aliases(scene: Scene) -> None:
    for alias in scene.of("ALIAS", "NICKNAME"):
        type_ = "ALIAS_OF" if alias.type == "ALIAS" else "NICKNAME_OF"
        if any(t == type_ and a == scene.entity[alias.id] for (t, a, _) in scene.relations):
            continue
        person = _named_as(scene, alias)
        if person:
            scene.relate(
                type_,
                alias,
                person,
                _reported(scene, alias, person) if alias.type == "NICKNAME" else _reported(scene, alias),
            )


def _named_as(scene: Scene, alias: FoundMention) -> FoundMention | None:
    """Who is behind a false name or nickname."""
    person = frozenset({"PERSON"})
    after = scene.following(alias, person, reach=220)
    between = scene.between(alias, after) if after else ""
    if after and (
        _IS_REALLY.search(between)
        or re.fullmatch(r"[\"”»,]{0,2}[ ,(]{1,3}(?:volgens de bron |selon la source )?[\"]?", between)
    ):
        return after
    before = scene.previous(alias, person, reach=60)
    gap = scene.between(before, alias) if before else ""
    if (
        before
        and alias.type == "NICKNAME"
        and re.search(
            r"alias|bijgenaamd|a\.?k\.?a|dit|surnomm|genannt|known as|nicknam|bijnaam|roepnaam|^ ?[\"(«“]",
            gap,
            _I,
        )
    ):
        return before
    if alias.type == "ALIAS":
        subject = scene.subject(alias, 250)
        if subject is None or subject.type != "PERSON" or scene.entity[subject.id] in scene.officers:
            return None
        if subject.start > alias.end:
            return None
        role = {r for (id_, r) in scene.roles if id_ == scene.entity[subject.id]}
        return None if role & {"victim", "complainant", "witness", "other"} else subject
    if after is None:
        return None
    if re.search(r"uses the nickname|gebruikt de bijnaam", scene.before(alias, 40), _I):
        return before
    return None


def _company(scene: Scene) -> None:
    """Persons who are together, act together or know one another."""
    for sentence, found in scene.pairs():
        people = [
            m for m in found if m.type in PERSONS and scene.entity[m.id] not in scene.officers | scene.others
        ]
        words = scene.words(sentence)
        speaker = scene.speaker(sentence.start + 1)
        for index, person in enumerate(people):
            before = scene.before(person, 45)
            cue = list(_TOGETHER.finditer(before))
            if not cue:
                continue
            other = speaker or (people[index - 1] if index else scene.focus(sentence.start))
            if other is None or (index and person.start - people[index - 1].end > 90):
                continue
            if any(
                key[0] == "FAMILY_OF"
                and {key[1], key[2]} == {scene.entity[person.id], scene.entity[other.id]}
                for key in scene.relations
            ):
                continue
            low = max(0, person.start - sentence.start - 60)
            scene.relate(
                "ASSOCIATE_OF", other, person, status_of(words[low : person.end - sentence.start + 30])
            )


_PRESENT = re.compile(
    r"\b(?:aangetroffen|aanwezig|was|waren|zat|zaten|bevond|gezien|geweest|binnen|opgemerkt|afgestapt|stapte af|overgebracht|gecontroleerd|kwam\w*|station|ontmoet\w*|trouv\w+|présent\w*|vue?|était|étais|entrer|entrés|allé\w*|intercepté\w*|transportée?|rejoindre|angetroffen|gesehen|gewesen|gestanden|gebracht|gestellt|seen|met|was|were|outside|found|taken to|stopped)\b",
    _I,
)


def _presence(scene: Scene) -> None:
    for place in scene.of("LOCATION", "ADDRESS", "ORGANISATION"):
        before = scene.before(place, 90)
        cues = list(_PRESENT.finditer(before[-60:]))
        if not cues or not re.search(
            r"\b(?:in|te|aan|op|naar|bij|voor|à|au|aux|chez|dans|sur|la|am|an|im|outside|at|to|near|het|de|die|in den?)\s(?:de |het |den |la |le |l['’]|the |der |die |fakbar |café |taverne |restaurant )?$",
            before,
            _I,
        ):
            continue
        if any(
            b == scene.entity[place.id] and t in {"LIVES_AT", "MEMBER_OF"} for (t, _, b) in scene.relations
        ):
            continue
        sentence = scene.sentence(place.start)
        people = [
            m
            for m in scene.inside(sentence, *PERSONS)
            if m.end <= place.start and scene.entity[m.id] not in scene.officers | scene.others
        ]
        person = people[-1] if people else scene.speaker(place.start)
        if person:
            scene.relate("PRESENT_AT", person, place, _status(scene, person, place, 30))


_RULES: Iterable[Callable[[Scene], None]] = (
    _plates, _births, _identities, _owning, _phones, _driving, _homes, _kinship, _membership, _seizures, _calls,
    _payments, _aliases, _company, _presence,
)  # fmt: skip
