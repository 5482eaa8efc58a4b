"""Translation by a CTranslate2 model that lies on this machine; nothing is fetched."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from pathlib import Path
from typing import Any, NamedTuple

import orjson

from ingest.extract.sentences import sentences
from ingest.gloss.masks import between, mask, unmask
from ingest.gloss.pieces import Pieces, pieces_of
from ingest.gloss.rendering import Keep, Part, Rendering, filled, merged, rendering, trimmed
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


class _Sentence(NamedTuple):
    """Offsets of one sentence, and of the names in it that stay as they are."""

    start: int
    end: int
    kept: tuple[tuple[int, int], ...]


class Model:
    """One model for one pair of languages, loaded once; texts are parted into sentences and batched.

    A sentence that the model does not end stays in the source language, with `known` false: half a
    sentence would read as a whole one. The spans to keep are never shown to the model: it reads a mark
    for each and the words are put back. Where a mark does not come out exactly once, what stands between
    the names is translated stretch by stretch.
    """

    def __init__(self, folder: Path, threads: int = 1) -> None:
        self._config = _config(folder)
        self._pieces: Pieces = pieces_of(folder)
        self._translator = _load(folder, threads)
        self._by = f"model {folder.name} {_digest(folder / 'model.bin')}"

    def render(self, text: str, source: str, target: str, keep: Keep = ()) -> Rendering:
        """The text, sentence by sentence; `known` is the share of sentences that the model ended."""
        found = [s for s in _sentences_of(text, merged(keep)) if _speaks(text, s)]
        whole = self._whole(text, found)
        lost = [s for s, words in zip(found, whole, strict=True) if words is None and s.kept]
        by_stretch = dict(zip(lost, self._by_stretch(text, lost), strict=True))
        parts = [
            by_stretch.get(s) or [_part(text, s.start, s.end, words)]
            for s, words in zip(found, whole, strict=True)
        ]
        done = sum(all(part.known for part in some) for some in parts)
        covering = filled(text, [part for some in parts for part in some])
        return rendering("translation", self._by, (source, target), covering, done, len(found))

    def _whole(self, text: str, found: Sequence[_Sentence]) -> list[str | None]:
        """A translation for each sentence with its names put back; None where that fails."""
        masked = [mask(text, *sentence) for sentence in found]
        answers = iter(self._sentences([given[0] for given in masked if given]))
        return [unmask(next(answers) or "", given[1]) or None if given else None for given in masked]

    def _by_stretch(self, text: str, lost: Sequence[_Sentence]) -> list[list[Part]]:
        """For each sentence the parts between its names, each translated for itself."""
        spans = [[trimmed(text, *span) for span in between(*sentence)] for sentence in lost]
        spans = [[span for span in some if _has_letters(text, *span)] for some in spans]
        answers = iter(self._sentences([text[start:end] for some in spans for start, end in some]))
        return [[_part(text, start, end, next(answers)) for start, end in some] for some in spans]

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


def _sentences_of(text: str, kept: Sequence[tuple[int, int]]) -> list[_Sentence]:
    """The sentences without the space around them; none ends inside a name."""
    found: list[tuple[int, int]] = []
    for start, end in sentences(text, ()):
        if found and any(first < start < last for first, last in kept):
            start = found.pop()[0]
        found.append((start, end))
    tight = [trimmed(text, start, end) for start, end in found]
    return [_Sentence(start, end, _within(start, end, kept)) for start, end in tight if start < end]


def _within(start: int, end: int, kept: Sequence[tuple[int, int]]) -> tuple[tuple[int, int], ...]:
    return tuple((max(start, first), min(end, last)) for first, last in kept if first < end and last > start)


def _speaks(text: str, sentence: _Sentence) -> bool:
    """False for a sentence of names alone."""
    return not sentence.kept or any(_has_letters(text, *span) for span in between(*sentence))


def _has_letters(text: str, start: int, end: int) -> bool:
    return any(c.isalpha() for c in text[start:end])


def _part(text: str, start: int, end: int, words: str | None) -> Part:
    return Part(start, end, text[start:end] if words is None else words, words is not None)


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
        raise BadConfiguration(
            f"{folder}: cannot be loaded as a CTranslate2 model ({error}); "
            "convert it again, or take its folder away"
        ) from None


def _digest(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()[:8]
