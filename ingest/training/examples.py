"""What a model learns from: reports, marked and made up, drawn by weight, changed, with hints."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from random import Random
from typing import Any

import orjson

from ingest.extract.names_statistical import hints
from ingest.extract.pipeline import Document, read_by_rules
from ingest.extract.trained import LABELS, Span, Word, document, known_of, pieces, words_of
from ingest.synthetic import generate
from ingest.synthetic.chance import happens
from ingest.training.noise import noisy
from ingest.training.swaps import Pools, swapped

WITHOUT_HINTS = 0.3
"""How often a report is shown without what the rules found, so that a model can stand alone."""
MISSED, MISNAMED = 0.3, 0.04
"""How often a find of the rules is hidden or misnamed: they err more on what is new to them."""
FORGOTTEN = 0.1
"""How often it is shown without what the word lists know."""
UNSWAPPED = 0.15
SOCIETY = 3000
"""Persons of the synthetic society whose reports are read."""

Json = Mapping[str, Any]


def hints_of(report: Json) -> list[Span]:
    """What the rules find in a report: mentions, and numbers that failed their check."""
    return hints(read_by_rules(Document(report["text"], report["lang"], report["doc_date"])))


def synthetic(seed: int, persons: int = SOCIETY) -> list[dict[str, Any]]:
    """The reports of a synthetic society, in four languages."""
    with tempfile.TemporaryDirectory() as folder:
        made = generate(Path(folder) / "society", persons, seed).folder
        with (made / "truth" / "texts.jsonl").open("rb") as lines:
            return [orjson.loads(line) for line in lines]


def _worse(rng: Random, found: Sequence[Span]) -> Iterator[Span]:
    for hint in found:
        if hint.type not in LABELS:
            yield hint
        elif happens(rng, MISNAMED):
            yield hint._replace(type=rng.choice(LABELS))
        elif not happens(rng, MISSED):
            yield hint


class Source:
    """Reports of one kind, and how often they are drawn."""

    def __init__(self, name: str, reports: Sequence[Json], weight: float, swap: bool = True) -> None:
        self.name, self.reports, self.weight, self.swap = name, reports, weight, swap


def drawn(rng: Random, sources: Sequence[Source], pools: Mapping[str, Pools]) -> Iterator[Json]:
    """Reports without end, each as it is or changed; `pools` by language."""
    weights = [source.weight for source in sources]
    while True:
        [source] = rng.choices(sources, weights)
        report = rng.choice(source.reports)
        if source.swap and not happens(rng, UNSWAPPED):
            report = swapped(rng, report, pools[report["lang"]], rng.choice((0.2, 0.6)))
        yield noisy(rng, report)


def taught(nlp: Any, rng: Random, report: Json) -> list[Any]:
    """The report as spaCy examples."""
    from spacy.training import Example

    words = words_of(report["text"])
    known = ["."] * len(words) if happens(rng, FORGOTTEN) else known_of(words)
    shown = [] if happens(rng, WITHOUT_HINTS) else list(_worse(rng, hints_of(report)))
    found = []
    for low, high in pieces(words):
        part, lists = words[low:high], known[low:high]
        truth = document(nlp.vocab, part, lists, ())
        truth.set_ents(_entities(truth, part, report["mentions"]))
        found.append(Example(document(nlp.vocab, part, lists, shown), truth))
    return found


def _entities(doc: Any, words: Sequence[Word], mentions: Sequence[Json]) -> list[Any]:
    """The mentions as spans of whole words; what the models do not know is no entity."""
    from spacy.tokens import Span as Entity

    found, last = [], 0
    for mention in sorted(mentions, key=lambda m: int(m["start"])):
        inside = [n for n, w in enumerate(words) if w.start < mention["end"] and mention["start"] < w.end]
        if mention["type"] in LABELS and inside and inside[0] >= last:
            last = inside[-1] + 1
            found.append(Entity(doc, inside[0], last, label=mention["type"]))
    return found
