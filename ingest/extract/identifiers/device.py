"""Numbers of devices and things: IMEI, IMSI, serial numbers, payment cards, vehicle identification."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ingest.extract.extraction import Candidate, Invalid

BY_IMEI = "IMEI, checked by Luhn"
BY_IMSI = "IMSI in context"
BY_CARD = "payment card number, checked by Luhn"
BY_VIN = "vehicle identification number: 17 characters without I, O, Q"
BY_VIN_AMERICAN = f"{BY_VIN}; the North American check digit holds"
BY_SERIAL = "serial number behind its word"
_FIFTEEN = re.compile(r"(?<![\d+.\-/])\d{2}(?:[ \-/.]?\d){12}[ \-/.]?\d(?![\d]|[.\-/]\d)")
_CARD = re.compile(r"(?<![\d+.\-/])[3-6]\d{3}(?:[ \-.]?\d{4}){3}(?![\d])")
_VIN = re.compile(r"(?<![A-Za-z0-9])(?=[A-Z]*\d)(?=[0-9]*[A-Z])[A-Z0-9]{17}(?![A-Za-z0-9])")
_SERIAL = re.compile(
    r"(?:(?:serie|frame|kader|wapen|motor|chip|fabricage|fabrieks)(?:nummers?|nrs?\.?|n°)"
    r"|(?:numéros?|n°s?|num\.?|nr) (?:de|du|d['’]) ?(?:série|cadre|moteur|arme|puce|fabrication)"
    r"|serial(?:s| (?:numbers?|nos?\.?|nr))?|frame (?:numbers?|nos?\.?)|engine (?:number|no\.?)"
    r"|chip (?:number|no\.?)"
    r"|(?:serien|rahmen|waffen|motor|chip|fabrik)nummern?|(?:serien|rahmen|waffen)-?nr\.?|\bpuce|\bs/n)"
    r"(?:[\s:.,]|is|est|ist|was|war|nr|n°|no\.)*((?-i:[A-Z0-9])[A-Z0-9\-/]{4,24}"
    r"(?:(?:, | en | et | und | and )(?-i:[A-Z]{1,4}-?\d)[A-Z0-9\-/]{3,24})*)(?![\w])",
    re.I,
)
_NUMBER_LIST = re.compile(r"[A-Z0-9][A-Z0-9\-/]{4,24}", re.I)
_CUT = re.compile(
    r"(?:\bn[ro]s?\.?|n°|\b[Nn]uméro|\b[Nn]ummer|\b[Nn]umber)[ :]{1,2}"
    r"((?=[A-Z0-9\-]*[A-Z])(?=[A-Z0-9\-]*\d)[A-Z0-9]+(?:-[A-Z0-9]+)?)(?![\w\-/])"
)
_THING = re.compile(
    r"(?:wapen|pistool|revolver|geweer|karabijn|riotgun|\barme|fusil|pistolet|carabine|waffe|gewehr|rifle"
    r"|shotgun"
    r"|pistol|rolex|omega|breitling|montre|watch|horloge|armbanduhr|moteur|motor|engine|fiets|vélo|bicycl"
    r"|\bbike|fahrrad"
    r"|laptop|tablet|ordinateur|computer|rechner|drone|drohne|\bradio|cam[eé]ra|kamera|toestel|appareil"
    r"|gerät|outil"
    r"|machine|maschine|boor|zaag|scie|säge|browning|glock|beretta|walther|\bFN\b|herstal|sig sauer|colt"
    r"|remington"
    r"|winchester|console|playstation|iphone|samsung|macbook|accordeon|saxofo|viool|guitar|piano"
    r"|trottinette|step\b"
    r"|scooter|aanhangwagen|remorque|anhänger|trailer|generator)",
    re.I,
)
_PAPER = re.compile(
    r"(?:kaart|carte|karte|card|paspoort|passeport|passport|\bpass?\b|permis|rijbewijs|führerschein"
    r"|licen[cs]e|titre"
    r"|\bpv\b|dossier|plaat|plaque|plate|kennzeichen|kenteken|immatric)",
    re.I,
)
_VIN_VALUES = dict(
    zip("ABCDEFGHJKLMNPRSTUVWXYZ", (*range(1, 9), *range(1, 6), 7, 9, *range(2, 10)), strict=True)
)
_VIN_WEIGHTS = (8, 7, 6, 5, 4, 3, 2, 10, 0, 9, 8, 7, 6, 5, 4, 3, 2)


def luhn(digits: str) -> bool:
    """True when the Luhn sum is a multiple of ten."""
    odd = [int(d) for d in digits[-1::-2]]
    even = [sum(divmod(2 * int(d), 10)) for d in digits[-2::-2]]
    return (sum(odd) + sum(even)) % 10 == 0


def find(text: str) -> Iterator[Candidate | Invalid]:
    """IMEI, IMSI, cards, VIN and serial numbers."""
    yield from _fifteen(text)
    for match in _CARD.finditer(text):
        if luhn(re.sub(r"\D", "", match.group())):
            yield Candidate("CARD_NUMBER", *match.span(), re.sub(r"\D", "", match.group()), 0.9, BY_CARD)
    for match in _VIN.finditer(text):
        if sum(c.isdigit() for c in match.group()) < 3:
            continue
        if set("IOQ") & set(match.group()):
            yield Invalid("VIN", *match.span(), match.group(), "holds I, O or Q, which no VIN has")
        else:
            by = BY_VIN_AMERICAN if vin_check(match.group()) else BY_VIN
            yield Candidate("VIN", *match.span(), match.group(), 0.95, by)
    yield from _serials(text)


def vin_check(vin: str) -> bool:
    """Whether the ninth character is the check digit that North America prescribes; Europe has none."""
    values = [int(c) if c.isdigit() else _VIN_VALUES.get(c, 0) for c in vin]
    rest = sum(v * w for v, w in zip(values, _VIN_WEIGHTS, strict=False)) % 11
    return len(vin) == 17 and vin[8] == ("X" if rest == 10 else str(rest))


def _serials(text: str) -> Iterator[Candidate]:
    """Serial, frame, weapon and chip numbers behind their word; others near the thing they are cut into."""
    for match in _SERIAL.finditer(text):
        first = match.start(1)
        for number in _NUMBER_LIST.finditer(text, first, match.end()):
            if any(c.isdigit() for c in number.group()):
                yield Candidate("SERIAL_NUMBER", *number.span(), None, 0.9, BY_SERIAL)
    for match in _CUT.finditer(text):
        words = match.group(1)
        before = re.split(r"[!?;\n]|\.\s[A-Z]", text[max(0, match.start() - 80) : match.start()])[-1]
        digits = sum(c.isdigit() for c in words)
        if 3 <= digits < len(words) and _THING.search(before) and not _PAPER.search(before):
            yield Candidate("SERIAL_NUMBER", *match.span(1), None, 0.8, BY_SERIAL)


def _fifteen(text: str) -> Iterator[Candidate | Invalid]:
    for match in _FIFTEEN.finditer(text):
        digits = re.sub(r"\D", "", match.group())
        before = text[max(0, match.start() - 30) : match.start()].lower()
        if "imsi" in before:
            yield Candidate("IMSI", *match.span(), digits, 0.95, BY_IMSI)
        elif luhn(digits) and (digits[:2] in {"01", "35", "86", "99"} or "imei" in before):
            yield Candidate("IMEI", *match.span(), digits, 0.98 if "imei" in before else 0.85, BY_IMEI)
        elif "imei" in before:
            yield Invalid("IMEI", *match.span(), match.group(), "Luhn check fails")
