"""Given and family names by origin."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from itertools import accumulate
from random import Random
from typing import Any

from ingest.synthetic.chance import draw, falling, happens
from ingest.synthetic.lists import listed, words


@dataclass(frozen=True)
class Origin:
    """Where a name comes from: lists of names, most frequent first, and how family names are composed."""

    name: str
    nationality: str
    male: tuple[str, ...]
    female: tuple[str, ...]
    family: tuple[str, ...]
    prefix: tuple[str, ...]
    stem: tuple[str, ...]
    suffix: tuple[str, ...]
    double: bool

    def given(self, rng: Random, sex: str) -> str:
        """A given name."""
        names = self.male if sex == "M" else self.female
        return draw(rng, names, falling(len(names)))

    def surname(self, rng: Random) -> str:
        """A family name in its male form: listed, or composed of prefix, stem and suffix."""
        if self.stem and (not self.family or happens(rng, 0.4)):
            return self._composed(rng)
        name = draw(rng, self.family, falling(len(self.family)))
        if self.double and happens(rng, 0.6):
            return f"{draw(rng, self.family, falling(len(self.family)))} {name}"
        return name

    def _composed(self, rng: Random) -> str:
        prefix = rng.choice(self.prefix) if self.prefix else ""
        stem = rng.choice(self.stem)
        joined = prefix.endswith(" ") or not prefix
        return (
            prefix
            + (stem.title() if joined else stem.lower())
            + (rng.choice(self.suffix) if self.suffix else "")
        )

    def feminine(self, family: str) -> str:
        """The form that a woman of this origin bears."""
        if self.name == "bulgarian" and family.endswith("ov"):
            return family + "a"
        if self.name == "polish" and family.endswith("ski"):
            return family[:-1] + "a"
        return family


def _spaced(prefixes: str) -> tuple[str, ...]:
    return tuple(prefix.replace("_", " ") for prefix in prefixes.split())


def _origin(name: str, entry: Mapping[str, Any]) -> Origin:
    return Origin(
        name=name,
        nationality=entry["nationality"],
        male=words(entry["male"]),
        female=words(entry["female"]),
        family=words(entry.get("family", "")),
        prefix=_spaced(entry.get("prefix", "")),
        stem=words(entry.get("stem", "")),
        suffix=words(entry.get("suffix", "")),
        double=bool(entry.get("double", False)),
    )


@cache
def origins() -> dict[str, Origin]:
    """All origins by name."""
    return {name: _origin(name, entry) for name, entry in listed("names").items()}


@cache
def _weights() -> tuple[tuple[str, ...], tuple[float, ...]]:
    entries = listed("names")
    return tuple(entries), tuple(accumulate(float(entry["weight"]) for entry in entries.values()))


def any_origin(rng: Random, lang: str) -> Origin:
    """An origin, the local ones more often where their language is spoken."""
    local = {"nl": "flemish", "fr": "walloon", "de": "german"}[lang]
    if happens(rng, 0.42):
        return origins()[local]
    return origins()[draw(rng, *_weights())]
