"""Grades: how reliable a source is and how credible what it said, in the scheme it came in and in common."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import IntEnum
from functools import cache

from ledger.errors import BadInput
from ledger.record import Grade
from policy.document import Section, parse, shipped

FILE = "policy/grades.yaml"


class Level(IntEnum):
    """The common scale of reliability and of credibility, in rising order; `UNKNOWN` is no low one."""

    UNKNOWN = 0
    LOW = 1
    MEDIUM = 2
    HIGH = 3


LEVELS = {level.name.lower(): level for level in Level}


@dataclass(frozen=True)
class Common:
    """A grade on the common scale; it cannot be turned back into the one received."""

    reliability: Level
    credibility: Level


@dataclass(frozen=True)
class Scheme:
    """One scheme: what each of its codes means on the common scale, and as a handling code."""

    name: str
    labels: Mapping[str, str]
    reliability: Mapping[str, Level]
    credibility: Mapping[str, Level]
    handling: Mapping[str, str]


def read(text: str, file: str = FILE) -> dict[str, Scheme]:
    """Schemes by name, checked; BadConfiguration with file and line."""
    document = parse(text, file)
    document.only("schemes")
    found: dict[str, Scheme] = {}
    for section in document.sections("schemes"):
        scheme = _scheme(section)
        if scheme.name in found:
            section.fail(f"the scheme {scheme.name} is defined twice.", "scheme")
        found[scheme.name] = scheme
    return found


@cache
def load() -> dict[str, Scheme]:
    """The schemes that Locard comes with."""
    return read(shipped("grades.yaml"))


def common(grade: Grade) -> Common:
    """A grade on the common scale, unknown where none was given; BadInput for a code outside its scheme."""
    if grade == Grade():
        return Common(Level.UNKNOWN, Level.UNKNOWN)
    scheme = _known(grade.scheme)
    return Common(
        _level(scheme, "reliability", scheme.reliability, grade.reliability),
        _level(scheme, "credibility", scheme.credibility, grade.credibility),
    )


def handling_of(scheme: str, code: str) -> str:
    """The handling code for the third part of a grade; BadInput where the scheme has no such code."""
    codes = _known(scheme).handling
    if code not in codes:
        raise BadInput(f"The scheme {scheme} has no handling code {code!r}: use {_list(codes)}.")
    return codes[code]


def _known(scheme: str) -> Scheme:
    if scheme not in load():
        raise BadInput(
            f"The grading scheme {scheme!r} is not known: use {_list(load())}, or add it to {FILE}."
        )
    return load()[scheme]


def _level(scheme: Scheme, part: str, codes: Mapping[str, Level], code: str) -> Level:
    if not code:
        return Level.UNKNOWN
    if code not in codes:
        raise BadInput(f"The scheme {scheme.name} has no {part} {code!r}: use {_list(codes)}.")
    return codes[code]


def _scheme(section: Section) -> Scheme:
    section.only("scheme", "labels", "reliability", "credibility", "handling")
    return Scheme(
        section.need("scheme", str),
        section.labels(),
        _codes(section.need("reliability", dict)),
        _codes(section.need("credibility", dict)),
        {code: str(value) for code, value in section.need("handling", dict).items()}
        if "handling" in section
        else {},
    )


def _codes(section: Section) -> dict[str, Level]:
    return {code: LEVELS[section.need(code, str, LEVELS)] for code in section}


def _list(codes: Mapping[str, object]) -> str:
    return ", ".join(codes) or "none"
