"""What the rules found in a text, before the models are asked."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from ingest.extract.extraction import Candidate, Invalid
from ingest.extract.language import Languages


class Reading(NamedTuple):
    """What the rules found in one text, and the runs of capitals that they left undecided."""

    text: str
    lang: Languages
    candidates: Sequence[Candidate]
    undecided: Sequence[tuple[int, int]]
    invalid: Sequence[Invalid] = ()
