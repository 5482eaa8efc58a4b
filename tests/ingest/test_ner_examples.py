"""What the models learn from: swapped names, slips, newspapers, names that no report holds."""

from __future__ import annotations

from pathlib import Path
from random import Random

import pytest

from ingest.training.europeana import passages
from ingest.training.marked import parse
from ingest.training.noise import noisy
from ingest.training.stock import stock
from ingest.training.swaps import pools_of, swapped

MARKED = """# lang: nl  date: 2026-03-02
[PER#1=Kevin_Peeters PEETERS Kevin] woont in [LOC Gent]. [PER#1=Peeters Peeters] werkt bij [ORG Garage Maes].
De wagen met plaat [PLA 1-ABC-234] is van [PER#1=Peeters Peeters].
---
PER1 suspect
PER1 MEMBER_OF ORG1
"""
REPORT = parse("one", MARKED.replace("[ORG ", "[ORG#1 "))


def test_names_are_swapped_alike_throughout() -> None:
    other = swapped(Random(3), REPORT, pools_of([REPORT]), 1.0)
    words = [other["text"][m["start"] : m["end"]] for m in other["mentions"]]
    family = words[0].rsplit(" ", 1)[0]
    assert family.isupper() and family != "PEETERS"
    assert words[2].upper() == words[5].upper() == family
    assert [m["type"] for m in other["mentions"]] == [m["type"] for m in REPORT["mentions"]]


def test_what_is_no_name_stays() -> None:
    other = swapped(Random(5), REPORT, pools_of([REPORT]), 1.0)
    assert " woont in " in other["text"] and "De wagen met plaat " in other["text"]


@pytest.mark.parametrize("seed", range(20))
def test_slips_leave_mentions_where_they_are(seed: int) -> None:
    other = noisy(Random(seed), REPORT)
    starts = [other["text"][m["start"] : m["end"]][0].lower() for m in other["mentions"]]
    assert starts == ["p", "g", "p", "g", "1", "p"]
    assert other["text"].count("\n") == REPORT["text"].count("\n")


def test_newspapers_become_reports(tmp_path: Path) -> None:
    rows = "De O\nheer O\nJan B-PER\nde I-PER\nWit I-PER\nte O\nGent B-LOC\nen O\nAalst B-LOC"
    (tmp_path / "enp_NL.kb.bio").write_text(rows, "utf-8")
    [found] = passages(tmp_path, "nl")
    words = [(m["type"], found["text"][m["start"] : m["end"]]) for m in found["mentions"]]
    assert words == [("PERSON", "Jan de Wit"), ("LOCATION", "Gent"), ("LOCATION", "Aalst")]
    assert not list(passages(tmp_path, "en"))


@pytest.mark.parametrize("lang", ["nl", "fr", "de", "en"])
def test_the_stock_holds_names_of_every_kind(lang: str) -> None:
    names = stock(Random(1), lang)
    assert set(names) == {"ORGANISATION", "LOCATION", "WEAPON", "OBJECT", "DRUG"}
    assert names == stock(Random(1), lang)
    assert not any("_" in name for found in names.values() for name in found)
