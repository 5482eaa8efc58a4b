"""Marked reports as the JSON of `locard extract --json`; tests/gold/README.md describes the marks."""

from __future__ import annotations

import re
from collections import defaultdict
from pathlib import Path
from typing import Any

import phonenumbers

REPORTS = Path(__file__).parent / "reports"
"""The reports that models are trained on; those to measure with lie in tests/gold."""
CODES = {
    "PER": "PERSON",
    "ALI": "ALIAS",
    "NIC": "NICKNAME",
    "HAN": "HANDLE",
    "ORG": "ORGANISATION",
    "LOC": "LOCATION",
    "ADR": "ADDRESS",
    "VEH": "VEHICLE",
    "PLA": "PLATE",
    "VIN": "VIN",
    "TEL": "PHONE",
    "MAIL": "EMAIL",
    "IBAN": "IBAN",
    "RRN": "NATIONAL_NUMBER",
    "DOC": "DOCUMENT_NUMBER",
    "IMEI": "IMEI",
    "ARM": "WEAPON",
    "DRUG": "DRUG",
    "EUR": "MONEY",
    "OBJ": "OBJECT",
    "SER": "SERIAL_NUMBER",
    "REF": "CASE_NUMBER",
    "DAT": "DATETIME",
    "GEO": "COORDINATES",
    "COIN": "CRYPTO_ADDRESS",
}
_HEAD = re.compile(r"# lang: (\w\w)  date: (\S+)\n")
_MARK = re.compile(r"\[([A-Z]+)(?:#(\w+))?(?:=(\S+))? ([^\[\]]+)\]")
_ROLE = re.compile(r"(\w+) ([a-z]+)(?: (alleged|denied))?$")
_RELATION = re.compile(r"(\w+) ([A-Z_]+) (\w+)(?: (alleged|denied))?$")


def load_folder(folder: Path = REPORTS) -> list[dict[str, Any]]:
    """All reports in order of their names, each with its `doc_date`."""
    return [parse(path.stem, path.read_text("utf-8")) for path in sorted(folder.glob("*.txt"))]


def parse(name: str, source: str) -> dict[str, Any]:
    """One report: marks become offsets, lines below `---` roles and relations of first mentions."""
    head = _HEAD.match(source)
    if head is None:
        raise ValueError(f"{name}: the first line must be '# lang: xx  date: YYYY-MM-DD'")
    marked, _, facts = source[head.end() :].partition("\n---\n")
    text, mentions, entities = _offsets(marked)
    report = {
        "id": name,
        "lang": head.group(1),
        "doc_date": head.group(2),
        "text": text,
        "mentions": mentions,
        "roles": [],
        "relations": [],
        "coref": list(entities.values()),
    }
    for line in facts.splitlines():
        _add(report, name, line.strip(), entities)
    return report


def _offsets(marked: str) -> tuple[str, list[dict[str, Any]], dict[str, list[str]]]:
    text, last = "", 0
    mentions: list[dict[str, Any]] = []
    entities: dict[str, list[str]] = defaultdict(list)
    for mark in _MARK.finditer(marked):
        text += marked[last : mark.start()]
        code, entity, norm, words = mark.groups()
        id_ = f"m{len(mentions) + 1}"
        mention = {"id": id_, "type": CODES[code], "start": len(text), "end": len(text) + len(words)}
        mentions.append({**mention, "text": words, "norm": _norm(CODES[code], norm, words)})
        entities[code + entity if entity else id_].append(id_)
        text += words
        last = mark.end()
    return text + marked[last:], mentions, dict(entities)


def _norm(type_: str, norm: str | None, words: str) -> str | None:
    if norm is not None:
        return norm.replace("_", " ")
    if type_ in {"PERSON", "ALIAS"}:
        return words
    if type_ in {"PLATE", "IBAN"}:
        return re.sub(r"[^A-Z0-9]", "", words.upper())
    if type_ == "NATIONAL_NUMBER":
        return re.sub(r"\D", "", words)
    if type_ == "PHONE":
        number = phonenumbers.parse(words, "BE")
        return phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)
    return None


def _add(report: dict[str, Any], name: str, line: str, entities: dict[str, list[str]]) -> None:
    role, relation = _ROLE.match(line), _RELATION.match(line)
    try:
        if role:
            mention, kind, status = role.groups()
            report["roles"].append(
                {"mention": entities[mention][0], "role": kind, "status": status or "asserted"}
            )
        elif relation:
            start, kind, end, status = relation.groups()
            ends = {"from": entities[start][0], "to": entities[end][0]}
            report["relations"].append({"type": kind, **ends, "status": status or "asserted"})
        elif line:
            raise ValueError(f"{name}: cannot read the line {line!r}")
    except KeyError as unknown:
        raise ValueError(f"{name}: {line!r} names {unknown}, which no mark has") from unknown
