"""Translation by a CTranslate2 model that lies on this machine; nothing is fetched."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from pathlib import Path
from typing import Any, NamedTuple

import orjson

from ingest.extract.sentences import sentences
from ingest.gloss.pieces import Pieces, pieces_of
from ingest.gloss.rendering import Keep, Part, Rendering, rendering
from ledger.errors import BadConfiguration

LONGEST = 200
"""Pieces of what a model reads at once; models of 512 positions read that well."""

LONGEST_ANSWER = 2 * LONGEST + 50
"""Pieces after which a sentence that does not end is given up."""

BATCH = 32
"""Sentences that are computed together."""


class _Config(NamedTuple):
    """What config.json says of the ends of a sentence."""

    end: str
    append: bool


class Model:
    """One model for one pair of languages, loaded once; texts are parted into sentences and batched.

    A sentence that the model does not end stays in the source language, with `known` false: half a
    sentence would read as a whole one. `keep` is not needed here and changes nothing: a model reads
    whole sentences, names included.
    """

    def __init__(self, folder: Path, threads: int = 1) -> None:
        self._config = _config(folder)
        self._pieces: Pieces = pieces_of(folder)
        self._translator = _load(folder, threads)
        self._by = f"model {folder.name} {_digest(folder / 'model.bin')}"

    def render(self, text: str, source: str, target: str, keep: Keep = ()) -> Rendering:
        """The text, sentence by sentence; `known` is the share of sentences that the model ended."""
        spans = [_trimmed(text, sentence.start, sentence.end) for sentence in sentences(text, ())]
        spans = [(start, end) for start, end in spans if start < end]
        translated = self._sentences([text[start:end] for start, end in spans])
        done = sum(1 for words in translated if words is not None)
        parts = _parts(text, spans, translated)
        return rendering(
            "translation", self._by, (source, target), parts, done / len(spans) if spans else 0.0
        )

    def _sentences(self, texts: Sequence[str]) -> list[str | None]:
        """One translation for each text; None where the model comes to no end."""
        cut = [_blocks(self._pieces.cut(text)) for text in texts]
        answers = iter(self._translate([block for blocks in cut for block in blocks]))
        return [self._joined([next(answers) for _ in blocks]) for blocks in cut]

    def _joined(self, answers: list[list[str] | None]) -> str | None:
        given = [answer for answer in answers if answer is not None]
        words = " ".join(self._pieces.join(answer) for answer in given)
        return words if words.strip() and len(given) == len(answers) else None

    def _translate(self, blocks: list[list[str]]) -> list[list[str] | None]:
        end = self._config.end
        results = self._translator.translate_batch(
            [[*block, end] if self._config.append else block for block in blocks],
            max_batch_size=BATCH,
            max_input_length=0,
            max_decoding_length=LONGEST_ANSWER,
            return_end_token=True,
            replace_unknowns=True,  # by the word of the source, as a name should be
        )
        best = [[str(piece) for piece in result.hypotheses[0]] for result in results]
        return [pieces[:-1] if pieces and pieces[-1] == end else None for pieces in best]


def _blocks(pieces: list[str]) -> list[list[str]]:
    return [pieces[at : at + LONGEST] for at in range(0, len(pieces), LONGEST)]


def _trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    piece = text[start:end]
    return start + len(piece) - len(piece.lstrip()), start + len(piece.rstrip())


def _parts(text: str, spans: list[tuple[int, int]], translated: list[str | None]) -> list[Part]:
    parts, done = [], 0
    for (start, end), words in zip(spans, translated, strict=True):
        if start > done:
            parts.append(Part(done, start, text[done:start], False))
        parts.append(Part(start, end, text[start:end] if words is None else words, words is not None))
        done = end
    if done < len(text):
        parts.append(Part(done, len(text), text[done:], False))
    return parts


def _config(folder: Path) -> _Config:
    """Marian models converted from Transformers start from their end piece and want it in the source too."""
    path = folder / "config.json"
    try:
        given = orjson.loads(path.read_bytes()) if path.is_file() else {}
    except orjson.JSONDecodeError as error:
        raise BadConfiguration(f"{path}: no JSON ({error})") from None
    end = str(given.get("eos_token", "</s>"))
    append = given.get("decoder_start_token") == end and not given.get("add_source_eos", False)
    return _Config(end, append)


def _load(folder: Path, threads: int) -> Any:
    try:
        import ctranslate2
    except ImportError:
        raise BadConfiguration(
            "CTranslate2 is not installed: pip install 'locard[translation]', "
            "or take the folder of models out of the configuration"
        ) from None
    try:
        return ctranslate2.Translator(str(folder), device="cpu", inter_threads=1, intra_threads=threads)
    except (RuntimeError, ValueError) as error:
        raise BadConfiguration(f"{folder}: cannot be loaded as a CTranslate2 model ({error})") from None


def _digest(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()[:8]
