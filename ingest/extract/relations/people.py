"""Relatives, companions and members."""

from __future__ import annotations

import re

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
from ingest.extract.organisations import BY_POLICE
from ingest.extract.relations.reading import reported
from ingest.extract.scene import PERSONS, Scene
from ingest.extract.status import ASSERTED, DENIED, denies, status_of

_WORKS = re.compile(
    (
        r"\b(?:werk\w*|tewerkgesteld|bediende|arbeider|zaakvoerder|uitbater|uitbaatster|bestuurder"
        r" van|lid van|chauffeur bij|in dienst|travaill\w*|employée?|ouvrier|gérante?|patronn?e?"
        r"|directeur|membre|salarié|exploite|arbeitet|arbeitgeber|beschäftigt|angestellt|mitglied"
        r"|directrice|administrat(?:eur|rice)(?: \w+)?|comptable|boekhoud(?:er|ster)"
        r"|geschäftsführer(?:in)?|inhaber(?:in)?"
        r"|associée?|secrétaire|partie du|partie de|werkzaam|stagiaire?|werknemer|werkneemster"
        r"|works?|worked|employed|manager|member|director|behoort tot|buschauffeur|firma|firme|de"
        r" l[a'])\b|^\s?\(?$|^ ?, ?$|^ (?:van|de la|du|de|de l'|von der|der|of) (?:de |het |la "
        r"|the |der |firma |bewakingsfirma )?$"
    ),
    re.I,
)
_TOGETHER = re.compile(
    (
        r"\b(?:samen met|in het gezelschap van|vergezeld (?:van|door)|contact(?:en)? (?:met|zu)"
        r"|kent|kennen|ken|bevriend|ontmoet\w*|afgesproken|leerde kennen|accompagnée? de|avec|en"
        r" compagnie de|connaît|connais|connaissent|rencontré\w*|contact (?:entre|avec)|zusammen"
        r" mit|gemeinsam mit|kennt|kenne|Kontakte?|traf|together with|with|knows?|known|met"
        r"|meeting|associate of|spoken to|knowing|heard that name|gesehen|ontmoet)\b"
    ),
    re.I,
)


def kinship(scene: Scene) -> None:
    """Relatives and friends by the words for them."""
    for person in scene.persons:
        before, after = scene.before(person, 70), scene.after(person, 60)
        of_noun = KIN_OF_NOUN.search(before)
        match = KIN_BEFORE.search(before) or FRIEND_BEFORE.search(before) or KIN_BARE.search(before)
        if of_noun and scene.by_noun(of_noun.group("noun")):
            type_ = "FAMILY_OF" if _KIN.fullmatch(of_noun.group("word")) else "ASSOCIATE_OF"
            scene.relate(type_, person, scene.by_noun(of_noun.group("noun")), ASSERTED)
        elif match:
            _by_word(scene, person, person.start - len(before) + match.start(), match)
        _of_owner(scene, person, before)
        _by_words_after(scene, person, after)


_OWNER_S = re.compile(
    rf"\b(?P<noun>[\w\-]+)(?:['’]s|s['’]|['’])[ ](?:\w+ )?(?P<word>{KIN_WORDS}"
    rf"|{FRIEND_WORDS}),? (?:mr\.? |mrs\.? |ms\.? )?$",
    re.I,
)


def _of_owner(scene: Scene, person: FoundMention, before: str) -> None:
    """ "The driver's father, X", "Peeters' zus X"."""
    match = _OWNER_S.search(before)
    if match is None:
        return
    type_ = "FAMILY_OF" if _KIN.fullmatch(match.group("word")) else "ASSOCIATE_OF"
    start = person.start - len(before) + match.start("noun")
    named = next((p for p in scene.inside(scene.sentence(start), *PERSONS) if p.start <= start < p.end), None)
    scene.relate(type_, person, named or scene.by_noun(match.group("noun")), ASSERTED)


