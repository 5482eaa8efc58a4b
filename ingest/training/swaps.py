"""The same report about other people, places and things: each name gives way to another of its shape."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from random import Random
from typing import Any

from ingest.extract.cues import PARTICLES
from ingest.extract.lexicon import is_given, places, plain
from ingest.synthetic.chance import happens
from ingest.synthetic.lists import listed
from ingest.synthetic.origins import any_origin

NAMES = frozenset({"PERSON", "ALIAS"})
POOLED = ("NICKNAME", "ORGANISATION", "LOCATION", "ADDRESS", "VEHICLE", "WEAPON", "DRUG", "OBJECT")
"""Types whose mentions give way to a mention of the same type in another report of the language."""
UNHEARD = 0.35
"""How often a name is made of two others, so that no list holds it."""
_PART = re.compile(r"[^\W\d_]+\.?(?:[’'\-][^\W\d_]+)*")

Json = Mapping[str, Any]
Pools = Mapping[str, Sequence[str]]


def pools_of(reports: Iterable[Json]) -> dict[str, list[str]]:
    """What is mentioned in the reports, by type, and the towns that are known."""
    found: dict[str, set[str]] = {type_: set() for type_ in POOLED}
    for report in reports:
        for mention in report["mentions"]:
            if mention["type"] in found:
                found[mention["type"]].add(report["text"][mention["start"] : mention["end"]])
    towns = {" ".join(word.capitalize() for word in name.split()) for name in places()}
    return {type_: sorted(names) for type_, names in found.items()} | {"town": sorted(towns)}


def swapped(rng: Random, report: Json, pools: Pools, often: float) -> dict[str, Any]:
    """The report with its names swapped, alike wherever the same words stand; `often`: of pooled things."""
    text, at = "", 0
    mentions = []
    swap = _Swap(rng, report["lang"], pools, often)
    for mention in report["mentions"]:
        words = report["text"][mention["start"] : mention["end"]]
        text += report["text"][at : mention["start"]]
        other = swap(mention["type"], words)
        mentions.append({**mention, "start": len(text), "end": len(text) + len(other)})
        text += other
        at = mention["end"]
    return {**report, "text": text + report["text"][at:], "mentions": mentions}


class _Swap:
    """What stands for what in one report."""

    def __init__(self, rng: Random, lang: str, pools: Pools, often: float) -> None:
        self.rng, self.pools, self.often = rng, pools, often
        self.lang = "nl" if lang == "en" else lang  # whose names are the local ones
        self.for_word: dict[str, str] = {}
        self.for_whole: dict[tuple[str, str], str] = {}

    def __call__(self, type_: str, words: str) -> str:
        if type_ in NAMES:
            return _PART.sub(lambda part: self._part(part[0]), words)
        if re.search(r"\d{4}", words) and type_ not in {"ADDRESS", "OBJECT"}:
            return words
        if type_ not in self.pools:
            return self._digits(words) if type_ in {"PLATE", "CASE_NUMBER"} else words
        key = (type_, words)
        if key not in self.for_whole:
            self.for_whole[key] = self._other(type_, words) if happens(self.rng, self.often) else words
        return self.for_whole[key]

    def _other(self, type_: str, words: str) -> str:
        town = type_ == "LOCATION" and plain(words) in places()
        other = self.rng.choice(self.pools["town" if town else type_])
        return other.upper() if words.isupper() and len(words) > 4 else other

    def _digits(self, words: str) -> str:
        return re.sub(r"\d", lambda _: str(self.rng.randrange(10)), words)

    def _part(self, word: str) -> str:
        form = plain(word.rstrip("."))
        if form in PARTICLES:
            return word
        if form not in self.for_word:
            self.for_word[form] = self._name(word)
        return _cased(self.for_word[form], word)

    def _name(self, word: str) -> str:
        if len(word.rstrip(".")) <= 2:
            return self.rng.choice("ABCDEFGHIJKLMNOPRSTVWXYZ") + word[1:]
        origin = any_origin(self.rng, self.lang)
        if is_given(word):
            other, second = origin.given(self.rng, "M"), origin.given(self.rng, "F")
            other = second if happens(self.rng, 0.5) else other
        else:
            other, second = origin.surname(self.rng), any_origin(self.rng, self.lang).surname(self.rng)
        return _blend(other, second) if happens(self.rng, UNHEARD) else other


def _blend(first: str, second: str) -> str:
    """The head of one name and the tail of another: "Peeters", "Kowalczyk" → "Peetczyk"."""
    head, tail = first.split(" ")[-1], second.split(" ")[-1]
    return head[: max(2, len(head) // 2 + 1)] + tail[len(tail) // 2 :].lower()


def _cased(other: str, word: str) -> str:
    letters = word.rstrip(".")
    if letters.isupper() and len(letters) > 1:
        return other.upper()
    return other.lower() if letters.islower() and len(letters) > 2 else other


def titles_of_things() -> list[str]:
    """Names of venues and gangs of the synthetic world, as more organisations."""
    things = listed("things")
    return [*things["gangs"], *(name for names in things["venues"].values() for name in names)]
