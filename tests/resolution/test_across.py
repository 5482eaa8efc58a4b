"""Persons of two classes that are compared for one question, and the keys by which they are found."""

from __future__ import annotations

import random
from dataclasses import replace

import pytest
from people import holding, person, stores, thing, town

from graph.mentions import MentionStore
from graph.ontology.mention import Mention
from resolution.review import across
from resolution.review.across import Crossings, conflict_of, crossings
from resolution.store.classkeys import ClassKeys
from resolution.store.clusters import ClusterStore
from resolution.weights.model import default_model
from resolution.why.why import rows_of

MODEL = default_model()
NORTH, SOUTH = 11, 12
JAN = {"firstName": "Jan", "lastName": "Peeters", "birthDate": "1980-05-12"}


def with_phone(record: str, class_: int, **values: str) -> list[Mention]:
    phone = thing(record, "Object", "phone", kind="phone", number="+32470998877")
    return [replace(m, class_=class_) for m in (holding(person(record, **values), "USES", phone), phone)]


def found(*mentions: Mention, own: str) -> Crossings:
    with stores(list(mentions)) as (store, clusters):
        for class_ in (NORTH, SOUTH):
            clusters.keys.bring(store, class_)
        rows = rows_of(store, [own], (NORTH,))
        return crossings(rows, {NORTH: {SOUTH}, SOUTH: {NORTH}}, store, clusters.keys, MODEL)


def test_one_person_of_two_classes_is_found() -> None:
    x, z = person("a", class_=NORTH, **JAN), person("b", class_=SOUTH, **JAN)
    unseen = [person("c", class_=1, **JAN), person("d", class_=13, **JAN), person("e", class_=NORTH, **JAN)]
    [one] = found(x, z, *unseen, person("f", class_=SOUTH, name="Els Maes"), own=x.id).items
    assert (one.own.id, one.other.id, one.shared) == (x.id, z.id, ()) and one.score == one.pair.weight > 0


def test_two_names_on_one_phone_are_a_suspicion() -> None:
    x, *more = with_phone("a", NORTH, **JAN) + with_phone("b", SOUTH, name="Samir Haddad")
    [one] = found(x, *more, own=x.id).items
    assert one.shared == ("phone:32470998877",) and one.score == 1.0 and one.pair.weight < 0


def test_a_key_of_a_crowd_finds_nobody(monkeypatch: pytest.MonkeyPatch) -> None:
    x, crowd = person("a", class_=NORTH, **JAN), [person(f"r{n}", class_=SOUTH, **JAN) for n in range(4)]
    assert len(found(x, *crowd, own=x.id).items) == 4
    monkeypatch.setattr(across, "CROWDED", 3)
    assert not found(x, *crowd, own=x.id).items


def test_what_is_too_much_for_one_question_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    x, others = person("a", class_=NORTH, **JAN), [person(f"r{n}", class_=SOUTH, **JAN) for n in range(4)]
    assert found(x, *others, own=x.id).exact
    monkeypatch.setattr(across, "MOST", 3)
    looked = found(x, *others, own=x.id)
    assert not looked.exact and len(looked.items) == 3


def test_what_all_mentions_say_can_forbid() -> None:
    numbers = [f"{start}{97 - int(start) % 97:02}" for start in ("800512001", "800512003")]
    a, b = (person(r, **JAN, nationalNumber=n) for r, n in zip("ab", numbers, strict=True))
    bare = person("c", **JAN)
    with stores([a, b, bare]) as (store, _):
        left, right, third = (rows_of(store, [m.id], (1,)) for m in (a, b, bare))
    assert conflict_of(MODEL, left, right) == "two valid national numbers"
    assert conflict_of(MODEL, left, third) == ""


def keys(clusters: ClusterStore) -> list[tuple[object, ...]]:
    return sorted(clusters._db.execute("SELECT * FROM class_key"))


@pytest.mark.parametrize("seed", range(3))
def test_keys_brought_step_by_step_are_those_of_all_at_once(seed: int) -> None:
    chance = random.Random(seed)
    said = [replace(m, class_=chance.choice((1, NORTH, SOUTH))) for m in town(30, seed).mentions]
    by_record: dict[str, list[Mention]] = {}
    for mention in said:
        by_record.setdefault(mention.record, []).append(mention)
    with MentionStore.open(":memory:") as store, ClusterStore.open(":memory:") as steps:
        for number, (record, own) in enumerate(by_record.items(), 1):
            gone = chance.sample(sorted(by_record), 2) if number % 5 == 0 else []
            class_ = chance.choice((NORTH, SOUTH))
            moved = [replace(m, class_=class_) for m in own] if number % 7 == 0 else own
            store.apply(moved, [*gone, record], number, "x")
            if number % 3 == 0:
                steps.keys.bring(store, NORTH)
        for class_ in (NORTH, SOUTH):
            steps.keys.bring(store, class_)
        assert steps.keys.bring(store, NORTH) == 0
        with ClusterStore.open(":memory:") as whole:
            for class_ in (NORTH, SOUTH):
                whole.keys.bring(store, class_)
            assert keys(steps) == keys(whole) != []
        steps.keys.forget([NORTH])
        assert {row[0] for row in keys(steps)} == {SOUTH}


def test_nothing_is_given_for_another_class() -> None:
    x = person("a", class_=NORTH, **JAN)
    with stores([x]) as (store, clusters):
        clusters.keys.bring(store, NORTH)
        assert isinstance(clusters.keys, ClassKeys)
        [key, *_] = [row[1] for row in keys(clusters)]
        assert clusters.keys.sharing(NORTH, str(key), 5) == [x.id]
        assert clusters.keys.sharing(SOUTH, str(key), 5) == []


def test_two_classes_beside_one_another_are_told_what_each_entity_is() -> None:
    names = [("Jan", "Peeters"), ("Els", "Maes"), ("Fatima", "Demir")]
    said = [
        person(f"{class_}-{at}", class_=class_, firstName=first, lastName=last, birthDate="1980-05-12")
        for class_ in (NORTH, SOUTH)
        for at, (first, last) in enumerate(names[: 3 if class_ == NORTH else 2])
    ]
    with stores(said) as (store, clusters):
        for class_ in (NORTH, SOUTH):
            clusters.keys.bring(store, class_)
        whole = across.between(NORTH, SOUTH, store, clusters.keys, MODEL)
        rows = [rows_of(store, [m.id], (NORTH,)) for m in said if m.class_ == NORTH]
        each = [crossings(row, {NORTH: {SOUTH}}, store, clusters.keys, MODEL) for row in rows]
    assert whole.exact and len(whole.items) == 2
    assert {one.pair for one in whole.items} == {one.pair for found in each for one in found.items}
