"""A gloss: the words that the lexicon knows are replaced one by one, all else stands as it is."""

from __future__ import annotations

from ingest.gloss.lexicon import version
from ingest.gloss.rendering import Keep, Part, Rendering, filled, rendering
from ingest.gloss.words import read


class Gloss:
    """Word by word from our lexicon; order, grammar and unknown words stay those of the source."""

    def render(self, text: str, source: str, target: str, keep: Keep = ()) -> Rendering:
        """The text with its known words in the target language; `known` is their share of all words."""
        reading = read(text, source, target, keep)
        parts = filled(text, [Part(start, end, gloss, True) for start, end, _, gloss in reading.terms])
        return rendering(
            "gloss", f"lexicon {version()}", (source, target), parts, reading.known, reading.words
        )
