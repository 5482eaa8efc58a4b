"""A gloss: the words that the lexicon knows are replaced one by one, all else stands as it is."""

from __future__ import annotations

from ingest.gloss.lexicon import version
from ingest.gloss.rendering import Keep, Part, Rendering, rendering
from ingest.gloss.words import Glossed, read


class Gloss:
    """Word by word from our lexicon; order, grammar and unknown words stay those of the source."""

    def render(self, text: str, source: str, target: str, keep: Keep = ()) -> Rendering:
        """The text with its known words in the target language; `known` is their share of all words."""
        reading = read(text, source, target, keep)
        share = reading.known / reading.words if reading.words else 0.0
        return rendering(
            "gloss", f"lexicon {version()}", (source, target), _parts(text, reading.terms), share
        )


def _parts(text: str, terms: list[Glossed]) -> list[Part]:
    parts, done = [], 0
    for start, end, _, gloss in terms:
        if start > done:
            parts.append(Part(done, start, text[done:start], False))
        parts.append(Part(start, end, gloss, True))
        done = end
    if done < len(text):
        parts.append(Part(done, len(text), text[done:], False))
    return parts
