"""What words mean to a reader of reports: `data/concepts/<language>.yaml`."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache
from typing import NamedTuple

from ingest.extract.lexicon import DATA, plain
from ledger.located import from_yaml

_ELIDED = re.compile(r"^((?:[jlcnsmtd]|qu|lorsqu|puisqu|jusqu)')(.+)$")
_TRANSLATE = str.maketrans("’‘`", "'''")
SHORTEST = 2
"""Letters of the shortest stem that stands for its endings."""


class Concepts:
    """The words of one language with their concepts: whole words, stems, endings and phrases."""

    def __init__(self, words: dict[str, Sequence[str]]) -> None:
        self._whole: dict[str, set[str]] = {}
        self._stems: dict[str, set[str]] = {}
        self._endings: dict[str, set[str]] = {}
        self._phrases: dict[str, list[tuple[tuple[str, ...], str]]] = {}
        self._known: dict[str, tuple[str, ...]] = {}
        for concept, list_ in words.items():
            for word in list_:
                self._add(concept, word)
        self._longest = max(map(len, self._stems), default=0)

    def _add(self, concept: str, word: str) -> None:
        if "_" in word.strip("_"):
            first, *rest = word.split("_")
            self._phrases.setdefault(first, []).append((tuple(rest), concept))
        elif word.startswith("*"):
            self._endings.setdefault(word[1:], set()).add(concept)
        elif word.endswith("*"):
            self._stems.setdefault(word[:-1], set()).add(concept)
        else:
            self._whole.setdefault(word.strip("_"), set()).add(concept)

    def of(self, word: str) -> tuple[str, ...]:
        """The concepts of one plain word, in alphabetical order."""
        known = self._known.get(word)
        if known is None:
            known = self._known[word] = tuple(sorted(self._find(word)))
            if len(self._known) > _REMEMBERED:
                self._known.clear()
        return known

    def _find(self, word: str) -> set[str]:
        elided = _ELIDED.match(word)
        if elided and word not in self._whole:
            return self._find(elided.group(1)) | self._find(elided.group(2))
        found = set(self._whole.get(word, ()))
        for length in range(SHORTEST, min(len(word), self._longest) + 1):
            found |= self._stems.get(word[:length], set())
        for ending, concepts in self._endings.items():
            if len(word) > len(ending) + 1 and word.endswith(ending):
                found |= concepts
        return found

    def phrases(self, words: Sequence[str], at: int) -> list[str]:
        """The concepts of the phrases that begin at a word."""
        return [
            concept
            for rest, concept in self._phrases.get(words[at], ())
            if all(_same(part, words, at + n) for n, part in enumerate(rest, 1))
        ]


_REMEMBERED = 50_000
"""Words whose concepts are kept at hand."""


def _same(part: str, words: Sequence[str], at: int) -> bool:
    if at >= len(words):
        return False
    return words[at].startswith(part[:-1]) if part.endswith("*") else words[at] == part


class Meaning(NamedTuple):
    """A plain word with its concepts."""

    word: str
    concepts: tuple[str, ...]


@cache
def concepts(lang: str) -> Concepts:
    """The concepts of a language; of an unknown one those of English."""
    chosen = lang if lang in {"nl", "fr", "de", "en"} else "en"
    text = (DATA / "concepts" / f"{chosen}.yaml").read_text("utf-8")
    table = from_yaml(text)
    return Concepts({concept: words.split() for concept, words in table.items()})


def read(words: Sequence[str], lang: str) -> list[Meaning]:
    """Words as they stand, with the concepts that each has alone or as the head of a phrase."""
    lexicon = concepts(lang)
    low = [plain(word.translate(_TRANSLATE)) for word in words]
    found = []
    for at, word in enumerate(low):
        more = lexicon.phrases(low, at)
        known = lexicon.of(word)
        found.append(Meaning(word, tuple(dict.fromkeys([*known, *more])) if more else known))
    return found
