"""STIX 2.1: persons and organisations are identities, places locations, addresses of the net observables.

Vehicles, other objects, cases and events are objects of an extension of ours, which each bundle defines;
so is what STIX has no word for. Each object bears two markings: the one of the whole, and the one of its
own handling code. Links that are only denied are left out: a reader of STIX would take them for links.
"""

from __future__ import annotations

import ipaddress
import re
from collections.abc import Iterator, Mapping, Sequence
from typing import BinaryIO
from uuid import UUID, uuid5

from graph.exchange.bundle import Thing, Tie
from graph.exchange.export import Export, Format, utc
from ledger.canonical import JSON, canonical
from policy.handling import load

OURS = UUID("8d0f2f2b-5b0c-5c53-9f0a-6f5b6c0b2f11")
"""The namespace of all ids made here: the same thing has the same id in each export."""
OBSERVABLES = UUID("00abedb4-aa42-466c-9c01-fed23315a9b7")
"""The namespace that STIX gives for the ids of observables, which are derived from their value."""
BEGAN = "2026-01-01T00:00:00.000Z"
"""When all that is ours was created: STIX lets no later version of an id change that, only `modified`."""
EXTENSION = f"extension-definition--{uuid5(OURS, 'extension')}"
AUTHOR = f"identity--{uuid5(OURS, 'author')}"
IDENTITIES = {"Person": "individual", "Alias": "individual", "Organisation": "organization"}
NETWORK = {"email": "email-addr", "url": "url"}
MOMENT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z")
DAY = re.compile(r"\d{4}-\d\d-\d\d")
COUNTRY = re.compile("[A-Z]{2}")


def write(export: Export, files: Sequence[BinaryIO]) -> None:
    """One bundle, object by object."""
    (file,) = files
    whole = f"bundle--{uuid5(OURS, canonical([export.notice.lines(), *export.bundle.types]).hex())}"
    file.write(b'{"type":"bundle","id":' + canonical(whole) + b',"objects":[')
    for number, one in enumerate(_objects(export)):
        file.write((b",\n" if number else b"\n") + canonical(one))
    file.write(b"\n]}\n")


def _objects(export: Export) -> Iterator[dict[str, JSON]]:
    yield _author()
    yield _extension()
    yield _statement(_notice_id(export), "\n".join(export.notice.lines()))
    for code in sorted({export.bundle.marking.handling, *export.bundle.markings.values()}):
        yield _statement(_code_id(code), f"{code}: {load()[code].labels[export.notice.lang]}")
    made: dict[str, str] = {}
    written: set[str] = set()
    for thing in export.things():
        one = _thing(export, thing)
        made[thing.id] = str(one["id"])
        if one["id"] not in written:  # two things may be one observable
            written.add(str(one["id"]))
            yield one
    for tie in export.bundle.ties:
        if not tie.is_denied:
            yield _relationship(export, tie, made)


def _author() -> dict[str, JSON]:
    dates = {"created": BEGAN, "modified": BEGAN}
    return {"type": "identity", "spec_version": "2.1", "id": AUTHOR, **dates, "name": "Locard",
            "identity_class": "system"}  # fmt: skip


def _extension() -> dict[str, JSON]:
    return {
        "type": "extension-definition",
        "spec_version": "2.1",
        "id": EXTENSION,
        "created": BEGAN,
        "modified": BEGAN,
        "created_by_ref": AUTHOR,
        "name": "Locard",
        "description": "Things and links of a police graph with their values, records, kind and status.",
        "schema": "docs/exchange.md",
        "version": "1.0.0",
        "extension_types": ["new-sdo", "property-extension"],
    }


def _statement(id_: str, text: str) -> dict[str, JSON]:
    return {
        "type": "marking-definition",
        "spec_version": "2.1",
        "id": id_,
        "created": BEGAN,
        "definition_type": "statement",
        "definition": {"statement": text},
    }


def _notice_id(export: Export) -> str:
    return f"marking-definition--{uuid5(OURS, 'notice ' + canonical(export.notice.lines()).decode())}"


def _code_id(code: str) -> str:
    return f"marking-definition--{uuid5(OURS, 'code ' + code)}"


def _thing(export: Export, thing: Thing) -> dict[str, JSON]:
    marks = sorted({_notice_id(export), _code_id(thing.marking)})
    if observed := _observable(thing):
        return observed | {"object_marking_refs": marks, "extensions": _more(thing)}
    type_, own = _domain_object(thing)
    extensions = _more(thing)
    if type_.startswith("x-"):
        extensions = {EXTENSION: {"extension_type": "new-sdo"}}
        own |= {"x_locard": _told(thing)}
    return {
        "type": type_,
        "spec_version": "2.1",
        "id": f"{type_}--{uuid5(OURS, thing.id)}",
        "created_by_ref": AUTHOR,
        "created": BEGAN,
        "modified": export.notice.at,
        "name": thing.caption,
        **own,
        "object_marking_refs": marks,
        "extensions": extensions,
    }


