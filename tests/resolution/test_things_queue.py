"""Pairs of things in the queue of review, why they are one or not, and what a judgement on them does."""

from __future__ import annotations

from pathlib import Path

import pytest
from people import holding, person, stores, thing

from graph.ontology.mention import Mention
from ledger.entry import Decision
from resolution.judgements import retraction, standing
from resolution.layers.batch import resolve
from resolution.online.follow import follow
from resolution.review.layer import Layer
from resolution.review.queue import things_to_review
from resolution.review.seen import seen_at_both
from resolution.review.things import TYPES, why_things
from resolution.spoken import LANGUAGES, speech
from resolution.store.question import Item
from resolution.things.thing import weights
from resolution.weights.model import default_model
from resolution.why.story import Standing
from resolution.why.things import tell_things

MODEL = default_model()
GOLF = {"country": "BE", "make": "Volkswagen", "model": "Golf", "color": "grijs"}


def car(record: str, plate: str, **values: str) -> Mention:
    return thing(record, "Vehicle", registrationNumber=plate, **values)


ONE, OTHER = car("a", "1ABC234", **GOLF), car("b", "1ABC235", **GOLF)
FIRM, NAMESAKE = (
    thing(r, "Organisation", name=f"Garage {n} Zelzate") for r, n in (("c", "Maes"), ("d", "Maas"))
)


def decided(kind: str, a: Mention, b: Mention) -> Decision:
    return Decision(kind, {"a": a.id, "b": b.id}, 1, "ana", "seen")


def queue(
    *mentions: Mention, decisions: tuple[Decision, ...] = (), types: tuple[str, ...] = TYPES
) -> list[Item]:
    with stores(list(mentions)) as (store, clusters):
        resolve(store, clusters, MODEL, 1, decisions)
        return things_to_review(Layer(store, clusters, MODEL, 1, standing(decisions, (1,))), 20, types)


def test_things_that_may_be_one_are_asked_about() -> None:
    items = queue(ONE, OTHER, FIRM, NAMESAKE)
    assert [{item.pair.a, item.pair.b} for item in items if item.kind == "near"] == [{ONE.id, OTHER.id}]
    assert not queue(ONE, OTHER, types=("Organisation", "Person"))
    assert not queue(ONE, OTHER, decisions=(decided("negative", ONE, OTHER),))
    assert not queue(ONE, OTHER, decisions=(decided("positive", ONE, OTHER),))


def test_what_follows_from_judgements_on_others_is_not_asked() -> None:
    third = car("c", "1ABC235")
    made = (decided("positive", OTHER, third), decided("negative", ONE, third))
    assert not queue(ONE, OTHER, third, decisions=made)


def test_one_that_may_be_two_others_is_a_rival_pair() -> None:
    items = queue(
        *(car(r, plate, **GOLF) for r, plate in {"a": "1AOC234", "b": "1ADC234", "c": "1A0C234"}.items())
    )
    assert len(items) == 3 and {item.kind for item in items} <= {"rival", "near"}
    sure = [item for item in items if item.pair.weight >= weights("Vehicle").join]
    assert all(item.kind == "rival" for item in sure)


def test_what_somebody_was_unsure_of_stays_and_comes_first() -> None:
    [item] = queue(ONE, OTHER, decisions=(decided("unsure", ONE, OTHER),))
    assert (item.kind, item.uncertainty) == ("unsure", 1.0) and item.judgement
    other = car("c", "9XYZ999")
    [odd] = queue(ONE, other, decisions=(decided("unsure", ONE, other),))
    assert odd.kind == "unsure" and odd.pair.weight < 0


def test_pairs_with_more_links_come_first() -> None:
    driver = holding(person("e", name="Els Maes"), "DRIVES", car("e", "2XYZ999", **GOLF))
    few = [car("a", "1ABC234", **GOLF), car("b", "1ABC235", **GOLF)]
    many = [driver, car("e", "2XYZ999", **GOLF), car("f", "2XYZ998", **GOLF)]
    items = queue(*few, *many)
    assert [item.links for item in items] in ([1, 0], [0, 0])
    assert [item.value for item in items] == sorted((item.value for item in items), reverse=True)


