"""How a word of a name sounds, in signs that no spelling of one language owns; and what tells sounds apart.

Vowels are `aeiou`; `S Z C J` are sh zh ch dj, `H` kh, `G` gh, `c` ts, `x` ks. Some signs stand for several
sounds, because a spelling does: `X` ch, `q` c, `j` and `w`; of Hebrew `B P Q T` (b or v, p or f, k or kh,
s or sh); of scripts without vowels `W` and `Y`, which are u or w, and i or y.
"""

from __future__ import annotations

import re
from functools import lru_cache

VOWELS = frozenset("aeiou")
HALVES = frozenset("WYwj")
"""Signs that are a vowel in one spelling and a consonant in another."""

_SPELLINGS = [
    (re.compile(pattern), sound)
    for pattern, sound in (
        (r"s(?:htch|hch|chtsch|tsj|jtsj|zcz)|chtch", "S"),
        (r"dzh|dsch|dj|dzj|dg(?=[eiy])", "J"),
        (r"tsch|tsj|tch|cz|tj", "C"),
        (r"sch|sh|sj|sz", "S"),
        (r"zh|zj", "Z"),
        (r"kh", "H"),
        (r"ch", "X"),
        (r"gh", "G"),
        (r"ph", "f"),
        (r"th", "t"),
        (r"dh", "d"),
        (r"ks|x", "x"),
        (r"qu(?=[ei])|ck|q|k", "k"),
        (r"c", "q"),
        (r"tz|ts|zz", "c"),
        (r"gu(?=[ei])", "g"),
        (r"oo|ou|oe|u", "u"),
        (r"ee|ie(?![nv])|ij|y", "i"),
    )
]
_DOUBLED = re.compile(r"(.)\1+")
_NEAR: dict[str, float] = {
    "aeo": 0.25, "ei": 0.1, "ai": 0.25, "ou": 0.1, "au": 0.3, "iu": 0.25, "eu": 0.3, "iY": 0, "eY": 0.05,
    "jY": 0, "ij": 0, "uW": 0, "oW": 0, "wW": 0, "vW": 0.05, "uw": 0.05, "vw": 0, "ow": 0.15, "jJ": 0.1,
    "jZ": 0.1, "jH": 0.35, "jC": 0.3, "jz": 0.4, "jg": 0.35, "JZ": 0.15, "JC": 0.3, "Jz": 0.35, "Jg": 0.25,
    "XS": 0.05, "XC": 0.05, "XH": 0.05, "Xk": 0.1, "Xh": 0.2, "Xc": 0.4, "Xq": 0.2, "XJ": 0.25, "XZ": 0.4,
    "XQ": 0.05, "qk": 0, "qs": 0.05, "qc": 0.05, "qC": 0.15, "qS": 0.3, "qH": 0.3, "qg": 0.4, "qz": 0.3,
    "qQ": 0.05, "SC": 0.3, "Ss": 0.2, "SZ": 0.3, "sz": 0.15, "sc": 0.2, "cz": 0.1, "cC": 0.2, "cJ": 0.3,
    "Zz": 0.2, "cS": 0.4, "Hh": 0.05, "Hk": 0.2, "Hg": 0.3, "HG": 0.3, "Gg": 0.05, "Gh": 0.3, "Gr": 0.25,
    "gh": 0.15, "gk": 0.25, "GY": 0.3, "xS": 0.1, "xs": 0.2, "xH": 0.2, "xk": 0.4, "xz": 0.2, "xh": 0.6,
    "bp": 0.25, "bv": 0.3, "dt": 0.2, "fv": 0.15, "fp": 0.4, "lr": 0.5, "mn": 0.45, "kh": 0.4, "Gi": 0.3,
    "tc": 0.5, "ts": 0.5, "dz": 0.4, "fw": 0.3, "pv": 0.5, "Bb": 0, "Bv": 0, "Bw": 0.05, "Pp": 0, "Pf": 0,
    "Pv": 0.3, "Qk": 0, "QH": 0, "Qh": 0.15, "Ts": 0, "TS": 0, "TX": 0.1, "Tz": 0.3, "Bp": 0.25,
}  # fmt: skip
_COST = {
    pair: cost
    for signs, cost in _NEAR.items()
    for a in signs
    for b in signs
    if a != b
    for pair in ((a, b), (b, a))
}
_GONE = {"W": 0.6, "Y": 0.6, "j": 0.8, "w": 0.8, "h": 0.4}
FREE = 0.04
"""Cost of a vowel where the other side writes none."""


@lru_cache(maxsize=1 << 16)
def sounds_of(word: str) -> str:
    """The sounds of a folded word in Latin letters: "tsjoebarin" → "Cubarin"."""
    for pattern, sound in _SPELLINGS:
        word = pattern.sub(sound, word)
    return collapsed(word)


def collapsed(sounds: str) -> str:
    """Sounds without repetition."""
    return _DOUBLED.sub(r"\1", sounds)


def alike(a: str, b: str, unvowelled: bool = False) -> float:
    """How alike two words sound, 0 to 1; `unvowelled` when one is of a script that leaves vowels out."""
    heft = _heft(a, unvowelled) + _heft(b, unvowelled)
    return max(0.0, 1 - 2 * distance(a, b, unvowelled) / heft) if heft else 0.0


def consonants(sounds: str) -> int:
    """How many signs are surely consonants."""
    return sum(sign not in VOWELS and sign not in HALVES for sign in sounds)


def _heft(sounds: str, unvowelled: bool) -> float:
    vowel = 0.1 if unvowelled else 0.5
    return sum(vowel if s in VOWELS else 0.5 if s in HALVES else 1.0 for s in sounds)


@lru_cache(maxsize=1 << 16)
def distance(a: str, b: str, unvowelled: bool = False) -> float:
    """Edit distance in which sounds that spellings mix up, and vowels, cost little."""
    row = [0.0]
    for sign in b:
        row.append(row[-1] + _gone(sign, unvowelled))
    for x in a:
        gone = _gone(x, unvowelled)
        above, row = row, [row[0] + gone]
        for place, y in enumerate(b):
            changed = above[place] + (0 if x == y else _changed(x, y, unvowelled))
            row.append(min(changed, above[place + 1] + gone, row[-1] + _gone(y, unvowelled)))
    return row[-1]


def _gone(sign: str, unvowelled: bool) -> float:
    if sign in VOWELS:
        return FREE if unvowelled else 0.2 if sign in "ie" else 0.3
    return _GONE.get(sign, 1.0)


def _changed(x: str, y: str, unvowelled: bool) -> float:
    cost = _COST.get((x, y), 0.35 if x in VOWELS and y in VOWELS else 1.0)
    return min(cost, FREE) if unvowelled and x in VOWELS and y in VOWELS else cost
