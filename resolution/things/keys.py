"""The exact keys of everything that is not a person: mentions that share one are the same thing."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from graph.ontology.mention import Mention
from resolution.names.text import bare, fold
from resolution.places.streets import house, street
from resolution.places.towns import town
from resolution.things.chassis import chassis_of
from resolution.things.companies import company_number, is_sure, name_words
from resolution.things.objects import IMEI, imei_of
from resolution.things.plates import country_of, is_partial

Keys = Callable[[Mention], Iterator[str]]
SHORTEST = 3
"""Characters of a number below which it identifies nothing."""


def vehicle(m: Mention) -> Iterator[str]:
    """Vehicle: the same chassis number; plates are joined by what their mentions say of the chassis."""
    if len(vin := chassis_of(m.first("vin"))) >= 6:
        yield f"vin:{vin}"


def plate(m: Mention) -> Iterator[str]:
    """Vehicle: the same plate of the same country; without a country, of the only one that has it."""
    raw = m.first("registrationNumber")
    if len(number := bare(raw)) >= SHORTEST and not is_partial(raw):
        yield f"plate:{number}"


def thing(m: Mention) -> Iterator[str]:
    """Object: the same number of the same kind, serial number, hash or barcode."""
    kind = fold(m.first("kind"))
    raw = m.first("number")
    if len(number := imei_of(raw) if kind == IMEI else _number(raw)) >= SHORTEST:
        yield f"number:{kind}:{number}"
    if len(serial := bare(m.first("serialNumber"))) >= SHORTEST + 1:
        yield f"serial:{kind}:{bare(m.first('brand'))}:{serial}"
    if len(hash_ := bare(m.first("hash"))) >= 16:
        yield f"hash:{hash_}"
    if len(barcode := bare(m.first("barcode"))) >= 6:
        yield f"barcode:{barcode}"


def organisation(m: Mention) -> Iterator[str]:
    """Organisation: the same company number."""
    if (number := company_number(m.first("registrationNumber"))) and is_sure(number):
        yield f"company:{number}"


def organisation_name(m: Mention) -> Iterator[str]:
    """Organisation: the same name without its legal form, where no company number speaks against it."""
    if kept := name_words(m.first("name")):
        yield "name:" + " ".join(kept)


def location(m: Mention) -> Iterator[str]:
    """Location: the same address, or without one the same name and coordinates, or the same place name."""
    code, city = bare(m.first("postalCode")), town(m.first("city"))
    country, place, point = country_of(m.first("country")), code or city, _point(m)
    road = street(m.first("street"), m.first("postalCode"), m.first("city"))
    number, box = house(m.first("houseNumber"), m.first("box"))
    if road and (place or point):
        # What has a name in a street is not the street.
        within = number or fold(m.first("name"))
        yield f"address:{country}:{place or point}:{road}:{within}:{box}"
    elif point:
        yield f"point:{point}:{fold(m.first('name'))}"
    elif full := fold(m.first("full")):
        yield f"full:{full}"
    elif name := fold(m.first("name")):
        yield f"name:{country}:{place}:{name}"
    elif place and not road:
        yield f"place:{country}:{code}:{city}"


def case(m: Mention) -> Iterator[str]:
    """Case: the same case number."""
    if len(number := bare(m.first("caseNumber"))) >= SHORTEST:
        yield f"case:{number}"


def event(m: Mention) -> Iterator[str]:
    """Event: the same number of the same kind."""
    if len(number := bare(m.first("number"))) >= SHORTEST:
        yield f"event:{fold(m.first('kind'))}:{number}"


def alias(m: Mention) -> Iterator[str]:
    """Alias: the same name and date of birth."""
    name = fold(m.first("name") or f"{m.first('firstName')} {m.first('lastName')}")
    if name and (birth := m.first("birthDate")):
        yield "alias:" + " ".join(sorted(name.split())) + ":" + birth


STRONG: dict[str, Keys] = {
    "Vehicle": vehicle,
    "Object": thing,
    "Organisation": organisation,
    "Location": location,
    "Case": case,
    "Event": event,
    "Alias": alias,
}
"""Keys that join whatever else differs."""

WEAK: dict[str, Keys] = {"Vehicle": plate, "Organisation": organisation_name}
"""Keys that join what no strong key tells apart."""

TELLS: dict[str, Callable[[Mention], str]] = {
    "Vehicle": lambda m: chassis_of(m.first("vin")),
    "Organisation": lambda m: company_number(m.first("registrationNumber")),
}
"""What tells apart mentions that share a weak key; "" where it is not said."""

QUALIFIES: dict[str, str] = {"Vehicle": "country"}
"""Property that tells apart what shares a weak key, as far as it is stated."""


def source_keys(m: Mention) -> Iterator[str]:
    """Any type: the same key in the same source."""
    for value in m.values("sourceKey"):
        if value.strip():
            yield f"source:{value.strip()}"


def _number(value: str) -> str:
    """A number as it is compared; an e-mail address or URL keeps its signs."""
    lower = value.strip().lower()[:500]
    return lower if "@" in lower or "/" in lower else bare(value)


def _point(m: Mention) -> str:
    try:
        return f"{float(m.first('latitude')):.5f},{float(m.first('longitude')):.5f}"
    except ValueError:
        return ""
