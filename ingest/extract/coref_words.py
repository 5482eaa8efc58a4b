"""The words that name a thing, and its colours: articles, legal forms and quantities are left out."""

from __future__ import annotations

import re
from typing import NamedTuple

from ingest.extract.coref_names import loose
from ingest.extract.extraction import FoundMention
from ingest.extract.lexicon import plain

_WORD = re.compile(r"[^\W_]+(?:\.[^\W_]+)*")


def _set(words: str) -> frozenset[str]:
    return frozenset(words.split())


_ARTICLES = _set(
    "de het een den 't t le la les l un une des du d au aux der die das dem ein eine einen einem the a an of"
    " s"
)
_LEGAL = _set(
    "bv bvba nv vzw cv cvba vof sa srl sprl asbl snc sc scs sarl gmbh ag kg ug ohg ltd limited plc llp llc"
    " inc b.v n.v s.a s.r.l s.p.r.l v.z.w a.s.b.l"
)
_TITLES = _set("monsieur madame mijnheer meneer mevrouw herr frau mr mrs miss")
_QUANTITIES = _set(
    "x paar stuk stuks paire pair een twee drie vier vijf zes zeven acht negen tien deux trois quatre cinq"
    " six sept huit neuf dix zwei drei funf sechs sieben neun zehn one two three four five seven eight nine"
    " ten"
)
_SHADES = ("licht", "donker", "hell", "dunkel", "hel", "mat", "mint", "dark", "light")
_COLOURS = {
    "black": "zwart noir schwarz black",
    "white": "wit witt blanc blanche weiss white",
    "grey": "grijs grijze gris grau grey gray antraciet anthracite anthrazit",
    "silver": "zilver zilvergrijs zilverkleurig argent silber silver",
    "blue": "blauw bleu blau blue",
    "red": "rood rode rouge rot red bordeaux",
    "green": "groen vert verte grun green",
    "yellow": "geel gele jaune gelb yellow",
    "brown": "bruin brun brune marron braun brown",
    "beige": "beige sable",
    "orange": "oranje orange",
    "purple": "paars violet violette mauve lila purple",
}
_COLOUR_OF = {word: colour for colour, words in _COLOURS.items() for word in words.split()}
_ENDINGS = ("", "e", "en", "er", "es", "em", "s")
_SAME_MAKE = {"vw": "volkswagen", "mercedesbenz": "mercedes", "merc": "mercedes", "beemer": "bmw"}


class Words(NamedTuple):
    """What a mention says of a thing: the words that name it, in order, and its colours."""

    words: tuple[str, ...]
    colours: frozenset[str] = frozenset()


def words_of(mention: FoundMention) -> Words:
    """The words that name what is mentioned; all of them where none is left."""
    found = [plain(word) for word in _WORD.findall(mention.text)]
    kept = [word for word in found if word not in _ARTICLES]
    if mention.type == "ORGANISATION":
        kept = [word for word in kept if word not in _LEGAL]
    elif mention.type == "NICKNAME":
        kept = [word for word in kept if word not in _TITLES]
    elif mention.type in {"OBJECT", "WEAPON"}:
        kept = _uncounted(kept)
    colours: dict[str, str] = {}
    if mention.type in {"VEHICLE", "OBJECT"}:
        colours = {word: colour for word in kept if (colour := colour_of(word))}
        kept = [word for word in kept if word not in colours]
    words = tuple(_SAME_MAKE.get(word, loose(word)) for word in kept or found)
    return Words(words, frozenset(colours.values()))


def _uncounted(words: list[str]) -> list[str]:
    """ "2 gsm's", "twee paar schoenen": how many stands first and does not name the thing."""
    start = 0
    while start < len(words) - 1 and (words[start].isdecimal() or words[start] in _QUANTITIES):
        start += 1
    return words[start:]


def colour_of(word: str) -> str:
    """The colour that a plain word means, in any form and shade ("lichtgrauen" → "grey"); else nothing."""
    for ending in _ENDINGS:
        stem = word.removesuffix(ending) if ending else word
        if stem in _COLOUR_OF:
            return _COLOUR_OF[stem]
        for shade in _SHADES:
            if stem.removeprefix(shade) in _COLOUR_OF:
                return _COLOUR_OF[stem.removeprefix(shade)]
    return ""
