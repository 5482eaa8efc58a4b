"""Names that a model must not touch: each is given to it as a mark, and put back where the mark comes out."""

from __future__ import annotations

import re
from collections.abc import Sequence

from ingest.gloss.rendering import Keep

MOST = 99
"""Names that one sentence may have to be masked."""

_MARK = re.compile(r"XQ\d\dX")


def mask(text: str, start: int, end: int, kept: Keep) -> tuple[str, list[str]] | None:
    """The stretch with marks for its kept spans, and their words; None where that cannot be done."""
    if not kept:
        return text[start:end], []
    if len(kept) > MOST or _MARK.search(text[start:end]):
        return None
    words, masked, done = [], "", start
    for number, (first, last) in enumerate(kept, 1):
        masked += text[done:first] + f"XQ{number:02}X"
        words.append(text[first:last])
        done = last
    return masked + text[done:end], words


def unmask(answer: str, words: Sequence[str]) -> str | None:
    """The words put back for their marks; None unless every mark came out exactly once."""
    if not words:
        return answer
    wanted = {f"XQ{number:02}X": word for number, word in enumerate(words, 1)}
    if sorted(_MARK.findall(answer)) != sorted(wanted):
        return None
    return _MARK.sub(lambda mark: wanted[mark.group()], answer)


def between(start: int, end: int, kept: Keep) -> list[tuple[int, int]]:
    """What lies between the kept spans of a stretch, in order."""
    found, done = [], start
    for first, last in kept:
        if first > done:
            found.append((done, first))
        done = max(done, last)
    return [*found, (done, end)] if done < end else found
