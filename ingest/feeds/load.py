"""Loads a feed from its YAML file and checks it against the ontology: an error names file and line."""

from __future__ import annotations

import codecs
import difflib
import re
from dataclasses import replace
from functools import cache
from importlib import resources
from pathlib import Path
from typing import TypeVar

import graph.ontology
from graph.ontology import LANGUAGES, Ontology
from ingest.feeds import rules
from ingest.feeds.cell import Cell
from ingest.feeds.cells import cell
from ingest.feeds.model import DOMAINS, FORMATS, MISSING, Feed, MentionRule
from ingest.feeds.passage import passage
from ledger.canonical import digest
from ledger.errors import BadConfiguration, BadInput
from ledger.located import Located, load_located

KEYS = (
    *("name", "system", "source", "labels", "domain", "format", "delimiter", "encoding", "key", "version"),
    *("recorded", "grade", "handling", "classification", "unit", "compartment", "required", "optional"),
    *("missing", "mentions", "relations", "text", "sheet", "header", "passage"),
)
MARKING = ("handling", "classification", "unit", "compartment")
GRADE = ("scheme", "reliability", "credibility")
Given = TypeVar("Given", str, int)
DOCUMENT_COLUMNS = ("text", "file")


def names() -> list[str]:
    """The feeds that Locard ships."""
    folder = resources.files("ingest.feeds")
    return sorted(item.name[:-5] for item in folder.iterdir() if item.name.endswith(".yaml"))


def load(name_or_path: str | Path) -> Feed:
    """A feed by the name of one that Locard ships, or by the path of a YAML file; checked."""
    given = str(name_or_path)
    if given.endswith((".yaml", ".yml")):
        path = Path(given)
        if not path.is_file():
            raise BadInput(f"there is no feed file {path.name}")
        return parse(_text(path), path.name)
    return _shipped(given)


