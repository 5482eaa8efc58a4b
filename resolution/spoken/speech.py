"""One language: findings, keys and conflicts in words, sentences filled in, numbers as they are written."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Any

from ledger.errors import BadInput
from ledger.located import from_yaml

LANGUAGES = ("nl", "fr", "de", "en")
SIGNS = {"nl": (",", "."), "fr": (",", "\N{NO-BREAK SPACE}"), "de": (",", "."), "en": (".", ",")}
"""The signs before decimals and between thousands."""
SUREST = 0.9999
FIGURES = 2
"""Figures of a count that mean anything: 553 strangers are 550."""


@dataclass(frozen=True)
class Speech:
    """The words of one language."""

    lang: str
    words: Mapping[str, Mapping[str, Any]]

    def field(self, name: str) -> str:
        """The label of a field that is compared."""
        return str(self.words["fields"].get(name, {}).get("label", name))

    def finding(self, field: str, found: str) -> str:
        """What was found in a field; a finding without words here is said as comparison.py names it."""
        return str(self.words["fields"].get(field, {}).get(found) or f"{self.field(field)}: {found}")

    def keys(self, keys: Sequence[str]) -> str:
        """What keys have in common, by the functions that made them, each once."""
        names = dict.fromkeys(key.split(":", 1)[0] for key in keys)
        return ", ".join(str(self.words["keys"].get(name, name.replace("_", " "))) for name in names)

    def conflict(self, found: str) -> str:
        """Why two cannot be one; what follows a colon, and a rule without words here, as it stands."""
        rule, colon, values = found.partition(": ")
        return str(self.words["conflicts"].get(rule, rule)) + colon + values

    def judged(self, kind: str) -> str:
        """A kind of judgement."""
        return str(self.words["kinds"][kind])

    def flagged(self, kind: str) -> str:
        """Why a pair is in the queue of review."""
        return str(self.words["review"][kind])

    def say(self, sentence: str, **values: str) -> str:
        """A sentence with its places filled in."""
        return str(self.words["sentences"][sentence]).format(**values)

    def bits(self, weight: float) -> str:
        """A weight with one decimal, without its sign: 9.1, 9,1."""
        return f"{abs(weight):.1f}".replace(".", SIGNS[self.lang][0])

    def probability(self, p: float) -> str:
        """A probability in two decimals, four where it is nearly sure; never 0 or 1."""
        if p > SUREST or p < 1 - SUREST:
            sign, p = ("> ", SUREST) if p > SUREST else ("< ", 1 - SUREST)
        else:
            sign = ""
        places = 2 if 0.01 <= p <= 0.99 else 4
        return sign + f"{p:.{places}f}".replace(".", SIGNS[self.lang][0])

    def count(self, n: float) -> str:
        """A count in round figures: 553 → 550, 12345 → 12,000."""
        whole = round(n)
        rounded = round(whole, min(0, FIGURES - len(str(whole))))
        return f"{rounded:,}".replace(",", SIGNS[self.lang][1])


@cache
def speech(lang: str) -> Speech:
    """The words of a language; BadInput when there are none."""
    if lang not in LANGUAGES:
        raise BadInput(f"There are no words in {lang!r}; choose one of {', '.join(LANGUAGES)}.")
    words: dict[str, dict[str, Any]] = {}
    for name in (f"{lang}.yaml", f"things_{lang}.yaml", f"history_{lang}.yaml"):
        text = resources.files("resolution.spoken").joinpath(name).read_text(encoding="utf-8")
        for part, said in from_yaml(text).items():
            words.setdefault(part, {}).update(said)
    return Speech(lang, words)
