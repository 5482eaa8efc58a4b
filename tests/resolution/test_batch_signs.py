"""Words in machine code are as alike, and as far apart, as RapidFuzz finds them."""

from __future__ import annotations

import numpy as np
from hypothesis import example, given, settings
from hypothesis import strategies as st
from rapidfuzz.distance import DamerauLevenshtein, JaroWinkler

from resolution.weights.rounding import rounded
from resolution.weights.signs import count, likeness, one_slip

WORDS = st.one_of(st.text("abé", max_size=9), st.text("abcdefghij", max_size=90), st.text(max_size=12))


def placed(*words: str) -> np.ndarray:
    whole = "".join(words).encode("utf-32-le", "surrogatepass")
    return np.frombuffer(whole, np.int32)


@settings(max_examples=1500, deadline=None)
@given(WORDS, WORDS)
@example("martha", "marhta")
@example("aab", "aab")
def test_words_are_as_alike_as_rapidfuzz_finds(one: str, other: str) -> None:
    signs = placed(one, other)
    found = likeness(signs.ctypes.data, 0, len(one), len(one), len(other))
    assert found == (JaroWinkler.similarity(one, other, prefix_weight=0.1) if one and other else 0.0)


@settings(max_examples=1500, deadline=None)
@given(WORDS, st.integers(0, 9), st.integers(0, 3), st.text("abé", max_size=2))
def test_one_slip_is_told_as_rapidfuzz_does(one: str, at: int, gone: int, put: str) -> None:
    for other in (one[:at] + put + one[at + gone :], one[:at] + one[at : at + 2][::-1] + one[at + 2 :]):
        signs = placed(one, other)
        found = one_slip(signs.ctypes.data, 0, len(one), len(one), len(other))
        assert found == (DamerauLevenshtein.distance(one, other) <= 1)


@given(st.integers(0, 2**64 - 1))
def test_bits_are_counted(bits: int) -> None:
    assert count(np.uint64(bits)) == bits.bit_count()


@settings(max_examples=1500, deadline=None)
@given(st.floats(-500, 500), st.integers(-(10**8), 10**8), st.integers(1, 8))
@example(-0.5e-6, 1, 1)
@example(2.0**-7, 1, 1)
def test_numbers_are_rounded_as_python_does(number: float, whole: int, parts: int) -> None:
    for one in (number, whole / 10**6 / parts, (whole + 0.5) / 10**6, whole / 2**7):
        assert rounded(one) == round(one, 6)
