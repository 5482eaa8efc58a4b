from __future__ import annotations

import pytest
from people import holding, person, stores, thing

from graph.ontology.mention import Mention
from ledger.entry import Decision
from resolution.judgements import standing
from resolution.layers.batch import resolve
from resolution.review.aliases import suspected_aliases
from resolution.review.layer import Layer
from resolution.review.near import Near, near_pairs
from resolution.review.persons import review
from resolution.store.question import Item
from resolution.weights.model import default_model

MODEL = default_model()
JAN = {"firstName": "Jan", "lastName": "Peeters", "birthDate": "1980-05-12"}
NUMBER, OTHER = (f"{start}{97 - int(start) % 97:02}" for start in ("800512001", "800512003"))


def queue(*mentions: Mention, decisions: tuple[Decision, ...] = (), under: bool = True) -> list[Item]:
    with stores(list(mentions)) as (store, clusters):
        resolve(store, clusters, MODEL, 1, decisions)
        layer = Layer(store, clusters, MODEL, 1, standing(decisions, (1,)))
        return review(layer, 20, near_pairs(layer) if under else ())


def decided(kind: str, a: Mention, b: Mention) -> Decision:
    return Decision(kind, {"a": a.id, "b": b.id}, 1, "ana", "seen")


def test_a_pair_below_the_threshold_is_asked_about() -> None:
    one, other = person("a", name="Jan Peeters"), person("b", name="Peeters, Jan")
    [item] = queue(one, other)
    assert item.kind == "near" and 0.1 < item.pair.probability < 0.5
    assert not queue(one, other, under=False)
    assert not queue(one, other, decisions=(decided("negative", one, other),))
    assert not queue(one, other, decisions=(decided("positive", one, other),))


def test_pairs_below_the_threshold_are_looked_for_when_something_is_another() -> None:
    one, other, near = person("a", name="Jan Peeters"), person("b", name="Peeters, Jan"), Near()
    with stores([one, other]) as (store, clusters):
        layer = Layer(store, clusters, MODEL, 1)
        kept = near.pairs(layer)
        assert len(kept) == 1 and near.pairs(Layer(store, clusters, MODEL, 1)) is kept
        store.apply([], ["b"], 2, "x")
        assert near.pairs(layer) == ()


def test_two_who_would_be_one_but_for_a_rule_are_a_conflict() -> None:
    one, other = person("a", **JAN, nationalNumber=NUMBER), person("b", **JAN, nationalNumber=OTHER)
    [item] = queue(one, other)
    assert (item.kind, item.conflict) == ("conflict", "two valid national numbers")
    assert not queue(one, other, decisions=(decided("negative", one, other),))
    assert not queue(one, other, decisions=(decided("positive", one, other),))


def test_what_went_since_the_layer_was_resolved_is_not_asked_about() -> None:
    jan, hanging = person("a", **JAN, nationalNumber=NUMBER), person("c", **JAN | {"birthDate": "1980-05"})
    with stores([jan, hanging]) as (store, clusters):
        resolve(store, clusters, MODEL, 1)
        layer = Layer(store, clusters, MODEL, 1)
        assert len(review(layer, 20)) == 1
        store.apply([], ["c"], 2, "x")
        assert not review(layer, 20)


def test_what_somebody_was_unsure_of_stays_in_the_queue() -> None:
    jan, els = person("a", **JAN), person("b", name="Els Maes")
    [item] = queue(jan, els, decisions=(decided("unsure", jan, els),))
    assert item.kind == "unsure" and item.judgement and item.uncertainty == 1.0


def test_a_cluster_that_hangs_on_one_pair_is_flagged() -> None:
    jan = person("a", **JAN, nationalNumber=NUMBER)
    surely = person("b", lastName="Peeters", nationalNumber=NUMBER)
    hanging = person("c", **JAN | {"birthDate": "1980-05"})
    [item] = queue(jan, surely, hanging)
    assert item.kind == "bridge" and {item.pair.a, item.pair.b} == {jan.id, hanging.id}
    assert item.moved in ((hanging.id,), tuple(sorted((jan.id, surely.id))))
    assert not queue(jan, surely, hanging, decisions=(decided("positive", surely, hanging),))


def test_the_queue_is_ordered_by_what_a_verdict_would_change() -> None:
    namesakes = [person(f"r{n}", name=f"Jan {name}") for n, name in enumerate(("Peeters", "Peeters", "Maes"))]
    many = [holding(person(f"s{n}", name="Els Maes"), "USES", thing(f"s{n}", "Object")) for n in range(2)]
    items = queue(*namesakes, *many, *(thing(f"s{n}", "Object") for n in range(2)))
    assert [item.links for item in items] == [1, 0]
    assert all(item.value == len(item.moved) * (1 + item.links) * item.uncertainty for item in items)
    assert [item.value for item in items] == sorted((item.value for item in items), reverse=True)


def with_phone(record: str, number: str = "+32470998877", **values: str) -> list[Mention]:
    phone = thing(record, "Object", "phone", kind="phone", number=number)
    return [holding(person(record, **values), "USES", phone), phone]


def suspected(*groups: list[Mention]):  # type: ignore[no-untyped-def]
    mentions = [mention for group in groups for mention in group]
    with stores(mentions) as (store, clusters):
        resolve(store, clusters, MODEL, 1)
        return suspected_aliases(store, clusters, 1)


def test_two_names_on_one_phone_are_a_suspicion() -> None:
    [found] = suspected(with_phone("a", **JAN), with_phone("b", name="Samir Haddad", birthDate="1990-01-01"))
    [shared] = found.evidence
    assert (shared.kind, shared.holders, shared.records) == ("phone", 2, ("a", "b")) and found.score == 1.0
    assert shared.left[0].relation == "USES"


def test_spellings_of_one_name_are_none() -> None:
    assert not suspected(with_phone("a", **JAN), with_phone("b", name="Jean Peters", birthDate="1953-01-01"))
    assert not suspected(with_phone("a", **JAN), with_phone("b", name="Peeters"))


def test_a_phone_of_many_hands_says_nothing() -> None:
    names = ["Jan", "Piet", "Els", "Marie", "Luc", "Tom", "Karim", "Fatima"]
    surnames = ["Peeters", "Maes", "Demir", "Yilmaz", "Dubois", "Lambert", "Claes", "Haddad"]
    groups = [
        with_phone(f"r{n}", name=f"{a} {b}") for n, (a, b) in enumerate(zip(names, surnames, strict=True))
    ]
    assert not suspected(*groups)
    three = suspected(*groups[:3])
    assert len(three) == 3 and three[0].score == 0.5


def matched(record: str, name: str, probe: str = "0a1b2c3d4e5f60718293") -> list[Mention]:
    who, trace = person(record, name=name), thing(record, "Object", "probe", kind="trace", hash=probe)
    event = holding(thing(record, "Event", "match", kind="match", number=record), "CONCERNS", who)
    return [who, trace, event]


def test_a_matcher_that_named_two_for_one_probe_is_a_suspicion() -> None:
    [found] = suspected(matched("a", "Jan Peeters"), matched("b", "Samir Haddad"))
    assert [shared.kind for shared in found.evidence] == ["match"] and found.score == pytest.approx(3.0)
