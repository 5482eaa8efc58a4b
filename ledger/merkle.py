"""One hash over many: the Merkle root of the lines that a head covers."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass

NODE = b"\x01"
"""Before a pair, so that no pair is taken for a line: what a line is hashed from begins with a bracket."""


@dataclass(frozen=True)
class Reach:
    """Which places of a chain a head covers, the hash of the last, and the Merkle root of all."""

    chain: str
    first: int
    last: int
    end: str
    root: str


def root(hashes: Sequence[str]) -> str:
    """The Merkle root of one or more hashes in hex; one that is left over at a level goes up as it is."""
    sha, level = hashlib.sha256, [bytes.fromhex(one) for one in hashes]
    while len(level) > 1:
        odd = level[-1:] if len(level) % 2 else []
        pairs = zip(level[::2], level[1::2], strict=False)
        level = [sha(NODE + left + right).digest() for left, right in pairs] + odd
    return level[0].hex()


def proof(hashes: Sequence[str], at: int) -> list[tuple[bool, str]]:
    """What leads from one hash to the root: its neighbour at each level, True where that stands left."""
    sha, level, steps = hashlib.sha256, [bytes.fromhex(one) for one in hashes], list[tuple[bool, str]]()
    while len(level) > 1:
        beside = at ^ 1
        if beside < len(level):
            steps.append((beside < at, level[beside].hex()))
        odd = level[-1:] if len(level) % 2 else []
        pairs = zip(level[::2], level[1::2], strict=False)
        level, at = [sha(NODE + left + right).digest() for left, right in pairs] + odd, at // 2
    return steps


def proven(hash_: str, steps: Sequence[tuple[bool, str]]) -> str:
    """The root to which a proof leads."""
    now = bytes.fromhex(hash_)
    for left, beside in steps:
        pair = bytes.fromhex(beside) + now if left else now + bytes.fromhex(beside)
        now = hashlib.sha256(NODE + pair).digest()
    return now.hex()
