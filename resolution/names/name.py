"""Given names and surnames of a person's mention, however its source wrote them."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import NamedTuple
from unicodedata import normalize

from graph.ontology.mention import Mention
from resolution.names.same import same_name
from resolution.names.scripts import CHINESE, KOREAN, LATIN, script_of, words_of
from resolution.names.text import LONGEST, fold
from resolution.names.words import words

__all__ = ["PARTICLES", "Name", "divide", "name_of", "same_name"]
PARTICLES = words("particles")
MOST = 6
"""Names of one mention that are kept beside its first."""
PREFIXES = PARTICLES - words("given_particles")
"""Particles with which hardly a given name begins: El Mehdi is one."""
SYLLABLES = frozenset((CHINESE, KOREAN))
"""Scripts in which a name is written in one, the surname first."""


@dataclass(frozen=True)
class Name:
    """Folded: `given` and `surname` are joined words, the parts are their single words.

    `surnames` are the others of a person who has several; `written` the names in other scripts than ours,
    as they stand there: "given names|surname".
    """

    given: str = ""
    given_parts: tuple[str, ...] = ()
    surname: str = ""
    surname_parts: tuple[str, ...] = ()
    surnames: tuple[str, ...] = ()
    written: tuple[str, ...] = ()


class _Said(NamedTuple):
    givens: list[str]
    surnames: list[str]
    fulls: list[str]


def name_of(mention: Mention) -> Name:
    """The name that a mention gives; of a full name, the words before the surname are given names.

    Where a name stands in several scripts, the one in ours is taken.
    """
    said = _Said(
        mention.values("firstName") + mention.values("middleName"),
        mention.values("lastName"),
        mention.values("name"),
    )
    if all(value.isascii() or script_of(value) == LATIN for values in said for value in values):
        return _name(said)
    ours, theirs = (
        _Said(*([v for v in vs if (script_of(v) == LATIN) is is_ours] for vs in said))
        for is_ours in (True, False)
    )
    whole = ours.fulls or (ours.givens and ours.surnames)
    return replace(_name(ours if whole else _in_latin(said)), written=_written(theirs))


def _name(said: _Said) -> Name:
    said = _turned(said)
    divided = [divide(full) for full in said.fulls]
    givens = said.givens or [given for given, _ in divided if given][:1]
    surnames = said.surnames or [surname for _, surname in divided if surname][:1]
    firsts = [word for value in givens for word in _given_words(value)]
    parts = {part for value in givens for part in fold(value).split()} | set(firsts)
    joined = [word for value in surnames if (word := fold(value).replace(" ", ""))]
    pieces = {part for value in surnames for part in fold(value).split() if part not in PARTICLES}
    more = {*joined[1:], *(fold(surname).replace(" ", "") for _, surname in divided)}
    return Name(
        given=firsts[0] if firsts else "",
        given_parts=tuple(sorted(parts)),
        surname=joined[0] if joined else "",
        surname_parts=tuple(sorted(pieces | set(joined))),
        surnames=tuple(sorted(more - {"", *joined[:1], *(pieces - set(joined)), *parts}))[:MOST],
    )


def _turned(said: _Said) -> _Said:
    """Both columns the right way round where a surname with its particle stands for the given names."""
    if len(said.givens) != 1 or len(said.surnames) != 1 or _has_particle(said.surnames[0]):
        return said
    turned = said._replace(givens=said.surnames, surnames=said.givens)
    return turned if _is_prefixed(said.givens[0].split()) else said


def _has_particle(value: str) -> bool:
    return any(fold(word) in PARTICLES for word in value.split())


def _is_prefixed(parts: list[str]) -> bool:
    """True for particles and one word: "Van de Walle", "Ait el Haj"."""
    *before, last = parts or [""]
    if not before or fold(before[0]) not in PREFIXES:
        return False
    return all(fold(word) in PARTICLES for word in before) and fold(last) not in PARTICLES


def _in_latin(said: _Said) -> _Said:
    """The same in our letters, as it is usually written."""
    fulls = [" ".join(filter(None, map(_latin, divide(full)))) for full in said.fulls]
    return _Said(list(map(_latin, said.givens)), list(map(_latin, said.surnames)), fulls)


def _latin(value: str) -> str:
    """A part of a name in our letters, each script by its own table: the words of one Chinese name joined."""
    found = words_of(value)
    joiner = "" if found and found[0].script in SYLLABLES else " "
    return joiner.join(word.folded for word in found)


def _written(said: _Said) -> tuple[str, ...]:
    """Names in another script, each as "given names|surname"."""
    parts = [divide(full) for full in said.fulls]
    if said.givens or said.surnames:
        parts.append((" ".join(said.givens), said.surnames[0] if said.surnames else ""))
    found = {"|".join(normalize("NFKC", part[:LONGEST]).strip() for part in pair) for pair in parts}
    return tuple(sorted(found - {"|"}))[:MOST]


def divide(full: str) -> tuple[str, str]:
    """A full name as (given names, surname): "PEETERS, Jan", "PEETERS Jan", "Jan van den Berg"."""
    if "," in full:
        surname, given = full.split(",", 1)
        return given.strip(), surname.strip()
    parts = full.split()
    if len(parts) == 1 and script_of(full) in SYLLABLES:
        return full.strip()[1:], full.strip()[:1]
    shouted = [len(word) > 1 and word.isupper() for word in parts]
    if any(shouted) and not all(shouted):
        upper = [word for word, loud in zip(parts, shouted, strict=True) if loud]
        rest = [word for word, loud in zip(parts, shouted, strict=True) if not loud]
        if rest[0][:1].isupper() and _is_prefixed(rest):
            return " ".join(upper), " ".join(rest)
        return _apart(upper, rest)
    return _by_order(parts)


def _apart(upper: list[str], rest: list[str]) -> tuple[str, str]:
    particles = [word for word in rest if fold(word) in PARTICLES]
    given = [word for word in rest if fold(word) not in PARTICLES]
    return " ".join(given), " ".join(particles + upper)


def _by_order(parts: list[str]) -> tuple[str, str]:
    if len(parts) < 2:
        return "", " ".join(parts)
    if fold(parts[0]) in PARTICLES:
        end = next((i for i, word in enumerate(parts) if fold(word) not in PARTICLES), len(parts) - 1) + 1
        return " ".join(parts[end:]), " ".join(parts[:end])
    start = next((i for i, word in enumerate(parts) if i and fold(word) in PARTICLES), len(parts) - 1)
    return " ".join(parts[:start]), " ".join(parts[start:])


def _given_words(value: str) -> list[str]:
    """Words of a given name; what a hyphen joins is one: "Jean-Pierre Marie" → jeanpierre, marie."""
    return [fold(word).replace(" ", "") for word in value.split() if fold(word)]
