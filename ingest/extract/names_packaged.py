"""The packaged French model: asked about persons where the rules could not decide."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from typing import Any, NamedTuple

from ingest.extract.extraction import Candidate
from ingest.extract.naming import normal
from ingest.extract.plausible import looks_like_a_name
from ingest.extract.reading import Reading
from ingest.extract.tokens import tokenise

BY = "French statistical model, where the rules could not decide"
CONFIRMED = "name by rules, confirmed by the French statistical model"
MODEL = "fr_core_news_md"
EXCLUDED = ("parser", "morphologizer", "attribute_ruler", "lemmatizer", "senter")
"""What a name does not need: tok2vec and ner stay."""
CONFIDENCE = 0.6
"""Of a name that the model alone takes for one: below that of any rule."""
DOUBTFUL, SURE = 0.8, 0.85
"""A person that the rules hold for less likely than the first is raised to the second by a second opinion."""
AROUND = 160
"""Characters of a passage on either side: the model looks no farther than a few words."""

_END = re.compile(r"[.!?;]\s|\n")


class _Passage(NamedTuple):
    reading: int
    start: int
    end: int


def second_opinion(readings: Sequence[Reading]) -> list[list[Candidate]]:
    """The candidates of each text, with the names that the model adds and confirms."""
    found = [list(reading.candidates) for reading in readings]
    passages = [p for n, reading in enumerate(readings) for p in _passages(n, reading)]
    for passage, spans in zip(passages, _persons(readings, passages), strict=True):
        reading = readings[passage.reading]
        for start, end in spans:
            _settle(found[passage.reading], reading, passage.start + start, passage.start + end)
    return [sorted(candidates, key=lambda c: c.start) for candidates in found]


def _passages(number: int, reading: Reading) -> Iterator[_Passage]:
    """The sentences of French paragraphs that hold an undecided run which looks like a name."""
    last = -1
    for start, end in sorted(reading.undecided):
        if start < last or reading.lang.at(start) != "fr" or not looks_like_a_name(reading.text, start, end):
            continue
        passage = _around(reading.text, start, end)
        last = passage[1]
        yield _Passage(number, *passage)


def _around(text: str, start: int, end: int) -> tuple[int, int]:
    low, high = max(0, start - AROUND), min(len(text), end + AROUND)
    ends = [m.end() for m in _END.finditer(text, low, start)]
    behind = _END.search(text, end, high)
    return (ends[-1] if ends else low), (behind.start() + 1 if behind else high)


def _persons(readings: Sequence[Reading], passages: Iterable[_Passage]) -> Iterator[list[tuple[int, int]]]:
    """Offsets of the persons that the model finds in each passage."""
    texts = [readings[p.reading].text[p.start : p.end] for p in passages]
    for doc in _model().pipe(texts) if texts else ():
        yield [(e.start_char, e.end_char) for e in doc.ents if e.label_ == "PER"]


def _settle(found: list[Candidate], reading: Reading, start: int, end: int) -> None:
    """Take an undecided run that the model calls a person, or confirm a doubtful find of the rules."""
    text = reading.text
    for index, other in enumerate(found):
        if other.start < end and start < other.end:
            if other.type == "PERSON" and other.confidence < DOUBTFUL:
                found[index] = other._replace(confidence=SURE, by=CONFIRMED)
            return
    for low, high in reading.undecided:
        free = not any(other.start < high and low < other.end for other in found)
        if free and low < end and start < high and looks_like_a_name(text, low, high):
            found.append(Candidate("PERSON", low, high, normal(tokenise(text[low:high])), CONFIDENCE, BY))


@cache
def _model() -> Any:
    """The packaged model, loaded once and only when it is asked."""
    import spacy

    return spacy.load(MODEL, exclude=list(EXCLUDED))
