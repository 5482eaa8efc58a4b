"""Extraction against the reports marked by hand, by language and type; rules and model also apart.

python -m bench.extraction [--lang nl] [--gold FOLDER] [--coref [first|second]]
"""

from __future__ import annotations

import argparse
import hashlib
import importlib.util
import time
from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from rich.console import Console
from rich.table import Table

from ingest.extract import Document, coref, extract_many
from ingest.extract.extraction import FoundMention
from ingest.extract.names_packaged import EXCLUDED, MODEL
from ingest.extract.naming import normal
from ingest.extract.pipeline import FACTS as FOUND_BY
from ingest.extract.pipeline import STATISTICAL, Facts
from ingest.extract.score import Scores, Tally, score
from ingest.extract.tokens import tokenise
from ingest.extract.trained import Span, model

GOLD = Path(__file__).parents[1] / "tests" / "gold"
MODEL_LABELS = {"PER": "PERSON", "ORG": "ORGANISATION", "LOC": "LOCATION"}
FACTS = ("roles", "relations", "apart")
WAYS: tuple[Facts, ...] = ("rules", "model", "both")

Json = dict[str, Any]
Way = Callable[[Sequence[dict[str, Any]]], tuple[list[dict[str, Any]], float]]
"""Reports in, extractions as JSON and words per second of processor time out."""


