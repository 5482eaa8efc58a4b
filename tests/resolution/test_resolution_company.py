"""Company: what a record names beside a person tells who it is, unless it is named beside everybody."""

from __future__ import annotations

import random

import pytest
from people import GIVEN, SURNAME, holding, person, stores, thing, together

from graph.ontology.mention import Mention
from resolution.candidates.keys import keys_of
from resolution.clustering.persons import resolve_profiles
from resolution.comparison.company import LARGEST, company_of
from resolution.comparison.features import features_of, of_records, person_features, repeated
from resolution.comparison.generic import BESIDE
from resolution.comparison.profiles import MOST_HOLDERS, profiles
from resolution.judgements import Judgements
from resolution.layers.batch import resolve
from resolution.online.groups import Said
from resolution.online.online import Online
from resolution.weights.model import default_model

MODEL = default_model()
KARIM = {"firstName": "Karim", "lastName": "Verbrugghe"}
BORN = {"firstName": "Els", "lastName": "Wuytack", "birthDate": "1971-06-30"}
LETTERS = "bcdfghjklmnpqrstvwz"


def named(record: str, *beside: Mention, **values: str) -> list[Mention]:
    return [person(record, **(values or KARIM)), *beside]


def file(record: str, number: str = "GE.30.1234/24") -> Mention:
    return thing(record, "Case", "case", caseNumber=number)


def other(record: str, **values: str) -> Mention:
    return person(record, "other", **(values or BORN))


def beside(first: list[Mention], second: list[Mention]) -> bool:
    """Whether the first persons of two records are joined."""
    with stores([*first, *second]) as (store, clusters):
        resolve(store, clusters, MODEL, 1)
        return together(clusters, first[0], second[0])


def test_a_name_alone_is_too_little_and_one_case_is_enough() -> None:
    assert not beside(named("a"), named("b"))
    assert beside(named("a", file("a")), named("b", file("b")))
    assert not beside(named("a", file("a")), named("b", file("b", "GE.30.9999/24")))


def test_whom_one_is_named_with_tells_who_one_is() -> None:
    assert beside(named("a", other("a")), named("b", other("b")))
    vague = {"lastName": "Wuytack"}
    assert not beside(named("a", other("a", **vague)), named("b", other("b", **vague)))


@pytest.mark.parametrize(
    ("type_", "values", "token"),
    [
        ("Vehicle", {"registrationNumber": "1-ABC-123"}, "1ABC123"),
        ("Object", {"kind": "phone", "number": "32470998877"}, "phone:32470998877"),
        ("Object", {"kind": "weapon", "number": "32470998877"}, ""),
        ("Location", {"street": "Kerkstraat", "houseNumber": "3", "postalCode": "9000"}, ""),
    ],
)
def test_what_is_company(type_: str, values: dict[str, str], token: str) -> None:
    seen = thing("a", type_, **values)
    who = person("a", **KARIM)
    around = {m.id: m for m in (seen, who)}
    assert company_of(who, around) == ((token,) if token else ())
    held = holding(who, "USES", seen)
    assert company_of(held, around | {held.id: held}) == ()


def test_a_number_that_one_holds_may_stand_beside_the_other() -> None:
    phone = thing("a", "Object", kind="phone", number="32470998877")
    first = [holding(person("a", **KARIM), "USES", phone), phone]
    assert beside(first, named("b", thing("b", "Object", kind="phone", number="32470998877")))
    assert not beside(first, named("b", thing("b", "Object", kind="phone", number="32470998878")))


def test_a_list_is_no_company() -> None:
    many = [person("a", f"p{at}", **BORN) for at in range(LARGEST)]
    who = person("a", **KARIM)
    assert not company_of(who, {m.id: m for m in (who, *many)})


