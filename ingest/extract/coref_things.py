"""Which mentions mean the same organisation, place, vehicle or thing: full and short forms, acronyms."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from itertools import islice

from ingest.extract.coref_names import loose
from ingest.extract.coref_words import Words, words_of
from ingest.extract.extraction import FoundMention
from ingest.extract.lexicon import places, plain
from ingest.extract.vehicles import MAKES

_MAKES = frozenset(loose(plain(word)) for make in MAKES for word in make.replace("-", " ").split())
_LOOK = 32
"""How many things that share a word are looked at, the latest first: long texts stay quick."""
_ACRONYM = (2, 6)
"""Letters of an acronym, least and most."""
_STEM = 4
"""Letters that two spellings of a nickname share at least ("Dodo", "Dodoke")."""


@dataclass(eq=False, slots=True)
class Thing:
    """Something that is named: the fullest that was said of it, its colours, and where it was named last."""

    fullest: Words
    colours: set[str] = field(default_factory=set)
    mentions: list[FoundMention] = field(default_factory=list)
    last: int = 0


class Things:
    """Puts the mentions of one type together in the order of the text."""

    def __init__(self, alike: Callable[[Words, Words], bool]) -> None:
        self.alike = alike
        self.things: list[Thing] = []
        self._exact: dict[Words, Thing] = {}
        self._lately: dict[str, dict[int, Thing]] = {}

    def join(self, mentions: Sequence[FoundMention]) -> list[list[FoundMention]]:
        """The mentions of each thing."""
        for mention in mentions:
            said = words_of(mention)
            thing = self._known(said)
            if thing is None:
                thing = Thing(said)
                self.things.append(thing)
            thing.mentions.append(mention)
            self._spoken(thing, said, mention.start)
        return [thing.mentions for thing in self.things]

    def _known(self, said: Words) -> Thing | None:
        """The thing last called just so; else the last one of which this is a shorter or longer form."""
        if said in self._exact:
            return self._exact[said]
        found = sorted(self._having(said), key=lambda thing: -thing.last)
        return next((thing for thing in found if self._same(said, thing)), None)

    def _having(self, said: Words) -> list[Thing]:
        near = (islice(reversed(self._lately.get(key, {}).values()), _LOOK) for key in _keys(said))
        return list({id(thing): thing for things in near for thing in things}.values())

    def _same(self, said: Words, thing: Thing) -> bool:
        """A short form or a longer one, that has no other colour; "Politie Gent" is not "Politie Aalst"."""
        if said.colours and thing.colours and thing.colours.isdisjoint(said.colours):
            return False
        return self.alike(said, thing.fullest)

    def _spoken(self, thing: Thing, said: Words, at: int) -> None:
        thing.fullest = max(thing.fullest, said, key=lambda words: len(words.words))
        thing.colours |= said.colours
        thing.last = at
        self._exact[said] = thing
        for key in _keys(said):
            lately = self._lately.setdefault(key, {})
            lately.pop(id(thing), None)
            lately[id(thing)] = thing


def _keys(said: Words) -> list[str]:
    """The words by which a thing is looked up, its acronym, and the beginning of each word."""
    initials = "".join(word[0] for word in said.words)
    return list(dict.fromkeys([*said.words, *(word[:_STEM] for word in said.words), initials]))


def same_organisation(a: Words, b: Words) -> bool:
    """The head or the tail of a name, or its acronym; a town at the end of it is no short form."""
    short, long = sorted((a.words, b.words), key=len)
    if long[: len(short)] == short:
        return True
    if long[-len(short) :] == short:
        return " ".join(short) not in places()
    return len(short) == 1 and _ACRONYM[0] <= len(short[0]) <= _ACRONYM[1] and _acronym(long) == short[0]


def _acronym(words: Sequence[str]) -> str:
    return "".join(word[0] for word in words)


def same_place(a: Words, b: Words) -> bool:
    """The same words, or the tail of a longer name that is no town: "Hauts-Sarts", but not "Namur"."""
    short, long = sorted((a.words, b.words), key=len)
    if len(short) == len(long):
        return short == long
    return long[-len(short) :] == short and " ".join(short) not in places() and not _numbered(short)


def _numbered(words: Sequence[str]) -> bool:
    return any(word[0].isdigit() for word in words)


def same_address(a: Words, b: Words) -> bool:
    """The same street and number, with or without box, postcode and town."""
    numbers = [next((word for word in x.words if word[0].isdigit()), "") for x in (a, b)]
    short, long = sorted((set(a.words), set(b.words)), key=len)
    return numbers[0] == numbers[1] != "" and len(short) > 1 and short <= long


def same_nickname(a: Words, b: Words) -> bool:
    """One holds the words of the other, or lengthens it: "Tony" and "Monsieur Tony"."""
    if set(a.words) <= set(b.words) or set(b.words) <= set(a.words):
        return True
    short, long = sorted((" ".join(a.words), " ".join(b.words)), key=len)
    return len(short) >= _STEM and long.startswith(short)


def same_vehicle(a: Words, b: Words) -> bool:
    """One tells no more than the other: "Golf" and "VW Golf"; the make may be left out of either."""
    ours, theirs = set(a.words), set(b.words)
    if ours <= theirs or theirs <= ours:
        return True
    if ours & _MAKES and theirs & _MAKES:
        return False
    models = ours - _MAKES, theirs - _MAKES
    return all(models) and (models[0] <= models[1] or models[1] <= models[0])


def shorter(said: Words, before: Words) -> bool:
    """A short form of something named before."""
    return set(said.words) <= set(before.words)
