"""What a text in another language says: a translation where a model is configured, else a gloss by word."""

from ingest.gloss.rendering import Part, Rendering, Translator
from ingest.gloss.translate import pairs, translate
from ingest.gloss.words import Glossed, gloss_words

__all__ = ["Glossed", "Part", "Rendering", "Translator", "gloss_words", "pairs", "translate"]