def test_company_joins_nobody_of_one_record_and_nobody_unnamed() -> None:
    first = named("a", file("a"))
    twin = person("a", "twin", **KARIM)
    assert not beside(first, [twin]) and not beside([*first, twin], [twin])
    with stores([m for r in "ab" for m in (person(r, description="tall"), file(r), other(r))]) as (
        store,
        clusters,
    ):
        resolve(store, clusters, MODEL, 1)
        rows = {mention.id: row for mention, row in person_features(store, 1) if mention.anchor == "p"}
        assert all((id_,) in clusters.clusters(1) for id_ in rows)
    assert all(row.is_empty and row.company and not keys_of(row) for row in rows.values())


def crowd(size: int) -> list[list[Mention]]:
    """Records of different persons, each with the same officer."""
    letters = LETTERS[:]
    return [
        named(
            f"c{at}",
            other(f"c{at}"),
            firstName="Jan",
            lastName=f"{letters[at % 19]}a{letters[at // 19]}o{at:02}",
        )
        for at in range(size)
    ]


def test_who_is_named_beside_everybody_tells_nobody() -> None:
    first, second = named("a", other("a")), named("b", other("b"))
    hub = crowd(MOST_HOLDERS + 5)
    with stores([m for record in (first, second, *hub) for m in record]) as (store, clusters):
        done = resolve(store, clusters, MODEL, 1)
        assert not together(clusters, first[0], second[0])
        assert together(clusters, first[1], second[1])
    assert any(note.startswith("person: ") for note in done.notes)


def test_the_index_weighs_anew_when_company_turns_generic() -> None:
    records = [named("a", other("a")), named("b", other("b")), *crowd(MOST_HOLDERS + 5)]
    with Online.open(":memory:", MODEL, 1) as index:
        crossed = [name for record in records for name in index.resolve(record).crossed]
        assert any(name.startswith(f"{BESIDE}person:") for name in crossed)
        assert len(index.cluster_of(records[0][0].id)) == 1
        for record in records[2:]:
            index.remove([record[0].id])
        assert len(index.cluster_of(records[0][0].id)) == 2


def life(seed: int) -> list[list[Mention]]:
    """Records with few names, cases and phones, so that company often decides."""
    chance, made = random.Random(seed), list[list[Mention]]()
    for at in range(60):
        record = f"r{at}"
        phone = thing(record, "Object", kind="phone", number=f"3247000000{chance.randrange(4)}")
        who = person(record, firstName=chance.choice(GIVEN[:4]), lastName=chance.choice(SURNAME[:4]))
        held = [holding(who, "USES", phone) if chance.random() < 0.4 else who, phone]
        more = [other(record)] if chance.random() < 0.3 else []
        made.append([*held, *more, file(record, str(chance.randrange(6)))])
    return made


@pytest.mark.parametrize("seed", [1, 2])
def test_batch_and_index_give_the_same_in_any_order(seed: int) -> None:
    records = life(seed)
    with stores([m for record in records for m in record]) as (store, _):
        made = profiles(person_features(store, 1))
        batch = resolve_profiles(made.rows, made.generic, MODEL, Judgements())
    random.Random(seed).shuffle(records)
    with Online.open(":memory:", MODEL, 1) as index:
        for record in records:
            index.resolve(record)
        assert sorted(index.clusters()) == sorted(batch.clusters)
        weights = {(p.a, p.b): round(p.weight, 6) for p in index.pairs()}
    assert weights == {(p.a, p.b): round(p.weight, 6) for p in batch.pairs}
    assert any(t.field == "company" and t.weight > 0 for p in batch.pairs for t in p.terms)


def test_only_what_its_own_record_says_is_company() -> None:
    mentions = [*named("a", file("a")), *named("b", other("b"))]
    around = of_records(mentions)
    rows = {m.record: features_of(m, around[m.record]) for m in mentions if m.anchor == "p"}
    everything = {m.id: m for m in mentions}
    assert rows == {m.record: features_of(m, everything) for m in mentions if m.anchor == "p"}
    assert not repeated(mentions) and Said("x", "a", rows["a"]).features.company == ("case:GE30123424",)
