"""A tiny CTranslate2 model behind the edge: what it says arrives, and no name is ever translated."""

from __future__ import annotations

import runpy
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from chart_world import TEXT
from edge import PURPOSE, Edge, asked, serving
from typer.testing import CliRunner

from api.cli.app import app
from api.graphql.context import House
from api.reads import HouseReads
from ingest.gloss import rendered, translate
from ingest.gloss.masks import mask, unmask

REASON = "no ctranslate2: pip install 'locard[translation]'"
pytest.importorskip("ctranslate2", reason=REASON)
MADE = runpy.run_path(str(Path(__file__).parents[1] / "ingest" / "test_gloss_model.py"))
write_model: Callable[..., Path] = MADE["write_model"]
ASK = """query ($id: ID!) { record(id: $id) { fields(names: ["text"]) { translatable(to: FR)
  translation(to: FR) { kind text label by known terms { word } parts { start end text known } } } } }"""


@pytest.fixture(scope="module")
def models(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("models")
    write_model(folder / "nl-fr")
    return folder


def with_models(edge: Edge, models: Path) -> House:
    reads = edge.house.reads
    assert isinstance(reads, HouseReads)
    return replace(edge.house, reads=replace(reads, models=models))


def test_the_edge_gives_a_model_s_translation_with_the_names_as_they_are(edge: Edge, models: Path) -> None:
    report = edge.world.mentions[min(edge.world.clusters["van"])].record
    with serving(with_models(edge, models)) as client:
        answer = asked(client, ASK, PURPOSE, id=report)
    (field,) = answer["data"]["record"]["fields"]
    made = field["translation"]
    assert (field["translatable"], made["kind"], made["terms"]) == ("MODEL", "MODEL", [])
    assert made["label"] == "Traduction automatique" and made["by"].startswith("model nl-fr ")
    assert made["text"].count("Karim Bensaïd") == 2 and "1-XYZ-987" in made["text"]
    assert made["text"] != TEXT and any(part["known"] for part in made["parts"])


def test_what_stands_between_names_is_translated_where_a_mark_is_lost(models: Path) -> None:
    text = "De verdachte Kevin ontkent. De verdachte ontkent."
    at = text.index("Kevin")
    made = translate(text, "nl", "fr", models, keep=[(at, at + 5)])
    assert (made.text.count("Kevin"), made.kind, made.known) == (1, "translation", 1.0)
    assert [(part.text, part.known) for part in made.parts if "Kevin" in part.text] == [(" Kevin ", False)]
    assert made.parts[-1].text == translate("De verdachte ontkent.", "nl", "fr", models).text


def test_a_sentence_ends_at_no_name_and_names_alone_are_left_alone(models: Path) -> None:
    text = "De verdachte G. Smet. Bis ontkent."
    at = text.index("G. Smet. Bis")
    assert "G. Smet. Bis" in translate(text, "nl", "fr", models, keep=[(at, at + 12)]).text
    alone = translate("Smet", "nl", "fr", models, keep=[(0, 4)])
    assert (alone.text, alone.counted) == ("Smet", 0)


def test_marks_bring_names_back_once_each_or_not_at_all() -> None:
    given = mask("Jan sloeg Piet.", 0, 15, [(0, 3), (10, 14)])
    assert given == ("XQ01X sloeg XQ02X.", ["Jan", "Piet"])
    assert unmask("XQ02X a été frappé par XQ01X.", given[1]) == "Piet a été frappé par Jan."
    assert unmask("XQ01X a frappé.", given[1]) is None
    assert unmask("XQ01X XQ01X XQ02X", given[1]) is None
    assert mask("Jan XQ01X", 0, 9, [(0, 3)]) is None


def test_a_paragraph_without_a_model_stands_as_it_is_and_counts_as_unknown(models: Path) -> None:
    dutch = "De verdachte ontkent de feiten en de getuige zag hem niet. De verdachte ontkent.\n\n"
    german = "Der Beschuldigte bestreitet die Tat und hat keine Angaben gemacht."
    made = rendered(dutch + german, "fr", models)
    assert made is not None and made.text.endswith(german)
    assert (made.kind, made.source, made.counted) == ("translation", "nl", 3)
    assert made.known < 1


def test_check_says_whether_models_can_be_loaded_and_what_to_do(
    models: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings = {"DATA": tmp_path / "data", "GRAPH_IDLE_SECONDS": 1, "GRAPH_MEMORY": "512m"}
    for name, value in settings.items():
        monkeypatch.setenv(f"LOCARD_{name}", str(value))
    broken = write_model(tmp_path / "broken" / "nl-fr").parent
    (broken / "nl-fr" / "model.bin").write_bytes(b"no model")
    (tmp_path / "empty").mkdir()
    for folder, said in (
        ("", "word glosses alone"),
        (models, "can be loaded: nl-fr"),
        (broken, "convert it again"),
        (tmp_path / "empty", "holds no model"),
        (tmp_path / "nowhere", "no such folder"),
    ):
        monkeypatch.setenv("LOCARD_TRANSLATION", str(folder))
        shown = " ".join(CliRunner().invoke(app, ["check"]).output.split())
        assert said in shown
