from __future__ import annotations

import random

import pytest
from people import person, stores, thing, town
from splinked import score_candidates

from ledger.errors import BadInput, Missing
from resolution.candidates.table import connect, put_candidates, put_persons
from resolution.comparison.features import person_features
from resolution.comparison.profiles import profiles
from resolution.engines.scoring import pairs_above
from resolution.training.train import train
from resolution.weights.model import Model, default_model
from resolution.weights.score import explain, weight
from resolution.why.why import why


@pytest.fixture(scope="module")
def learned() -> Model:
    with stores(town(400).mentions) as (store, _):
        return train(store, 1, seed=7)


def test_a_model_goes_through_json_unchanged(learned: Model) -> None:
    again = Model.from_json(learned.to_json())
    assert again == learned and again.version == learned.version
    assert default_model().version != learned.version


@pytest.mark.parametrize(
    "text", ["", "[]", "{}", '{"format": 1}', default_model().to_json().replace('"birth"', '"x"')]
)
def test_what_is_no_model_is_refused(text: str) -> None:
    with pytest.raises(BadInput):
        Model.from_json(text)


def test_training_is_the_same_for_any_order_of_arrival(learned: Model) -> None:
    mentions = town(400).mentions
    random.Random(2).shuffle(mentions)
    with stores(mentions) as (store, _):
        assert train(store, 1, seed=7).version == learned.version


def test_too_few_to_learn_from_gives_defaults_and_says_so() -> None:
    with stores(town(10).mentions) as (store, _):
        model = train(store, 1, seed=7)
    assert model.levels == default_model().levels and "are needed" in model.notes[0]


def test_a_field_that_nobody_fills_keeps_its_default(learned: Model) -> None:
    assert learned.levels["national_number"] == default_model().levels["national_number"]
    assert any(note.startswith("national_number") for note in learned.notes)


def test_one_pair_alone_scores_as_in_the_batch(learned: Model) -> None:
    with stores(town(300, seed=4).mentions) as (store, _), connect(threads=2) as db:
        rows = profiles(person_features(store, 1)).rows
        put_persons(db, rows)
        put_candidates(db, rows)
        scored = score_candidates(db, learned, 1e-6)
    assert len(scored.weight) > 250
    for a, b, bits in zip(scored.left, scored.right, scored.weight, strict=True):
        assert weight(learned, rows[a].features, rows[b].features) == pytest.approx(bits, abs=1e-6)


def test_few_candidates_weighed_one_by_one_are_what_all_at_once_give(learned: Model) -> None:
    with stores(town(300, seed=4).mentions) as (store, _), connect(threads=2) as db:
        rows = profiles(person_features(store, 1)).rows
        put_candidates(db, rows)
        alone = list(pairs_above(db, rows, learned, few=10**9))
        at_once = list(pairs_above(db, rows, learned, few=0))
    assert alone == at_once and len(alone) > 100


def test_the_terms_sum_to_the_weight(learned: Model) -> None:
    with stores(town(50).mentions) as (store, _):
        rows = profiles(person_features(store, 1)).rows
    for other in rows[1:40]:
        pair = explain(learned, rows[0].name, rows[0].features, other.name, other.features)
        assert sum(term.weight for term in pair.terms) == pytest.approx(pair.weight)
        assert pair.terms[0].field == "prior" and pair.a < pair.b


def test_why_answers_for_pairs_never_compared() -> None:
    jan = person("a", name="Jan Peeters", birthDate="1980-05-12")
    els = person("b", name="Els Maes", birthDate="1991-01-01")
    with stores([jan, els, thing("c", "Vehicle", registrationNumber="1ABC234")]) as (store, _):
        said = why(store, default_model(), 1, jan.id, els.id)
        assert not said.keys and said.pair.probability < 0.01 and said.conflict
        assert [term.found for term in said.pair.terms[1:]] == ["different", "different", "different"]
        for other in ("none", thing("c", "Vehicle").id):
            with pytest.raises(Missing):
                why(store, default_model(), 1, jan.id, other)
