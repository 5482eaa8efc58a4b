"""Given names and surnames of a person's mention, however its source wrote them."""

from __future__ import annotations

from dataclasses import dataclass

from graph.ontology.mention import Mention
from resolution.nameparts.same import same_name
from resolution.text import fold
from resolution.words import words

__all__ = ["PARTICLES", "Name", "divide", "name_of", "same_name"]
PARTICLES = words("particles")


@dataclass(frozen=True)
class Name:
    """Folded: `given` and `surname` are joined words, the parts are their single words."""

    given: str = ""
    given_parts: tuple[str, ...] = ()
    surname: str = ""
    surname_parts: tuple[str, ...] = ()


def name_of(mention: Mention) -> Name:
    """The name that a mention gives; of a full name, the words before the surname are given names."""
    givens = mention.values("firstName") + mention.values("middleName")
    surnames = mention.values("lastName")
    if not givens or not surnames:
        for full in mention.values("name"):
            given, surname = divide(full)
            givens = givens or ([given] if given else [])
            surnames = surnames or ([surname] if surname else [])
    firsts = [word for value in givens for word in _given_words(value)]
    parts = {part for value in givens for part in fold(value).split()} | set(firsts)
    joined = [fold(value).replace(" ", "") for value in surnames]
    joined = [value for value in joined if value]
    pieces = {part for value in surnames for part in fold(value).split() if part not in PARTICLES}
    return Name(
        given=firsts[0] if firsts else "",
        given_parts=tuple(sorted(parts)),
        surname=joined[0] if joined else "",
        surname_parts=tuple(sorted(pieces | set(joined))),
    )


def divide(full: str) -> tuple[str, str]:
    """A full name as (given names, surname): "PEETERS, Jan", "PEETERS Jan", "Jan van den Berg"."""
    if "," in full:
        surname, given = full.split(",", 1)
        return given.strip(), surname.strip()
    parts = full.split()
    shouted = [len(word) > 1 and word.isupper() for word in parts]
    if any(shouted) and not all(shouted):
        upper = [word for word, loud in zip(parts, shouted, strict=True) if loud]
        rest = [word for word, loud in zip(parts, shouted, strict=True) if not loud]
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
