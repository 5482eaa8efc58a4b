from __future__ import annotations

from ledger.entry import Decision
from resolution.judgements import (
    NEGATIVE,
    POSITIVE,
    Judgement,
    counting,
    judgements,
    retraction,
    standing,
    taken_back,
    told_apart,
)
from resolution.why.chains import Chains


def decided(kind: str, a: str, b: str, author: str = "ana", class_: int = 1) -> Decision:
    return Decision(kind, {"a": a, "b": b}, class_, author, "seen on the photograph")


def stands(*decisions: Decision, classes: tuple[int, ...] = (1,)) -> list[Judgement]:
    return standing(decisions, classes)


def test_the_latest_of_one_author_counts() -> None:
    made = [decided("positive", "a", "b"), decided("negative", "b", "a")]
    assert [one.kind for one in stands(*made)] == ["negative"]
    assert judgements(made, 1).different == {("a", "b")} and not judgements(made, 1).same


def test_the_doubt_of_one_does_not_take_back_what_another_judged() -> None:
    made = [decided("positive", "a", "b"), decided("unsure", "a", "b", "bea")]
    assert judgements(made, 1).same == (("a", "b"),)
    assert judgements([*made, decided("unsure", "b", "a")], 1).same == ()


def test_a_retraction_takes_back_what_it_names_and_no_more() -> None:
    made = [decided("positive", "a", "b"), decided("positive", "a", "b", "bea")]
    first = stands(*made)[0]
    one_left = [*made, retraction(first, "cas", "the photograph was another's", 1)]
    assert [one.author for one in stands(*one_left)] == ["bea"]
    assert judgements(one_left, 1).same == (("a", "b"),)
    none_left = [*one_left, retraction(stands(*one_left)[0], "cas", "the same", 1)]
    assert not stands(*none_left) and not judgements(none_left, 1).same
    assert judgements([*none_left, made[0]], 1).same == (("a", "b"),)


def test_a_retraction_of_a_higher_class_counts_in_its_layer_alone() -> None:
    made = [decided("negative", "a", "b"), decided("positive", "c", "d")]
    back = [*made, *(retraction(one, "cas", "known there", 7) for one in stands(*made))]
    assert judgements(back, 1) == judgements(made, 1) and stands(*back) == stands(*made)
    assert not stands(*back, classes=(1, 7)) and told_apart(made, 7, (1,)) == {("a", "b"): {1}}
    assert not told_apart(back, 7, (1,)) and taken_back(back, 7, (1,)) == {("a", "b"): {1}}
    assert told_apart(back, 8, (1,)) == {("a", "b"): {1}} and not taken_back(back, 8, (1,))
    assert [one.pair for one in counting(back, 7, (1,))] == [("c", "d")]


def test_judgements_of_other_classes_are_not_read() -> None:
    made = [decided("positive", "a", "b", class_=7)]
    assert not stands(*made) and len(stands(*made, classes=(1, 7))) == 1
    assert not judgements(made, 1).same


def test_what_counts_in_one_class_stands_whatever_its_author_judges_in_another() -> None:
    made = [decided("positive", "a", "b"), decided("unsure", "a", "b", class_=7)]
    assert [(one.kind, one.class_) for one in stands(*made, classes=(1, 7))] == [
        ("positive", 1),
        ("unsure", 7),
    ]
    assert judgements(made, 1).same == (("a", "b"),)


def test_a_negative_judgement_against_a_chain_of_positives_is_a_contradiction() -> None:
    chains = Chains(stands(decided("positive", "a", "b"), decided("positive", "c", "b")))
    chain = chains.contradiction(NEGATIVE, "a", "c")
    assert [(bond.a, bond.b) for bond in chain] == [("a", "b"), ("b", "c")]
    assert chains.contradiction(NEGATIVE, "c", "a") and not chains.contradiction(NEGATIVE, "a", "d")
    assert chains.implied("a", "c") == POSITIVE and chains.implied("a", "d") == ""


def test_a_positive_judgement_across_a_negative_one_is_a_contradiction() -> None:
    known = [decided("positive", "a", "b"), decided("negative", "c", "b"), decided("positive", "c", "d")]
    chain = Chains(stands(*known)).contradiction(POSITIVE, "d", "a")
    assert [(bond.a, bond.b) for bond in chain] == [("d", "c"), ("c", "b"), ("b", "a")]
    assert [bond.judgement.kind for bond in chain if bond.judgement] == ["positive", "negative", "positive"]


def of_one_source(*keys: set[str]):  # type: ignore[no-untyped-def]
    return lambda mention: next((key for key in keys if mention in key), ())


def test_the_key_of_a_source_is_part_of_a_chain() -> None:
    chains = Chains(stands(decided("positive", "a", "b")), of_one_source({"b", "c"}))
    chain = chains.contradiction(NEGATIVE, "a", "c")
    assert [bond.judgement is None for bond in chain] == [False, True]
    different = Chains(stands(decided("negative", "a", "b")), of_one_source({"b", "c"}))
    assert len(different.contradiction(POSITIVE, "a", "c")) == 2


def test_the_key_of_a_source_alone_may_be_judged_wrong() -> None:
    chains = Chains([], of_one_source({"a", "b"}))
    assert not chains.contradiction(NEGATIVE, "a", "b") and chains.of_one_key("a", "b")
