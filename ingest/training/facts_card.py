"""The page that lies beside the model of roles and relations."""

from __future__ import annotations

from ingest.training.aliases import LearnedAliases
from ingest.training.learn import PARTS, Learned, relations_of
from ingest.training.thresholds import RELATION_ASSERTED, ROLE_ASSERTED, total

CARD = """\
# Roles and relations in police reports

{networks} small networks whose weights are averaged: gated convolutions over the words (their stems, and the
concepts of `ingest/extract/data/concepts`), and a bag of cues for each pair of mentions and each place of a
person; what phrases said is one of the cues. For Dutch, French, German and English together. Beside them
logistic weights of the words around a name (`aliases.json`), which tell false names from true ones.

## Data and licence

{reports} marked reports of ours (`ingest/training/reports`), fictitious; the weights are under the licence of
this repository. Nothing of `tests/gold` is used. Nobody in the reports exists. A passage of each report is a
sample of its own, so that short texts are learned too.

## How it was made

`locard train facts --seed {seed}`. The thresholds are those that score best in {parts} parts, each judged
by a network trained on the others. A relation is called asserted from a chance of {relation} on, a role from
{role} on; below that it is denied where that is likeliest, else alleged, so that a denial seldom looks like a
fact.

The models of names were trained on most of the same reports, and the weights of false names on all of them,
so that mentions as they are found are better here than in a new text.

## How it does

On reports kept back, with their mentions as they are found, with status (without):

| | F1 |
| --- | ---: |
| relations but the two below | {relations} |
| ASSOCIATE_OF and PRESENT_AT | {apart} |
| roles | {roles} |

{rows}

False names among the names of persons, as marked, in five parts that were kept back in turn: {aliases}.

## Limits

Many of the reports were written to be hard. What a reader infers over several sentences is often missed; who
"he" is, is a guess between the last persons named. Read what it says beside the text, which the page shows.
It says nothing about a person that the text does not say: no attribute such as age, sex or origin is a cue;
whether a name is a man's or a woman's decides alone whom "he" or "she" may mean.
"""


def card(learned: Learned, false_names: LearnedAliases) -> str:
    """The text of MODEL_CARD.md."""
    rows = "\n".join(f"| {s.name} | {s.truth} | {s.f1:.3f} |" for s in learned.scores)
    return CARD.format(
        networks=len(learned.networks),
        reports=learned.reports,
        seed=learned.seed,
        parts=PARTS,
        relation=RELATION_ASSERTED,
        role=ROLE_ASSERTED,
        relations=_both(total(relations_of(learned.scores, apart=False))),
        apart=_both(total(relations_of(learned.scores, apart=True))),
        roles=_both(total([s for s in learned.scores if s.name.startswith("role:")])),
        aliases=_aliases(false_names),
        rows=f"| relation or role | n | F1 with status |\n| --- | ---: | ---: |\n{rows}",
    )


def _aliases(found: LearnedAliases) -> str:
    f1 = 2 * found.right / max(1, found.truth + found.said)
    return f"{found.truth} there are, {found.said} are called so, {found.right} rightly (F1 {f1:.3f})"


def _both(figures: dict[str, float]) -> str:
    return f"{figures['with status']:.3f} ({figures['without']:.3f})"
