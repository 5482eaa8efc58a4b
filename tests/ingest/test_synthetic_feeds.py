"""The feeds of the synthetic world: every row is accepted, and its mentions are those of the truth."""

from __future__ import annotations

import csv
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

import orjson
import pytest

import graph.ontology
from ingest import feeds
from ingest.feeds.columns import column_mentions
from ingest.readers import Reject, read
from ingest.synthetic import generate
from ingest.synthetic.records.feeds import OUTLETS
from ledger.record import Draft, Record

Key = tuple[str, str, str]


@pytest.fixture(scope="module")
def world(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return generate(tmp_path_factory.mktemp("world"), 300, 7).folder


def drafts(world: Path, name: str) -> Iterator[Draft]:
    outlet = OUTLETS[name]
    path = world / "input" / (name if outlet.format == "document" else f"{name}.{outlet.format}")
    for draft in read(path, feeds.load(name)):
        assert not isinstance(draft, Reject), draft
        yield draft


def anchors(world: Path) -> dict[Key, set[tuple[str, str]]]:
    true: dict[Key, set[tuple[str, str]]] = defaultdict(set)
    with (world / "truth" / "mentions.csv").open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            true[row["feed"], row["key"], row["version"]].add((row["anchor"], row["type"]))
    return true


@pytest.mark.parametrize("name", sorted(OUTLETS))
def test_the_columns_say_what_the_truth_says(world: Path, name: str) -> None:
    feed, ontology, true = feeds.load(name), graph.ontology.load(), anchors(world)
    assert feed.source == OUTLETS[name].source
    for d in drafts(world, name):
        record = Record(d.source, d.feed, d.key, d.version, d.content, 1, d.marking, d.grade, d.recorded)
        mentions, invalid = column_mentions(record, feed, ontology)
        assert {(mention.anchor, mention.type) for mention in mentions} == true[name, d.key, d.version]
        assert not invalid


def test_every_span_stands_where_the_gold_says(world: Path) -> None:
    gold = {}
    with (world / "truth" / "texts.jsonl").open("rb") as file:
        for line in file:
            text = orjson.loads(line)
            gold[text["feed"], text["key"]] = text
    for name in (name for name, outlet in OUTLETS.items() if not outlet.always):
        for draft in drafts(world, name):
            said, text = str(draft.content["text"]), gold.pop((name, draft.key))
            for found in text["mentions"]:
                assert said[found["start"] : found["end"]] == found["text"]
    assert not gold


def test_the_administrative_police_has_a_domain_of_its_own(world: Path) -> None:
    domains = {name: feeds.load(name).domain for name in OUTLETS}
    assert domains["bepad_event"] == "administrative"
    assert domains["ang_person"] == "judicial"
