"""Holds what Locard made of a made-up society to the truth that lies beside it."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

import orjson

from graph.mentions import MentionStore
from graph.ontology import Mention, Span
from ingest.extract import Document, extract_many
from ingest.extract.score import Tally, score
from ledger.canonical import JSON
from ledger.ledger import Ledger
from policy.classes import base
from resolution.quality.evaluate import Quality, evaluate
from resolution.store.clusters import ClusterStore

TEXTS = 300
"""Texts that extraction is measured on: evenly spread over all, so that every kind is among them."""

Key = tuple[str, str]
"""Source and source key of a record."""


@dataclass(frozen=True)
class Measured:
    """Resolution over the person mentions of rows, and over those of texts too; extraction over texts."""

    rows: Quality
    everything: Quality
    mentions: Tally
    persons: Tally
    relations: Tally
    texts: int

    def lines(self) -> dict[str, str]:
        """The figures as they stand in the summary table."""
        return {
            "resolution, rows": _quality(self.rows),
            "resolution, rows and texts": _quality(self.everything),
            f"extraction, all mentions ({self.texts} texts)": _tally(self.mentions),
            "extraction, persons": _tally(self.persons),
            "extraction, relations with status": _tally(self.relations),
        }


def _quality(q: Quality) -> str:
    pairs = f"pairs P {q.precision:.3f} R {q.recall:.3f} F1 {q.f1:.3f}"
    return f"{pairs}, B³ F1 {q.b3_f1:.3f} ({q.mentions:,} mentions)"


def _tally(t: Tally) -> str:
    return f"P {t.precision:.3f} R {t.recall:.3f} F1 {t.f1:.3f}"


def measure(mentions: MentionStore, clusters: ClusterStore, ledger: Ledger, truth: Path) -> Measured:
    """Measure the judicial base layer against the truth in a folder made by the synthetic world."""
    layer = base("judicial")
    persons = list(mentions.of_type("Person", [layer]))
    keys = _keys(ledger, {mention.record for mention in persons})
    rows = dict(_of_rows(persons, keys, truth))
    texts = dict(_of_texts(persons, keys, truth))
    found = list(clusters.clusters(layer))
    scores = score(_read(truth))
    return Measured(
        evaluate(found, rows),
        evaluate(found, texts | rows),
        _sum(scores.overlap.values()),
        scores.overlap["PERSON"],
        scores.facts["relations"],
        sum(1 for _ in _sample(truth)),
    )


def _keys(ledger: Ledger, ids: Iterable[str]) -> dict[str, Key]:
    wanted = sorted(ids)
    found: dict[str, Key] = {}
    for start in range(0, len(wanted), 2000):
        records = ledger.records(wanted[start : start + 2000])
        found |= {id_: (record.source, record.key) for id_, record in records.items()}
    return found


def _of_rows(persons: Iterable[Mention], keys: Mapping[str, Key], truth: Path) -> Iterator[tuple[str, str]]:
    with (truth / "mentions.csv").open(encoding="utf-8", newline="") as file:
        rows = (row for row in csv.DictReader(file) if row["type"] == "Person")
        known = {(row["source"], row["key"], row["anchor"]): row["entity"] for row in rows}
    for mention in persons:
        entity = known.get((*keys[mention.record], mention.anchor))
        if entity:
            yield mention.id, entity


def _of_texts(persons: Iterable[Mention], keys: Mapping[str, Key], truth: Path) -> Iterator[tuple[str, str]]:
    """A mention found in a text is whom most of its spans lie on in the gold."""
    gold: dict[tuple[str, str, str], list[JSON]] = {}
    for text in _texts(truth):
        named = [m for m in text["mentions"] if m["type"] == "PERSON"]
        gold[text["source"], text["key"], text["column"]] = named
    for mention in persons:
        column, _, place = mention.anchor.rpartition(":")
        if "-" not in place or not mention.spans:
            continue
        named = gold.get((*keys[mention.record], column or "text"), [])
        hits = [
            g["entity"] for s in mention.spans for g in named if s.start < g["end"] and g["start"] < s.end
        ]
        if hits:
            yield mention.id, max(sorted(set(hits)), key=hits.count)


def _overlap(span: Span, gold: JSON) -> bool:
    return bool(span.start < gold["end"] and gold["start"] < span.end)


def _texts(truth: Path) -> Iterator[JSON]:
    path = truth / "texts.jsonl"
    if path.exists():
        with path.open("rb") as file:
            yield from map(orjson.loads, file)


def _sample(truth: Path) -> Iterator[JSON]:
    total = sum(1 for _ in _texts(truth))
    step = max(1, total // TEXTS)
    yield from (text for number, text in enumerate(_texts(truth)) if number % step == 0)


def _read(truth: Path) -> Iterator[tuple[JSON, JSON]]:
    """Gold and extraction of each text of the sample; the language is not given away."""
    gold = list(_sample(truth))
    documents = [Document(text["text"], None, text["doc_date"]) for text in gold]
    for text, found in zip(gold, extract_many(documents), strict=True):
        yield text, found.to_json()


def _sum(tallies: Iterable[Tally]) -> Tally:
    total = Tally()
    for tally in tallies:
        total.right += tally.right
        total.wrong += tally.wrong
        total.missed += tally.missed
    return total