_KIN = re.compile(KIN_WORDS, re.I)
_COUPLE = re.compile(r"vriendin|vriend|copine|copain|freundin|freund|girlfriend|boyfriend", re.I)
_TOGETHER_AT_HOME = re.compile(r"\b(?:woon|wonen|woont|vit|vivons|habit\w+|leb\w+|wohn\w+|live|lives)\b")


def _by_word(scene: Scene, person: FoundMention, start: int, match: re.Match[str]) -> None:
    kin = bool(_KIN.fullmatch(match.group("word")))
    if (
        not kin
        and _COUPLE.search(match.group())
        and _TOGETHER_AT_HOME.search(scene.words(scene.sentence(person.start)))
    ):
        kin = True
    type_ = "FAMILY_OF" if kin else "ASSOCIATE_OF"
    anchors = (
        _two(scene, start) if JOINT.match(match.group()) else [_anchor(scene, person, start, match.group())]
    )
    for anchor in anchors:
        if anchor is not None and scene.entity[anchor.id] not in scene.officers:
            denied = denies(scene.text[max(scene.sentence(person.start).start, start - 12) : start])
            scene.relate(type_, person, anchor, DENIED if denied else ASSERTED)


def _by_words_after(scene: Scene, person: FoundMention, after: str) -> None:
    of = KIN_OF.match(after)
    if of:
        other = scene.following(person, reach=of.end() + 2)
        if other is None and "précédent" in after:
            other = scene.previous(person)
        scene.relate("FAMILY_OF", person, other, ASSERTED)
    if KIN_AFTER.match(after):
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
    if re.match(r"(?:mijn|mon|ma|mes|mein|my)", words, re.I):
        return scene.speaker(before)
    sentence = scene.sentence(person.start)
    here = [
        p for p in scene.inside(sentence, *PERSONS)
        if p.end <= before and scene.entity[p.id] not in scene.officers | scene.others
        and scene.entity[p.id] != scene.entity[person.id]
    ]  # fmt: skip
    named = [p for p in here if p.type == "PERSON"] or here
    if named:
        return named[-1]
    focus = scene.focus(before)
    if focus and scene.entity[focus.id] != scene.entity[person.id] and before - focus.end < 450:
        return focus
    return None if focus else scene.following(person, reach=200)


def membership(scene: Scene) -> None:
    """Employment, management and units."""
    for org in scene.of("ORGANISATION"):
        person = scene.previous(org, reach=110)
        if person is None or scene.sentence(person.start) != scene.sentence(org.start):
            if person is None or not re.search(
                r"\b(?:werkt|travaille|arbeitet|works|arbeitgeber|employeur)\b", scene.before(org, 60), re.I
            ):
                person = (
                    scene.speaker(org.start)
                    if _WORKS.search(scene.before(org, 50))
                    and re.search(r"[a-z]", scene.before(org, 50))
                    and re.search(
                        r"\b(?:werk|travaill|exploite|arbeit|work|job|firme|salaire|buschauffeur)",
                        scene.before(org, 70),
                        re.I,
                    )
                    else None
                )
            if person:
                scene.relate("MEMBER_OF", person, org, reported(scene, org))
            continue
        between = scene.between(person, org)
        officer = scene.entity[person.id] in scene.officers
        if (
            _WORKS.search(between)
            and len(between) < 90
            and (not re.search(r"\d{4}|[.;]", between) or (officer and "." not in between))
        ):
            if officer and not re.fullmatch(
                (
                    r"[ ,;(–-]{1,3}|\s?\(|,? (?:\w+ )?(?:bij|van|de la|du|de|de l'|of|von der|der"
                    r"|zone|,) ?(?:de |la |the |zone )?"
                ),
                between,
            ):
                continue
            scene.relate("MEMBER_OF", person, org, status_of(between))
            if officer:
                for other in scene.inside(scene.sentence(org.start), "PERSON"):
                    if scene.entity[other.id] in scene.officers and 0 < org.start - other.end < 60:
                        scene.relate("MEMBER_OF", other, org, ASSERTED)
    for manager in scene.of("PERSON"):
        match = re.search(
            r"(?:zaakvoerder|zaakvoerster|uitbater|uitbaatster|directeur|directrice"
            r"|gérante?(?: du \w+)?|exploitante?"
            r"|patron(?:ne)?|manager|administrat(?:eur|rice) déléguée?|afgevaardigd bestuurder"
            r"|boekhoud(?:er|ster)"
            r"|comptable|geschäftsführer(?:in)?|buchhalter(?:in)?|(?:gérée|dirigée|geleid|bestuurd"
            r"|geführt|geleitet|run"
            r"|managed) (?:par|door|von|by))[ ,]{1,2}(?:monsieur |madame |m\. |mme |mr\.? |herrn? "
            r"|frau |dhr\. |mevr\. )?$",
            scene.before(manager, 40),
            re.I,
        )
        if match:
            firm = scene.previous(manager, frozenset({"ORGANISATION"}), reach=400)
            scene.relate("MEMBER_OF", manager, firm, ASSERTED)


