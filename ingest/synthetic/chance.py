"""Seeded chance: every part of the world draws from a stream of its own, named by what it is."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from functools import cache
from itertools import accumulate
from random import Random
from typing import TypeVar

Item = TypeVar("Item")


def chance(seed: int, *labels: str | int) -> Random:
    """A stream of random numbers that depends on the seed and the labels alone."""
    name = "/".join(str(part) for part in (seed, *labels))
    return Random(int.from_bytes(hashlib.blake2b(name.encode(), digest_size=8).digest(), "big"))


def happens(rng: Random, probability: float) -> bool:
    """True with this probability."""
    return rng.random() < probability


@cache
def falling(count: int) -> tuple[float, ...]:
    """Cumulated weights that fall like those of names: the first is the commonest."""
    return tuple(accumulate(1.0 / (rank + 5) for rank in range(count)))


def draw(rng: Random, items: Sequence[Item], weights: Sequence[float]) -> Item:
    """One item by cumulated weights."""
    return rng.choices(items, cum_weights=weights)[0]


def few(rng: Random, mean: float) -> int:
    """A whole number around a small mean: its floor, and one more as often as the rest says."""
    whole = int(mean)
    return whole + (1 if rng.random() < mean - whole else 0)
