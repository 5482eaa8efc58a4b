"""A text with its mentions, as the rules for roles and relations see it."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence

from ingest.extract.extraction import FoundMention, Relation, Role
from ingest.extract.sentences import Sentence, sentences

PERSONS = frozenset({"PERSON", "ALIAS", "NICKNAME", "HANDLE"})
_FIRST_PERSON = re.compile(
    r"\b(?:ik|mijn|mij|me|ons|wij(?= (?:waren|zaten))|je|j'\w+|mon|ma|mes|moi|m'\w+|ich|mein\w*|mir|mich|I|my|mine)\b"
)


class Scene:
    """Lookups over one text: sentences, who is near, who speaks, what stands between."""

    def __init__(self, text: str, mentions: Sequence[FoundMention], coref: Sequence[tuple[str, ...]]) -> None:
        self.text, self.mentions = text, list(mentions)
        self.starts = [m.start for m in mentions]
        self.sentences: list[Sentence] = sentences(text, mentions)
        self.sentence_starts = [s.start for s in self.sentences]
        self.entity = {id_: group[0] for group in coref for id_ in group}
        self.roles: dict[tuple[str, str], str] = {}
        self.relations: dict[tuple[str, str, str], str] = {}
        self.officers: set[str] = set()
        self.others: set[str] = set()

    def of(self, *types: str) -> list[FoundMention]:
        """All mentions of these types in order."""
        return [m for m in self.mentions if m.type in types]

    @property
    def persons(self) -> list[FoundMention]:
        """All persons, aliases, nicknames and handles in order."""
        return [m for m in self.mentions if m.type in PERSONS]

    def sentence(self, offset: int) -> Sentence:
        """The sentence that holds an offset."""
        return self.sentences[max(0, bisect_right(self.sentence_starts, offset) - 1)]

    def words(self, sentence: Sentence) -> str:
        """The text of a sentence."""
        return self.text[sentence.start : sentence.end]

    def inside(self, sentence: Sentence, *types: str) -> list[FoundMention]:
        """Mentions of a sentence."""
        low = bisect_right(self.starts, sentence.start - 1)
        high = bisect_right(self.starts, sentence.end - 1)
        return [m for m in self.mentions[low:high] if not types or m.type in types]

    def before(self, mention: FoundMention, width: int = 60) -> str:
        """The words before a mention, within its sentence."""
        return self.text[max(self.sentence(mention.start).start, mention.start - width) : mention.start]

    def after(self, mention: FoundMention, width: int = 60) -> str:
        """The words behind a mention, within its sentence."""
        return self.text[mention.end : min(self.sentence(mention.start).end, mention.end + width)]

    def between(self, a: FoundMention, b: FoundMention) -> str:
        """The words between two mentions."""
        first, second = sorted((a, b), key=lambda m: m.start)
        return self.text[first.end : second.start]

    def previous(
        self, mention: FoundMention, types: frozenset[str] = PERSONS, reach: int = 200, officers: bool = True
    ) -> FoundMention | None:
        """The nearest mention of these types before, not farther than `reach` characters."""
        index = bisect_right(self.starts, mention.start - 1) - 1
        while index >= 0 and mention.start - self.mentions[index].end <= reach:
            other = self.mentions[index]
            if other.type in types and (officers or self.entity[other.id] not in self.officers):
                return other
            index -= 1
        return None

    def following(
        self, mention: FoundMention, types: frozenset[str] = PERSONS, reach: int = 80
    ) -> FoundMention | None:
        """The nearest mention of these types behind, not farther than `reach` characters."""
        for other in self.mentions[bisect_right(self.starts, mention.start) :]:
            if other.start - mention.end > reach:
                return None
            if other.type in types:
                return other
        return None

    def speaker(self, offset: int) -> FoundMention | None:
        """Who says "I" at this offset: the person heard, else the last one who is no officer."""
        if not _FIRST_PERSON.search(self.words(self.sentence(offset))):
            return None
        quote = max(self.text.rfind(mark, 0, offset) for mark in '«“„"')
        limit = offset if quote < 0 else quote
        candidates = [
            m for m in self.persons
            if m.start < limit and m.type == "PERSON" and self.entity[m.id] not in self.officers | self.others
        ]  # fmt: skip
        if candidates:
            return candidates[-1] if quote > 0 and limit - candidates[-1].end < 160 else candidates[0]
        heard = [m for m in self.persons if m.type == "PERSON" and self.entity[m.id] not in self.officers]
        return heard[0] if heard else None

    def subject(self, mention: FoundMention, reach: int = 400) -> FoundMention | None:
        """Whom a sentence is about: the speaker, the first person before in it, or the last one before it."""
        sentence = self.sentence(mention.start)
        here = [
            m for m in self.inside(sentence, *PERSONS)
            if m.end <= mention.start and self.entity[m.id] not in self.officers
        ]  # fmt: skip
        if here:
            return here[0]
        return self.speaker(mention.start) or self.previous(mention, reach=reach, officers=False)

    def relate(self, type_: str, a: FoundMention | None, b: FoundMention | None, status: str) -> None:
        """Note a relation once; a denial or an allegation is never overwritten by an assertion."""
        if a is None or b is None or self.entity[a.id] == self.entity[b.id]:
            return
        key = (type_, self.entity[a.id], self.entity[b.id])
        if type_ in {"ASSOCIATE_OF", "FAMILY_OF"} and (type_, key[2], key[1]) in self.relations:
            key = (type_, key[2], key[1])
        if self.relations.get(key, "asserted") == "asserted":
            self.relations[key] = status

    def cast(self, person: FoundMention | None, role: str, status: str = "asserted") -> None:
        """Note a role of a person once; the first status stays unless a later one asserts it."""
        if person is None or person.type not in PERSONS:
            return
        key = (self.entity[person.id], role)
        if key not in self.roles or (self.roles[key] == "alleged" and status == "asserted"):
            self.roles[key] = status
        if role == "officer":
            self.officers.add(key[0])

    def results(self) -> tuple[tuple[Role, ...], tuple[Relation, ...]]:
        """Roles and relations in order of the text."""
        order = {m.id: n for n, m in enumerate(self.mentions)}
        roles = [Role(id_, role, status) for (id_, role), status in self.roles.items()]
        relations = [Relation(t, a, b, status) for (t, a, b), status in self.relations.items()]
        return (
            tuple(sorted(roles, key=lambda r: (order[r.mention], r.role))),
            tuple(sorted(relations, key=lambda r: (order[r.start], order[r.end], r.type))),
        )

    def pairs(self) -> Iterator[tuple[Sentence, list[FoundMention]]]:
        """Each sentence with its mentions."""
        for sentence in self.sentences:
            found = self.inside(sentence)
            if found:
                yield sentence, found
