"""Weights as clusters take them: rounded in machine code to the last digit as Python rounds them.

What is compiled of clustering/joining.py holds these and is kept by the date of that file: touch it as well.
"""

from __future__ import annotations

from math import floor
from typing import Any

import numpy as np

from resolution.weights.compiled import compiled

MILLION, SPLIT = 1e6, 134217729.0


@compiled
def rounded(bits: float) -> float:
    """Rounded to six decimals as Python does it: by what the number is, not by what it is times a million."""
    whole = bits * MILLION
    high = SPLIT * bits
    high = high - (high - bits)
    rest = (high * MILLION - whole) + (bits - high) * MILLION
    down = floor(whole)
    part = whole - down
    if part > 0.5 or (part == 0.5 and (rest > 0 or (rest == 0 and down % 2 == 1))):
        down += 1
    return down / MILLION


@compiled
def all_rounded(bits: Any) -> Any:
    """The same of many numbers."""
    found = np.empty(len(bits))
    for at in range(len(bits)):
        found[at] = rounded(bits[at])
    return found
