"""Handling codes: what may be done with information without asking its provider again."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache

from ledger.errors import BadInput
from policy.document import Section, parse, shipped

FILE = "policy/handling.yaml"
USES = ("analyse", "disseminate", "evidence")
"""Uses that a code may allow, each of which is refused where it is not listed."""


@dataclass(frozen=True)
class Handling:
    """One code with its words and the uses that it allows."""

    code: str
    labels: Mapping[str, str]
    allows: frozenset[str]


def read(text: str, file: str = FILE) -> dict[str, Handling]:
    """Codes from free to strict, checked; BadConfiguration with file and line."""
    document = parse(text, file)
    document.only("codes")
    found: dict[str, Handling] = {}
    for section in document.sections("codes"):
        handling = _handling(section)
        if handling.code in found:
            section.fail(f"the code {handling.code} is defined twice.", "code")
        if any(not handling.allows <= freer.allows for freer in found.values()):
            section.fail(f"{handling.code} allows what a code above it forbids: order them by strictness.")
        found[handling.code] = handling
    return found


@cache
def load() -> dict[str, Handling]:
    """The codes that Locard comes with."""
    return read(shipped("handling.yaml"))


def allows(code: str, use: str) -> bool:
    """Whether a code allows a use without asking the provider; BadInput for an unknown code or use."""
    if use not in USES:
        raise BadInput(f"{use!r} is no use of information: use one of {', '.join(USES)}.")
    return use in _known(code).allows


def strictest(codes: Iterable[str]) -> str:
    """The code under which several things may be used together; the freest for nothing at all."""
    order = list(load())
    return max((_known(code).code for code in codes), key=order.index, default=order[0])


def _known(code: str) -> Handling:
    if code not in load():
        raise BadInput(f"The handling code {code!r} is not known: use one of {', '.join(load())}.")
    return load()[code]


def _handling(section: Section) -> Handling:
    section.only("code", "labels", "allows")
    given = section.need("allows", list)
    for use in given:
        if use not in USES:
            section.fail(f"`allows` has {use!r}: use {', '.join(USES)}.", "allows")
    return Handling(section.need("code", str), section.labels(), frozenset(given))
