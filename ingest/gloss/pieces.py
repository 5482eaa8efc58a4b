"""Texts to the pieces that a model reads, and back: SentencePiece files, or the words of its vocabulary."""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path
from typing import Any, Protocol

import orjson

from ledger.errors import BadConfiguration

SOURCE_FILES = ("source.spm", "sentencepiece.model", "spm.model")
TARGET_FILES = ("target.spm", "sentencepiece.model", "spm.model")
VOCABULARIES = (
    "source_vocabulary.json",
    "source_vocabulary.txt",
    "shared_vocabulary.json",
    "shared_vocabulary.txt",
)
SPACE = "▁"

_WORDS = re.compile(r"[^\W_]+(?:['’\-][^\W_]+)*['’]?|[^\w\s]|_")
_BEFORE = re.compile(r"\s+([.,;:!?)\]}»])")
_AFTER = re.compile(r"([(\[{«])\s+")


class Pieces(Protocol):
    """How a model wants its text cut, and how what it gives is joined."""

    def cut(self, text: str) -> list[str]:
        """The pieces of one sentence."""
        ...

    def join(self, pieces: Sequence[str]) -> str:
        """The text of the pieces that a model gave."""
        ...


class SentencePieces:
    """Pieces by the SentencePiece files that lie beside the model."""

    def __init__(self, source: Path, target: Path) -> None:
        self._source, self._target = _processor(source), _processor(target)

    def cut(self, text: str) -> list[str]:
        """The pieces of one sentence."""
        return [str(piece) for piece in self._source.encode(text, out_type=str)]

    def join(self, pieces: Sequence[str]) -> str:
        """The text of the pieces that a model gave."""
        return str(self._target.decode(list(pieces)))


class Words:
    """Words and marks, for a model whose vocabulary is a list of words."""

    def __init__(self, vocabulary: frozenset[str]) -> None:
        self._vocabulary = vocabulary

    def cut(self, text: str) -> list[str]:
        """Words and marks; a word that the vocabulary has only in small letters is given so."""
        words = _WORDS.findall(text)
        return [
            w.lower() if w not in self._vocabulary and w.lower() in self._vocabulary else w for w in words
        ]

    def join(self, pieces: Sequence[str]) -> str:
        """The words with spaces, marks close to the words they belong to."""
        return _AFTER.sub(r"\1", _BEFORE.sub(r"\1", " ".join(pieces)))


def pieces_of(folder: Path) -> Pieces:
    """What the files of a model's folder ask for; BadConfiguration when a SentencePiece file is missing."""
    source, target = _first(folder, SOURCE_FILES), _first(folder, TARGET_FILES)
    if source and target:
        return SentencePieces(source, target)
    vocabulary = _vocabulary(folder)
    if source or target or any(word.startswith(SPACE) for word in vocabulary):
        raise BadConfiguration(
            f"{folder}: the model reads SentencePiece pieces; put source.spm and target.spm "
            "(or sentencepiece.model for both) beside model.bin"
        )
    return Words(vocabulary)


def _first(folder: Path, names: Sequence[str]) -> Path | None:
    return next((folder / name for name in names if (folder / name).is_file()), None)


def _processor(path: Path) -> Any:
    try:
        from sentencepiece import SentencePieceProcessor
    except ImportError:
        raise BadConfiguration(
            "SentencePiece is not installed: pip install 'locard[translation]', "
            "or take the folder of models out of the configuration"
        ) from None
    try:
        return SentencePieceProcessor(model_file=str(path))
    except (OSError, RuntimeError) as error:
        raise BadConfiguration(f"{path}: cannot be read as a SentencePiece model ({error})") from None


def _vocabulary(folder: Path) -> frozenset[str]:
    path = _first(folder, VOCABULARIES)
    if path is None:
        raise BadConfiguration(f"{folder}: no vocabulary; expected one of {', '.join(VOCABULARIES)}")
    if path.suffix == ".txt":
        return frozenset(path.read_text("utf-8").splitlines())
    try:
        return frozenset(map(str, orjson.loads(path.read_bytes())))
    except (orjson.JSONDecodeError, TypeError) as error:
        raise BadConfiguration(f"{path}: expected a list of words ({error})") from None
