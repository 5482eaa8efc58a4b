"""Nothing that could weigh enough is ruled out, however odd the values."""

from __future__ import annotations

from typing import Any

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from resolution.comparison.features import Features
from resolution.comparison.fields import FREQUENCIES
from resolution.names.text import sound
from resolution.online.index.bounds import Weights, bounds
from resolution.online.index.codes import CODE, code_of, codes_of
from resolution.weights.model import Model, default_model
from resolution.weights.score import weight

WORDS = (
    "",
    "j",
    "p",
    "jan",
    "jna",
    "jean",
    "jans",
    "peeters",
    "peters",
    "pietersen",
    "maes",
    "meas",
    "ab1",
    "a" * 300,
)
DATES = (
    "",
    "1980-05-12",
    "1980-12-05",
    "1980-05-21",
    "1981-05-12",
    "1953-02-01",
    "1980-05-2",
    "198x-05-12",
    "٣",
)
PARTS = ("", "1980", "1980-05", "1981", "x")
NUMBERS = ("", "80051200118", "80051200119", "8005120011", "80251200118", "٨٠", "1", "12345678901234567890")
words, some = (
    st.sampled_from(WORDS),
    st.lists(st.sampled_from(("a", "b", "c", "phone:1")), max_size=3, unique=True),
)


@st.composite
def rows(draw: Any) -> Features:
    family = draw(words)
    return Features(
        given=draw(words),
        given_root=draw(words),
        given_parts=tuple(draw(some)),
        surname=family,
        surname_sound=sound(family),
        surname_parts=tuple(draw(some)),
        birth=(birth := draw(st.sampled_from(DATES[:-1]))) if (full := draw(st.booleans())) else "",
        birth_part="" if full and birth else draw(st.sampled_from(PARTS)),
        birth_place=draw(words),
        gender=draw(st.sampled_from(("", "m", "f"))),
        nationality=draw(st.sampled_from(("", "be", "fr"))),
        national_number=draw(st.sampled_from(NUMBERS)),
        contacts=tuple(draw(some)),
        documents=tuple(draw(some)),
        plates=tuple(draw(some)),
        street=draw(words),
        house=draw(st.sampled_from(("", "1", "2"))),
        postcode=draw(st.sampled_from(("", "9000", "9001", "2000"))),
        city=draw(words),
    )


def learned() -> Model:
    """Weights by judgement with made-up frequencies: common and rare values."""
    plain = default_model()
    counts = {column: {"jan": 40, "peeters": 90, "9000": 7, "1980-05-12": 3} for column in FREQUENCIES}
    return Model(plain.prior, plain.levels, counts, dict.fromkeys(FREQUENCIES, 200))


def judgeable(f: Features) -> bool:
    """The comparison of two dates reads the year as a number."""
    return not f.birth or (f.birth[:4].isascii() and f.birth[:4].isdigit())


@settings(max_examples=400, deadline=None)
@given(st.lists(rows().filter(judgeable), min_size=2, max_size=12))
def test_no_bound_is_too_low(made: list[Features]) -> None:
    codes = np.array([code_of(row) for row in made], CODE)
    mine = made[:3]
    at, other = (places.ravel() for places in np.indices((len(mine), len(made))))
    for model in (default_model(), learned()):
        most = bounds(Weights(model), mine, codes[: len(mine)], at, codes[other])
        for bits, a, b in zip(most, (mine[i] for i in at), (made[i] for i in other), strict=True):
            assert bits >= max(weight(model, a, b), weight(model, b, a))


@settings(max_examples=100, deadline=None)
@given(st.lists(rows().filter(judgeable), min_size=2, max_size=12))
def test_whoever_may_weigh_enough_is_never_put_aside(made: list[Features]) -> None:
    codes, model = codes_of(made), learned()
    at, other = (places.ravel() for places in np.indices((len(made), len(made))))
    most = bounds(Weights(model), made, codes, at, codes[other], 0.0)
    for bits, a, b in zip(most, (made[i] for i in at), (made[i] for i in other), strict=True):
        assert bits >= 0 or weight(model, a, b) < 0
