"""UMF-shaped JSON: persons, organisations, vehicles, firearms … and relations, in Europol's words.

The Universal Message Format is an XML standard whose schemas are given to authorities alone; this is JSON
in its shape (things by kind, relations by reference, each with its source and handling), from which a
gateway that has the schemas can make the XML.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import BinaryIO

from graph.exchange.bundle import Thing, Tie
from graph.exchange.export import Export, Format
from ledger.canonical import JSON, canonical

KINDS = {
    "Person": "Person",
    "Alias": "Person",
    "Organisation": "Organisation",
    "Vehicle": "Vehicle",
    "Location": "Location",
    "Case": "Case",
    "Event": "Event",
}
OBJECTS = {
    "weapon": "Firearm",
    "document": "Document",
    "phone": "MeansOfCommunication",
    "imei": "MeansOfCommunication",
    "imsi": "MeansOfCommunication",
    "email": "MeansOfCommunication",
    "url": "MeansOfCommunication",
    "ip": "MeansOfCommunication",
    "handle": "MeansOfCommunication",
    "account": "MeansOfPayment",
    "card": "MeansOfPayment",
    "crypto": "MeansOfPayment",
    "money": "MeansOfPayment",
}
NAMES = {
    "name": "FullName",
    "lastName": "FamilyName",
    "birthDate": "DateOfBirth",
    "birthPlace": "PlaceOfBirth",
    "deathDate": "DateOfDeath",
    "nationalNumber": "NationalIdentificationNumber",
    "full": "Address",
    "houseNumber": "HouseNumber",
    "vin": "VehicleIdentificationNumber",
    "registrationNumber": "RegistrationNumber",
    "color": "Colour",
    "kind": "Type",
}


def write(export: Export, files: Sequence[BinaryIO]) -> None:
    """One object; what a thing has several of is a list, the best supported first."""
    (file,) = files
    file.write(b'{"Header":' + canonical(_head(export)) + b',"Entities":[')
    for number, thing in enumerate(export.things()):
        file.write((b",\n" if number else b"\n") + canonical(_entity(thing)))
    file.write(b'\n],"Relations":[')
    for number, tie in enumerate(export.bundle.ties):
        file.write((b",\n" if number else b"\n") + canonical(_relation(tie)))
    file.write(b"\n]}\n")


def _head(export: Export) -> dict[str, JSON]:
    notice = export.notice
    return {
        "Shape": "UMF 3, as JSON",
        "HandlingCode": notice.marking.handling,
        "Marking": notice.marking.text,
        "Recipient": notice.recipient,
        "CaseReference": notice.case,
        "Reason": notice.reason,
        "CreatedAt": notice.at,
        "Notice": list(notice.lines()),
    }


def _entity(thing: Thing) -> dict[str, JSON]:
    kind = KINDS.get(thing.type) or OBJECTS.get(thing.first("kind"), "Object")
    told: dict[str, JSON] = {
        "EntityType": kind,
        "Id": thing.id,
        "Description": thing.caption,
        "HandlingCode": thing.marking,
        "Sources": list(thing.sources),
        "Records": list(thing.records),
    }
    if thing.type == "Alias":
        told["IdentityStatus"] = "false identity"
    return told | {"Properties": dict(_properties(thing.values))}


def _properties(values: Mapping[str, Sequence[str]]) -> Iterator[tuple[str, list[str]]]:
    for name, some in values.items():
        yield NAMES.get(name, name[:1].upper() + name[1:]), list(some)


def _relation(tie: Tie) -> dict[str, JSON]:
    told: dict[str, JSON] = {
        "RelationType": "".join(word.capitalize() for word in tie.type.split("_")),
        "Id": tie.id,
        "From": tie.source,
        "To": tie.target,
        "Kind": tie.kind,
        "Status": tie.status,
        "Disputed": tie.disputed,
        "Role": tie.role,
        "Grade": tie.grade,
        "ValidFrom": tie.valid_from,
        "ValidTo": tie.valid_to,
        "HandlingCode": tie.marking,
        "Records": list(tie.records),
    }
    return {name: value for name, value in told.items() if value != ""}


FORMAT = Format("umf", "UMF-shaped JSON", (".umf.json",), "application/json", write)