@pytest.mark.parametrize("way", ["batch", "index"])
def test_a_judgement_on_things_counts_and_can_be_taken_back(way: str, tmp_path: Path) -> None:
    same = car("c", "1ABC234", **GOLF)
    positive, negative = decided("positive", ONE, OTHER), decided("negative", ONE, same)
    back = [retraction(standing([one], (1,))[0], "ana", "wrong", 1) for one in (positive, negative)]
    lives = [(), (positive,), (positive, negative), (positive, negative, back[0]), (negative, back[1])]
    whole, two = tuple(sorted((ONE.id, same.id))), (OTHER.id,)
    expected = [
        {whole, two},
        {tuple(sorted((*whole, *two)))},
        None,
        {(ONE.id,), (same.id,), two},
        {whole, two},
    ]
    with stores([ONE, OTHER, same]) as (store, clusters):
        for decisions, wanted in zip(lives, expected, strict=True):
            if way == "index":
                follow(tmp_path, store, clusters, MODEL, 1, decisions)
            else:
                resolve(store, clusters, MODEL, 1, decisions)
            found = set(clusters.clusters(1))
            assert found == (wanted or {tuple(sorted((ONE.id, OTHER.id))), (same.id,)})
            store.apply([], [], store.position + 1, "x")


def test_why_is_asked_of_any_two_things() -> None:
    with stores([ONE, OTHER, FIRM]) as (store, clusters):
        resolve(store, clusters, MODEL, 1)
        layer = Layer(store, clusters, MODEL, 1)
        pair = why_things(layer, OTHER, ONE)
        assert pair == why_things(layer, ONE, OTHER) and pair is not None
        assert {term.left for term in pair.terms if term.field == "plate"} < {"1ABC234", "1ABC235"}
        left = ONE if pair.a == ONE.id else OTHER
        assert next(t.left for t in pair.terms if t.field == "plate") == left.first("registrationNumber")
        assert why_things(layer, ONE, FIRM) is None and why_things(layer, ONE, ONE) is None


def test_where_both_were_seen_is_told_and_weighs_nothing() -> None:
    said = []
    for car_, place in ((ONE, "E40 Ternat"), (OTHER, "E40 Ternat"), (car("c", "9XYZ999"), "E17 Gent")):
        camera = thing(car_.record, "Location", "place", name=place)
        event = holding(thing(car_.record, "Event", "passage", kind="passage"), "AT", camera)
        said += [holding(car_, "PASSED", event), event, camera]
    with stores(said) as (store, clusters):
        resolve(store, clusters, MODEL, 1)
        layer = Layer(store, clusters, MODEL, 1)
        one, other, third = said[0], said[3], said[6]
        [place] = seen_at_both(layer, one, other)
        assert place.first("name") == "E40 Ternat" and not seen_at_both(layer, one, third)
        pair = why_things(layer, one, other)
        told = tell_things(one, other, (), speech("nl"), Standing(False), pair, [place])
    assert "beide zijn gezien te: E40 Ternat; dit telt niet mee" in told.notes and pair
    assert pair.weight == sum(term.weight for term in pair.terms)


def test_why_of_what_was_joined_as_misread_says_so() -> None:
    read = car("b", "1A8C234", **GOLF)
    with stores([ONE, read]) as (store, clusters):
        resolve(store, clusters, MODEL, 1)
        pair = why_things(Layer(store, clusters, MODEL, 1), ONE, read)
        assert len(list(clusters.clusters(1))) == 1
    assert pair and pair.weight >= weights("Vehicle").join
    told = tell_things(ONE, read, (), speech("en"), Standing(True), pair)
    assert any("read badly once" in note for note in told.notes) and told.lines[1].field == "plate"


def test_the_waterfall_of_things_is_said_in_every_language() -> None:
    with stores([ONE, OTHER]) as (store, clusters):
        resolve(store, clusters, MODEL, 1)
        pair = why_things(Layer(store, clusters, MODEL, 1), ONE, OTHER)
    assert pair
    said = {lang: tell_things(ONE, OTHER, (), speech(lang), Standing(False), pair) for lang in LANGUAGES}
    assert "plates that differ in one sign: speaks for, 6.5 bits" in [line.text for line in said["en"].lines]
    assert len({tuple(line.text for line in told.lines) for told in said.values()}) == 4
    assert all(any(c.isdigit() for c in told.headline) and len(told.notes) == 3 for told in said.values())
    assert pair.weight == pytest.approx(sum(line.weight for line in said["nl"].lines))


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_finding_on_things_has_words(lang: str) -> None:
    words = speech(lang).words["fields"]
    for type_ in TYPES:
        for field, findings in weights(type_).fields.items():
            assert findings.keys() <= words[field].keys()
