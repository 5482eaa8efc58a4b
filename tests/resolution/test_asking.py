"""Questions for review are made when a layer is resolved, and read as judgements and mentions stand."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager

import pytest
from people import holding, person, stores, thing
from test_review_queue import JAN, NUMBER, decided

from graph.mentions import MentionStore
from graph.ontology.mention import Mention
from ledger.entry import Decision
from resolution.judgements import counting, retraction, standing
from resolution.layers.batch import resolve
from resolution.review import asking
from resolution.review.asking import ask, questions
from resolution.review.layer import Layer
from resolution.review.near import near_pairs
from resolution.review.persons import review
from resolution.store.clusters import ClusterStore
from resolution.store.question import Item
from resolution.weights.model import default_model

MODEL = default_model()
TOM = {"firstName": "Tom", "lastName": "Claes", "birthDate": "1971-03-04"}
FIRST, SECOND = (f"{start}{97 - int(start) % 97:02}" for start in ("710304001", "710304003"))


def people() -> list[Mention]:
    """A pair below the threshold, two whom a rule keeps apart, and a cluster that hangs on one pair."""
    near = [person("n1", name="Els Maes"), person("n2", name="Maes, Els")]
    told = [person(record, **TOM, nationalNumber=one) for record, one in (("c1", FIRST), ("c2", SECOND))]
    hanging = [
        person("h1", **JAN, nationalNumber=NUMBER),
        person("h2", lastName="Peeters", nationalNumber=NUMBER),
        holding(person("h3", **JAN | {"birthDate": "1980-05"}), "USES", thing("h3", "Object")),
    ]
    return [*near, *told, *hanging, thing("h3", "Object")]


@contextmanager
def asked(
    mentions: Sequence[Mention], decisions: Sequence[Decision] = ()
) -> Iterator[tuple[MentionStore, ClusterStore]]:
    with stores(mentions) as (store, clusters):
        resolve(store, clusters, MODEL, 1, decisions)
        ask(Layer(store, clusters, MODEL, 1, counting(decisions, 1, ())), followed=False)
        yield store, clusters


def now(
    store: MentionStore, clusters: ClusterStore, *made: Decision, resolved: Sequence[Decision] = ()
) -> list[Item]:
    stands = standing(made, (1,))
    found = questions(Layer(store, clusters, MODEL, 1, stands), standing(resolved, (1,)), 20)
    assert found is not None
    return found


def test_what_is_kept_is_what_looking_at_everything_finds() -> None:
    with asked(people()) as (store, clusters):
        layer = Layer(store, clusters, MODEL, 1)
        found = now(store, clusters)
        assert found == review(layer, 20, near_pairs(layer))
        assert {item.kind for item in found} >= {"near", "conflict", "bridge"}
        assert questions(layer, (), 2) == found[:2]


def test_nothing_was_asked_yet() -> None:
    with stores(people()) as (store, clusters):
        resolve(store, clusters, MODEL, 1)
        assert questions(Layer(store, clusters, MODEL, 1), (), 20) is None


def test_a_judgement_counts_before_the_layer_is_resolved_again() -> None:
    mentions = people()
    with asked(mentions) as (store, clusters):
        before = now(store, clusters)
        for kind in ("positive", "negative"):
            after = now(store, clusters, decided(kind, *mentions[:2]))
            gone = {item.pair for item in before} - {item.pair for item in after}
            assert {(pair.a, pair.b) for pair in gone} == {tuple(sorted((mentions[0].id, mentions[1].id)))}


def test_doubts_are_asked_about_as_they_stand() -> None:
    mentions = people()
    doubt, far = decided("unsure", *mentions[:2]), decided("unsure", mentions[0], mentions[2])
    with asked(mentions) as (store, clusters):
        (first,) = [item for item in now(store, clusters, doubt) if item.kind == "unsure"]
        assert first.uncertainty == 1.0 and first.judgement
        assert len([item for item in now(store, clusters, doubt, far) if item.kind == "unsure"]) == 2
    with asked(mentions, [doubt]) as (store, clusters):
        (again,) = [one for one in now(store, clusters, doubt, resolved=[doubt]) if one.kind == "unsure"]
        assert again.judgement and again.pair == first.pair
        (made,) = standing([doubt], (1,))
        back = retraction(made, "ana", "seen", 1)
        assert not [
            one for one in now(store, clusters, doubt, back, resolved=[doubt]) if one.kind == "unsure"
        ]


def test_what_went_since_is_not_asked_about() -> None:
    with asked(people()) as (store, clusters):
        before = now(store, clusters)
        store.apply([], ["n1"], 2, "x")
        assert len(now(store, clusters)) == len(before) - 1


def test_a_layer_that_was_followed_is_asked_about_what_changed_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(asking, "SMALL", 0)
    monkeypatch.setattr(asking, "SHARE", 10.0)
    with asked(people()) as (store, clusters):
        before = now(store, clusters)
        monkeypatch.setattr(asking, "near_pairs", None)
        store.apply([person("c3", **TOM, nationalNumber=FIRST)], [], 2, "x")
        resolve(store, clusters, MODEL, 1)
        layer = Layer(store, clusters, MODEL, 1)
        ask(layer, followed=True)
        monkeypatch.undo()
        after = now(store, clusters)
        assert after == review(layer, 20, near_pairs(layer)) and after != before
        store.apply([], ["c1", "c2", "c3"], 3, "x")
        resolve(store, clusters, MODEL, 1)
        monkeypatch.setattr(asking, "SMALL", 0)
        monkeypatch.setattr(asking, "SHARE", 10.0)
        ask(layer, followed=True)
        assert clusters.asked.items(1) == review(layer, 20, near_pairs(layer))
