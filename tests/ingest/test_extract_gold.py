"""The gold reports themselves keep to the conventions."""

from __future__ import annotations

import importlib.util
from collections import Counter
from pathlib import Path
from typing import Any

LOADER = Path(__file__).parents[1] / "gold" / "load.py"


def gold() -> list[dict[str, Any]]:
    spec = importlib.util.spec_from_file_location("gold_load", LOADER)
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    reports: list[dict[str, Any]] = module.load()
    return reports


def test_the_gold_set_is_large_and_varied() -> None:
    reports = gold()
    assert len(reports) >= 40
    assert {"nl", "fr", "de", "en"} == set(Counter(r["lang"] for r in reports))
    assert min(len(r["text"].split()) for r in reports) >= 120


def test_marks_become_offsets_without_overlap() -> None:
    for report in gold():
        end = 0
        for mention in report["mentions"]:
            assert report["text"][mention["start"] : mention["end"]] == mention["text"]
            assert mention["start"] >= end
            end = mention["end"]
