"""Texts for a person: their own name stays, everybody and every number else goes."""

from __future__ import annotations

from api.subject.masked import BLACK, excerpt, masked

TEXT = (
    "Jan Peeters sprak met Kevin Peeters op 12/05/2025. Kevin belde 0470 12 34 56. "
    "Jan ging weg met de 1-ABC-123."
)


def place(word: str, after: int = 0) -> tuple[int, int]:
    start = TEXT.index(word, after)
    return start, start + len(word)


def test_sentences_of_the_person_alone_with_others_blacked_out() -> None:
    own = [place("Jan Peeters"), place("Jan", 60)]
    found = excerpt(TEXT, own, [place("Kevin Peeters")], ["Kevin Peeters", "Kevin"])
    assert found == f"Jan Peeters sprak met {BLACK} op 12/05/2025. […] Jan ging weg met de {BLACK}."


def test_a_name_goes_wherever_it_stands_and_a_part_of_it_too() -> None:
    found = masked("De broer van Kevin VANDEWALLE, Vandewalle zelf", ["Kevin Vandewalle"])
    assert found == f"De broer van {BLACK}, {BLACK} zelf"


def test_numbers_and_addresses_go_but_for_ones_own_and_dates() -> None:
    text = (
        "mail a.b@c.be, tel +32 470/12.34.56, BE68 5390 0754 7034, eigen 75.03.03-002.49, op 2025-03-14 22:15"
    )
    found = masked(text, [], {"75030300249"})
    assert found == f"mail {BLACK}, tel {BLACK}, BE{BLACK}, eigen 75.03.03-002.49, op 2025-03-14 22:15"


def test_places_that_overlap_are_one_and_the_length_tells_nothing() -> None:
    assert excerpt("Jan zag Els Maes", [(0, 3)], [(8, 16), (12, 16)], ["Maes"]) == f"Jan zag {BLACK}"
    assert masked("Bo", ["Bo"]) == "Bo"