def _domain_object(thing: Thing) -> tuple[str, dict[str, JSON]]:
    if thing.type in IDENTITIES:
        return "identity", {"identity_class": IDENTITIES[thing.type]}
    if thing.type == "Location" and (place := _place(thing)):
        return "location", place
    return f"x-locard-{thing.type.lower()}", {}


def _place(thing: Thing) -> dict[str, JSON]:
    """What STIX wants of a place: a country or a position; {} where it has neither."""
    found: dict[str, JSON] = {}
    if COUNTRY.fullmatch(country := thing.first("country")):
        found["country"] = country
    try:
        position = float(thing.first("latitude")), float(thing.first("longitude"))
    except ValueError:
        position = None
    if position and abs(position[0]) <= 90 and abs(position[1]) <= 180:
        found |= {"latitude": position[0], "longitude": position[1]}
    if not found:
        return {}
    plain = {"city": thing.first("city"), "street_address": thing.first("full", "street")}
    plain["postal_code"] = thing.first("postalCode")
    return found | {name: value for name, value in plain.items() if value}


def _observable(thing: Thing) -> dict[str, JSON]:
    """An e-mail address, a web address or an address of a machine as STIX has it; {} for all else."""
    value = thing.first("number")
    type_ = NETWORK.get(thing.first("kind"), "")
    if thing.type == "Object" and thing.first("kind") == "ip":
        try:
            type_ = f"ipv{ipaddress.ip_address(value).version}-addr"
        except ValueError:
            type_ = ""
    if thing.type != "Object" or not type_ or not value:
        return {}
    id_ = f"{type_}--{uuid5(OBSERVABLES, canonical({'value': value}).decode())}"
    return {"type": type_, "spec_version": "2.1", "id": id_, "value": value}


def _more(thing: Thing) -> dict[str, JSON]:
    return {EXTENSION: {"extension_type": "property-extension", **_told(thing)}}


def _told(thing: Thing) -> dict[str, JSON]:
    return {
        "id": thing.id,
        "type": thing.type,
        "values": {name: list(values) for name, values in thing.values.items()},
        "sources": list(thing.sources),
        "records": list(thing.records),
        "handling": thing.marking,
    }


def _relationship(export: Export, tie: Tie, made: Mapping[str, str]) -> dict[str, JSON]:
    told = {
        "type": tie.type,
        "kind": tie.kind,
        "status": tie.status,
        "disputed": tie.disputed,
        "roles": [f"{role} ({status})" for role, status in tie.roles],
        "details": list(tie.details),
        "grade": tie.grade,
        "valid_from": tie.valid_from,
        "valid_to": tie.valid_to,
        "records": list(tie.records),
        "handling": tie.marking,
    }
    more = {name: value for name, value in told.items() if value not in ("", [])}
    return {
        "type": "relationship",
        "spec_version": "2.1",
        "id": f"relationship--{uuid5(OURS, tie.id)}",
        "created_by_ref": AUTHOR,
        "created": BEGAN,
        "modified": export.notice.at,
        "relationship_type": tie.type.lower().replace("_", "-"),
        "description": ", ".join(filter(None, (tie.kind, tie.status, tie.role))),
        "source_ref": made[tie.source],
        "target_ref": made[tie.target],
        **_period(tie),
        "object_marking_refs": sorted({_notice_id(export), _code_id(tie.marking)}),
        "extensions": {EXTENSION: {"extension_type": "property-extension", **more}},
    }


def _period(tie: Tie) -> dict[str, JSON]:
    """From when to when, as far as both are known to the day: STIX has moments alone."""
    start, stop = _moment(tie.valid_from), _moment(tie.valid_to, "T23:59:59Z")
    found = {"start_time": start, "stop_time": stop if not start or start < stop else ""}
    return {name: value for name, value in found.items() if value}


def _moment(text: str, of_day: str = "T00:00:00Z") -> str:
    if DAY.fullmatch(text):
        return text + of_day
    moment = utc(text)
    return moment if MOMENT.fullmatch(moment) else ""


FORMAT = Format(
    "stix", "STIX 2.1", (".stix.json",), "application/stix+json;version=2.1", write, leaves_denied=True
)
