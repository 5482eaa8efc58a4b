"""FollowTheMoney: an entity a line, links as entities that name both ends.

Written to the model that `followthemoney` publishes, without it: its schema names and properties stand in
ftm.yaml. What it has no property for stands in `notes` as "property: value". Links that are only denied
are left out: its readers would take them for links.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Any, BinaryIO

from graph.exchange.bundle import Thing, Tie
from graph.exchange.export import NO_XML, Export, Format, utc
from ledger.canonical import JSON, canonical
from ledger.located import load_located

NOTES = "notes"
DATE = re.compile(r"\d{4}(-\d\d(-\d\d(T\d\d:\d\d(:\d\d)?)?)?)?")
COUNTRY = re.compile("[A-Z]{2}")
NUMBER = re.compile(r"-?\d+(\.\d+)?")


@dataclass(frozen=True)
class Mapped:
    """The data of ftm.yaml."""

    schemata: Mapping[str, Mapping[str, Any]]
    links: Mapping[str, Mapping[str, Any]]
    unknown: Mapping[str, Any]
    languages: Mapping[str, str]

    def of(self, thing: Thing) -> Mapping[str, Any]:
        """The schema of a thing and its properties: by its kind, else by its type."""
        return self.schemata.get(f"{thing.type}/{thing.first('kind')}") or self.schemata[thing.type]


@cache
def mapped() -> Mapped:
    """How our words are theirs."""
    text = resources.files("graph.exchange").joinpath("ftm.yaml").read_text(encoding="utf-8")
    return Mapped(**load_located(text, "exchange/ftm.yaml").value)


def write(export: Export, files: Sequence[BinaryIO]) -> None:
    """A line per thing, then a line per link; each line bears the marking of the whole and its own."""
    (file,) = files
    schema: dict[str, str] = {}
    for thing in export.things():
        schema[thing.id] = mapped().of(thing)["schema"]
        file.write(canonical(_entity(export, thing)) + b"\n")
    for tie in export.bundle.ties:
        if not tie.is_denied:
            ends = schema[tie.source], schema[tie.target]
            file.write(canonical(_link(export, tie, ends)) + b"\n")


def _entity(export: Export, thing: Thing) -> dict[str, JSON]:
    known = mapped().of(thing)
    given: dict[str, list[str]] = {}
    notes = [f"type: {thing.type}"] if thing.type == "Alias" else []
    for name, values in thing.values.items():
        if name == "sourceKey":  # a source's own key says nothing outside of it
            continue
        theirs = known["properties"].get(name, "")
        for value in values:
            told = _told(name, value) if theirs else ""
            if told:
                given.setdefault(theirs, []).append(told)
            else:
                notes.append(f"{name}: {plain(value)}")
    named = _named(known["schema"]) in given
    given.setdefault(_named(known["schema"]), [plain(thing.caption)])
    if notes:
        given[NOTES] = notes
    own = {"id": thing.id, "schema": known["schema"], "caption": thing.caption, "properties": given}
    if not named:  # its name is our caption of it, which is no value that a source gave
        own["named"] = False
    return own | _context(export, thing.marking, thing.sources)


def plain(text: str) -> str:
    """Text as its readers keep it: in one line, without control characters."""
    return " ".join(NO_XML.sub("", text).split())


def _named(schema: str) -> str:
    """The property under which a schema is named."""
    return "username" if schema == "UserAccount" else "name"


def _told(name: str, value: str) -> str:
    """A value as FollowTheMoney has it; "" where it would not take it."""
    value = plain(value)
    if name in ("country", "nationality"):
        return value.lower() if COUNTRY.fullmatch(value) else ""
    if name == "language":
        return mapped().languages.get(value.lower(), "")
    if name.endswith("Date"):
        date = utc(value).removesuffix("Z")
        return date if DATE.fullmatch(date) else ""
    if name in ("latitude", "longitude", "amount"):
        return value if NUMBER.fullmatch(value) else ""
    if name == "gender":
        return value if value in ("male", "female", "other") else ""
    return value


def _link(export: Export, tie: Tie, ends: tuple[str, str]) -> dict[str, JSON]:
    told = mapped().links.get(tie.type)
    fits = told is not None and all(end in some for end, some in zip(ends, told["ends"], strict=True))
    known = told if told is not None and fits else mapped().unknown
    given: dict[str, list[str]] = {known["from"]: [tie.source], known["to"]: [tie.target]}
    if "word" in known:
        given[known["word"]] = [tie.type]
    roles = [role for role, status in tie.roles if status != "denied"]
    if known["schema"] == "CourtCaseParty" and roles:
        given["role"] = roles
    for name, value in (("startDate", tie.valid_from), ("endDate", tie.valid_to)):
        if date := _told(name, value):
            given[name] = [date]
    told_too = [("relation", tie.type), ("status", tie.status), ("kind", tie.kind)]
    told_too += [("role", role) for role in roles] + [("detail", detail) for detail in tie.details]
    given["summary"] = [f"{name}: {plain(value)}" for name, value in told_too]
    own = {"id": tie.id, "schema": known["schema"], "caption": export.label(tie.type), "properties": given}
    return own | _context(export, tie.marking, ())


def _context(export: Export, marking: str, sources: Sequence[str]) -> dict[str, JSON]:
    """What stands beside the properties: readers of FollowTheMoney keep it and do not look into it."""
    notice = export.notice
    return {
        "datasets": ["locard"],
        "handling": marking,
        "marking": notice.marking.text,
        "recipient": notice.recipient,
        "sources": list(sources),
    }


FORMAT = Format("ftm", "FollowTheMoney", (".ftm.json",), "application/json+ftm", write, leaves_denied=True)