def main(arguments: Sequence[str] | None = None) -> None:
    """Print the tables."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--lang", choices=("nl", "fr", "de", "en"), help="one language only")
    parser.add_argument("--gold", type=Path, default=GOLD / "reports", help="folder of marked reports")
    parser.add_argument(
        "--coref",
        nargs="?",
        const="all",
        choices=("all", "first", "second"),
        help="co-reference only, of all reports or of one half by the hash of their names",
    )
    options = parser.parse_args(arguments)
    reports = [r for r in load(options.gold) if options.lang in {None, r["lang"]}]
    console = Console(width=140)
    if options.coref:
        chosen = [r for r in reports if options.coref in {"all", half(r["id"])}]
        console.print(*coref_tables(chosen), sep="\n")
        return
    for lang in sorted({r["lang"] for r in reports}):
        chosen = [r for r in reports if r["lang"] == lang]
        found, speed = run(chosen)
        title = f"{lang}: {len(chosen)} reports, {speed:,.0f} words/s"
        beside = {}
        for name, how in ways(lang).items():
            other, its_speed = how(chosen)
            beside[name] = score(zip(chosen, other, strict=True))
            title += f", {name} {its_speed:,.0f}"
        console.print(table(title, score(zip(chosen, found, strict=True)), beside))
    found, speed = run(reports)
    console.print(
        table(f"all: {len(reports)} reports, {speed:,.0f} words/s", score(zip(reports, found, strict=True)))
    )
    console.print(facts_table(reports))
    console.print(*coref_tables(reports), sep="\n")


def facts_table(reports: Sequence[Json]) -> Table:
    """Roles and relations by rules alone, by the model alone, and by both, over the same mentions."""
    shown = Table(title="roles and relations: F1 with status (without)", title_justify="left")
    shown.add_column("by")
    for head in (*FACTS, "denied or alleged", "… found as such", "… as fact", "words/s"):
        shown.add_column(head, justify="right")
    for way in WAYS:
        found, speed = run(reports, facts=way)
        scores = score(zip(reports, found, strict=True))
        figures = [
            f"{scores.facts[name].f1:.3f} ({scores.facts[name + ' without status'].f1:.3f})" for name in FACTS
        ]
        unsure = [str(scores.unsure[name]) for name in ("all", "found", "as fact")]
        name = f"{way} (default)" if way == FOUND_BY else way
        shown.add_row(name, *figures, *unsure, f"{speed:,.0f}")
    return shown


def load(folder: Path) -> list[Json]:
    """The reports of a folder, by the loader that lies beside the gold set."""
    spec = importlib.util.spec_from_file_location("gold_load", GOLD / "load.py")
    if spec is None or spec.loader is None:
        raise SystemExit(f"no loader in {GOLD}")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    reports: list[Json] = module.load(folder)
    return reports


def run(
    reports: Sequence[Json], statistical: bool = STATISTICAL, facts: Facts = FOUND_BY
) -> tuple[list[Json], float]:
    """Extractions as JSON, and words per second of processor time."""
    documents = [Document(r["text"], None, r["doc_date"], r["id"]) for r in reports]
    list(extract_many(documents, statistical, facts))  # loads word lists, patterns and the model
    start = time.process_time()
    found = [extraction.to_json() for extraction in extract_many(documents, statistical, facts)]
    return found, _words(reports) / (time.process_time() - start)


def by_rules(reports: Sequence[Json]) -> tuple[list[Json], float]:
    """What the rules find without the models."""
    return run(reports, statistical=False)


def by_both(reports: Sequence[Json]) -> tuple[list[Json], float]:
    """What rules and model find together."""
    return run(reports, statistical=True)


def by_model(reports: Sequence[Json]) -> tuple[list[Json], float]:
    """What our model finds by itself, not told what the rules found."""
    asked = model(reports[0]["lang"])
    if asked is None:
        raise SystemExit(f"no model of {reports[0]['lang']}: locard train ner --lang {reports[0]['lang']}")
    texts = [r["text"] for r in reports]
    asked.spans(texts)
    start = time.process_time()
    found = asked.spans(texts)
    elapsed = time.process_time() - start
    return [_as_json(spans) for spans in found], _words(reports) / elapsed


def by_packaged(reports: Sequence[Json]) -> tuple[list[Json], float]:
    """What the packaged French model finds by itself: names, places, organisations."""
    import spacy

    nlp = spacy.load(MODEL, exclude=list(EXCLUDED))
    list(nlp.pipe(r["text"] for r in reports))
    start = time.process_time()
    docs = list(nlp.pipe(r["text"] for r in reports))
    elapsed = time.process_time() - start
    found = [
        [Span(MODEL_LABELS[e.label_], e.start_char, e.end_char) for e in doc.ents if e.label_ in MODEL_LABELS]
        for doc in docs
    ]
    return [_as_json(spans) for spans in found], _words(reports) / elapsed


def ways(lang: str) -> dict[str, Way]:
    """What stands beside the default: rules alone, model alone, both; in French the packaged model too."""
    found: dict[str, Way] = {"rules alone": by_rules, "both": by_both}
    found |= {"model alone": by_model} if model(lang) is not None else {}
    return found | ({"packaged model alone": by_packaged} if lang == "fr" else {})


def _words(reports: Sequence[Json]) -> int:
    return sum(len(r["text"].split()) for r in reports)


def _as_json(spans: Sequence[Span]) -> Json:
    mentions = [
        {"id": str(number), "type": span.type, "start": span.start, "end": span.end, "norm": None}
        for number, span in enumerate(spans)
    ]
    return {"mentions": mentions, "roles": [], "relations": [], "coref": []}


def table(title: str, scores: Scores, beside: Mapping[str, Scores] | None = None) -> Table:
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
        *(f"{name} F1" for name in beside or {}),
    ):
        out.add_column(head, justify="right")
    for type_ in sorted(scores.overlap):
        norms = f"{scores.norm_right[type_]}/{scores.norm_all[type_]}" if scores.norm_all[type_] else ""
        others = [f"{other.overlap[type_].f1:.3f}" for other in (beside or {}).values()]
        out.add_row(type_, *_figures(scores.overlap[type_]), f"{scores.strict[type_].f1:.3f}", norms, *others)
    out.add_section()
    for name in FACTS:
        for key in sorted(k for k in scores.facts if k.split(":")[0] == name and "without" not in k):
            bare = scores.facts[key + " without status"].f1
            out.add_row(key, *_figures(scores.facts[key]), f"{bare:.3f} bare")
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


def half(name: str) -> str:
    """The half of a report by its name: co-reference is mended by the first, checked on the second."""
    return "first" if hashlib.sha256(name.encode()).digest()[0] % 2 == 0 else "second"


def coref_tables(reports: Sequence[Json]) -> list[Table]:
    """Co-reference on the marked spans: for each language and for all."""
    by_lang = {
        lang: [r for r in reports if r["lang"] == lang] for lang in sorted({r["lang"] for r in reports})
    }
    return [
        coref_table(f"{name}: co-reference on the marked mentions of {len(chosen)} reports", chosen)
        for name, chosen in {**by_lang, "all": reports}.items()
    ]


def coref_table(title: str, reports: Sequence[Json]) -> Table:
    """B³ and pairwise figures by type; `groups` are the things that are named more than once."""
    out = Table(title=title, title_justify="left")
    out.add_column("what")
    for head in ("n", "groups", "B³ P", "B³ R", "B³ F1", "pairs", "pair P", "pair R", "pair F1"):
        out.add_column(head, justify="right")
    for type_, together in sorted(coref_scores(reports).items()):
        b3 = _rates(together.precision / together.n, together.recall / together.n)
        pairs = _rates(_ratio(together.both, together.found), _ratio(together.both, together.gold))
        out.add_row(type_, str(together.n), str(together.groups), *b3, str(together.gold // 2), *pairs)
    return out


@dataclass
class Together:
    """Sums over mentions: B³ precision and recall, and how many other mentions each is joined with."""

    n: int = 0
    groups: int = 0
    precision: float = 0.0
    recall: float = 0.0
    both: int = 0
    found: int = 0
    gold: int = 0

    def add(self, id_: str, gold: Sequence[str], found: Sequence[str]) -> None:
        """Count one mention with the group it belongs to and the group it was put in."""
        both = len(set(gold) & set(found))
        self.n += 1
        self.groups += len(gold) > 1 and gold[0] == id_
        self.precision += both / len(found)
        self.recall += both / len(gold)
        self.both += both - 1
        self.found += len(found) - 1
        self.gold += len(gold) - 1


def coref_scores(reports: Sequence[Json]) -> dict[str, Together]:
    """Co-reference on the marked spans by type, and of `ALL` types."""
    scores: dict[str, Together] = defaultdict(Together)
    for report in reports:
        gold = {id_: group for group in report["coref"] for id_ in group}
        found = {id_: group for group in joined(report) for id_ in group}
        for mention in report["mentions"]:
            for type_ in (mention["type"], "ALL"):
                scores[type_].add(mention["id"], gold[mention["id"]], found[mention["id"]])
    return scores


def joined(report: Json) -> list[tuple[str, ...]]:
    """The groups that co-reference makes of the marked spans, with the norms that the rules give names."""
    mentions = [
        FoundMention(m["id"], m["type"], m["start"], m["end"], m["text"], _norm(m))
        for m in report["mentions"]
    ]
    return coref.groups(mentions, report["text"])


def _norm(mention: Json) -> str | None:
    norm: str | None = mention["norm"]
    return normal(tokenise(mention["text"])) if mention["type"] in {"PERSON", "ALIAS"} else norm


def _ratio(part: int, whole: int) -> float:
    return part / whole if whole else 1.0


def _rates(precision: float, recall: float) -> tuple[str, str, str]:
    total = precision + recall
    f1 = 2 * precision * recall / total if total else 0.0
    return f"{precision:.3f}", f"{recall:.3f}", f"{f1:.3f}"


if __name__ == "__main__":
    main()
