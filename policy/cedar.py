"""Cedar policies: which classes a session sees and which acts it may do; whatever none permits is refused."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from importlib import resources
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import Any

import cedarpy
import orjson

from ledger.errors import BadConfiguration
from policy.statements import Statement, statements

SCHEMA = "locard.cedarschema"
ACTS = (
    "look", "judge", "chart", "correct", "reclassify", "erase", "retain", "export", "disclose",
    "break_glass", "audit", "administer", "ingest",
)  # fmt: skip
FUNCTIONS = (
    "patrol", "investigator", "analyst", "case_manager", "duty_officer", "information_officer", "prosecutor",
    "source_handler", "auditor", "administrator", "service",
)  # fmt: skip
"""What an account may be, as the policies that Locard comes with name it."""
SYSTEM = {"type": "Locard::System", "id": "locard"}


@dataclass(frozen=True)
class Principal:
    """Who asks: an account's function and place, and the cases that are open to it at this moment."""

    name: str
    function: str
    unit: str = ""
    zone: str = ""
    clearance: int = 0
    cases: frozenset[str] = frozenset()
    glass: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Occasion:
    """For what purpose: domain and case of the session, the hour (UTC), whether a second factor is fresh."""

    domain: str
    case: str = ""
    stepped: bool = False
    hour: int = 12


@dataclass(frozen=True)
class Seen:
    """What decides who sees one class."""

    number: int
    domain: str
    base: bool = False
    rule: str = ""
    classification: str = ""
    handling: str = ""
    unit: str = ""
    compartment: str = ""
    archived: bool = False


@dataclass(frozen=True)
class Verdict:
    """Whether an act or a class is allowed, and by which policies (their @id)."""

    allowed: bool
    by: tuple[str, ...] = ()


class Policies:
    """A set of policies that was checked against the schema; `version` changes with every byte of them.

    `ids`: the @id of each policy → its file; `places`: the same with the line; `texts`: file → what it says.
    """

    def __init__(self, texts: Mapping[str, str], schema: str) -> None:
        self._schema = _parsed(schema)
        self.ids: dict[str, str] = {}
        self.places: dict[str, str] = {}
        self.texts = dict(sorted(texts.items()))
        for name, text in self.texts.items():
            for one in _check(name, text, schema):
                if one.id in self.ids:
                    already = f"the policy {one.id!r} is in {self.ids[one.id]} already."
                    raise BadConfiguration(f"{name}:{one.line}: {already}")
                self.ids[one.id], self.places[one.id] = name, f"{name}:{one.line}"
        if not self.ids:
            raise BadConfiguration(
                f"There is no policy in {', '.join(texts) or 'no file'}: nobody sees anything."
            )
        whole = "\n".join(texts[name] for name in sorted(texts))
        self._set = cedarpy.PolicySet.from_str(whole)
        self.version = hashlib.sha256((schema + whole).encode()).hexdigest()[:16]

    @classmethod
    def load(cls, folder: Path | None = None) -> Policies:
        """The policies (*.cedar) of a folder, those that Locard comes with when none is named.

        BadConfiguration, with the file and what is wrong, when one cannot be used.
        """
        own = resources.files("policy")
        schema = (own / SCHEMA).read_text(encoding="utf-8")
        if folder is not None and not folder.is_dir():
            raise BadConfiguration(f"There is no folder {folder} of policies: correct LOCARD_POLICIES.")
        held = (own / "sample").iterdir() if folder is None else folder.iterdir()
        texts = {file.name: _text(file) for file in held if file.name.endswith(".cedar")}
        if not texts:
            raise BadConfiguration(f"There is no policy (*.cedar) in {folder}: nobody would see anything.")
        return cls(texts, schema)

    def see(
        self, principal: Principal, occasion: Occasion, classes: Iterable[Seen]
    ) -> dict[int, tuple[str, ...]]:
        """The numbers of those classes that are seen, with the policies that say so."""
        asked = list(classes)
        user, context = _user(principal), _context(occasion)
        requests = [_request(user["uid"], "see", _uid(one), context) for one in asked]
        entities = [user, *(_entity(one) for one in asked)]
        found = self._decide(requests, entities)
        return {one.number: verdict.by for one, verdict in zip(asked, found, strict=True) if verdict.allowed}

    def may(self, principal: Principal, occasion: Occasion, act: str) -> Verdict:
        """Whether an act is allowed."""
        return self.acts(principal, [occasion], [act])[0][act]

    def acts(
        self, principal: Principal, occasions: Sequence[Occasion], acts: Sequence[str] = ACTS
    ) -> list[dict[str, Verdict]]:
        """For each occasion, whether each of these acts is allowed."""
        user = _user(principal)
        requests = [
            _request(user["uid"], act, SYSTEM, _context(occasion)) for occasion in occasions for act in acts
        ]
        found = iter(self._decide(requests, [user, {"uid": SYSTEM, "attrs": {}, "parents": []}]))
        return [{act: next(found) for act in acts} for _ in occasions]

    def _decide(self, requests: list[dict[str, Any]], entities: list[dict[str, Any]]) -> list[Verdict]:
        held = cedarpy.Entities.from_json_str(orjson.dumps(entities).decode(), self._schema)
        found = cedarpy.is_authorized_batch(requests, self._set, held, self._schema)
        return [Verdict(one.allowed, _by(one)) for one in found]


