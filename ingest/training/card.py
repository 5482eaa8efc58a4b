"""The page that lies beside a model: what it is, what it was trained on, how it does, what it is not for."""

from __future__ import annotations

from collections.abc import Mapping

from ingest.extract.trained import LABELS, NETWORK
from ingest.training.ner import Trained

NAMES = {"nl": "Dutch", "fr": "French", "de": "German", "en": "English"}
KINDS = {
    "marked": "marked reports of ours in this language (`ingest/training/reports`), fictitious",
    "marked in other languages": "marked reports of ours in the other languages, fictitious",
    "synthetic": "reports of the synthetic society (`ingest/synthetic`), fictitious",
    "newspapers": "passages of Europeana newspapers (CC0), old spelling; not in the repository",
}
CARD = """\
# Names and things in {name} police reports

A small convolutional network over hashed words with a transition parser on top, trained with spaCy; no
vectors. Width {width}, depth {depth}; types {labels}.

It reads, beside each word, what our word lists know of it and, as hints, what the rules found there. Without
hints it stands alone, less well.

## Data and licence

| reports | what |
| ---: | --- |
{sources}

All of it is ours or CC0; the weights are under the licence of this repository. Nobody in the reports exists;
the newspapers name people of their time.
Names, places and things are swapped for others again and again, a third of the names for ones that no list
holds, and slips of writing and of OCR are made. Nothing of `tests/gold` is used.

## How it was made

`locard train ner --lang {lang} --seed {seed}{papers}`: {steps} steps; of the looks
taken on the way the best on the reports kept back is what is shipped. The same seed, reports and machine give
the same weights.

## How it does

Overlap F1 on {checked} marked reports that were kept back from training, one in five by the hash of the name.
The step, and what the model may do beside the rules (`both`), were chosen on such reports, so the figures
flatter; the sets under `tests/gold` have no part in them.

{table}

## Limits

Made for short reports of police services in and around Belgium. It has seen few letters, no handwriting and
no dialect; a name that is also a common word at the head of a sentence is its usual fault. It says nothing
about a person: it finds where one is named. What it finds alone has a confidence below that of the rules, and
a person reads it before it counts.
"""


def card(trained: Trained) -> str:
    """The text of MODEL_CARD.md."""
    rows = [f"| {count:,} | {KINDS[name]} |" for name, count in trained.sources.items()]
    return CARD.format(
        name=NAMES[trained.lang],
        lang=trained.lang,
        width=NETWORK["width"],
        depth=NETWORK["depth"],
        labels=", ".join(LABELS),
        sources="\n".join(rows),
        seed=trained.seed,
        papers=" --europeana FOLDER" if "newspapers" in trained.sources else "",
        steps=trained.steps,
        checked=len(trained.checked),
        table=table(trained.figures),
    )


def table(figures: Mapping[str, Mapping[str, float]]) -> str:
    """Ways of finding beside one another, a type a line."""
    types = [type_ for type_ in (*LABELS, "all") if any(type_ in found for found in figures.values())]
    lines = [f"| type | {' | '.join(figures)} |", "| --- |" + " ---: |" * len(figures)]
    for type_ in types:
        row = " | ".join(f"{found.get(type_, 0.0):.3f}" for found in figures.values())
        lines.append(f"| {type_} | {row} |")
    return "\n".join(lines)
