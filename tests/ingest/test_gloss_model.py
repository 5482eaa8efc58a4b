"""A CTranslate2 model with small random weights, made here: nonsense, but what it says must arrive."""

import numpy as np
import pytest

from ingest.gloss import pairs, translate
from ingest.gloss.model import Model
from ledger.errors import BadConfiguration, BadInput

ctranslate2 = pytest.importorskip("ctranslate2")
sentencepiece = pytest.importorskip("sentencepiece")

WIDTH = 8
SPECIAL = ["<unk>", "<s>", "</s>"]
WORDS = [*SPECIAL, "de", "verdachte", "ontkent", "le", "suspect", "nie", "les", "faits", ".", ","]


def write_model(folder, words=WORDS, end_bias=5.0, seed=2):
    """A one-layer transformer whose weights come from `seed`; the more `end_bias`, the sooner it ends."""
    draw = np.random.default_rng(seed)
    spec = ctranslate2.specs.TransformerSpec.from_config(num_layers=1, num_heads=2)

    def linear(part, rows, columns=WIDTH):
        part.weight = draw.normal(size=(rows, columns)).astype(np.float32)
        part.bias = np.zeros(rows, np.float32)

    def norm(part):
        part.gamma, part.beta = np.ones(WIDTH, np.float32), np.zeros(WIDTH, np.float32)

    def attention(part, sizes):
        norm(part.layer_norm)
        for linear_part, rows in zip(part.linear, sizes, strict=True):
            linear(linear_part, rows)

    for side in (spec.encoder, spec.decoder):
        layer = side.layer[0]
        attention(layer.self_attention, [3 * WIDTH, WIDTH])
        norm(layer.ffn.layer_norm)
        linear(layer.ffn.linear_0, 2 * WIDTH)
        linear(layer.ffn.linear_1, WIDTH, 2 * WIDTH)
        norm(side.layer_norm)
        side.position_encodings.encodings = draw.normal(size=(512, WIDTH)).astype(np.float32)
    attention(spec.decoder.layer[0].attention, [WIDTH, 2 * WIDTH, WIDTH])
    for embedding in (spec.encoder.embeddings[0], spec.decoder.embeddings):
        embedding.weight = draw.normal(size=(len(words), WIDTH)).astype(np.float32)
    linear(spec.decoder.projection, len(words))
    spec.decoder.projection.bias[words.index("</s>")] = end_bias
    spec.register_source_vocabulary(words)
    spec.register_target_vocabulary(words)
    spec.config.add_source_eos = True
    spec.validate()
    spec.optimize()
    folder.mkdir(parents=True)
    spec.save(str(folder))
    return folder


@pytest.fixture(scope="module")
def models(tmp_path_factory):
    folder = tmp_path_factory.mktemp("models")
    write_model(folder / "nl-fr")
    (folder / "notes").mkdir()
    return folder


def test_the_model_of_the_pair_is_used_and_gives_what_it_gives(models):
    made = translate("De verdachte ontkent.", "nl", "fr", models)
    direct = ctranslate2.Translator(str(models / "nl-fr"), intra_threads=1)
    words = direct.translate_batch(
        [["de", "verdachte", "ontkent", "."]], max_decoding_length=450, replace_unknowns=True
    )[0].hypotheses[0]
    assert (made.kind, made.known, made.by.split()[:2]) == ("translation", 1.0, ["model", "nl-fr"])
    assert words and made.text.replace(" ", "") == "".join(words)
    assert made.label("nl") == "Automatische vertaling"


def test_a_batch_of_sentences_keeps_their_places_and_gives_the_same_as_one_by_one(models):
    text = "De verdachte ontkent.\n\nLe suspect nie les faits.  De verdachte, de suspect.\n" * 40
    made = translate(text, "nl", "fr", models)
    assert "".join(text[part.start : part.end] for part in made.parts) == text
    assert "".join(part.text for part in made.parts) == made.text
    assert made.text.count("\n\n") == text.count("\n\n")
    for part in made.parts[:6]:
        if part.known:
            assert translate(text[part.start : part.end], "nl", "fr", models).text == part.text


def test_a_text_without_words_gives_itself(models):
    for text in ("", " \n\n"):
        made = translate(text, "nl", "fr", models)
        assert (made.text, made.kind, made.known) == (text, "translation", 0.0)


def test_a_pair_without_a_model_gets_a_gloss_or_an_error(models):
    assert translate("De verdachte", "nl", "de", models).kind == "gloss"
    assert pairs(models)["nl", "fr"] == "translation"
    assert len(pairs(models)) == 12
    with pytest.raises(BadInput, match="configure a model"):
        translate("Podejrzany", "pl", "nl", models)


def test_a_model_of_another_language_serves_it(models, tmp_path):
    write_model(tmp_path / "pl-nl")
    assert translate("de suspect", "pl", "nl", tmp_path).kind == "translation"


def test_a_sentence_that_does_not_end_stays_as_it_is(tmp_path):
    made = Model(write_model(tmp_path / "nl-fr", end_bias=-1000.0)).render(
        "De verdachte ontkent.", "nl", "fr"
    )
    assert (made.text, made.known) == ("De verdachte ontkent.", 0.0)
    assert not any(part.known for part in made.parts)


def test_sentencepiece_files_beside_the_model_cut_the_text(tmp_path):
    lines = iter(
        ["de verdachte ontkent de feiten", "le suspect nie les faits", "de getuige zag de wagen"] * 20
    )
    sentencepiece.SentencePieceTrainer.train(
        sentence_iterator=lines, model_prefix=str(tmp_path / "made"), vocab_size=30, minloglevel=2
    )
    processor = sentencepiece.SentencePieceProcessor(model_file=str(tmp_path / "made.model"))
    words = [processor.id_to_piece(at) for at in range(processor.get_piece_size())]
    folder = write_model(tmp_path / "nl-fr", words)
    with pytest.raises(BadConfiguration, match="SentencePiece pieces"):
        Model(folder)
    (folder / "sentencepiece.model").write_bytes((tmp_path / "made.model").read_bytes())
    made = translate("de verdachte ontkent " * 300, "nl", "fr", tmp_path)
    assert made.kind == "translation" and "▁" not in made.text


def test_what_cannot_be_used_is_named(tmp_path):
    with pytest.raises(BadConfiguration, match="no such folder"):
        translate("tekst", "nl", "fr", tmp_path / "nowhere")
    folder = write_model(tmp_path / "models" / "nl-fr")
    (folder / "model.bin").write_bytes(b"no model")
    with pytest.raises(BadConfiguration, match="cannot be loaded"):
        translate("tekst", "nl", "fr", tmp_path / "models")