def _parsed(schema: str) -> cedarpy.Schema:
    try:
        return cedarpy.Schema.from_str(schema)
    except ValueError as error:
        raise BadConfiguration(f"{SCHEMA}: {error}") from error


def _text(file: Traversable) -> str:
    try:
        return file.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        why = "it is not UTF-8" if isinstance(error, UnicodeDecodeError) else error.strerror
        raise BadConfiguration(f"{file.name}: the policies cannot be read: {why}.") from error


def _check(name: str, text: str, schema: str) -> list[Statement]:
    """A file's policies; BadConfiguration, with file and line, for what cannot be used."""
    found = statements(text)
    for one in found:
        wrong = _wrong(one, schema)
        if wrong:
            raise BadConfiguration(f"{name}:{one.line}: {wrong}")
    return found


def _wrong(one: Statement, schema: str) -> str:
    """What is wrong with one policy, "" for nothing."""
    try:
        cedarpy.PolicySet.from_str(one.text)
    except ValueError as error:
        return str(error)
    if one.is_template:
        return "a policy has no slots: say whom it is about."
    if not one.id:
        return 'a policy needs a name: put @id("…") before it; answers and the log name it.'
    found = cedarpy.validate_policies(one.text, schema)
    told = (str(error).partition("policy `policy0`, ") for error in found.errors)
    return "; ".join(after or before.removeprefix("[policy0] ") for before, _, after in told)


def _by(result: cedarpy.AuthzResult) -> tuple[str, ...]:
    named = result.diagnostics.id_annotations_by_reason
    return tuple(sorted(named.get(id_, id_) for id_ in result.diagnostics.reasons))


def _user(principal: Principal) -> dict[str, Any]:
    attrs = {
        "function": principal.function,
        "unit": principal.unit,
        "zone": principal.zone,
        "clearance": principal.clearance,
        "cases": sorted(principal.cases),
        "glass": sorted(principal.glass),
    }
    return {"uid": {"type": "Locard::User", "id": principal.name}, "attrs": attrs, "parents": []}


def _uid(one: Seen) -> dict[str, str]:
    return {"type": "Locard::Class", "id": str(one.number)}


def _entity(one: Seen) -> dict[str, Any]:
    attrs = {
        "domain": one.domain,
        "base": one.base,
        "rule": one.rule,
        "classification": one.classification,
        "handling": one.handling,
        "unit": one.unit,
        "compartment": one.compartment,
        "archived": one.archived,
    }
    return {"uid": _uid(one), "attrs": attrs, "parents": []}


def _request(user: dict[str, str], act: str, on: Mapping[str, str], context: str) -> dict[str, Any]:
    action = {"type": "Locard::Action", "id": act}
    return {"principal": user, "action": action, "resource": dict(on), "context": context}


def _context(occasion: Occasion) -> str:
    said = {
        "domain": occasion.domain,
        "case": occasion.case,
        "stepped": occasion.stepped,
        "hour": occasion.hour,
    }
    return orjson.dumps(said).decode()
