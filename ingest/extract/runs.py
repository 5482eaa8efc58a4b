"""Runs of words with capitals: the candidates for names."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from ingest.extract.cues import DOTTED, PARTICLES, TITLES
from ingest.extract.language import Languages
from ingest.extract.lexicon import common_words, is_family, is_given, places, plain, words
from ingest.extract.tokens import Token

_HEADS = frozenset(words("heads"))
"""Particles with which a name may begin; "De", "La" at the head of a sentence only before a family name."""
_INNER = PARTICLES - {"op", "of", "y", "e", "st"}
_ARTICLES = frozenset({"de", "het", "la", "le", "den", "der", "des", "du", "da", "die", "das", "di"})
_OPEN_MARKS = frozenset('.!?:\n"“«„-–•;)')

_HEAD = re.compile(r"(?:[^a-zà-ÿ\n](?![a-zà-ÿ]))+")
LONGEST_HEADING = 200
"""Characters of a line that are looked at for a heading."""


class Runs:
    """Finds the runs of one text; `taken` are the offsets that other mentions hold."""

    def __init__(self, text: str, tokens: Sequence[Token], taken: set[int], lang: Languages) -> None:
        self.text, self.tokens, self.taken, self.lang = text, tokens, taken, lang
        self.headings: dict[int, int] = {}

    def __iter__(self) -> Iterator[tuple[int, list[Token]]]:
        """(index of the first token, run) in order."""
        index = 0
        while index < len(self.tokens):
            token = self.tokens[index]
            first = None if token.shape in "lNP" or self._heading(index) else self._opening(index)
            if first is None:
                index += 1
                continue
            run, after = self._run(index, first)
            run, skipped = self._trim(run)
            if run:
                yield index + skipped, run
            index = after

    def starts_sentence(self, index: int) -> bool:
        """True for the first word of a sentence or line."""
        return index == 0 or self.tokens[index - 1].text in _OPEN_MARKS

    def _heading(self, index: int) -> bool:
        """Words of a line in capitals alone are a heading, unless a given name stands there."""
        token = self.tokens[index]
        if token.shape != "A":
            return False
        start = self.text.rfind("\n", 0, token.start) + 1
        if start not in self.headings:
            self.headings[start] = self._heading_end(start)
        return token.end <= self.headings[start]

    def _heading_end(self, start: int) -> int:
        """Where the heading ends that begins a line; 0 where the line begins with none."""
        head = _HEAD.match(self.text, start, start + LONGEST_HEADING)
        if not head or len(head.group()) < 12:
            return 0
        words = re.findall(r"[^\W\d_]{2,}", head.group())
        return 0 if len(words) < 2 or any(is_given(word) for word in words) else head.end()

    def named(self, index: int) -> bool:
        """True when a word may be part of a name."""
        token = self.tokens[index]
        if token.shape not in "ACI" or token.start in self.taken:
            return False
        word = plain(token.text)
        word = word[2:] if word[1:2] in "'’" and word[0] in "ld" and token.text[2:3].isupper() else word
        if word not in common_words() and word not in TITLES:
            return True
        if token.shape == "A":
            head = self.tokens[index - 1] if index else None
            if head and head.shape == "A" and plain(head.text) in _HEADS and not self._apart(head, token):
                return True
            return is_family(token.text) and len(token.text) > 3 and word not in TITLES
        before = self.tokens[index - 1] if index else None
        return bool(
            before
            and token.shape == "C"
            and plain(before.text) in TITLES
            and (is_given(word) or is_family(word))
        )

    def _opening(self, index: int) -> int | None:
        if self.named(index):
            return index
        token = self.tokens[index]
        if token.text.lower() not in _HEADS or token.start in self.taken:
            return None
        ahead = index
        while (
            ahead < len(self.tokens) - 1 and plain(self.tokens[ahead].text) in PARTICLES and ahead - index < 3
        ):
            ahead += 1
        following = self.tokens[ahead]
        if (
            following.shape not in "AC"
            or not self.named(ahead)
            or self._apart(self.tokens[ahead - 1], following)
        ):
            return None
        if token.text.lower() in _ARTICLES and ahead == index + 1 and token.shape == "C":
            return (
                ahead
                if is_family(following.text) or not self.starts_sentence(index) or self._seen(index, ahead)
                else None
            )
        return ahead

    def _seen(self, index: int, ahead: int) -> bool:
        """ "De Meester is …" where "DE MEESTER Thibault" stands elsewhere."""
        words = self.text[self.tokens[index].start : self.tokens[ahead].end]
        return words.upper() in self.text

    def _apart(self, a: Token, b: Token) -> bool:
        return self.text[a.end : b.start] not in {" ", "", "  ", "\u00a0"}

    def _run(self, index: int, first: int) -> tuple[list[Token], int]:
        tokens = self.tokens
        run = list(tokens[index : first + 1])
        position = first + 1
        while position < len(tokens) and not self._apart(run[-1], tokens[position]):
            step = self._step(run, position)
            if not step:
                break
            run.extend(tokens[position : position + step])
            position += step
        return self._comma(run, position)

    def _step(self, run: list[Token], position: int) -> int:
        """How many tokens from here belong to the run."""
        token = self.tokens[position]
        if self.named(position) or self._late(run, token):
            return 1
        if plain(token.text) not in _INNER or token.start in self.taken or token.shape not in "lAC":
            return 0
        ahead = position + 1
        while (
            ahead < len(self.tokens) - 1 and plain(self.tokens[ahead].text) in _INNER and ahead - position < 3
        ):
            ahead += 1
        if ahead >= len(self.tokens) or self._apart(self.tokens[ahead - 1], self.tokens[ahead]):
            return 0
        following = self.tokens[ahead]
        if following.shape not in "AC" or not self.named(ahead):
            return 0
        return ahead - position + 1 if self._joins(token, following, run) else 0

    def _late(self, run: list[Token], token: Token) -> bool:
        """A word that is no name elsewhere may be one behind a given name: "Geert Monsieur"."""
        if token.shape not in "CA" or token.start in self.taken or len(token.text) < 2:
            return False
        return (
            (is_given(run[0].text) or (run[0].shape == "A" and len(run) > 1))
            and len(run) < 4
            and token.shape == "C"
        )

    def _joins(self, token: Token, following: Token, run: list[Token]) -> bool:
        """Whether a particle joins two parts of a name rather than two things ("Carrefour de Gent")."""
        low = token.text.lower()
        if token.shape in "AC" and token.text != low:
            return True
        if (
            self.lang.at(token.start) in {"fr", "en"}
            and plain(following.text) in places()
            and low in {"de", "du", "la", "d", "of"}
        ):
            return False
        head = plain(run[0].text)
        return (
            is_given(head)
            or run[-1].shape == "I"
            or head in PARTICLES
            or (run[-1].shape == "A" and following.shape == "A")
            or (is_family(head) and low not in {"de", "du", "van", "of"})
        )

    def _comma(self, run: list[Token], position: int) -> tuple[list[Token], int]:
        """ "BRANDT, Sascha" is one name."""
        tokens = self.tokens
        if (
            position + 1 >= len(tokens)
            or tokens[position].text != ","
            or not all(t.shape == "A" for t in run)
        ):
            return run, position
        after = tokens[position + 1]
        if len(run[-1].text) > 2 and after.shape == "C" and is_given(after.text) and self.named(position + 1):
            return [*run, after], position + 2
        return run, position

    def _trim(self, run: list[Token]) -> tuple[list[Token], int]:
        """The run without titles and sentence openers at its head, and how many were cut."""
        cut = 0
        while run and self._is_opener(run):
            run, cut = run[1:], cut + 1
        return run, cut

    def _is_opener(self, run: list[Token]) -> bool:
        word = plain(run[0].text)
        if len(run) > 2 and run[0].shape == run[1].shape == "A" and word in _HEADS:
            return False
        if len(run) > 1 and (word in TITLES or (word.rstrip(".") in DOTTED and run[1].shape != "I")):
            return not (run[0].shape == "A" and is_family(word) and word not in DOTTED)
        if run[0].shape == "A" and is_family(word):
            return False
        if word in common_words() and not (len(run) > 1 and is_given(word) and is_family(run[1].text)):
            return word not in PARTICLES or len(run) == 1
        if len(run) < 3 or run[0].shape != "C" or is_given(word) or word in PARTICLES:
            return False
        return is_given(run[1].text) and (not is_family(word) or is_family(run[-1].text))