def _text(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError as error:
        raise BadConfiguration(f"{path.name}:1: not UTF-8: {error.reason} at byte {error.start}") from error


@cache
def _shipped(name: str) -> Feed:
    if name not in names():
        near = difflib.get_close_matches(name, names(), 3)
        hint = f"did you mean {', '.join(near)}?" if near else f"known: {', '.join(names())}."
        raise BadInput(f"there is no feed {name!r}; {hint} Or give the path of a YAML file.")
    file = resources.files("ingest.feeds").joinpath(f"{name}.yaml")
    feed = parse(file.read_text(encoding="utf-8"), f"feeds/{name}.yaml")
    if feed.name != name:
        raise BadConfiguration(f"feeds/{name}.yaml:1: the feed calls itself {feed.name!r}")
    return feed


def parse(text: str, file_name: str, ontology: Ontology | None = None) -> Feed:
    """A feed from the text of its file; raises BadConfiguration with file and line."""
    file = load_located(text, file_name)
    known = ontology or graph.ontology.load()
    top = file.value if isinstance(file.value, dict) else {}
    file.only((), top, KEYS, "key")
    for needed in ("name", "source", "format"):
        if not top.get(needed):
            file.fail((), f"a feed needs {needed}")
    if not re.fullmatch(r"[\w-]{1,100}", str(top["name"]), re.ASCII):
        file.fail(("name",), "a feed's name is made of letters, digits, _ and -: files are called after it")
    mentions = rules.mentions(file, known)
    relations = rules.relations(file, known, mentions)
    key, pattern = _key(file)
    feed = Feed(
        name=str(top["name"]),
        source=str(top["source"]),
        labels=_labels(file),
        format=_one_of(file, "format", FORMATS, ""),
        version=digest(file.value)[:12],
        system=str(top.get("system", "")),
        domain=_one_of(file, "domain", DOMAINS, "judicial"),
        delimiter=_delimiter(file),
        encoding=_encoding(file),
        sheet=_of_workbook(file, "sheet", str, "a name"),
        header=_of_workbook(file, "header", int, "the number of a row, from 1"),
        key=key,
        file_pattern=pattern,
        order=str(top.get("version", "")),
        recorded=cell(file, ("recorded",), top["recorded"], "utc") if "recorded" in top else None,
        grade=_constants(file, "grade", GRADE),
        marking=_marking(file),
        required=tuple(_strings(file, "required")),
        missing=frozenset(("", *_strings(file, "missing"))) if "missing" in top else frozenset(MISSING),
        mentions=mentions,
        relations=relations,
        text=rules.texts(file, mentions),
        passage=passage(file),
        yaml=text,
    )
    return _with_columns(file, feed)


def _one_of(file: Located, key: str, known: tuple[str, ...], default: str) -> str:
    value = str(file.value.get(key, default))
    if value not in known:
        file.only((key,), [value], known, key)
    return value


def _delimiter(file: Located) -> str:
    value = str(file.value.get("delimiter", ","))
    if len(value) != 1:
        file.fail(("delimiter",), "the delimiter is one character")
    return value


def _encoding(file: Located) -> str:
    value = str(file.value.get("encoding", "utf-8"))
    try:
        return codecs.lookup(value).name
    except LookupError:
        file.fail(("encoding",), f"there is no encoding {value!r}")


def _of_workbook(file: Located, key: str, kind: type[Given], what: str) -> Given:
    """A key that only feeds of workbooks have; it is not 0 nor empty where it is given."""
    value = file.value.get(key)
    if value is None:
        return kind()
    if file.value["format"] != "xlsx":
        file.fail((key,), f"{key} is for feeds with format xlsx")
    if type(value) is not kind or not value or (isinstance(value, int) and value < 1):
        file.fail((key,), f"{key} is {what}")
    return value


def _labels(file: Located) -> dict[str, str]:
    labels = file.value.get("labels")
    if not isinstance(labels, dict):
        file.fail(("labels",), "labels in nl, fr, de and en are missing")
    file.only(("labels",), labels, LANGUAGES, "language")
    if missing := [lang for lang in LANGUAGES if not labels.get(lang)]:
        file.fail(("labels",), f"no label in {', '.join(missing)}")
    return {lang: str(labels[lang]) for lang in LANGUAGES}


def _strings(file: Located, key: str) -> list[str]:
    value = file.value.get(key, [])
    items = value if isinstance(value, list) else [value]
    if any(isinstance(item, (dict, list)) for item in items):
        file.fail((key,), f"{key} is a list of texts")
    return [str(item) for item in items]


def _key(file: Located) -> tuple[tuple[str, ...], str]:
    value = file.value.get("key")
    if not isinstance(value, dict):
        named = file.value["format"] == "document" and value is None
        return ("file",) if named else tuple(_strings(file, "key")), ""
    file.only(("key",), value, ("filename",), "key")
    pattern = rules.pattern_of(file, ("key", "filename"), value.get("filename", ""))
    groups = tuple(pattern.groupindex)
    if not groups:
        file.fail(("key", "filename"), "the pattern has no named group: (?P<pv>[0-9]+)")
    order = str(file.value.get("version", ""))
    return tuple(group for group in groups if group != order), pattern.pattern


def _constants(file: Located, key: str, known: tuple[str, ...]) -> tuple[tuple[str, Cell], ...]:
    given = file.value.get(key) or {}
    if not isinstance(given, dict):
        file.fail((key,), f"{key} is a map of {', '.join(known)}")
    file.only((key,), given, known, "key")
    return tuple((name, _constant(file, (key, name), value)) for name, value in given.items())


def _marking(file: Located) -> tuple[tuple[str, Cell], ...]:
    return tuple((k, _constant(file, (k,), file.value[k])) for k in MARKING if k in file.value)


def _constant(file: Located, place: tuple[str | int, ...], value: object) -> Cell:
    """A constant where a bare text stands, a column where a map does."""
    return cell(file, place, value if isinstance(value, dict) else {"const": value})


def _with_columns(file: Located, feed: Feed) -> Feed:
    """The feed with the columns that its files must have, and with the checks of the required ones."""
    used = rules.columns(feed)
    optional = set(_strings(file, "optional"))
    groups = tuple(re.compile(feed.file_pattern).groupindex)
    if feed.format == "document":
        file.only(("mentions",), used, (*DOCUMENT_COLUMNS, *groups), "column of a document")
    strict = tuple((c, v) for c in feed.required for v in _cells_of(feed.mentions, c))
    return replace(feed, columns=tuple(c for c in used if c not in optional), strict=strict)


def _cells_of(mentions: tuple[MentionRule, ...], column: str) -> list[Cell]:
    plain = [rule for rule in mentions if rule.each is None]
    return [value for rule in plain for _, value in rule.values if value.columns == (column,)]
