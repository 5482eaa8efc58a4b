"""A record's text in another language: a model's translation or a word gloss, never one for the other."""

from enum import Enum

import strawberry


@strawberry.enum(description="A language that a text can be read in.")
class Language(Enum):
    """Dutch, French, German, English."""

    NL = "nl"
    FR = "fr"
    DE = "de"
    EN = "en"


@strawberry.enum(description="MODEL: whole sentences by a model. GLOSS: single known words; no translation.")
class TranslationKind(Enum):
    """What made it."""

    MODEL = "translation"
    GLOSS = "gloss"


@strawberry.type(description="A word or term of the text and its gloss: Unicode code points, end exclusive.")
class Term:
    """Start and end in the field's text, the word that stands there, and what it is in the other language."""

    start: int
    end: int
    word: str
    gloss: str


@strawberry.type(description="A stretch of the text (code points, end exclusive) and what stands for it.")
class TranslationPart:
    """Not `known` where the source stands as it is; parts follow one another and cover the whole text."""

    start: int
    end: int
    text: str
    known: bool


@strawberry.type(description="A field's text in another language. No evidence: quote the source.")
class Translation:
    """The text, what made it, and how much of it is known."""

    record: strawberry.Private[str]
    source: Language = strawberry.field(description="The language of most of the text.")
    to: Language
    kind: TranslationKind
    text: str
    label: str = strawberry.field(description="What its reader must be told, in the language that it is in.")
    by: str = strawberry.field(description="The model or the lexicon, with its version.")
    known: float = strawberry.field(
        description="Share, 0 to 1, of the words that have a gloss, or of the sentences that were translated."
    )
    terms: list[Term] = strawberry.field(description="The known words of a gloss, in order; else empty.")
    parts: list[TranslationPart]
