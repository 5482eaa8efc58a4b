"""Templates to tokens: alternatives and optional parts are decided, slots and facts are taken apart.

`{s.phone?}` is a mention, `<a|b>` one of several, `[…]` now and then; `@s:suspect+` gives a role and
`@DRIVES(s,car)?` a relation, with + for asserted, ? for alleged and - for denied.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from random import Random

from ingest.synthetic.chance import happens

STATUS = {"+": "asserted", "?": "alleged", "-": "denied"}
_CHOICE = re.compile(r"<([^<>]*)>")
_OPTION = re.compile(r"\s*\[([^\[\]]*)\]")
_TOKEN = re.compile(
    r"\{(?P<slot>[a-z0-9.]+)(?P<sign>[?!]?)\}"
    r"|\s*@(?P<who>[a-z0-9]+):(?P<role>\w+)(?P<how>[+?-])"
    r"|\s*@(?P<type>[A-Z_]+)\((?P<from>[\w.]+),(?P<to>[\w.]+)\)(?P<status>[+?-])"
)


@dataclass(frozen=True, slots=True)
class Slot:
    """A mention to be written; `sign` is ? for alleged and ! for one that is joined to nobody."""

    name: str
    sign: str = ""


@dataclass(frozen=True, slots=True)
class Role:
    """A role in the case, given to a slot."""

    slot: str
    role: str
    status: str


@dataclass(frozen=True, slots=True)
class Relation:
    """A relation between two slots."""

    type: str
    from_: str
    to: str
    status: str


Token = str | Slot | Role | Relation


@cache
def slots_of(template: str) -> frozenset[str]:
    """Every slot that stands in a template, optional parts apart."""
    return frozenset(hit["slot"] for hit in _TOKEN.finditer(_OPTION.sub("", template)) if hit["slot"])


@cache
def pairs_of(template: str) -> frozenset[frozenset[str]]:
    """The pairs of slots that a template says something about."""
    found = (hit for hit in _TOKEN.finditer(template) if hit["type"])
    return frozenset(frozenset((hit["from"], hit["to"])) for hit in found)


def decided(rng: Random, template: str, has: set[str]) -> str:
    """The template with its alternatives and optional parts decided; `has` are the slots to be had."""
    text = _OPTION.sub(lambda hit: _option(rng, hit[1], has), template.strip())
    return _CHOICE.sub(lambda hit: rng.choice(hit[1].split("|")), text)


def _option(rng: Random, inner: str, has: set[str]) -> str:
    return f" {inner}" if slots_of(inner) <= has and happens(rng, 0.5) else ""


def tokens(text: str) -> Iterator[Token]:
    """Literal text, mentions, roles and relations in their order."""
    at = 0
    for hit in _TOKEN.finditer(text):
        if hit.start() > at:
            yield text[at : hit.start()]
        at = hit.end()
        if hit["slot"]:
            yield Slot(hit["slot"], hit["sign"])
        elif hit["who"]:
            yield Role(hit["who"], hit["role"], STATUS[hit["how"]])
        else:
            yield Relation(hit["type"], hit["from"], hit["to"], STATUS[hit["status"]])
    if at < len(text):
        yield text[at:]
