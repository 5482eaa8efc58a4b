"""What resolution found, said in Dutch, French, German and English: words as data, one file a language."""

from resolution.spoken.speech import LANGUAGES, Speech, speech

__all__ = ["LANGUAGES", "Speech", "speech"]
