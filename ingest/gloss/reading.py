"""A whole text for a reader of one language: each paragraph from its own, all in one kind."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from pathlib import Path

from ingest.extract.language import Languages, Paragraph, paragraphs
from ingest.extract.sentences import sentences
from ingest.gloss.rendering import Keep, Part, Rendering, RenderingKind, filled, rendering, trimmed
from ingest.gloss.tokens import words_of
from ingest.gloss.translate import model_folder, translator


def rendered(
    text: str, target: str, models: Path | None = None, keep: Keep = (), lang: str | None = None
) -> Rendering | None:
    """A text in `target`; None where it holds no word of another language.

    The language of each paragraph is found, unless `lang` says it for the whole. Where there is a model
    for the language of most of it, models translate, and paragraphs without one stand as they are;
    otherwise all of it is glossed. Errors as of `translate`.
    """
    foreign = _foreign(text, target, lang)
    if not foreign:
        return None
    main, models = _main(foreign), models if _kind(foreign, target, models) == "translation" else None
    langs = sorted({part.lang for part in foreign}, key=lambda found: (found != main, found))
    made = [_of_language(text, found, target, models, keep, foreign) for found in langs]
    told = [one for one in made if one is not None]
    parts = sorted(part for one in told for part in one.parts if part.known)
    counted = [one.counted for one in told] + [
        _sentences(text, found, foreign) for found, one in zip(langs, made, strict=True) if one is None
    ]
    known = round(sum(one.known * one.counted for one in told))
    by = ", ".join(dict.fromkeys(one.by for one in told))
    return rendering(told[0].kind, by, (main, target), filled(text, _apart(parts)), known, sum(counted))


def kind_for(
    text: str, target: str, models: Path | None = None, lang: str | None = None
) -> RenderingKind | None:
    """What `rendered` would give, without making it; None where it would give nothing."""
    foreign = _foreign(text, target, lang)
    return _kind(foreign, target, models) if foreign else None


def _foreign(text: str, target: str, lang: str | None) -> list[Paragraph]:
    return [
        part
        for part in paragraphs(text, lang)
        if part.lang != target and any(True for _ in words_of(text[part.start : part.end]))
    ]


def _main(foreign: list[Paragraph]) -> str:
    return str(Languages(foreign).main)


def _kind(foreign: list[Paragraph], target: str, models: Path | None) -> RenderingKind:
    return "translation" if model_folder(_main(foreign), target, models) else "gloss"


def _of_language(
    text: str, lang: str, target: str, models: Path | None, keep: Keep, foreign: Sequence[Paragraph]
) -> Rendering | None:
    """The paragraphs of one language rendered, the others kept; None where models are asked and none is."""
    if models is not None and model_folder(lang, target, models) is None:
        return None
    others = _outside(text, [part for part in foreign if part.lang == lang])
    return translator(lang, target, models).render(text, lang, target, [*keep, *others])


def _outside(text: str, mine: Sequence[Paragraph]) -> list[tuple[int, int]]:
    """The sentences that lie outside these paragraphs, each a span of its own."""
    starts = [part.start for part in mine]
    found = []
    for start, end in (trimmed(text, *sentence) for sentence in sentences(text, ())):
        at = bisect_right(starts, start) - 1
        if start < end and not (at >= 0 and start < mine[at].end):
            found.append((start, end))
    return found


def _sentences(text: str, lang: str, foreign: Sequence[Paragraph]) -> int:
    return sum(len(sentences(text[part.start : part.end], ())) for part in foreign if part.lang == lang)


def _apart(parts: Sequence[Part]) -> list[Part]:
    """Parts that do not overlap, the first of each two: a name may reach from one paragraph into another."""
    found: list[Part] = []
    for part in parts:
        if not found or part.start >= found[-1].end:
            found.append(part)
    return found
