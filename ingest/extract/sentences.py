"""Sentences of a text: where a statement begins and ends."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from typing import NamedTuple

from ingest.extract.extraction import FoundMention

_END = re.compile(r"[.!?;]+[\"”»]?(?=\s+[\"“„«(\-–]?\s?[A-ZÀ-Þ0-9°])|\n+|(?<=[a-z0-9)])\s+–\s+(?=[A-Z])")
_ABBREVIATION = re.compile(
    r"(?:^|[\s(])(?:dr|mr|mw|mevr|dhr|mme|mlle|m|me|nr|n|no|art|bv|ca|cal|st|insp|inp|ref|réf"
    r"|tel|tél|bte|resp|o\.a|t\.w\.v|geb|imm"
    r"|hr|fr|str|av|bd|vs|az|dd|cfr|z|prof|sgt|mrs|ms|[A-Z]|v\.d|z\.o|d\.d|jl|ll)\.$",
    re.I,
)

LONGEST = 1500
"""Characters of a sentence; what is longer is no prose."""


class Sentence(NamedTuple):
    """Offsets of one sentence, end exclusive."""

    start: int
    end: int


def sentences(text: str, mentions: Sequence[FoundMention]) -> list[Sentence]:
    """The sentences in order; never parted inside a mention or behind an abbreviation."""
    inside = [(m.start, m.end) for m in mentions]
    starts = [start for start, _ in inside]
    found, begin = [], 0
    for match in _END.finditer(text):
        at = bisect_right(starts, match.start()) - 1
        if at >= 0 and inside[at][0] < match.start() < inside[at][1] - 1:
            continue
        if match.group()[0] == "." and _ABBREVIATION.search(
            text[max(0, match.start() - 7) : match.start() + 1]
        ):
            continue
        if match.end() > begin:
            found.append(Sentence(begin, match.end()))
            begin = match.end()
    if begin < len(text):
        found.append(Sentence(begin, len(text)))
    return [part for sentence in found for part in _parts(text, sentence)]


def _parts(text: str, sentence: Sentence) -> list[Sentence]:
    """A sentence without end, as lists have, is cut at spaces, so that time stays linear."""
    parts, begin = [], sentence.start
    while sentence.end - begin > LONGEST:
        space = text.rfind(" ", begin + 1, begin + LONGEST)
        cut = space if space > begin else begin + LONGEST
        parts.append(Sentence(begin, cut))
        begin = cut
    return [*parts, Sentence(begin, sentence.end)]
