"""A text with its mentions, as the rules for roles and relations see it."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence

from ingest.extract.extraction import FoundMention, Relation, Role
from ingest.extract.kin import KIN_BEFORE
from ingest.extract.sentences import Sentence, sentences
from ingest.extract.status import ALLEGED, ASSERTED

PERSONS = frozenset({"PERSON", "ALIAS", "NICKNAME", "HANDLE"})
SYMMETRIC = frozenset({"ASSOCIATE_OF", "FAMILY_OF"})
"""Relations that hold both ways."""
_FIRST_PERSON = re.compile(
    r"\b(?:[Ii]k|[Mm]ijn|mij|me|[Jj]e|[Jj]['’]\w+|[Oo]n m['’]a|[Mm]on|[Mm]a|[Mm]es|[Mm]oi"
    r"|m['’]\w+|[Ii]ch|[Mm]ein(?:e[nmrs]?)?|[Mm]ir|[Mm]ich|I|[Mm]y|mine)\b"
)

_QUOTATION = re.compile(
    r"«[^»]{60,}»|“[^”]{60,}”|„[^”“]{60,}[”“\"]|(?:(?<=:\s)|(?<=\n)|^)\"[\s\S]{60,}?\"(?=\s*(?:\n|$"
    r"|[A-Z]))",
    re.M,
)
_HEARING = re.compile(r"verhoor|audition|entendons|vernehmung|interview of|witness statement|Q:", re.I)
_I_AM = re.compile(
    (
        r"(?:ik ben(?: genaamd)?|mijn naam is|je m'appelle|je suis|je me nomme|ich bin|ich heiße|I"
        r" am|my name is)\s$"
    ),
    re.I,
)

_PRONOUN = re.compile(
    r"\W*(?:(?P<last>[Cc]e(?:lui-ci| dernier)|[Cc]e(?:lle-ci|tte dernière)|[Dd]e(?:ze)? laatste"
    r"|[Dd]iese[r]?(?= \w+t\b)"
    r"|[Ll]etzterer?|[Tt]he latter)|[Hh]ij|[Zz]ij|Ze|Il|Elle|He|She|Sie|[Bb]etrokkene|[Ll]['’]intéressée?"
    r"|Er(?= (?:ist|war|hat|habe|wurde|gab|gibt|sagt|räumt|bestreitet|streitet|kam|wohnt|fuhr|soll"
    r"|will|kennt))"
    r"|Dort wurde (?:er|sie)|Daarop werd (?:hij|zij))\b"
)
REACH, CHAIN = 2, 6
"""Sentences without a name that a pronoun looks back over, and those of a chain of pronouns at most."""
_BLOCK = re.compile(r"[^\n]+")
_SOURCE = re.compile(
    r"\b(?:volgens|uit|van) een (?:(?:zeer )?betrouwbare |anonieme |onbekende )?bron"
    r"|niet bevestigde info\w*|zachte info\w*"
    r"|(?:selon|d'après|d[e']) une source|information non confirmée|renseignement non (?:confirmé|vérifié)"
    r"|according to an? (?:\w+ ){0,2}source|unconfirmed information"
    r"|(?:laut|nach) einer (?:\w+ )?quelle|unbestätigter hinweis|(?:laut|nach) (?:einem )?hinweis",
    re.I,
)
SOURCE = 120
"""Characters at the head of a block in which it names its source."""
_HELD = frozenset(
    {"DRIVES", "USES_PHONE", "ASSOCIATE_OF", "MEMBER_OF", "PRESENT_AT", "OWNS", "SENT_MONEY", "CALLED"}
)
"""Relations that a source tells; births, numbers and plates come from registers."""
_NOUNS = {
    "witness": re.compile(r"getuige|témoin|zeug|witness", re.I),
    "suspect": re.compile(r"verdachte|betrokkene|suspecte?|intéressé|beschuldigt|suspect", re.I),
    "driver": re.compile(r"bestuurder|conducteur|fahrer|driver", re.I),
    "missing": re.compile(r"mineure?|vermist|disparue?|vermisst|missing", re.I),
    "complainant": re.compile(
        r"klager|klaagster|aangever|melder|plaignante?|requérant|anzeige|complainant", re.I
    ),
    "victim": re.compile(r"slachtoffer|victime|opfer|geschädigt|verletzt|victim", re.I),
}


class Scene:
    """Lookups over one text: sentences, who is near, who speaks, what stands between."""

    def __init__(self, text: str, mentions: Sequence[FoundMention], coref: Sequence[tuple[str, ...]]) -> None:
        self.text, self.mentions = text, list(mentions)
        self.groups = tuple(tuple(group) for group in coref)
        self.starts = [m.start for m in mentions]
        self.sentences: list[Sentence] = sentences(text, mentions)
        self.sentence_starts = [s.start for s in self.sentences]
        self.entity = {id_: group[0] for group in coref for id_ in group}
        self.roles: dict[tuple[str, str], str] = {}
        self.relations: dict[tuple[str, str, str], str] = {}
        self.officers: set[str] = set()
        self.read_by_phrases = False
        self.quotes = [m.span() for m in _QUOTATION.finditer(text)]
        self.hearsay = [m.span() for m in _BLOCK.finditer(text) if _SOURCE.search(m.group()[:SOURCE])]
        self.hearing = bool(_HEARING.search(text[:300]))
        self.others: set[str] = set()
        self._mentions_of: dict[str, list[FoundMention]] = {}

    def named_as(self, person: FoundMention) -> list[FoundMention]:
        """All mentions of the same person or thing in order."""
        if not self._mentions_of:
            for mention in self.mentions:
                self._mentions_of.setdefault(self.entity[mention.id], []).append(mention)
        return self._mentions_of[self.entity[person.id]]

    def last_person(self, offset: int, reach: int, but: FoundMention | None) -> FoundMention | None:
        """The last person named before an offset who is neither officer nor `but`."""
        excluded = self.officers | self.others | ({self.entity[but.id]} if but else set())
        index = bisect_right(self.starts, offset - 1) - 1
        while index >= 0 and offset - self.mentions[index].end <= reach:
            other = self.mentions[index]
            if other.type in PERSONS and other.end <= offset and self.entity[other.id] not in excluded:
                return other
            index -= 1
        return None

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
        """Who says "I" at this offset: the person heard, or the last one named before the quotation."""
        if not _FIRST_PERSON.search(self.words(self.sentence(offset))):
            return None
        block = next((b for b in self.quotes if b[0] <= offset <= b[1]), None)
        people = [
            m for m in self.persons
            if m.type == "PERSON" and self.entity[m.id] not in self.officers | self.others
        ]  # fmt: skip
        if block is None or self.hearing:
            return self._introduced(people) or (people[0] if people else None)
        before = [m for m in people if m.end <= block[0]]
        return before[-1] if before else None

    def introduced(self) -> FoundMention | None:
        """Who says "my name is …" in a text of the first person."""
        return self._introduced([m for m in self.persons if m.type == "PERSON"])

    def _introduced(self, people: list[FoundMention]) -> FoundMention | None:
        """ "Je m'appelle X", "Ik ben genaamd X"."""
        return next((m for m in people if _I_AM.search(self.text[max(0, m.start - 30) : m.start])), None)

    def focus(self, offset: int, reach: int = 3) -> FoundMention | None:
        """Whom "he" or "she" means at this offset: the first person of this sentence or those before."""
        index = max(0, bisect_right(self.sentence_starts, offset) - 1)
        meant = self.pronoun(self.sentences[index])
        if meant:
            return meant[0]
        for back in range(reach + 1):
            if index - back < 0:
                return None
            people = [
                m for m in self.inside(self.sentences[index - back], *PERSONS)
                if (back or m.end <= offset) and self.entity[m.id] not in self.officers | self.others
                and not (back and KIN_BEFORE.search(self.before(m, 50)))
            ]  # fmt: skip
            named = [m for m in people if m.type == "PERSON"] or people
            if named:
                return named[0]
        return None

    def pronoun(self, sentence: Sentence) -> tuple[FoundMention, int] | None:
        """Whom the pronoun means that a sentence begins with, and where the words behind it begin."""
        match = _PRONOUN.match(self.text, sentence.start)
        if match is None:
            return None
        index = bisect_right(self.sentence_starts, sentence.start) - 1
        left, last = REACH, bool(match.group("last"))
        for earlier in reversed(self.sentences[max(0, index - CHAIN) : index]):
            chained = None if last else _PRONOUN.match(self.text, earlier.start)
            people = [] if chained else self._named(earlier)
            if people:
                return (people[-1] if last else people[0]), match.end()
            last = last or bool(chained and chained.group("last"))
            left -= not chained
            if not left:
                return None
        return None

    def _named(self, sentence: Sentence) -> list[FoundMention]:
        """The persons of a sentence that a pronoun may mean: no officers, no relatives of others."""
        return [
            m for m in self.inside(sentence, "PERSON")
            if self.entity[m.id] not in self.officers | self.others
            and not KIN_BEFORE.search(self.before(m, 50))
        ]  # fmt: skip

    def subject(self, mention: FoundMention, reach: int = 400) -> FoundMention | None:
        """Whom a sentence is about: who speaks in it, or the person in focus, not farther than `reach`."""
        sentence = self.sentence(mention.start)
        here = [
            m for m in self.inside(sentence, "PERSON")
            if m.end <= mention.start and self.entity[m.id] not in self.officers
        ]  # fmt: skip
        if here:
            return here[0]
        focus = self.speaker(mention.start) or self.focus(mention.start)
        return focus if focus and mention.start - focus.end < max(reach, 500) else None

    def holder(self, mention: FoundMention, reach: int) -> FoundMention | None:
        """The person that a piece of data belongs to: the nearest named before it in its sentence."""
        near = self.previous(mention, reach=14)
        if near and not re.search(r"[.;]", self.between(near, mention)):
            return near
        sentence = self.sentence(mention.start)
        people = [
            m for m in self.inside(sentence, *PERSONS)
            if 0 <= mention.start - m.end <= reach and self.entity[m.id] not in self.others
        ]  # fmt: skip
        named = [m for m in people if m.type == "PERSON"] or people
        return named[-1] if named else None

    def by_noun(self, words: str) -> FoundMention | None:
        """The person meant by the last noun of a role: "de klager", "la victime", "der Geschädigte"."""
        found = None
        for role, nouns in _NOUNS.items():
            if nouns.search(words):
                found = next((m for m in self.persons if (self.entity[m.id], role) in self.roles), found)
        return found

    def relate(self, type_: str, a: FoundMention | None, b: FoundMention | None, status: str) -> None:
        """Note a relation once; a denial or an allegation is never overwritten by an assertion."""
        if a is None or b is None or self.entity[a.id] == self.entity[b.id]:
            return
        if status == ASSERTED and type_ in _HELD and self._is_hearsay(a, b):
            status = ALLEGED
        key = (type_, self.entity[a.id], self.entity[b.id])
        if type_ in SYMMETRIC and (type_, key[2], key[1]) in self.relations:
            key = (type_, key[2], key[1])
        if self.relations.get(key, "asserted") == "asserted":
            self.relations[key] = status

    def _is_hearsay(self, a: FoundMention, b: FoundMention) -> bool:
        """True where both stand in one block of words that begins with an unconfirmed source."""
        return any(low <= a.start < high and low <= b.start < high for low, high in self.hearsay)

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
