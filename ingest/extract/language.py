"""The language of each paragraph, among Dutch, French, German and English."""

from __future__ import annotations

import re
from bisect import bisect_right
from functools import cache
from typing import Any, NamedTuple

LANGUAGES = ("nl", "fr", "de", "en")
SHORTEST = 40
"""Paragraphs with fewer characters take the language of the whole text."""

_PARAGRAPH = re.compile(r"\S(?:.|\n(?!\s*\n))*")


class Paragraph(NamedTuple):
    """One paragraph with its offsets in the text and its language."""

    start: int
    end: int
    lang: str


class Languages:
    """The languages of a text by paragraph, and the one of most of it."""

    def __init__(self, parts: list[Paragraph]) -> None:
        self._starts = [part.start for part in parts]
        self._langs = [part.lang for part in parts]
        weight: dict[str, int] = {}
        for part in parts:
            weight[part.lang] = weight.get(part.lang, 0) + part.end - part.start
        self.main = max(weight, key=lambda lang: (weight[lang], lang), default="nl")

    def at(self, offset: int) -> str:
        """The language of the paragraph that holds an offset."""
        index = bisect_right(self._starts, offset) - 1
        return self._langs[index] if index >= 0 else self.main


@cache
def _identifier() -> Any:
    from py3langid.langid import MODEL_FILE, LanguageIdentifier

    identifier = LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=False)
    identifier.set_languages(list(LANGUAGES))
    return identifier


def language_of(text: str) -> str:
    """The most probable of the four languages (nl for a text without letters)."""
    if not any(c.isalpha() for c in text):
        return "nl"
    lang, _ = _identifier().classify(text[:600])
    return str(lang)


def paragraphs(text: str, lang: str | None = None) -> list[Paragraph]:
    """The paragraphs (parted by empty lines) with the language of each; short ones follow the whole."""
    whole = lang or language_of(text)
    found = []
    for match in _PARAGRAPH.finditer(text):
        own = whole if lang or len(match.group()) < SHORTEST else language_of(match.group())
        found.append(Paragraph(match.start(), match.end(), own))
    return found
