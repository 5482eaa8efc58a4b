"""Slips of writing and reading: lost accents, lost capitals, capitals throughout, letters misread by OCR."""

from __future__ import annotations

import re
from collections.abc import Mapping
from random import Random
from typing import Any

from anyascii import anyascii

from ingest.synthetic.chance import happens
from ingest.synthetic.spelling import by_key

MISREAD = {"l": "1", "o": "0", "rn": "m", "m": "rn", "e": "c", "i": "l", "I": "l", "O": "0", "u": "n"}
_WORD = re.compile(r"[^\W\d_]{4,}")


def noisy(rng: Random, report: Mapping[str, Any]) -> dict[str, Any]:
    """The report with one kind of slip, or none; its mentions keep their words."""
    change = rng.choice((None, None, None, _plain, _small_names, _capital_names, _slips, _misread))
    if change is None:
        return dict(report)
    text, at = "", 0
    mentions = []
    for mention in report["mentions"]:
        text += change(rng, report["text"][at : mention["start"]], "")
        words = change(rng, report["text"][mention["start"] : mention["end"]], mention["type"])
        mentions.append({**mention, "start": len(text), "end": len(text) + len(words)})
        text += words
        at = mention["end"]
    return {**report, "text": text + change(rng, report["text"][at:], ""), "mentions": mentions}


def _plain(rng: Random, words: str, type_: str) -> str:
    """Without accents, as from an old system."""
    return "".join(anyascii(c) if c.isalpha() else c for c in words)


def _small_names(rng: Random, words: str, type_: str) -> str:
    """Some names without capitals."""
    return words.lower() if type_ in {"PERSON", "LOCATION", "ORGANISATION"} and happens(rng, 0.15) else words


def _capital_names(rng: Random, words: str, type_: str) -> str:
    """Some names in capitals."""
    capital = type_ in {"PERSON", "ALIAS", "LOCATION", "ORGANISATION", "ADDRESS"} and happens(rng, 0.5)
    return words.upper() if capital else words


def _slips(rng: Random, words: str, type_: str) -> str:
    """Slips of the finger."""
    return _WORD.sub(lambda hit: by_key(rng, hit[0]) if happens(rng, 0.05) else hit[0], words)


def _misread(rng: Random, words: str, type_: str) -> str:
    """Letters that OCR takes for others."""
    return _WORD.sub(lambda hit: _one(rng, hit[0]) if happens(rng, 0.08) else hit[0], words)


def _one(rng: Random, word: str) -> str:
    letters = [letters for letters in MISREAD if letters in word[1:]]
    if not letters:
        return word
    chosen = rng.choice(letters)
    return word[0] + word[1:].replace(chosen, MISREAD[chosen], 1)
