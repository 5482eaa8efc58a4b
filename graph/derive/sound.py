"""How a name sounds, in a few consonants: Dutch, French, German and Arabic spellings of one name agree.

Vowels go but for the first, letters that sound alike become one, particles that are written to a name are
also taken off: Vandenbroeck, Van den Broeck → "prk"; Mohammed, Muhammad, Мухаммед, محمد → "mmt".
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache

from graph.derive.near import KEPT
from graph.derive.plain import plain

PARTICLES = frozenset(
    {
        "van",
        "von",
        "vom",
        "zu",
        "zum",
        "zur",
        "den",
        "der",
        "de",
        "het",
        "t",
        "s",
        "ten",
        "ter",
        "te",
        "op",
        "la",
        "le",
        "les",
        "du",
        "des",
        "d",
        "da",
        "do",
        "dos",
        "di",
        "el",
        "al",
        "v",
        "vd",
        "vdn",
    }
)
"""Words that a name is known without."""
GLUED = (
    "vanden",
    "vander",
    "vande",
    "vant",
    "van",
    "von",
    "den",
    "der",
    "de",
    "ter",
    "ten",
    "el",
    "al",
    "le",
    "la",
    "du",
)
"""The same where they are written to the name, the longest first."""
REST = 4
"""Letters that must be left of a name without them."""
SHORTEST = 2
"""Consonants of a key: with fewer, too many names sound alike."""

SAME = (
    (r"(?<=[aeiou])h(?![aeiouy])", ""),
    (r"sch|tch|tsj|sj|sh|ss|zz|cz|sz", "s"),
    (r"x", "ks"),
    (r"ph", "f"),
    (r"c(?=[eiy])", "s"),
    (r"ch|kh|gh|ck|[cgqk]", "k"),
    (r"^(?:dj|tj|y|j)", "J"),
    (r"dj", "J"),
    (r"^ou(?=[aeiou])|^w|[vw]", "f"),
    (r"th|[dt]", "t"),
    (r"[bp]", "p"),
    (r"z", "s"),
    (r"(.)\1+", r"\1"),
)
"""What sounds alike, taken in this order."""


@lru_cache(KEPT)
def sounds(word: str) -> frozenset[str]:
    """The keys of one plain word: as it stands, without a particle, and with its ch breathed or soft."""
    if not word.isalpha():
        return frozenset()
    spelled = {word, _bare(word)}
    for rough in ("ch", "kh"):
        spelled |= {one.replace(rough, "h") for one in spelled if rough in one}
    spelled |= {one.replace("ch", "sh") for one in spelled if "ch" in one}
    return frozenset(key for one in spelled if len(key := _key(one)) >= SHORTEST)


def sounding(words: Iterable[str]) -> list[str]:
    """The words of a name that its sound is made of: without particles, unless there is nothing else."""
    all_ = list(words)
    return [word for word in all_ if word not in PARTICLES and len(word) > 1] or all_


def name_sounds(name: str) -> frozenset[str]:
    """The keys of all words of a name."""
    return frozenset(key for word in sounding(plain(name).split()) for key in sounds(word))


def _bare(word: str) -> str:
    for particle in GLUED:
        if word.startswith(particle) and len(word) - len(particle) >= REST:
            return word.removeprefix(particle)
    return word


def _key(word: str) -> str:
    """The consonants; w and y are vowels where no other stands (what is left of an Arabic spelling)."""
    if not re.search(r"[aeiou]", word):
        word = word[:1] + re.sub(r"[wy]", "", word[1:])
    for letters, sound in SAME:
        word = re.sub(letters, sound, word)
    word = word.lower().removeprefix("h")
    return ("a" if word[:1] in tuple("aeiou") else word[:1]) + re.sub(r"[aeiouyjh]", "", word[1:])