_MEMBER_BEFORE = re.compile(
    r"\b(?:lid (?:te zijn )?(?:is )?(?:van|bij)|membre d(?:e|u|es|e la)|mitglied (?:der|von|des"
    r"|bei)|member of"
    r"|partie d(?:u|e la|es) (?:groupe|bande|clan)|(?:behoort|behoren) tot)"
    r"(?: (?:de|het|la|le|l'|the|der|bende|groep|groupe|bande|gang|clan|motorclub))* ?$",
    re.I,
)


def memberships(scene: Scene) -> None:
    """ "He denies being a member of …": whom the pronoun means."""
    known = {b for (t, _, b) in scene.relations if t == "MEMBER_OF"}
    for org in scene.of("ORGANISATION"):
        sentence = scene.sentence(org.start)
        if scene.entity[org.id] in known or not _MEMBER_BEFORE.search(scene.before(org, 50)):
            continue
        here = [p for p in scene.inside(sentence, *PERSONS) if p.end <= org.start]
        person = here[0] if here else scene.focus(org.start)
        scene.relate("MEMBER_OF", person, org, status_of(scene.text[sentence.start : org.end + 20]))


def units(scene: Scene) -> None:
    """The unit of an officer, where one stands beside the name or in the same heading."""
    members = {a for (t, a, _) in scene.relations if t == "MEMBER_OF"}
    services = [o for o in scene.of("ORGANISATION") if o.by == BY_POLICE]
    for officer in scene.of("PERSON"):
        if scene.entity[officer.id] not in scene.officers or scene.entity[officer.id] in members:
            continue
        near = [o for o in services if _gap(o, officer) < UNIT and _same_heading(scene, o, officer)]
        if near and not _MAGISTRATE.search(scene.before(officer, 40)):
            scene.relate("MEMBER_OF", officer, min(near, key=lambda o: _gap(o, officer)), ASSERTED)


UNIT = 70
"""Characters between an officer and the unit in the same heading or signature."""
_MAGISTRATE = re.compile(
    r"\b(?:rechter|juge|procureur|substitu\w+|magistra\w+|auditeur|staatsanw\w+|prosecutor)\b", re.I
)


def _gap(a: FoundMention, b: FoundMention) -> int:
    return max(b.start - a.end, a.start - b.end)


def _same_heading(scene: Scene, a: FoundMention, b: FoundMention) -> bool:
    """No other person and no verb-like run of words stands between."""
    between = scene.between(a, b)
    if "\n" in between or len(re.findall(r"\b[a-zà-ÿ]{3,}\b", between)) > 5:
        return False
    first, second = sorted((a, b), key=lambda m: m.start)
    return not any(first.end <= p.start and p.end <= second.start for p in scene.persons if p.id != b.id)


CLOSE = 26
"""Characters between a word of company and the name that it is about."""


def company(scene: Scene) -> None:
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
            if not cue or len(before) - cue[-1].end() > CLOSE:
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
