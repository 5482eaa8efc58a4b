"""Numbers in words, in four languages: "tweeduizend vierentwintig", "zwanzig", "ninety-two"."""

from __future__ import annotations

import re
from functools import lru_cache

_DUTCH_WORDS = (
    "een twee drie vier vijf zes zeven acht negen tien elf twaalf dertien veertien vijftien zestien"
    " zeventien achttien negentien"
)
_DUTCH = _DUTCH_WORDS.split()
_GERMAN_WORDS = (
    "ein zwei drei vier fünf sechs sieben acht neun zehn elf zwölf dreizehn vierzehn fünfzehn sechzehn"
    " siebzehn achtzehn neunzehn"
)
_GERMAN = _GERMAN_WORDS.split()
_ENGLISH_WORDS = (
    "one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen"
    " seventeen eighteen nineteen"
)
_ENGLISH = _ENGLISH_WORDS.split()
_FRENCH_WORDS = "un deux trois quatre cinq six sept huit neuf dix onze douze treize quatorze quinze seize"
_FRENCH = _FRENCH_WORDS.split()
_TENS = (
    "twintig dertig veertig vijftig zestig zeventig tachtig negentig",
    "zwanzig dreißig vierzig fünfzig sechzig siebzig achtzig neunzig",
    "twenty thirty forty fifty sixty seventy eighty ninety",
    "vingt trente quarante cinquante soixante septante quatre-vingt nonante",
)
_MORE = {
    "één": 1, "eén": 1, "eins": 1, "eine": 1, "une": 1, "zwo": 2, "dreissig": 30, "huitante": 80,
    "quatre-vingts": 80, "quatre vingt": 80, "honderd": 100, "hundert": 100, "hundred": 100, "cent": 100,
    "cents": 100, "duizend": 1000, "tausend": 1000, "thousand": 1000, "mille": 1000,
}  # fmt: skip


def _atoms() -> dict[str, int]:
    found = dict(_MORE)
    for words in (_DUTCH, _GERMAN, _ENGLISH, _FRENCH):
        found |= {word: number for number, word in enumerate(words, 1)}
    for row in _TENS:
        found |= {word: 10 * number for number, word in enumerate(row.split(), 2)}
    for number, word in enumerate(_TENS[0].split(), 2):
        for unit, one in enumerate(_DUTCH[:9], 1):
            found |= {f"{one}{joint}{word}": 10 * number + unit for joint in ("en", "ën")}
    for number, word in enumerate((*_TENS[1].split(), "dreissig"), 2):
        for unit, one in enumerate(_GERMAN[:9], 1):
            found[f"{one}und{word}"] = (30 if word == "dreissig" else 10 * number) + unit
    return found


ATOMS = _atoms()
"""Words that are one number each; the others are made of them."""
_ATOM = "|".join(sorted(map(re.escape, ATOMS), key=len, reverse=True))
_EACH = re.compile(_ATOM)
_WHOLE = re.compile(rf"(?:{_ATOM})(?:[ -]?(?:(?:et|en|and|und)[ -])?(?:{_ATOM}))*$")


@lru_cache(maxsize=4096)
def value(words: str) -> int | None:
    """The number that the words say, None when they say none."""
    words = words.lower().strip()
    if not _WHOLE.match(words):
        return None
    total = current = 0
    for atom in _EACH.findall(words):
        number = ATOMS[atom]
        if number == 100:
            current = max(current, 1) * 100
        elif number == 1000:
            total, current = total + max(current, 1) * 1000, 0
        elif current in {19, 20} and number >= 10:  # "twenty twenty-four"
            current = current * 100 + number
        else:
            current += number
    return total + current


def _ordinals() -> dict[str, int]:
    found = {
        "premier": 1,
        "eerste": 1,
        "derde": 3,
        "vierde": 4,
        "achtste": 8,
        "erste": 1,
        "dritte": 3,
        "siebte": 7,
    }
    found |= {
        "achte": 8,
        "first": 1,
        "second": 2,
        "third": 3,
        "fifth": 5,
        "eighth": 8,
        "ninth": 9,
        "twelfth": 12,
    }
    for words, ending in ((_DUTCH, "de"), (_DUTCH, "ste"), (_GERMAN, "te"), (_ENGLISH, "th")):
        found |= {word + ending: n for n, word in enumerate(words, 1) if word + ending not in found}
    found |= {word + "ste": number for word, number in ATOMS.items() if 20 <= number <= 31}
    for tens, base in (("twent", 20), ("thirt", 30)):
        found[f"{tens}ieth"] = base
        for word in ("first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth"):
            found |= {f"{tens}y{joint}{word}": base + found[word] for joint in "- "}
    return {word: number for word, number in found.items() if number <= 31}


ORDINALS = _ordinals()


def day_of(words: str) -> int | None:
    """The day of the month that a word says: "premier", "fünfzehnten", "fifth", "vier"."""
    words = words.lower()
    number = ORDINALS.get(words) or ORDINALS.get(words.rstrip("nrms")) or value(words)
    return number if number and number <= 31 else None
