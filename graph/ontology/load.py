"""Loads the ontology from its YAML files, once, and checks it: an error names file and line."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache
from importlib import resources
from pathlib import Path

from graph.ontology.model import LANGUAGES, Labels, Ontology, Property, Relation, Type
from ledger.canonical import digest
from ledger.located import Located, Place, load_located, load_located_file

NOT_TYPES = ("relations", "roles")
COMPARES = ("name", "date", "text", "exact", "plate", "national_number")
FORMATS = ("text", "date", "datetime", "number")
GRAPH_LABELS = ("Entity", "Mention", "Record", "Suggestion", "Projection")
GRAPH_LINKS = ("MENTIONS", "REFERS_TO", "SAME_AS", "DIFFERENT_FROM", "PROPOSES")


@cache
def load() -> Ontology:
    """The ontology that Locard ships, loaded and checked once."""
    folder = resources.files("graph.ontology")
    return parse(
        load_located(item.read_text(encoding="utf-8"), f"ontology/{item.name}")
        for item in sorted(folder.iterdir(), key=lambda item: item.name)
        if item.name.endswith(".yaml")
    )


def load_folder(folder: Path) -> Ontology:
    """An ontology from a folder of YAML files: one per type, relations.yaml, roles.yaml."""
    return parse(load_located_file(path) for path in sorted(folder.glob("*.yaml")))


def parse(files: Iterable[Located]) -> Ontology:
    """An ontology from parsed files; raises BadConfiguration with file and line."""
    by_stem = {Path(file.file).stem: file for file in files}
    types = {t.name: t for stem, f in by_stem.items() if stem not in NOT_TYPES for t in [_type(f)]}
    relations = _relations(by_stem["relations"], types) if "relations" in by_stem else {}
    roles = _roles(by_stem["roles"]) if "roles" in by_stem else {}
    version = digest({stem: file.value for stem, file in by_stem.items()})[:12]
    return Ontology(types, relations, roles, version)


def _labels(file: Located, place: Place, value: object) -> Labels:
    if not isinstance(value, dict):
        file.fail(place, "labels in nl, fr, de and en are missing")
    file.only(place, value, LANGUAGES, "language")
    missing = [lang for lang in LANGUAGES if not value.get(lang)]
    if missing:
        file.fail(place, f"no label in {', '.join(missing)}")
    return {lang: str(value[lang]) for lang in LANGUAGES}


def _type(file: Located) -> Type:
    top = file.value if isinstance(file.value, dict) else {}
    file.only((), top, ("type", "labels", "plural", "caption", "kinds", "properties"), "key")
    name = str(top.get("type", ""))
    _check_name(file, ("type",), name)
    properties = {p: _property(file, p, v) for p, v in (top.get("properties") or {}).items()}
    file.only(("caption",), top.get("caption") or (), properties, "property")
    kinds = {k: _labels(file, ("kinds", k), v) for k, v in (top.get("kinds") or {}).items()}
    labels = _labels(file, ("labels",), top.get("labels"))
    plural = _labels(file, ("plural",), top.get("plural"))
    return Type(name, labels, plural, tuple(top.get("caption") or ()), properties, kinds)


def _check_name(file: Located, place: Place, name: str) -> None:
    if not name.isidentifier():
        file.fail(place, f"{name!r} is not a name that both graph servers take")
    if name in GRAPH_LABELS or name in GRAPH_LINKS:
        file.fail(place, f"{name!r} is the graph's own; names are disjoint")


def _property(file: Located, name: str, value: object) -> Property:
    place: Place = ("properties", name)
    if not isinstance(value, dict) or not name.isidentifier():
        file.fail(place, f"property {name!r} needs a name of letters and a map with labels")
    flags = ("identifies", "sensitive", "feature", "search", "required")
    file.only(place, value, ("labels", "compare", "format", *flags), "key")
    for flag in flags:
        if not isinstance(value.get(flag, False), bool):
            file.fail((*place, flag), f"{flag} is true or false")
    for key, known in (("compare", COMPARES), ("format", FORMATS)):
        if key in value:
            file.only(place, [str(value[key])], known, key)
    if value.get("sensitive") and value.get("feature", True):
        file.fail(place, f"{name} is of a special category: say `feature: false`, no suggester may read it")
    rest = {key: given for key, given in value.items() if key != "labels"}
    return Property(name, _labels(file, place, value.get("labels")), **rest)


def _relations(file: Located, types: dict[str, Type]) -> dict[str, Relation]:
    result = {}
    for name, value in (file.value or {}).items():
        _check_name(file, (name,), name)
        if name in types:
            file.fail((name,), f"{name!r} is a type too; names are disjoint")
        file.only((name,), value, ("labels", "from", "to", "symmetric", "role"), "key")
        for end in ("from", "to"):
            file.only((name, end), value.get(end) or [""], types, "type")
        if value.get("symmetric") and value["from"] != value["to"]:
            file.fail((name,), "a symmetric relation joins the same types at both ends")
        ends = (tuple(value["from"]), tuple(value["to"]))
        flags = (bool(value.get("symmetric")), bool(value.get("role")))
        result[name] = Relation(name, _labels(file, (name, "labels"), value.get("labels")), *ends, *flags)
    return result


def _roles(file: Located) -> dict[str, Labels]:
    return {name: _labels(file, (name,), value) for name, value in (file.value or {}).items()}
