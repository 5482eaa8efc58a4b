"""What a text in another language says: a translation where a model is configured, else a gloss by word."""

from ingest.gloss.reading import kind_for, rendered
from ingest.gloss.rendering import Part, Rendering, Translator
from ingest.gloss.translate import loadable, pairs, translate
from ingest.gloss.words import Glossed, gloss_words

__all__ = [
    "Glossed",
    "Part",
    "Rendering",
    "Translator",
    "gloss_words",
    "kind_for",
    "loadable",
    "pairs",
    "rendered",
    "translate",
]
