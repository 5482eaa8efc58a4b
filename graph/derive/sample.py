"""The words of some entities once more, under other keys: a frequent word is looked up among these alone.

An index reads all entities that bear a word, so the words of every eighth entity stand in it again, those of
every eighth of these once more, and so on. What has many mentions is among them rather than what has few.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

LEVELS = 4
BITS = 3
SHARE = 2**BITS
"""One of so many of a level is in the next one; one with so many times the mentions is a level higher."""


def level(id_: str, mentions: int) -> int:
    """How far up an entity is, 0 to 4: by its id, whose figures are as good as drawn, and by its mentions."""
    drawn = int(id_[-8:], 16) | 1 << LEVELS * BITS
    zeros = (drawn & -drawn).bit_length() - 1
    return min(LEVELS, zeros // BITS + (max(mentions, 1).bit_length() - 1) // BITS)


def at_level(word: str, above: int) -> str:
    """The key of a word among the entities of this level and those above it; at level 0 the word itself."""
    return f"q{above}_{word}" if above else word


def sampled(words: Iterable[str], reached: int) -> Iterator[str]:
    """The keys of an entity's words at all levels that it reaches."""
    some = list(words)
    return (at_level(word, above) for above in range(1, reached + 1) for word in some)
