"""The page that lies beside the model of roles and relations."""

from __future__ import annotations

from ingest.training.learn import ASSERTED, PARTS, Learned, relations_of
from ingest.training.thresholds import total

CARD = """\
# Roles and relations in police reports

{networks} small networks whose weights are averaged: gated convolutions over the words (their stems, and the
concepts of `ingest/extract/data/concepts.yaml`), and a bag of cues for each pair of mentions and each place
of a person. For Dutch, French, German and English together.

## Data and licence

{reports} marked reports of ours (`ingest/training/reports`), fictitious; the weights are under the licence of
this repository. Nothing of `tests/gold` is used. Nobody in the reports exists.

## How it was made

`locard train facts --seed {seed}`. The thresholds are those that score best in {parts} parts, each judged
by a network trained on the others. A statement is called asserted from a chance of {asserted} on; below that
it is alleged or denied, whichever is likelier, so that a denial seldom looks like a fact.

The models of names were trained on most of the same reports, so that mentions as they are found are better
here than in a new text.

## How it does

On reports kept back, with their mentions as they are found, with status (without):

| | F1 |
| --- | ---: |
| relations but the two below | {relations} |
| ASSOCIATE_OF and PRESENT_AT | {apart} |
| roles | {roles} |

{rows}

## Limits

Many of the reports were written to be hard. What a reader infers over several sentences is often missed; who
"he" is, is a guess between the last persons named. Read what it says beside the text, which the page shows.
It says nothing about a person that the text does not say: no attribute such as age, sex or origin is a cue;
whether a name is a man's or a woman's decides alone whom "he" or "she" may mean.
"""


def card(learned: Learned) -> str:
    """The text of MODEL_CARD.md."""
    rows = "\n".join(f"| {s.name} | {s.truth} | {s.f1:.3f} |" for s in learned.scores)
    return CARD.format(
        networks=len(learned.networks),
        reports=learned.reports,
        seed=learned.seed,
        parts=PARTS,
        asserted=ASSERTED,
        relations=_both(total(relations_of(learned.scores, apart=False))),
        apart=_both(total(relations_of(learned.scores, apart=True))),
        roles=_both(total([s for s in learned.scores if s.name.startswith("role:")])),
        rows=f"| relation or role | n | F1 with status |\n| --- | ---: | ---: |\n{rows}",
    )


def _both(figures: dict[str, float]) -> str:
    return f"{figures['with status']:.3f} ({figures['without']:.3f})"
