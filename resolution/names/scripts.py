"""Words of a name in any script, each with the ways in which it may sound."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass, replace
from functools import cache, lru_cache
from importlib import resources

from anyascii import anyascii

from ledger.located import from_yaml
from resolution.names.sounds import collapsed, sounds_of
from resolution.names.text import LONGEST, fold

ARABIC, HEBREW, GREEK, CYRILLIC, CHINESE, KOREAN, LATIN = (
    "arabic", "hebrew", "greek", "cyrillic", "chinese", "korean", "latin",
)  # fmt: skip
UNVOWELLED = frozenset((ARABIC, HEBREW, "indic"))
ARTICLE = "ال"
_RANGES = (
    (0x0370, 0x03FF, GREEK), (0x1F00, 0x1FFF, GREEK), (0x0400, 0x052F, CYRILLIC), (0x0590, 0x05FF, HEBREW),
    (0x0600, 0x077F, ARABIC), (0x08A0, 0x08FF, ARABIC), (0xFB50, 0xFDFF, ARABIC), (0xFE70, 0xFEFF, ARABIC),
    (0x0900, 0x0DFF, "indic"), (0x0E00, 0x0EFF, "indic"), (0x3400, 0x9FFF, CHINESE),
    (0x20000, 0x2FFFF, CHINESE), (0x1100, 0x11FF, KOREAN), (0xAC00, 0xD7AF, KOREAN),
    (0x10A0, 0x10FF, "georgian"), (0x1C90, 0x1CBF, "georgian"), (0x0530, 0x058F, "armenian"),
    (0x3040, 0x30FF, "japanese"),
)  # fmt: skip
_WORD = re.compile(r"[^\W\d_]+(?:['’׳״`´ʼʹ][^\W\d_]+)*")
_WADE_GILES = (
    ("zh", "ch"), ("q", "ch"), ("j", "ch"), ("x", "hs"), ("z", "ts"), ("c", "ts"), ("r", "j"), ("b", "p"),
    ("d", "t"), ("g", "k"),
)  # fmt: skip


@dataclass(frozen=True)
class Word:
    """One word of a name: its letters folded, the script it came from, and how it may sound.

    `slight` words come and go in one name; `written` is the word as it stands there.
    """

    folded: str
    script: str
    sounds: tuple[str, ...]
    slight: bool = False
    written: str = ""

    @property
    def unvowelled(self) -> bool:
        """True when its script leaves vowels out."""
        return self.script in UNVOWELLED


@cache
def _letters(script: str) -> tuple[tuple[str, str], ...]:
    text = resources.files("resolution.names").joinpath("letters.yaml").read_text(encoding="utf-8")
    table: dict[str, str] = from_yaml(text)[script]
    return tuple(sorted(table.items(), key=lambda item: (-len(item[0]), item[0])))


@cache
def _spoken(name: str) -> dict[str, tuple[str, ...]]:
    text = resources.files("resolution.names").joinpath("scripts.yaml").read_text(encoding="utf-8")
    table: dict[str, str] = from_yaml(text)[name]
    return {str(syllable): tuple(str(said).split()) for syllable, said in table.items()}


@cache
def particles() -> frozenset[str]:
    """Words of names that say little, folded."""
    text = resources.files("resolution.names").joinpath("scripts.yaml").read_text(encoding="utf-8")
    return frozenset(from_yaml(text)["particles"].split())


def script_of(text: str) -> str:
    """The script of the first letter that is not Latin; "latin" when all are."""
    for character in text:
        code = ord(character)
        if code >= 0x0370:
            for first, last, script in _RANGES:
                if first <= code <= last:
                    return script
    return LATIN


@lru_cache(maxsize=1 << 14)
def words_of(name: str) -> tuple[Word, ...]:
    """The words of a name in the order in which they stand, as many as a name may have."""
    plain = unicodedata.normalize("NFKC", name[:LONGEST])
    found = [
        replace(word, written=match[0])
        for match in _WORD.finditer(plain)
        for word in _words(match[0])
        if word.sounds
    ]
    return tuple(found[:MOST])


MOST = 8
"""Words of a name that are looked at."""


def _words(word: str) -> list[Word]:
    script = script_of(word)
    if script == CHINESE:
        return [_syllable(c) for c in word if script_of(c) == CHINESE]
    if script == KOREAN:
        return [_korean(c) for c in word if script_of(c) == KOREAN]
    if script in (ARABIC, HEBREW):
        return [_unvowelled(_stripped(word), script)]
    if script in (GREEK, CYRILLIC):
        lower = _stripped(word.lower()) if script == GREEK else word.lower()
        heard = collapsed(_read(lower, script))
        return [Word(fold(word).replace(" ", ""), script, (heard,))]
    folded = fold(word).replace(" ", "").replace("ow", "u" if script == "armenian" else "ow")
    return [Word(folded, script, _latin(folded), folded in particles())] if folded else []


def _stripped(word: str) -> str:
    """Without accents and vowel points."""
    apart = unicodedata.normalize("NFKD", word.replace("ך", "ך"))
    kept = "".join(c for c in apart if not unicodedata.combining(c) or c in "ٕٔ")
    return unicodedata.normalize("NFC", kept)


def _read(word: str, script: str) -> str:
    heard, place, table = [], 0, _letters(script)
    while place < len(word):
        for letters, sound in table:
            if word.startswith(letters, place):
                heard.append(sound)
                place += len(letters)
                break
        else:
            place += 1
    return "".join(heard)


def _unvowelled(word: str, script: str) -> Word:
    heard = collapsed(_read(word, script))
    several = [heard]
    if script == ARABIC and word.startswith(ARTICLE) and len(word) > 3:
        several.append(collapsed(_read(word[2:], script)))
    folded = fold(anyascii(word)).replace(" ", "")
    slight = word in ("بن", "ابن", "بنت", "ابو", "أبو", "אבו", "בן", "بو", "ايت", "أيت", "آيت")
    return Word(folded, script, tuple(several), slight)


def _latin(folded: str) -> tuple[str, ...]:
    return (sounds_of(folded),)


def _syllable(character: str) -> Word:
    pinyin = fold(anyascii(character)).replace(" ", "")
    ways = (pinyin, wade_giles(pinyin), *_spoken("chinese").get(pinyin, ()))
    return Word(pinyin, CHINESE, _distinct(ways))


def _korean(character: str) -> Word:
    said = fold(anyascii(character)).replace(" ", "")
    return Word(said, KOREAN, _distinct((said, *_spoken("korean").get(said, ()))))


def _distinct(ways: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(sounds_of(way) for way in ways if way))


def wade_giles(pinyin: str) -> str:
    """A syllable of pinyin in the older spelling, without its signs of breath: "zhang" → "chang"."""
    if pinyin in ("zhi", "chi", "shi", "ri", "zi", "ci", "si"):
        return {"zhi": "chih", "chi": "chih", "shi": "shih", "ri": "jih", "zi": "tzu", "ci": "tzu"}.get(
            pinyin, "ssu"
        )
    for now, before in _WADE_GILES:
        if pinyin.startswith(now):
            pinyin = before + pinyin[len(now) :]
            break
    return re.sub(r"ong$", "ung", re.sub(r"(?<=[^aeiou])(?:ian)$", "ien", pinyin)).replace("uo", "o")
