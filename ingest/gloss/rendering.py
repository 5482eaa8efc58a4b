"""A text as it reads in another language, and what made it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Literal, NamedTuple, Protocol

RenderingKind = Literal["translation", "gloss"]
Keep = Sequence[tuple[int, int]]
"""Spans of the source that stay as they are (names of persons and streets): code points, end exclusive."""

_LABELS = {
    "nl": ("Automatische vertaling", "Woord voor woord, geen vertaling; {share} % van de woorden bekend"),
    "fr": ("Traduction automatique", "Mot à mot, pas une traduction ; {share} % des mots connus"),
    "de": ("Automatische Übersetzung", "Wort für Wort, keine Übersetzung; {share} % der Wörter bekannt"),
    "en": ("Automatic translation", "Word by word, not a translation; {share} % of the words known"),
}


class Part(NamedTuple):
    """A stretch of the source (code points, end exclusive) and what stands for it.

    `known` is false where the source stands as it is: no word for it, or no sentence that the model ended.
    """

    start: int
    end: int
    text: str
    known: bool


@dataclass(frozen=True)
class Rendering:
    """A text in `target`, made from one in `source`; its parts follow one another and cover both texts.

    `by` names the model or the lexicon with its version. `known` is the share, 0 to 1, of what could be
    rendered: of the words for a gloss, of the sentences for a translation; `counted` is of how many.
    `source` is the language of most of it.
    """

    text: str
    kind: RenderingKind
    by: str
    source: str
    target: str
    parts: tuple[Part, ...]
    known: float
    counted: int = 0

    def label(self, lang: str) -> str:
        """What a reader must know about it, in one of the four languages (otherwise in English)."""
        translation, gloss = _LABELS.get(lang, _LABELS["en"])
        return translation if self.kind == "translation" else gloss.format(share=int(self.known * 100))


class Translator(Protocol):
    """What makes a rendering of a text: a model of one pair of languages, or the lexicon."""

    def render(self, text: str, source: str, target: str, keep: Keep = ()) -> Rendering:
        """The text in the target language; says of each part whether it could be rendered."""
        ...


def rendering(
    kind: RenderingKind, by: str, pair: tuple[str, str], parts: Sequence[Part], known: int, counted: int
) -> Rendering:
    """A rendering whose text is what its parts say; `known` of `counted` words or sentences are rendered."""
    text = "".join(part.text for part in parts)
    share = known / counted if counted else 0.0
    return Rendering(text, kind, by, pair[0], pair[1], tuple(parts), share, counted)


def filled(text: str, rendered: Iterable[Part]) -> list[Part]:
    """Parts that cover the text: the rendered ones in order, and between them the text as it stands."""
    parts, done = [], 0
    for part in rendered:
        if part.start > done:
            parts.append(Part(done, part.start, text[done : part.start], False))
        parts.append(part)
        done = part.end
    if done < len(text):
        parts.append(Part(done, len(text), text[done:], False))
    return parts


def merged(keep: Keep) -> list[tuple[int, int]]:
    """Spans in order, those that touch or overlap as one."""
    found: list[tuple[int, int]] = []
    for start, end in sorted(keep):
        if found and start <= found[-1][1]:
            found[-1] = (found[-1][0], max(found[-1][1], end))
        else:
            found.append((start, end))
    return found


def trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    """A stretch without the space around it."""
    piece = text[start:end]
    return start + len(piece) - len(piece.lstrip()), start + len(piece.rstrip())
