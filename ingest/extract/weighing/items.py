"""A text as a row of items: words with their concepts, each mention as one, and whom a pronoun may mean."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from ingest.extract.concepts import Meaning, read
from ingest.extract.extraction import FoundMention
from ingest.extract.scene import PERSONS, Scene
from ingest.extract.tokens import Token, tokenise

ABOUT = {
    "suspect_n": "suspect",
    "victim_n": "victim",
    "witness_n": "witness",
    "complainant_n": "complainant",
    "driver_n": "driver",
    "passenger_n": "passenger",
    "owner_n": "owner",
    "missing_n": "missing",
    "informant_n": "informant",
}
"""Nouns that stand for a person of that role."""
LOOK_BACK = 4
"""Sentences that a pronoun looks back over."""


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
    """A place in the text that stands for an entity: a mention, or a pronoun or noun that may mean it."""

    at: int
    entity: str
    type: str
    via: str
    """"name", or how a word means the entity: "i", "he1", "he2", "noun"."""


class Items:
    """The items of a text, and the arguments that roles and relations may have."""

    def __init__(self, scene: Scene, lang: str) -> None:
        self.scene, self.lang = scene, lang
        self.items: list[Item] = _items(scene, lang)
        self.head = frozenset(
            c for item in self.items[:40] for c in item.concepts if c.endswith("_head")
        )
        self.arguments: list[Argument] = sorted(self._arguments(), key=lambda a: (a.at, a.via))
        self.people = [i for i, item in enumerate(self.items) if item.mention and item.mention.type in PERSONS]
        self.roles: dict[str, tuple[str, ...]] = {}
        for entity, role in sorted(scene.roles):
            self.roles[entity] = (*self.roles.get(entity, ()), role)
        self.by_sentence: dict[int, list[int]] = {}
        for index, item in enumerate(self.items):
            self.by_sentence.setdefault(item.sentence, []).append(index)

    def _arguments(self) -> Iterator[Argument]:
        scene = self.scene
        by_role: dict[str, list[str]] = {}
        for entity, role in scene.roles:
            by_role.setdefault(role, []).append(entity)
        persons: list[tuple[int, Item]] = []
        for index, item in enumerate(self.items):
            if item.mention is not None:
                yield Argument(index, scene.entity[item.mention.id], item.mention.type, "name")
                if item.mention.type in PERSONS:
                    persons.append((index, item))
                continue
            yield from self._meant(index, item, persons, by_role)

    def _meant(
        self, index: int, item: Item, persons: Sequence[tuple[int, Item]], by_role: dict[str, list[str]]
    ) -> Iterator[Argument]:
        concepts = item.concepts
        if "pron_i" in concepts:
            speaker = self._speaker(item)
            if speaker:
                yield Argument(index, speaker, "PERSON", "i")
        elif "pron_he" in concepts or "pron_she" in concepts or "poss" in concepts or "pron_they" in concepts:
            for rank, entity in enumerate(self._antecedents(item, persons), 1):
                yield Argument(index, entity, "PERSON", f"he{rank}")
        else:
            for concept in concepts:
                role = ABOUT.get(concept)
                after = self.items[index + 1] if index + 1 < len(self.items) else None
                if role and not (after and after.mention):
                    for entity in by_role.get(role, ())[:2]:
                        yield Argument(index, entity, "PERSON", "noun")

    def _speaker(self, item: Item) -> str | None:
        sentence = self.scene.sentences[item.sentence]
        speaker = self.scene.speaker(sentence.start + 1)
        return self.scene.entity[speaker.id] if speaker else None

    def _antecedents(self, item: Item, persons: Sequence[tuple[int, Item]]) -> list[str]:
        """The first person of the nearest sentence that names one, then the last one named."""
        near = [p for p in persons[-8:] if item.sentence - p[1].sentence <= LOOK_BACK]
        named = [
            (i, p) for i, p in near if p.mention and self.scene.entity[p.mention.id] not in self.scene.officers
        ]
        if not named:
            return []
        latest = named[-1][1].sentence
        first = next(p for _, p in named if p.sentence == latest)
        earlier = [p for _, p in named if p.sentence < latest]
        chosen = [first, named[-1][1], *(earlier[-1:] if latest == item.sentence else [])]
        return list(dict.fromkeys(self.scene.entity[p.mention.id] for p in chosen if p.mention))[:3]


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
