"""The values of the ontology that a mention holds: parts of names, addresses, vehicles, amounts."""

from __future__ import annotations

import re

from ingest.extract.extraction import FoundMention
from ingest.extract.lexicon import is_given, places, plain
from ingest.extract.vehicles import COLOUR, MAKES, MODELS

Values = list[tuple[str, str, str]]
"""(property, normalised value, raw text)."""

OBJECT_KINDS = {
    "EMAIL": "email",
    "IBAN": "account",
    "PHONE": "phone",
    "IMEI": "imei",
    "IMSI": "imsi",
    "DOCUMENT_NUMBER": "document",
    "CARD_NUMBER": "card",
    "CRYPTO_ADDRESS": "crypto",
    "URL": "url",
    "IP": "ip",
    "WEAPON": "weapon",
    "DRUG": "drug",
    "MONEY": "money",
    "OBJECT": "other",
    "SERIAL_NUMBER": "other",
}
_QUANTITY = re.compile(r"^(\d+(?:[.,]\d+)?)\s?([^\W\d]+\.?)?\s")
_POST = re.compile(
    r"(?<!\d)(?:[A-Z]{1,2}[\- ])?(\d{4}(?:[ ]?[A-Z]{2})?|\d{5})[ ]([^\d,;()]+)"
    r"|([A-Z]{1,2}\d{1,2}[A-Z]? \d[A-Z]{2})$"
)
_NUMBER = re.compile(
    r"(?:^|[ ,])(?:n°|nr\.?|no\.?)?\s?(\d{1,4}[ ]?[A-Za-z]?(?:[/\-]\d{1,4}[A-Za-z]?)?)(?=$|[ ,.])"
)
_BOX = re.compile(r"\b(?:bus|bte\.?|boîte|box|b)[ .]*([A-Z]?\d{1,4}[A-Z]?)\b", re.I)
_PHONE_WORDS = re.compile(
    r"\b(?:gsm|i-?phone|samsung|nokia|xiaomi|huawei|smartphone|pixel|oppo|oneplus|handy)\b", re.I
)


def person(mention: FoundMention) -> Values:
    """name, and firstName and lastName where it is clear which is which."""
    name = mention.norm or mention.text
    found: Values = [("name", name, mention.text)]
    words = name.split()
    if len(words) == 1:
        part = "firstName" if is_given(words[0]) else "lastName"
        return [*found, (part, words[0], mention.text)]
    capitals = any(w.isupper() and len(w) > 2 for w in mention.text.split())
    if not (is_given(words[0]) or capitals or words[0].endswith(".")):
        return found
    lead = 1
    while (
        lead < len(words) - 1
        and is_given(words[lead])
        and plain(words[lead]) not in {"van", "de", "den", "el", "al", "ben", "da", "do"}
    ):
        lead += 1
    return [
        *found,
        ("firstName", " ".join(words[:lead]), mention.text),
        ("lastName", " ".join(words[lead:]), mention.text),
    ]


def address(mention: FoundMention) -> Values:
    """full, and street, houseNumber, box, postalCode, city as far as they can be told apart."""
    raw = mention.text
    found: Values = [("full", raw, raw)]
    rest = raw
    post = _POST.search(raw)
    if post:
        found.append(("postalCode", post.group(1) or post.group(3), raw))
        if post.group(2):
            found.append(("city", post.group(2).strip(" -,"), raw))
        rest = (raw[: post.start()] + " , " + raw[post.end() :]).strip(" ,")
    box = _BOX.search(rest)
    if box:
        found.append(("box", box.group(1), raw))
        rest = (rest[: box.start()] + rest[box.end() :]).strip(" ,")
    number = _NUMBER.search(rest)
    if number:
        found.append(("houseNumber", number.group(1).strip(), raw))
        before, after = rest[: number.start()].strip(" ,"), rest[number.end() :].strip(" ,")
        street = before or re.sub(r"^(?:de la|du|des|de l'|de)\s", "", after)
        town = re.sub(r"^(?:te|à|in|at)\s", "", after) if before else ""
        found += [("street", street, raw)] * bool(street) + [("city", town, raw)] * bool(town and not post)
    return found


def location(mention: FoundMention) -> Values:
    """name, and city for a known town."""
    found: Values = [("name", mention.text, mention.text)]
    if plain(mention.text) in places():
        found.append(("city", mention.text, mention.text))
    return found


def coordinates(mention: FoundMention) -> Values:
    """latitude and longitude in decimal degrees."""
    latitude, _, longitude = (mention.norm or ",").partition(",")
    return [("latitude", latitude, mention.text), ("longitude", longitude, mention.text)]


def vehicle(mention: FoundMention) -> Values:
    """make, model and color from a descriptive span; plate or VIN from an identifier."""
    raw = mention.text
    if mention.type in {"PLATE", "VIN"}:
        return [("registrationNumber" if mention.type == "PLATE" else "vin", mention.norm or raw, raw)]
    found: Values = []
    make = next((m for m in MAKES if re.search(rf"\b{re.escape(m)}\b", raw)), "")
    colour = COLOUR.search(raw)
    if make:
        found.append(("make", make, raw))
        model = COLOUR.sub("", raw.split(make, 1)[1]).strip(" ,()")
        model = re.sub(r",?\s?(?:kleur|couleur|de couleur|colour)$", "", model)
        found += [("model", model, raw)] * bool(model)
    else:
        model = next((m for m in raw.split() if m in MODELS), "")
        found += [("model", model, raw)] * bool(model)
    return [*found, *([("color", colour.group(), raw)] if colour else [])]


def thing(mention: FoundMention) -> Values:
    """kind with number, or description with quantity, unit, amount."""
    raw = mention.text
    kind = OBJECT_KINDS[mention.type]
    if mention.type == "OBJECT" and _PHONE_WORDS.search(raw):
        kind = "phone"
    found: Values = [("kind", kind, raw)]
    if mention.type == "MONEY":
        amount, _, currency = (mention.norm or "").partition(" ")
        return [*found, ("amount", amount, raw), ("currency", currency, raw)]
    if mention.type == "SERIAL_NUMBER":
        return [*found, ("serialNumber", raw, raw)]
    if mention.type in {"WEAPON", "DRUG", "OBJECT"}:
        quantity = _QUANTITY.match(raw)
        found.append(("description", raw, raw))
        if quantity:
            found.append(("quantity", quantity.group(1).replace(",", "."), raw))
            unit = quantity.group(2) if mention.type == "DRUG" else None
            found += [("unit", unit, raw)] if unit else []
        return found
    return [*found, ("number", _number(mention), raw)]


def _number(mention: FoundMention) -> str:
    """The identifier as it is compared: no separators, e-mail in lower case."""
    if mention.type == "EMAIL":
        return mention.text.lower()
    if mention.norm or mention.type == "URL":
        return mention.norm or mention.text
    return re.sub(r"[\s\-./]", "", mention.text)
