"""FollowTheMoney files, one entity per line: a thing is a record, and a link is one that names both ends.

The row that becomes the record's content is the entity as received, with `type` or `relation` in our
words, `more` (what our own export keeps in notes), and of a link its ends. A link whose ends are not in
the file, or that no relation of ours joins, is rejected with the reason. An entity of several lines is one.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from importlib import resources
from pathlib import Path
from typing import Any

import graph.ontology
from ingest.feeds.model import Feed
from ingest.readers.draft import draft
from ingest.readers.fragments import entities, often
from ingest.readers.jsonl import objects
from ingest.readers.reject import Reject
from ledger.canonical import JSON
from ledger.errors import BadInput
from ledger.located import load_located
from ledger.record import Draft

NOTE = re.compile(r"(\w+): (.+)", re.DOTALL)
WITH_TIME = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d)?")
OF_LINK = ("relation", "role", "status", "kind", "detail")
Row = dict[str, JSON]


@dataclass(frozen=True)
class Known:
    """The data of ftm.yaml."""

    things: Mapping[str, Mapping[str, str]]
    links: Mapping[str, Mapping[str, str]]
    languages: Mapping[str, str]
    narrower: Mapping[str, list[str]]


@cache
def known() -> Known:
    """How their words are ours."""
    text = resources.files("ingest.readers").joinpath("ftm.yaml").read_text(encoding="utf-8")
    return Known(**load_located(text, "readers/ftm.yaml").value)


def read_ftm(path: Path, feed: Feed) -> Iterator[Draft | Reject]:
    """Drafts and rejects of a file; it is read three times: for its ids, what its links lead to, and all."""
    lines = often(path, feed.encoding)
    types = {
        str(made["id"]): (str(made["type"]), str(made.get("caption", "")))
        for _, one in entities(path, feed.encoding, lines, known().narrower)
        if not isinstance(one, Reject) and (made := _thing(one))
    }
    for row, found in entities(path, feed.encoding, lines, known().narrower):
        if isinstance(found, Reject):
            yield found
            continue
        content = _thing(found) or _link(found, types)
        wrong = content if isinstance(content, str) else ""
        if wrong or not isinstance(content, dict):
            yield Reject(path.name, row, wrong, found)
        else:
            yield draft(feed, content, path.name, row)


def refuse_other(path: Path, encoding: str = "utf-8") -> None:
    """BadInput where the first line is no entity: the file is of another kind, and none of it is one."""
    first = next((found for _, found in objects(path, encoding)), None)
    if isinstance(first, dict) and "locard" in first:
        raise BadInput(
            f"{path.name} is an export of Locard that was changed on its way, in its encoding or before its"
            " first line: have it sent again, as it was written."
        )
    if not isinstance(first, dict) or "schema" not in first:
        why = first.reason if isinstance(first, Reject) else "no schema" if first else "it is empty"
        raise BadInput(
            f"{path.name} is neither what locard export --format json writes nor FollowTheMoney, one entity a"
            f" line ({why}): nothing was taken."
        )


def _thing(said: Row) -> Row | None:
    """The row of a thing; None for what is none."""
    told = known().things.get(str(said.get("schema")))
    if told is None or not said.get("id"):
        return None
    given = {name: [_dated(text) for text in texts] for name, texts in _properties(said).items()}
    more = _notes(given.pop("notes", []))
    if said.get("named") is False:
        given.pop("name", None)
    if spoken := given.get("spokenLanguage"):
        given["spokenLanguage"] = [known().languages.get(code, code) for code in spoken]
    type_ = (more.pop("type", []) or [told["type"]])[0]
    if "kind" in told:
        more.setdefault("kind", [told["kind"]])
    return said | {"type": type_, "properties": given, "more": more}


def _link(said: Row, types: Mapping[str, tuple[str, str]]) -> Row | str:
    """The row of a link, or why it is none."""
    if not said.get("id"):
        return "an entity without an id"
    schema = str(said.get("schema") or "")
    told = known().links.get(schema)
    if told is None:
        return f"an entity of the schema {schema!r} is nothing that Locard keeps"
    given = _properties(said)
    ends = {}
    for end in ("from", "to"):
        named = sorted(set(given.get(told[end], ())))
        if len(named) > 1:
            return f"{told[end]} names {len(named)} ends, and a link joins two things: send it as several"
        id_ = named[0] if named else ""
        there = said.get(end)
        if id_ in types:
            ends[end] = {"id": id_, "type": types[id_][0]}
        elif isinstance(there, dict) and there.get("id") == id_:
            ends[end] = there
        else:
            return f"{told[end]} is {id_!r}, and no entity of this file has that id"
    more = _notes(given.get("summary", []))
    relation = _relation(told, given, more, (str(ends["from"]["type"]), str(ends["to"]["type"])))
    if not relation:
        return f"no link of ours leads from a {ends['from']['type']} to a {ends['to']['type']} by {schema}"
    own = {name: more[name] for name in OF_LINK[1:] if name in more}
    if "role" in given and schema != "UnknownLink":
        own["role"] = given["role"]
    dates = {name: [_dated(text) for text in given.get(name, ())] for name in ("startDate", "endDate")}
    return said | {"relation": relation, **ends, **own, **dates}


def _relation(
    told: Mapping[str, str],
    given: Mapping[str, list[str]],
    more: Mapping[str, list[str]],
    ends: tuple[str, str],
) -> str:
    """The first relation that the link names, or that its schema stands for, and that joins such ends."""
    named = [*more.get("relation", ()), *given.get(told.get("word", ""), ()), told["relation"]]
    relations = graph.ontology.load().relations
    fitting = (name for name in named if name in relations and relations[name].joins(*ends))
    return next(fitting, "")


def _properties(said: Row) -> dict[str, list[str]]:
    given: Any = said.get("properties")
    if not isinstance(given, dict):
        return {}
    lists = {name: some if isinstance(some, list) else [some] for name, some in given.items()}
    return {name: [str(one) for one in some if one not in (None, "")] for name, some in lists.items()}


def _notes(texts: list[str]) -> dict[str, list[str]]:
    """Notes of the form "property: value"; any other is a description."""
    found: dict[str, list[str]] = {}
    for text in texts:
        match = NOTE.fullmatch(text)
        name, value = (match[1], match[2]) if match else ("description", text)
        found.setdefault(name, []).append(value)
    return found


def _dated(text: str) -> str:
    """A time without a zone is one of UTC: FollowTheMoney has no other."""
    return text + "Z" if WITH_TIME.fullmatch(text) else text
