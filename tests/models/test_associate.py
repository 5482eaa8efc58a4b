from __future__ import annotations

import random
from dataclasses import replace

from graph.ontology import load
from graph.read.projection import Tie
from models.associate import associates
from models.features import features
from models.incidence import discount, gather
from models.suggestion import Suggestion
from models.words import said, words

PHONE = ("Object", "phone")
HOME = ("Location", "")


def tie(person: str, link: str, other: str, of: tuple[str, str] = PHONE, **more: object) -> Tie:
    made = Tie(person, link, other, *of, True, "asserted", False, (), (f"r-{person}-{other}",), "", "")
    return replace(made, **more)  # type: ignore[arg-type]


def both_ways(made: Tie) -> list[Tie]:
    turned = replace(made, entity=made.other, other=made.entity, outgoing=not made.outgoing)
    return [made, turned]


def found(
    ties: list[Tie], things: list[Tie] | None = None, firms: list[Tie] | None = None
) -> list[Suggestion]:
    use = features()
    return list(associates(gather(ties, things or [], firms or [], use), 1, use))


def test_a_shared_phone_suggests_with_its_path_and_records() -> None:
    (made,) = found([tie("a", "USES", "x"), tie("b", "OWNS", "x"), tie("c", "USES", "y")])
    (path,) = made.paths
    assert (made.a, made.b, made.class_, path.key) == ("a", "b", 1, "shared_phone")
    assert path.entities == ("a", "x", "b")
    assert [(step.type, step.source, step.target) for step in path.steps] == [
        ("USES", "a", "x"),
        ("OWNS", "b", "x"),
    ]
    assert made.records == ("r-a-x", "r-b-x")


def test_the_score_is_the_sum_of_what_is_shown() -> None:
    ties = [tie(p, "USES", "x") for p in "ab"] + [tie(p, "LIVES_AT", "h", HOME) for p in "abcdefgh"]
    for made in found(ties):
        shown = sum(path.weight for path in made.paths) - sum(reason.weight for reason in made.against)
        assert abs(made.score - shown) < 1e-3


def test_no_path_no_suggestion() -> None:
    assert found([tie("a", "USES", "x"), tie("b", "USES", "y")]) == []


def test_known_persons_are_not_suggested() -> None:
    know = both_ways(tie("a", "FAMILY_OF", "b", ("Person", "")))
    assert found([tie("a", "USES", "x"), tie("b", "USES", "x"), *know]) == []


def test_a_denial_speaks_against_and_is_no_path() -> None:
    deny = both_ways(tie("a", "ASSOCIATE_OF", "b", ("Person", ""), status="denied", records=("pv",)))
    assert found(deny) == []
    (made,) = found([tie("a", "USES", "x"), tie("b", "USES", "x"), *deny])
    (objection,) = [reason for reason in made.against if reason.key == "against_denied"]
    assert objection.records == ("pv",) and made.score == 0.5


def test_more_sharers_make_it_weaker() -> None:
    few = found([tie(p, "USES", "x") for p in "ab"])[0]
    many = found([tie(p, "USES", "x") for p in "abcdefgh"])[0]
    assert many.score < few.score and discount(2) == 1.0
    assert found([tie(f"p{n}", "USES", "x") for n in range(features().hub + 1)]) == []


def test_different_periods_speak_against() -> None:
    one = tie("a", "USES", "x", valid_from="2019-01-01", valid_to="2019-12-31")
    (made,) = found([one, tie("b", "USES", "x", valid_from="2024-01-01")])
    assert made.score == 0.5 and made.would_change == "change_dates"
    assert "against_other_period" in {reason.key for reason in made.against}


def test_who_had_it_until_may_and_who_had_it_in_may_may_have_met() -> None:
    until = tie("a", "USES", "x", valid_from="2019", valid_to="2020-05")
    for since, apart in (("2020-05-20", False), ("2020-06-01", True), ("2020-05-31T23:30:00-02:00", True)):
        (made,) = found([until, tie("b", "USES", "x", valid_from=since)])
        assert ("against_other_period" in {reason.key for reason in made.against}) is apart


def test_a_company_phone_says_little() -> None:
    (made,) = found([tie("a", "USES", "x"), tie("b", "USES", "x")], firms=[tie("firm", "OWNS", "x")])
    assert made.score == 1.0 and "against_company" in {reason.key for reason in made.against}


def test_what_is_alleged_counts_less_and_one_report_counts_once() -> None:
    alleged = {"status": "alleged", "records": ("pv",)}
    ties = [tie(p, "USES", "x", **alleged) for p in "ab"] + [
        tie(p, "DRIVES", "v", ("Vehicle", ""), records=("pv",)) for p in "ab"
    ]
    (made,) = found(ties)
    assert [path.key for path in made.paths] == ["shared_vehicle", "shared_phone"]
    assert made.paths[1].weight == 2.0 * 0.25 * 0.25
    assert "against_one_record" in {reason.key for reason in made.against}


def test_numbers_that_called_one_another_join_their_users() -> None:
    calls = both_ways(tie("x", "CALLED", "y", records=("cdr",)))
    (made,) = found([tie("a", "USES", "x"), tie("b", "USES", "y")], things=calls)
    (path,) = made.paths
    assert (path.key, path.entities, path.records) == (
        "phones_called",
        ("a", "x", "y", "b"),
        ("cdr", "r-a-x", "r-b-y"),
    )


def test_a_victim_is_nobodys_associate() -> None:
    case = ("Case", "")
    ties = [
        tie(p, "INVOLVED_IN", "c", case, roles=((role, "asserted"),))
        for p, role in (("a", "suspect"), ("b", "victim"))
    ]
    assert found(ties) == []


def test_order_changes_nothing() -> None:
    rng = random.Random(7)
    ties = [
        tie(f"p{rng.randrange(30)}", "USES", f"x{rng.randrange(12)}", records=(f"r{n}",)) for n in range(90)
    ]
    first = found(ties)
    for _ in range(5):
        rng.shuffle(ties)
        made = found(ties)
        assert [(s.id, s.score) for s in made] == [(s.id, s.score) for s in first]
    assert len(first) > 20


def test_the_allow_list_names_nothing_that_is_no_feature() -> None:
    use = features()
    never = {name for type_ in load().types.values() for name, p in type_.properties.items() if not p.feature}
    read = {
        word for path in use.paths.values() for word in (*path.links, *path.kinds, *path.roles, path.type)
    }
    assert {"gender", "nationality", "nationalNumber"} <= never
    assert not (read | set(Tie.__slots__)) & never
    assert set(use.against) == {"denied", "many_residents", "company_phone"}


def test_all_is_said_in_four_languages() -> None:
    assert set(features().paths) <= set(words())
    assert said("against_many_residents", "nl", n=7) == "aan dit adres zijn 7 personen gelinkt"
