from __future__ import annotations

from dataclasses import replace

from layered import INFORMANT, JUDICIAL, MET, MODEL, SEALED, Layered, resolve_all
from people import Decision, holding, person, stores, thing

from graph.derive.takenback import takes_back
from graph.ontology.mention import Mention
from resolution.layers.domain import Domain

JAN = {"firstName": "Jan", "lastName": "Peeters", "birthDate": "1980-05-12"}
ELS = {"firstName": "Els", "lastName": "Maes", "birthDate": "1991-11-30"}


def number(start: str) -> str:
    """A national number of somebody born before 2000 with its checksum."""
    return f"{start}{97 - int(start) % 97:02}"


def judged(kind: str, a: Mention, b: Mention, class_: int) -> Decision:
    return Decision(kind, {"a": a.id, "b": b.id}, class_)


def bridge() -> tuple[Mention, Mention, Mention]:
    """Two mentions that say too little of each other (the number tells no date), and one that says both."""
    one = person("a", **JAN)
    two = person("b", nationalNumber=number("000001001"), lastName="Peters")
    hidden = person("c", class_=INFORMANT, nationalNumber=number("000001001"), **JAN)
    return one, two, hidden


def test_a_restricted_record_joins_two_base_persons_in_its_own_layer_alone() -> None:
    one, two, hidden = bridge()
    held = Layered([one, two, hidden]).held()
    assert set(held[JUDICIAL].clusters) == {(one.id,), (two.id,)}
    assert held[INFORMANT].clusters == (tuple(sorted((one.id, two.id, hidden.id))),)
    assert {(p.a, p.b) for p in held[INFORMANT].pairs} == {
        (min(m.id, hidden.id), max(m.id, hidden.id)) for m in (one, two)
    }
    assert not held[SEALED].clusters


def test_a_layer_holds_only_what_says_more_than_its_base() -> None:
    jan, again, els = person("a", **JAN), person("b", **JAN), person("c", **ELS)
    hidden = person("d", class_=INFORMANT, firstName="Mila", lastName="Dubois")
    held = Layered([jan, again, els, hidden]).held()
    assert held[INFORMANT].clusters == ((hidden.id,),)


def test_a_restricted_mention_takes_the_whole_base_cluster_with_it() -> None:
    jan, again = person("a", **JAN), person("b", **JAN)
    hidden = person("c", class_=INFORMANT, **JAN)
    held = Layered([jan, again, hidden]).held()
    assert held[INFORMANT].clusters == (tuple(sorted((jan.id, again.id, hidden.id))),)


def test_a_judgement_of_a_class_joins_in_its_layer_alone() -> None:
    jan, els = person("a", **JAN), person("b", **ELS)
    held = Layered([jan, els], [judged("positive", jan, els, INFORMANT)]).held()
    assert len(held[JUDICIAL].clusters) == 2 and not held[SEALED].clusters
    assert held[INFORMANT].clusters == (tuple(sorted((jan.id, els.id))),)


def test_a_negative_judgement_of_the_base_counts_in_the_layers_over_it() -> None:
    one, two, hidden = bridge()
    held = Layered([one, two, hidden], [judged("negative", one, two, JUDICIAL)]).held()
    (cluster,) = held[INFORMANT].clusters
    assert hidden.id in cluster and len(cluster) == 2
    assert [(a.a, a.b, a.judged) for a in held[JUDICIAL].against] == [
        (*sorted((one.id, two.id)), True),
    ]


def test_what_a_class_takes_back_of_its_base_still_parts_in_the_base_and_elsewhere() -> None:
    one, two, hidden = bridge()
    made = Decision("negative", {"a": one.id, "b": two.id}, JUDICIAL, "d1")
    back = Decision("retraction", {**made.subject, "judgement": "d1"}, INFORMANT)
    held = Layered([one, two, hidden], [made, back]).held()
    whole = tuple(sorted((one.id, two.id, hidden.id)))
    assert held[INFORMANT].clusters == (whole,) and len(held[JUDICIAL].clusters) == 2
    (told,) = held[INFORMANT].against
    assert (told.judged, takes_back(told.reason)) == (False, {JUDICIAL}) and not held[SEALED].against
    assert held[JUDICIAL].against[0].judged
    again = Layered([one, two, hidden], [made, back, replace(made, id="d2")]).held()
    assert whole not in again[INFORMANT].clusters and not again[INFORMANT].against


