from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bench.names import FILE, f1, read
from resolution.names.name import same_name
from resolution.names.scripts import wade_giles, words_of
from resolution.names.sounds import alike, sounds_of

ONE = [
    ("Тимофей Бурлаков", "Burlakov Timofej"),
    ("Тимофей Бурлаков", "Timofey Burlakow"),
    ("محمد القرمشاني", "Mohamed El Karmachani"),
    ("عبد الرحمن الشقيفي", "Abdurrahman Chkifi"),
    ("Γεώργιος Μπαρδίδης", "Georgios Bardidis"),
    ("მერაბ ჟორჟოლაძე", "Zhorzholadze Merab"),
    ("張偉銘", "Chang Wei-ming"),
    ("張偉銘", "Zhang Weiming"),
    ("צבי הירשקורן", "Zvi Hirschkorn"),
    ("Иван Петрович Буряков", "Ivan Buryakov"),
]
TWO = [
    ("Тимофей Бурлаков", "Timofej Burlachenko"),
    ("محمد القرمشاني", "Mustafa al-Karmashani"),
    ("Γεώργιος Μπαρδίδης", "Stavros Bardidis"),
    ("張偉銘", "Li Weiming"),
    ("Jan Peeters", "An Peeters"),
]


@pytest.mark.parametrize(("a", "b"), ONE)
def test_one_name_in_two_scripts(a: str, b: str) -> None:
    assert same_name(a, b) > 0.5


@pytest.mark.parametrize(("a", "b"), TWO)
def test_two_names_that_look_alike(a: str, b: str) -> None:
    assert same_name(a, b) < 0.5


def test_the_half_for_reporting_reaches_its_target() -> None:
    pairs = [pair for pair in read(FILE) if not pair.learn]
    assert len(pairs) > 150 and sum(pair.same for pair in pairs) * 2 == len(pairs)
    assert f1(pairs, [same_name(pair.a, pair.b) for pair in pairs], 0.5)[2] >= 0.9


def test_spellings_of_one_sound() -> None:
    assert sounds_of("chtcheglov") == sounds_of("shcheglov") == sounds_of("stsjeglov")
    assert wade_giles("zhang") == "chang" and wade_giles("xiu") == "hsiu" and wade_giles("zhi") == "chih"
    assert alike(sounds_of("yussef"), sounds_of("joesoef")) > 0.8


def test_words_of_a_name() -> None:
    assert [word.folded for word in words_of("O'Brien-Demir, Jan")] == ["obrien", "demir", "jan"]
    assert [word.slight for word in words_of("Jan van den Berg")] == [False, True, True, False]


def test_a_name_without_words_is_nobodys() -> None:
    assert same_name("", "Jan Peeters") == same_name("123 …", "Jan") == 0.0


@settings(max_examples=60, deadline=None)
@given(st.text(max_size=60), st.text(max_size=60))
def test_any_text_has_a_probability_whichever_comes_first(a: str, b: str) -> None:
    assert 0.0 <= same_name(a, b) == same_name(b, a) <= 1.0


def test_a_long_name_ends_soon() -> None:
    assert 0.0 <= same_name("Иван " * 4000, "عبد" * 4000) <= 1.0


@pytest.mark.slow
def test_a_dictionary_may_be_asked() -> None:
    pytest.importorskip("rigour", reason="the extra `names` is not installed")
    from resolution.names.known import known_alike

    assert known_alike("Сергей", "Sergei") and known_alike("حسين", "Hassan") is False
    assert known_alike("Сергей", "Xqzwv") is None
    assert same_name("حسين الجبورلي", "Hassan al-Jabourli", known_alike) < same_name(
        "حسين الجبورلي", "Hassan al-Jabourli"
    )
