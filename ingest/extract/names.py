"""Persons, aliases, nicknames and places by shape, word lists and the words around them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from ingest.extract import cues
from ingest.extract.cues import DOTTED, PARTICLES, TITLES
from ingest.extract.extraction import Candidate
from ingest.extract.language import Languages
from ingest.extract.lexicon import common_words, is_family, is_given, places, plain
from ingest.extract.naming import normal, parts
from ingest.extract.runs import Runs
from ingest.extract.tokens import Token, tokenise

BY_PERSON = "name by shape, word lists and the words around it"
BY_PLACE = "place from our list, or behind a preposition of place"
BY_ALIAS = "false identity behind its cue"
BY_NICKNAME = "nickname in quotes or behind its cue"
BY_REPEAT = "a name found elsewhere in the same text"
ENOUGH = 2.5
"""The score from which a run is taken for a person."""
_RANKED = re.compile(r"^(?:kommissar|inspecteur|polizist|commissaire|dr|docteur|inspector)\.?\s+", re.I)
_NOT_PLACES = {
    "de": frozenset({"namen", "halle", "essen", "mol"}),
    "en": frozenset({"as", "spa", "ham", "mol"}),
}


class _Waiting(NamedTuple):
    """A run that is not decided by itself: it may be a name found elsewhere."""

    run: list[Token]
    person: float
    place: float


class Names:
    """Finds names in one text whose words and taken offsets are given."""

    def __init__(self, text: str, tokens: Sequence[Token], taken: set[int], lang: Languages) -> None:
        self.text, self.tokens, self.lang, self.taken = text, tokens, lang, taken
        self.runs = Runs(text, tokens, taken, lang)
        self.found: list[Candidate] = []
        self.waiting: list[_Waiting] = []
        self.undecided: list[tuple[int, int]] = []
        self.lower = {t.text for t in tokens if t.shape == "l"}

    def find(self) -> Iterator[Candidate]:
        """PERSON, ALIAS, NICKNAME and LOCATION candidates."""
        self._quoted()
        for index, run in self.runs:
            self._classify(index, run)
        self._repeat()
        yield from self.found

    def _add(self, type_: str, start: int, end: int, norm: str | None, confidence: float, by: str) -> None:
        self.found.append(Candidate(type_, start, end, norm, confidence, by))
        self.taken.update(range(start, end))

    def _quoted(self) -> None:
        """Short names in quotes are nicknames, or aliases where a cue says so."""
        for match in cues.QUOTED.finditer(self.text):
            start, end = match.span("q")
            before = self.text[max(0, match.start() - 90) : match.start()]
            if not self.taken.isdisjoint(range(start, end)) or before.rstrip().endswith((":", "=")):
                continue
            ranked = _RANKED.match(match.group("q"))
            start += ranked.end() if ranked else 0
            words = self.text[start:end].split()
            full = len(words) > 1 and is_given(words[0]) and is_family(words[-1])
            if cues.ALIAS_CUE.search(before) or full:
                self._add("ALIAS", start, end, " ".join(words), 0.85, BY_ALIAS)
            elif cues.ORG_QUOTE.search(before):
                self._add("ORGANISATION", start, end, None, 0.7, BY_NICKNAME)
            elif self._is_nick(words, before):
                self._add("NICKNAME", start, end, None, 0.8, BY_NICKNAME)

    def _is_nick(self, words: list[str], before: str) -> bool:
        first = plain(words[0])
        if len(" ".join(words)) > 24 or (len(words) > 2 and first not in PARTICLES):
            return False
        return (
            bool(cues.NICK_CUE.search(before))
            or first not in common_words()
            or (first in PARTICLES and len(words) > 1)
        )

    def _classify(self, index: int, run: list[Token]) -> None:
        start, end = run[0].start, run[-1].end
        before = self.text[max(0, start - 90) : start]
        if cues.NAMED_AFTER.match(self.text, end) and cues.NAMED_BEFORE.search(before):
            self._add("NICKNAME", run[-1].start, end, None, 0.75, BY_NICKNAME)
            if len(run) == 1:
                return
            run, end = run[:-1], run[-2].end
        if self._is_alias(run, before, end):
            self._add("ALIAS", start, end, normal(run), 0.85, BY_ALIAS)
            return
        person, place = self._person(index, run, before), self._place(run, before)
        if place >= 3 and place > person:
            self._add("LOCATION", start, end, None, 0.85, BY_PLACE)
        elif person >= ENOUGH and person > place - 1:
            nick = len(run) == 1 and not is_family(run[0].text) and cues.NICK_CUE.search(before)
            if nick:
                self._add("NICKNAME", start, end, None, 0.75, BY_NICKNAME)
            else:
                self._add("PERSON", start, end, normal(run), min(0.97, 0.6 + person / 20), BY_PERSON)
        elif cues.NICK_CUE.search(before) and place < 1:
            self._add("NICKNAME", start, end, None, 0.7, BY_NICKNAME)
        else:
            self.waiting.append(_Waiting(run, person, place))

    def _is_alias(self, run: list[Token], before: str, end: int) -> bool:
        if cues.ALIAS_DOCUMENT.search(before):
            return bool(cues.FALSE_DOCUMENT.match(self.text, end))
        cue = cues.ALIAS_CUE.search(before)
        if cue is None:
            return False
        verified = (
            run[0].shape == "A"
            and len(run) > 1
            and not re.search(
                r"vals|faux|fausse|false|falsch|faisant|faisait|passe|pretend|posing|uit(?:g| voor)",
                cue.group(),
                re.I,
            )
            and not cues.FALSE_DOCUMENT.match(self.text, end)
        )
        return not verified

    def _before(self, start: int) -> str:
        match = re.search(
            r"([\w'’\-]+)(\.?)[ \u00a0]?:?[ \u00a0(\"“«„']*$", self.text[max(0, start - 30) : start]
        )
        if not match:
            return ""
        word = plain(match.group(1)).split("'")[-1].split("’")[-1].lstrip("0123456789")
        return "" if match.group(2) and word not in DOTTED else word

    def _person(self, index: int, run: list[Token], before: str) -> float:
        """How much speaks for a person."""
        first, last = run[0], run[-1]
        if len(run) == 1 and first.shape == "I":
            return 0.0
        titled = self._before(first.start) in TITLES
        score = 4.0 if titled else 0.0
        score += self._several(index, run) if len(run) > 1 else self._single(index, first)
        if cues.VERBS.match(self.text, last.end):
            score += 0.5 if self.lang.at(first.start) == "de" else 1.0
        if (
            re.search(r"(?:[\w)]) (?:en|et|und|and) $", before)
            and self.found
            and self.found[-1].type == "PERSON"
            and first.start - self.found[-1].end < 6
        ):
            score += 1.5
        if not titled and cues.STRONG_PLACE.search(before[-20:]):
            score -= 2.5
        return score

    def _several(self, index: int, run: list[Token]) -> float:
        score = 4.0 if is_given(run[0].text) or is_given(run[-1].text) else 0.0
        score += 2.0 if is_family(run[-1].text) or is_family(run[0].text) else 0.0
        core = [t for t in run if plain(t.text) not in PARTICLES]
        if {t.shape for t in core} == {"A", "C"} and any(len(t.text) > 2 for t in core if t.shape == "A"):
            score += 2.5
        if any(t.shape == "I" for t in core) and any(t.shape in "AC" and len(t.text) > 2 for t in core):
            score += 2.5
        score += 1.5 if len(core) < len(run) <= 4 else 0.0
        return score or self._unknown(index, core)

    def _unknown(self, index: int, core: list[Token]) -> float:
        """Several words with capitals that no list holds are rather a name, inside a sentence."""
        if (
            not 2 <= len(core) <= 3
            or any(t.shape != "C" or len(t.text) < 3 for t in core)
            or self.runs.starts_sentence(index)
        ):
            return 0.0
        if any(plain(t.text) in places() or plain(t.text) in TITLES for t in core):
            return 0.0
        return 1.6 if self.lang.at(core[0].start) == "de" else 2.6

    def _single(self, index: int, token: Token) -> float:
        given, family = is_given(token.text), is_family(token.text)
        score = 2.0 * given + 1.5 * family
        score += 1.0 if token.shape == "A" and len(token.text) > 3 and (family or given) else 0.0
        if self.runs.starts_sentence(index):
            return score - (0.5 if token.text.lower() in self.lower else 0.0)
        return score + (0.0 if self.lang.at(token.start) == "de" else 0.7)

    def _place(self, run: list[Token], before: str) -> float:
        """How much speaks for a place."""
        if len(run) > 4:
            return 0.0
        whole = " ".join(plain(t.text) for t in run)
        known = whole in places() and whole not in _NOT_PLACES.get(self.lang.at(run[0].start), ())
        if cues.STRONG_PLACE.search(before[-20:]):
            if known:
                return 5.0
            return 2.0 if self.lang.at(run[0].start) != "de" or run[0].end - run[0].start > 3 else 1.0
        if not known:
            return (
                1.0
                if cues.PLACE_BEFORE.search(before[-16:]) and not before.rstrip().endswith((",", "(", "-"))
                else 0.0
            )
        score = 4.0 if cues.PLACE_BEFORE.search(before[-16:]) else 3.0
        return score - (0.6 if len(run) == 1 and (is_given(whole) or is_family(whole)) else 0.0)

    def _repeat(self) -> None:
        """Surnames, given names and nicknames found once are found wherever they stand again."""
        known: dict[str, str] = {}
        for found in self.found:
            if found.type in {"PERSON", "ALIAS", "NICKNAME"}:
                words = self.text[found.start : found.end]
                known.setdefault(plain(words), found.type)
                for part in parts(words) if found.type != "NICKNAME" else ():
                    known.setdefault(plain(part), found.type)
        for run, person, place in self.waiting:
            type_ = self._known(run, known)
            if type_ and plain(self.text[run[0].start : run[-1].end]) not in known:
                while len(run) > 1 and plain(run[0].text) not in known and not is_given(run[0].text):
                    run = run[1:]
            type_ = type_ or self._guess(run, person, place)
            if type_:
                norm = normal(run) if type_ in {"PERSON", "ALIAS"} else None
                by, confidence = (BY_PLACE, 0.65) if type_ == "LOCATION" else (BY_REPEAT, 0.75)
                self._add(type_, run[0].start, run[-1].end, norm, confidence, by)
            elif person > 0:
                self.undecided.append((run[0].start, run[-1].end))
        self._nicks_again()
        self._part_nicks()

    def _known(self, run: list[Token], known: dict[str, str]) -> str | None:
        type_ = known.get(plain(self.text[run[0].start : run[-1].end]))
        if type_ or len(run) == 1:
            return type_
        return next((known[plain(t.text)] for t in run if plain(t.text) in known and len(t.text) > 3), None)

    def _guess(self, run: list[Token], person: float, place: float) -> str | None:
        """What is left over: a place behind a preposition, else a name of several words."""
        start = run[0].start
        german = self.lang.at(start) == "de"
        if (
            place >= 2
            and person < 1.5
            and (not german or re.search(r"\b(?:in|nach|aus|bei)\s$", self.text[max(0, start - 6) : start]))
        ):
            return "LOCATION"
        if person >= 1.5 and len(run) > 1 and not german:
            return "PERSON"
        return None

    def _part_nicks(self) -> None:
        """ "Momo Peeters" where Momo is a nickname and Peeters a name of this text: two mentions."""
        nicks = {plain(self.text[f.start : f.end]) for f in self.found if f.type == "NICKNAME"}
        names = [self.text[f.start : f.end] for f in self.found if f.type == "PERSON"]
        for index, found in enumerate(self.found):
            words = self.text[found.start : found.end].split(" ")
            if found.type != "PERSON" or len(words) < 2 or plain(words[0]) not in nicks:
                continue
            rest = " ".join(words[1:])
            if any(name != " ".join(words) and plain(rest) in map(plain, parts(name)) for name in names):
                split = found.start + len(words[0]) + 1
                self.found[index] = Candidate(
                    "NICKNAME", found.start, split - 1, None, found.confidence, BY_NICKNAME
                )
                self.found.append(
                    Candidate("PERSON", split, found.end, normal(tokenise(rest)), found.confidence, BY_REPEAT)
                )

    def _nicks_again(self) -> None:
        nicks = {
            self.text[f.start : f.end] for f in self.found if f.type == "NICKNAME" and f.end - f.start > 3
        }
        for nick in sorted(nicks):
            for match in re.finditer(rf"(?<!\w){re.escape(nick)}(?!\w)", self.text):
                if self.taken.isdisjoint(range(*match.span())):
                    self._add("NICKNAME", *match.span(), None, 0.75, BY_REPEAT)