def test_a_negative_judgement_of_a_class_leaves_the_base_cluster_whole_and_is_told() -> None:
    jan, again = person("a", **JAN), person("b", **JAN)
    held = Layered([jan, again], [judged("negative", jan, again, INFORMANT)]).held()
    whole = tuple(sorted((jan.id, again.id)))
    assert held[JUDICIAL].clusters == held[INFORMANT].clusters == (whole,)
    (against,) = held[INFORMANT].against
    assert (against.a, against.b, against.judged) == (*whole, True)
    assert not held[JUDICIAL].against


def test_a_restricted_record_that_names_two_speaks_against_the_cluster_of_both() -> None:
    jan = person("a", **JAN, birthPlace="Gent")
    again = person("b", nickname="x", nationalNumber=number("800512001"), **JAN)
    one = person("c", "first", class_=INFORMANT, birthPlace="Gent", **JAN)
    two = person("c", "second", class_=INFORMANT, nationalNumber=number("800512001"), **JAN)
    held = Layered([jan, again, one, two]).held()
    assert held[JUDICIAL].clusters == (tuple(sorted((jan.id, again.id))),)
    (against,) = held[INFORMANT].against
    assert (against.a, against.b) == tuple(sorted((jan.id, again.id)))
    assert (against.reason, against.judged) == ("both named in one record", False)


def test_a_restricted_number_that_differs_speaks_against_a_cluster() -> None:
    jan = person("a", **JAN, birthPlace="Gent", nationality="be")
    again = person("b", nationalNumber=number("800512001"), **JAN)
    hidden = person(
        "c", class_=INFORMANT, nationalNumber=number("800512003"), birthPlace="Gent", nationality="be", **JAN
    )
    held = Layered([jan, again, hidden]).held()
    assert (hidden.id,) in held[INFORMANT].clusters
    assert [one.reason for one in held[INFORMANT].against] == ["two valid national numbers"]


def test_two_restricted_classes_meet_by_a_judgement_of_both_alone() -> None:
    one = person("a", class_=INFORMANT, **JAN)
    two = person("b", class_=SEALED, **JAN)
    held = Layered([one, two]).held()
    assert (held[INFORMANT].clusters, held[SEALED].clusters) == (((one.id,),), ((two.id,),))
    assert not held[MET].clusters
    met = Layered([one, two], [judged("positive", one, two, MET)]).held()
    assert met[MET].clusters == (tuple(sorted((one.id, two.id))),)
    assert met[INFORMANT] == held[INFORMANT] and met[SEALED] == held[SEALED]


def test_a_negative_judgement_of_a_part_holds_in_its_compound() -> None:
    jan, els = person("a", **JAN), person("b", **ELS)
    decisions = [judged("negative", jan, els, INFORMANT), judged("positive", jan, els, MET)]
    assert not Layered([jan, els], decisions).held()[MET].clusters


def test_the_holders_of_a_number_are_counted_per_layer() -> None:
    def user(record: str, name: str, class_: int = JUDICIAL, born: str = "") -> list[Mention]:
        phone = Mention(
            record,
            "Object",
            "t",
            class_,
            thing(record, "Object", kind="phone", number="+32470112233").statements,
        )
        who = person(record, class_=class_, firstName=name, lastName=name + "sen", birthDate=born)
        return [holding(who, "USES", phone), phone]

    names = [
        a + b for a in ("bo", "ka", "ri", "tu", "me") for b in ("lan", "dor", "fix", "mut", "zeg", "pal")
    ]
    base = [m for n, name in enumerate(names[:29]) for m in user(f"r{n}", name)]
    first, second = user("x", "wim", INFORMANT), user("y", "jos", INFORMANT)
    few = Layered([*base, *first, *user("z", "wim", JUDICIAL)]).held()
    many = Layered([*base, *first, *second, *user("z", "wim", JUDICIAL)]).held()
    assert few[JUDICIAL] == many[JUDICIAL]
    assert [len(held[INFORMANT].pairs) for held in (few, many)] == [1, 0]


def test_the_same_again_writes_no_change_and_a_base_change_is_told_again() -> None:
    one, two, hidden = bridge()
    with stores([one, two, hidden]) as (store, clusters):
        resolve_all(store, clusters, [])
        head = clusters.head()
        resolve_all(store, clusters, [])
        assert clusters.head() == head
        store.apply([person("d", **JAN)], [], 2, "x")
        resolve_all(store, clusters, [])
        told = [change.layer for change in clusters.changes(head)]
        assert told == [JUDICIAL, INFORMANT]
        assert (
            Domain(store, clusters, MODEL, JUDICIAL, (INFORMANT,)).resolve(INFORMANT).counts["changes"] == 0
        )
