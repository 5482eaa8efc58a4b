"""Who a person is: birth, numbers and documents, false names and nicknames."""

from __future__ import annotations

import re

from ingest.extract.extraction import FoundMention
from ingest.extract.scene import Scene
from ingest.extract.status import ASSERTED, reports

_BIRTH = re.compile(
    r"(?:geboren|\bgeb\.|°|\bnée?\b|born|\bdob|date of birth|naissance|geboortedatum)[^.;°]{0,40}$", re.I
)
_IS_REALLY = re.compile(
    (
        r"\b(?:vingerafdrukken|gaat om|gaan om|il s'agit|empreintes|fingerabdrücke|fingerprints"
        r"|(?:he|she) is|geïdentificeerd|identifi\w+|ware identiteit|echte naam|in werkelijkheid|blijkt"
        r"|eigenlijk|heet|admet|s'appeler|s'appelle|en réalité|véritable|vrai nom|indique le nom"
        r"|richtig\w*|tatsächlich|identifiziert|in Wirklichkeit|real name|identified"
        r"|handelt es sich|actually"
        r"|turns out|herkend als|reconnu comme|recognised)\b"
    ),
    re.I,
)


def births(scene: Scene) -> None:
    """Dates of birth."""
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


_IN_NAME_OF = re.compile(
    r"^\)?,? (?:au nom d(?:e|u nommé)|op naam van|ten name van|in the name of"
    r"|auf den namen)\s?(?:de |la |le )?$",
    re.I,
)


def identities(scene: Scene) -> None:
    """National numbers and documents."""
    for number in scene.of("NATIONAL_NUMBER", "DOCUMENT_NUMBER"):
        named = scene.following(number, reach=40)
        if named and _IN_NAME_OF.match(scene.between(number, named)):
            scene.relate("HAS_ID", named, number, ASSERTED)
            continue
        person = scene.previous(number, reach=260, officers=False)
        speaker = scene.speaker(number.start)
        if speaker and person is None:
            person = speaker
        if person:
            scene.relate("HAS_ID", person, number, ASSERTED)


def aliases(scene: Scene) -> None:
    """False names and nicknames, and who is behind them."""
    for alias in scene.of("ALIAS", "NICKNAME"):
        type_ = "ALIAS_OF" if alias.type == "ALIAS" else "NICKNAME_OF"
        if any(t == type_ and a == scene.entity[alias.id] for (t, a, _) in scene.relations):
            continue
        person = _named_as(scene, alias)
        if person:
            scene.relate(type_, alias, person, _how_sure(scene, alias, person))


_SAYS_SO = re.compile(
    r"alias|bijgenaamd|a\.?k\.?a|\bdit\b|surnomm|genannt|known as|nicknam|bijnaam|roepnaam", re.I
)


def _how_sure(scene: Scene, alias: FoundMention, person: FoundMention) -> str:
    """A nickname right beside its name is stated, else the sentence decides."""
    between = scene.between(alias, person)
    if alias.type == "NICKNAME" and len(between) < 40 and _SAYS_SO.search(between) and not reports(between):
        return ASSERTED
    sentence = scene.sentence(alias.start)
    if person.start >= sentence.end:
        sentence = scene.sentence(person.start)
        return "alleged" if reports(scene.text[sentence.start : person.end]) else ASSERTED
    return "alleged" if reports(scene.text[sentence.start : max(alias.end, person.end)]) else ASSERTED


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
            r"alias|gekend als|bekend als|connue? sous|bijgenaamd|a\.?k\.?a|dit|surnomm|genannt"
            r"|known as|nicknam|bijnaam|roepnaam|^ ?[\"(«“]",
            gap,
            re.I,
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
    if re.search(r"uses the nickname|gebruikt de bijnaam", scene.before(alias, 40), re.I):
        return before
    return None
