"""A text as a row of items: words with their concepts, each mention as one, and whom a pronoun may mean."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from ingest.extract.concepts import Meaning, read
from ingest.extract.extraction import FoundMention
from ingest.extract.scene import PERSONS, Scene
from ingest.extract.tokens import Token, tokenise
from ingest.extract.weighing import agreement
from ingest.extract.weighing.said import Said, gather

NOUNS = frozenset(
    f"{role}_n"
    for role in (
        "suspect", "victim", "witness", "complainant", "driver", "passenger", "owner", "missing", "informant"
    )
)  # fmt: skip
"""Concepts of nouns that stand for a person named with them before: "de verdachte X … de verdachte"."""
ASIDE = frozenset({"officer", "magistrate", "lawyer", "carer"})
"""Titles of persons whom a pronoun seldom means."""
NEAR = 3
"""Items between a title or noun and the name that it belongs to."""
HEAD = 40
"""Items at the head of a text, which say what kind of paper it is."""
LOOK_BACK = 4
"""Sentences that a pronoun looks back over."""
_PRONOUNS = frozenset({"pron_he", "pron_she", "poss", "pron_they"})


@dataclass(frozen=True, slots=True)
class Item:
    """One word, mark or mention of a text."""

    word: str
    concepts: tuple[str, ...]
    sentence: int
    line: int
    mention: FoundMention | None = None


@dataclass(frozen=True, slots=True)
class Argument:
    """A place in the text that stands for an entity; `via` is "name", or how a word may mean it."""

    at: int
    entity: str
    type: str
    via: str


class Items:
    """The items of a text, and the arguments that roles and relations may have."""

    def __init__(self, scene: Scene, lang: str) -> None:
        self.scene, self.lang = scene, lang
        self.row: list[Item] = _items(scene, lang)
        self.head = sorted({c for item in self.row[:HEAD] for c in item.concepts if c.endswith("_head")})
        self.by_sentence: dict[int, list[int]] = {}
        for index, item in enumerate(self.row):
            self.by_sentence.setdefault(item.sentence, []).append(index)
        self.sex = self._sexes()
        self.aside = frozenset(self._aside())
        officers = set(scene.officers)
        scene.officers |= self.aside
        self.arguments: list[Argument] = list(self._arguments())
        scene.officers = officers

    @cached_property
    def said(self) -> Said | None:
        """What the phrases said of the text, as cues; None where they were not asked."""
        scene = self.scene
        return gather(scene.relations, scene.roles) if scene.read_by_phrases else None

    def _sexes(self) -> dict[str, str]:
        """By entity, where a name or the noun before it says so; the first to say so counts."""
        found: dict[str, str] = {}
        for index, item in enumerate(self.row):
            if item.mention is not None and item.mention.type in PERSONS:
                before = [other.word for other in reversed(self.row[max(0, index - 2) : index])]
                sex = agreement.of_person(item.mention.text, before)
                if sex:
                    found.setdefault(self.scene.entity[item.mention.id], sex)
        return found

    def _aside(self) -> Iterator[str]:
        for index, item in enumerate(self.row):
            if item.mention is not None and item.mention.type in PERSONS:
                near = self.row[max(0, index - NEAR) : index]
                if any(c in ASIDE for other in near for c in other.concepts):
                    yield self.scene.entity[item.mention.id]

    def _arguments(self) -> Iterator[Argument]:
        """Mentions, pronouns and nouns in order of the text."""
        persons: list[tuple[int, Item]] = []
        nouns: dict[str, str] = {}
        for index, item in enumerate(self.row):
            if item.mention is None:
                yield from self._meant(index, item, persons, nouns)
                continue
            entity = self.scene.entity[item.mention.id]
            yield Argument(index, entity, item.mention.type, "name")
            if item.mention.type in PERSONS:
                persons.append((index, item))
                for other in self.row[max(0, index - NEAR) : index + NEAR + 1]:
                    nouns.update({c: entity for c in other.concepts if c in NOUNS})

    def _meant(
        self, index: int, item: Item, persons: Sequence[tuple[int, Item]], nouns: dict[str, str]
    ) -> Iterator[Argument]:
        if "pron_i" in item.concepts:
            speaker = self.scene.speaker(self.scene.sentences[item.sentence].start + 1)
            if speaker:
                yield Argument(index, self.scene.entity[speaker.id], "PERSON", "i")
        elif not _PRONOUNS.isdisjoint(item.concepts):
            for rank, entity in enumerate(self._antecedents(item, persons), 1):
                yield Argument(index, entity, "PERSON", f"he{rank}")
        else:
            near = self.row[max(0, index - NEAR) : index + NEAR + 1]
            if not any(other.mention and other.mention.type in PERSONS for other in near):
                known = dict.fromkeys(nouns[c] for c in item.concepts if c in nouns)
                yield from (Argument(index, entity, "PERSON", "noun") for entity in known)

    def _antecedents(self, item: Item, persons: Sequence[tuple[int, Item]]) -> list[str]:
        """The first person of the nearest sentence that names one, the last one named, one before that."""
        named = [
            (p.sentence, entity)
            for _, p in persons[-8:]
            if item.sentence - p.sentence <= LOOK_BACK
            and p.mention
            and (entity := self.scene.entity[p.mention.id]) not in self.aside
        ]
        if not named:
            return []
        sex = agreement.of_pronoun(item.word, self.lang)
        agreeing = [(at, entity) for at, entity in named if sex in {None, self.sex.get(entity, sex)}]
        named = agreeing or named
        latest = named[-1][0]
        first = next(entity for sentence, entity in named if sentence == latest)
        earlier = [entity for sentence, entity in named if sentence < latest]
        return list(dict.fromkeys([first, named[-1][1], *earlier[-1:]]))


def _items(scene: Scene, lang: str) -> list[Item]:
    tokens = _outside(scene)
    meanings = iter(read([t.text for t in tokens if isinstance(t, Token)], lang))
    found, line = [], 0
    for token in tokens:
        sentence = max(0, bisect_right(scene.sentence_starts, token.start) - 1)
        if isinstance(token, FoundMention):
            found.append(Item(token.type, (), sentence, line, token))
            line += token.text.count("\n")
            continue
        meaning: Meaning = next(meanings)
        if token.text == "\n":
            line += 1
        found.append(Item(meaning.word, meaning.concepts, sentence, line))
    return found


def _outside(scene: Scene) -> list[Token | FoundMention]:
    """Tokens outside of mentions, and the mentions, in order."""
    found: list[Token | FoundMention] = []
    mentions = iter(scene.mentions)
    current = next(mentions, None)
    for token in tokenise(scene.text):
        while current is not None and token.start >= current.end:
            found.append(current)
            current = next(mentions, None)
        if current is None or token.end <= current.start:
            found.append(token)
    if current is not None:
        found += [current, *mentions]
    return found
