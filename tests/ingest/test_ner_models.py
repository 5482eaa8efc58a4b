"""Training is repeatable, a model survives its folder, and the shipped ones find what the rules do not."""

from __future__ import annotations

from pathlib import Path

import orjson
import pytest

from ingest.extract.trained import LABELS, MODELS, Span, model, read_model
from ingest.training.card import card
from ingest.training.marked import load_folder
from ingest.training.ner import Trained, kept_back, train

LANGUAGES = ("nl", "fr", "de", "en")
TEXT = "Kevin Peeters en zijn broer Jan wonen in de Kerkstraat 12, 9000 Gent."


def few(seed: int) -> Trained:
    return train("de", load_folder()[:12], seed=seed, steps=2, society=60)


def weights(trained: Trained, folder: Path) -> bytes:
    trained.model.save(folder, trained.about())
    return (folder / "ner.bin").read_bytes()


def test_the_same_seed_gives_the_same_weights(tmp_path: Path) -> None:
    first = weights(few(1), tmp_path / "a")
    assert weights(few(1), tmp_path / "b") == first
    assert weights(few(2), tmp_path / "c") != first


def test_a_model_survives_its_folder(tmp_path: Path) -> None:
    trained = few(3)
    trained.model.save(tmp_path, trained.about())
    again = read_model(tmp_path)
    assert again.spans([TEXT, "", TEXT]) == trained.model.spans([TEXT, "", TEXT])
    assert "locard train ner --lang de --seed 3" in card(trained)


def test_a_fifth_of_the_reports_is_kept_back() -> None:
    names = [f"nl_{n}" for n in range(1000)]
    folds = [{name for name in names if kept_back(name, fold)} for fold in range(5)]
    assert set().union(*folds) == set(names) and sum(map(len, folds)) == 1000
    assert all(150 < len(fold) < 250 for fold in folds)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_model_is_shipped_with_its_card(lang: str) -> None:
    about = orjson.loads((MODELS / lang / "model.json").read_bytes())
    assert about["lang"] == lang and about["labels"] == list(LABELS)
    assert (MODELS / lang / "ner.bin").stat().st_size < 6_000_000
    assert f"locard train ner --lang {lang}" in (MODELS / lang / "MODEL_CARD.md").read_text("utf-8")
    assert model(lang) is model(lang)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_words_seen_are_forgotten_again(lang: str) -> None:
    asked = model(lang)
    assert asked is not None
    asked.spans([TEXT])
    before = len(asked.nlp.vocab.strings)
    asked.spans([f"Zmyrvlq{n} woont in Gent." for n in range(50)])
    assert len(asked.nlp.vocab.strings) == before


def test_hints_are_heeded() -> None:
    asked = model("nl")
    assert asked is not None
    hints = [Span("PERSON", 0, 13), Span("ADDRESS", 44, 68)]
    found = asked.spans([TEXT], [hints])[0]
    assert Span("PERSON", 0, 13) in found and any(s.type == "ADDRESS" for s in found)
