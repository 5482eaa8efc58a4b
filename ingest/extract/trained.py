"""The trained models: the words of a text with what is known of each, in; spans with a type, out."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache
from pathlib import Path
from threading import Lock
from typing import Any, NamedTuple

import orjson

from ingest.extract.cues import PARTICLES, TITLES
from ingest.extract.lexicon import common_words, is_family, is_given, organisations, places, plain
from ingest.extract.tokens import tokenise

MODELS = Path(__file__).parent / "models"
LABELS = (
    "PERSON",
    "ALIAS",
    "NICKNAME",
    "ORGANISATION",
    "LOCATION",
    "ADDRESS",
    "VEHICLE",
    "WEAPON",
    "DRUG",
    "OBJECT",
)
"""The types that the models know; identifiers, dates and amounts are left to the rules."""
NETWORK: Mapping[str, Any] = {
    "width": 80,
    "depth": 4,
    "hidden": 48,
    "rows": {"NORM": 3000, "PREFIX": 1000, "SUFFIX": 1500, "SHAPE": 400, "LEMMA": 100, "TAG": 100},
}
"""What a model is made of; LEMMA carries what word lists know of a word, TAG what the rules found there."""
LONGEST = 600
"""Words that are read at once; a model looks no farther than four words to either side."""
BATCH = 32

_ELIDED = re.compile(r"(?:[jlcnsmtd]|qu|jusqu|lorsqu)['’](?=\w)|[LD]['’](?=[^\W\d_A-ZÀ-Þ])")


class Word(NamedTuple):
    """A word, number or mark and where it stands."""

    text: str
    start: int
    end: int


class Span(NamedTuple):
    """A stretch of text and its type."""

    type: str
    start: int
    end: int


def words_of(text: str) -> list[Word]:
    """The words of a text as a model reads them: French elisions stand alone."""
    found: list[Word] = []
    for token in tokenise(text):
        elided = _ELIDED.match(token.text) if "'" in token.text or "’" in token.text else None
        cut = elided.end() if elided else 0
        if cut:
            found.append(Word(token.text[:cut], token.start, token.start + cut))
        found.append(Word(token.text[cut:], token.start + cut, token.end))
    return found


def document(vocab: Any, words: Sequence[Word], known: Sequence[str], hints: Sequence[Span]) -> Any:
    """The words for spaCy; `known` says what the lists know of each, `hints` what the rules found."""
    from spacy.tokens import Doc

    forms = [word.text for word in words]
    tags = hinted(words, hints)
    return Doc(vocab, forms, [True] * len(forms), lemmas=list(known), tags=tags)


def hinted(words: Sequence[Word], hints: Sequence[Span]) -> list[str]:
    """For each word what the rules found there: "B-PLATE", "I-PLATE", or "-"."""
    tags, at = [], 0
    for word in words:
        while at < len(hints) and hints[at].end <= word.start:
            at += 1
        if at < len(hints) and hints[at].start < word.end:
            tags.append(("B-" if hints[at].start >= word.start else "I-") + hints[at].type)
        else:
            tags.append("-")
    return tags


def known_of(words: Sequence[Word]) -> list[str]:
    """For each word what the word lists know of it, as letters: given, Family, place, organisation …"""
    found = [_listed(word.text) for word in words]
    forms = [plain(word.text) for word in words]
    for index, form in enumerate(forms):
        for length in _phrases().get(form, ()):
            phrase = " ".join(forms[index : index + length])
            letter = _phrase(phrase)
            if letter:
                for n in range(index, min(index + length, len(found))):
                    found[n] = found[n].replace(letter, "") + letter
                break
    return found


@cache
def _listed(word: str) -> str:
    if not word[0].isalpha():
        return "-"
    form = plain(word)
    marks = {
        "g": is_given(word),
        "f": is_family(word),
        "c": form in common_words(),
        "t": form in TITLES,
        "p": form in PARTICLES,
    }
    return "".join(letter for letter, holds in marks.items() if holds) or "."


@cache
def _plain_organisations() -> frozenset[str]:
    return frozenset(plain(name) for name in organisations())


def _phrase(phrase: str) -> str:
    return "l" if phrase in places() else "o" if phrase in _plain_organisations() else ""


@cache
def _phrases() -> dict[str, tuple[int, ...]]:
    """How many words long the places and organisations are that begin with a word, longest first."""
    lengths: dict[str, set[int]] = {}
    for name in sorted(places() | _plain_organisations()):
        parts = [plain(token.text) for token in tokenise(name)]
        if parts:
            lengths.setdefault(parts[0], set()).add(len(parts))
    return {word: tuple(sorted(found, reverse=True)) for word, found in lengths.items()}


def blank(network: Mapping[str, Any] = NETWORK) -> Any:
    """An untrained pipeline of one component, `ner`, over a small convolutional network without vectors."""
    import spacy
    from spacy.attrs import NORM, PREFIX, SHAPE, SUFFIX

    nlp: Any = spacy.blank("xx")  # words are cut by us, so that no language's tokeniser need be loaded
    vocab: Any = nlp.vocab
    shape = vocab.lex_attr_getters[SHAPE]  # what else spaCy works out of a word is never looked at
    vocab.lex_attr_getters = {NORM: _norm, PREFIX: _prefix, SUFFIX: _suffix, SHAPE: shape}
    tok2vec = {
        "@architectures": "spacy.Tok2Vec.v2",
        "embed": {
            "@architectures": "spacy.MultiHashEmbed.v2",
            "width": network["width"],
            "attrs": list(network["rows"]),
            "rows": list(network["rows"].values()),
            "include_static_vectors": False,
        },
        "encode": {
            "@architectures": "spacy.MaxoutWindowEncoder.v2",
            "width": network["width"],
            "depth": network["depth"],
            "window_size": 1,
            "maxout_pieces": 3,
        },
    }
    model = {
        "@architectures": "spacy.TransitionBasedParser.v2",
        "state_type": "ner",
        "extra_state_tokens": True,
        "hidden_width": network["hidden"],
        "maxout_pieces": 2,
        "use_upper": True,
        "nO": None,
        "tok2vec": tok2vec,
    }
    nlp.add_pipe("ner", config={"model": model})
    return nlp


@cache
def _norm(word: str) -> str:
    return re.sub(r"\d", "0", plain(word))


def _prefix(word: str) -> str:
    return _norm(word)[:3]


def _suffix(word: str) -> str:
    return _norm(word)[-4:]


class Model:
    """A trained model of one language."""

    def __init__(self, nlp: Any) -> None:
        self.nlp = nlp
        self._one = Lock()

    def spans(self, texts: Sequence[str], hints: Sequence[Sequence[Span]] | None = None) -> list[list[Span]]:
        """The spans of each text; `hints` are what the rules found in it, in order."""
        found: list[list[Span]] = [[] for _ in texts]
        # words seen are forgotten again, so that six million reports fit; one thread at a time may do that
        with self._one, self.nlp.memory_zone():
            passages = list(self._passages(texts, hints or [()] * len(texts)))
            docs = self.nlp.pipe([doc for _, _, doc in passages], batch_size=BATCH)
            for (number, words, _), doc in zip(passages, docs, strict=True):
                found[number] += [
                    Span(e.label_, words[e.start].start, words[e.end - 1].end) for e in doc.ents
                ]
        return found

    def _passages(
        self, texts: Sequence[str], hints: Sequence[Sequence[Span]]
    ) -> Iterator[tuple[int, list[Word], Any]]:
        for number, text in enumerate(texts):
            words = words_of(text)
            known = known_of(words)
            for low, high in pieces(words):
                part = words[low:high]
                yield number, part, document(self.nlp.vocab, part, known[low:high], hints[number])

    def save(self, folder: Path, about: Mapping[str, Any]) -> None:
        """Write the weights and what the model is made of."""
        folder.mkdir(parents=True, exist_ok=True)
        (folder / "ner.bin").write_bytes(self.nlp.get_pipe("ner").to_bytes(exclude=["vocab"]))
        (folder / "model.json").write_bytes(orjson.dumps(dict(about), option=orjson.OPT_INDENT_2))


def pieces(words: Sequence[Word]) -> Iterable[tuple[int, int]]:
    """Where to part a long text: at the end of a line where there is one near."""
    low = 0
    while len(words) - low > LONGEST:
        high = low + LONGEST
        ends = [n + 1 for n in range(low + LONGEST // 2, high) if words[n].text in {"\n", "."}]
        high = ends[-1] if ends else high
        yield low, high
        low = high
    if low < len(words):
        yield low, len(words)


def read_model(folder: Path) -> Model:
    """A model from the folder in which it was saved."""
    about = orjson.loads((folder / "model.json").read_bytes())
    nlp = blank(about["network"])
    ner = nlp.get_pipe("ner")
    for label in about["labels"]:
        ner.add_label(label)
    nlp.initialize()
    ner.from_bytes((folder / "ner.bin").read_bytes(), exclude=["vocab"])
    return Model(nlp)


@cache
def model(lang: str) -> Model | None:
    """The shipped model of a language, loaded once and only when it is asked; None where there is none."""
    folder = MODELS / lang
    return read_model(folder) if (folder / "ner.bin").is_file() else None
