"""Trains the names and things of one language: the same seed and the same reports give the same model."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from random import Random
from typing import Any

from ingest.extract.trained import LABELS, NETWORK, Model, blank
from ingest.training import europeana
from ingest.training.cross_check import figures, mean
from ingest.training.examples import SOCIETY, Source, drawn, synthetic, taught
from ingest.training.stock import stock
from ingest.training.swaps import pools_of, titles_of_things

LANGUAGES = ("nl", "fr", "de", "en")
SEED = 7
STEPS = 600
REPORTS_A_STEP = 8
EVERY = 75
"""Steps between two looks at the cross-check."""
KEPT_BACK = 5
"""One report in so many is kept back from training for the cross-check."""
DROPOUT = 0.25
RATES = (0.002, 0.0003)
"""Learning rate of the first and the last step."""
WEIGHTS = {"marked": 5.0, "marked in other languages": 2.0, "synthetic": 0.8, "newspapers": 0.5}
"""How often each kind of report is drawn."""

Json = Mapping[str, Any]
Tell = Callable[[int, int, float], None]


@dataclass(frozen=True)
class Trained:
    """A model, how it did on the reports kept back, and what it was trained on."""

    lang: str
    model: Model
    figures: Mapping[str, Mapping[str, float]]
    sources: Mapping[str, int]
    steps: int
    seed: int
    checked: Sequence[str] = field(default_factory=tuple)

    def about(self) -> dict[str, Any]:
        """What `model.json` says: enough to read the weights again, and where they come from."""
        return {
            "lang": self.lang,
            "labels": list(LABELS),
            "network": dict(NETWORK),
            "seed": self.seed,
            "steps": self.steps,
            "sources": dict(self.sources),
        }


def kept_back(name: str, fold: int = 0) -> bool:
    """Whether a report is kept for the cross-check, by the hash of its name."""
    return int.from_bytes(hashlib.sha256(name.encode()).digest()[:4], "big") % KEPT_BACK == fold


def train(
    lang: str,
    reports: Sequence[Json],
    newspapers: Path | None = None,
    seed: int = SEED,
    steps: int = STEPS,
    fold: int = 0,
    society: int = SOCIETY,
    tell: Tell = lambda step, steps, f1: None,
) -> Trained:
    """Train on marked, synthetic and newspaper text; the best model on the reports kept back is returned."""
    teaching = [r for r in reports if not kept_back(r["id"], fold)]
    checking = [r for r in reports if r["lang"] == lang and kept_back(r["id"], fold)]
    sources = sources_of(lang, teaching, newspapers, synthetic(seed, society))
    pools = {each: _pools(teaching, sources, each, seed) for each in LANGUAGES}
    rng = Random(f"{seed}:{lang}")
    stream = drawn(rng, sources, pools)
    nlp = _fresh(seed)
    optimizer = nlp.create_optimizer()
    best, kept = -1.0, b""
    for step in range(1, steps + 1):
        optimizer.learn_rate = RATES[0] + (RATES[1] - RATES[0]) * step / steps
        batch = [example for _ in range(REPORTS_A_STEP) for example in taught(nlp, rng, next(stream))]
        nlp.update(batch, drop=DROPOUT, sgd=optimizer)
        if step % EVERY == 0 or step == steps:
            with nlp.use_params(optimizer.averages):
                f1 = mean(checking, Model(nlp)) if checking else float(step)
                if f1 >= best:
                    best, kept = f1, nlp.get_pipe("ner").to_bytes(exclude=["vocab"])
            tell(step, steps, f1)
    nlp.get_pipe("ner").from_bytes(kept, exclude=["vocab"])
    model = Model(nlp)
    return Trained(
        lang,
        model,
        figures(checking, model),
        {source.name: len(source.reports) for source in sources},
        steps,
        seed,
        tuple(report["id"] for report in checking),
    )


def sources_of(
    lang: str, teaching: Sequence[Json], newspapers: Path | None, society: Sequence[Json]
) -> list[Source]:
    """The kinds of reports that a language is taught with; what there is none of is left out."""
    papers = list(europeana.passages(newspapers, lang)) if newspapers else []
    found: dict[str, list[dict[str, Any]] | list[Json]] = {
        "marked": [r for r in teaching if r["lang"] == lang],
        "marked in other languages": [r for r in teaching if r["lang"] != lang],
        "synthetic": [r for r in society if r["lang"] == lang],
        "newspapers": papers,
    }
    return [
        Source(name, chosen, WEIGHTS[name], swap=name != "newspapers")
        for name, chosen in found.items()
        if chosen
    ]


def _pools(teaching: Sequence[Json], sources: Sequence[Source], lang: str, seed: int) -> dict[str, list[str]]:
    """Names of things to swap in: of the marked and the synthetic reports of a language."""
    made = [r for source in sources if source.name == "synthetic" for r in source.reports]
    pools = pools_of([*(r for r in teaching if r["lang"] == lang), *(r for r in made if r["lang"] == lang)])
    pools["ORGANISATION"] += titles_of_things()
    for type_, names in stock(Random(f"{seed}:{lang}"), lang).items():
        pools[type_] += names
    return {type_: names for type_, names in pools.items() if names}


def _fresh(seed: int) -> Any:
    """An untrained pipeline; what is loaded with it draws numbers too, so that the seed comes after."""
    from thinc.api import fix_random_seed

    nlp = blank()
    for label in LABELS:
        nlp.get_pipe("ner").add_label(label)
    fix_random_seed(seed)
    nlp.initialize()
    return nlp
