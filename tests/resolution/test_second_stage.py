from __future__ import annotations

import random

import numpy as np
import pytest
from people import Decision, judged, stores, town

from ledger.errors import BadInput
from resolution.comparison.features import Features
from resolution.layers.batch import resolve
from resolution.quality.evaluate import evaluate
from resolution.spoken.speech import speech
from resolution.training.second import learn_second
from resolution.training.train import train
from resolution.weights.model import Model, default_model
from resolution.weights.score import explain, weight
from resolution.weights.second import REACH, Second
from resolution.weights.signals import SIGNALS
from resolution.why.story import sentence

NEUTRAL = Second(0.0, (0.0,) * len(SIGNALS), (), 60, (1.0, 0.9))
JAN = Features(given="jan", given_root="jan", surname="peeters", surname_sound="pitrs", birth="1980-05-12")
JOS = Features(
    given="jos", given_root="josephus", surname="peeters", surname_sound="pitrs", birth="1980-05-12"
)


def taught(second: Second) -> Model:
    return Model(prior=1e-4, levels=default_model().levels, second=second)


def drawn(pairs: int, seed: int = 3) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Pairs whose weight is 4 bits too high wherever the first signal is on."""
    rng = np.random.default_rng(seed)
    seen = np.zeros((pairs, len(SIGNALS)))
    seen[:, 0] = rng.integers(0, 2, pairs)
    bits = rng.normal(0, 3, pairs)
    match = rng.random(pairs) < 1 / (1 + np.exp2(-bits))
    return bits + 4 * seen[:, 0], seen, match


def test_learns_what_the_weights_get_wrong() -> None:
    plain, seen, match = drawn(400)
    second, note = learn_second(plain, seen, match, seed=1)
    assert second and second.loss[1] < second.loss[0] and note.startswith("second stage on: 400")
    assert second.change[0] < -1.5
    moved = np.array([second.weight(float(p), s) for p, s in zip(*drawn(4000, 9)[:2], strict=True)])
    share, truth = 1 / (1 + np.exp2(-moved)), drawn(4000, 9)[2]
    for low in (0.0, 0.2, 0.4, 0.6, 0.8):
        some = (share >= low) & (share < low + 0.2)
        assert abs(share[some].mean() - truth[some].mean()) < 0.12


def test_off_below_fifty_and_where_it_is_no_better() -> None:
    plain, seen, match = drawn(49)
    assert learn_second(plain, seen, match, 1) == (None, learn_second(plain, seen, match, 1)[1])
    assert "50 are needed" in learn_second(plain, seen, match, 1)[1]
    sure = np.where(match, 30.0, -30.0)
    second, note = learn_second(np.tile(sure, 3), np.tile(seen, (3, 1)), np.tile(match, 3), 1)
    assert second is None and "not better" in note


def test_a_model_with_a_second_stage_goes_through_json() -> None:
    model = taught(Second(0.5, tuple(0.1 for _ in SIGNALS), ((-2.0, -3.0), (2.0, 1.5)), 60, (1.0, 0.9)))
    again = Model.from_json(model.to_json())
    assert again == model and again.version == model.version != taught(NEUTRAL).version
    with pytest.raises(BadInput):
        Model.from_json(model.to_json().replace('"change":[0.1,', '"change":['))


def test_the_waterfall_still_sums_to_the_weight_and_reach_is_kept() -> None:
    model = taught(Second(100.0, NEUTRAL.change, (), 60, (1.0, 0.9)))
    pair = explain(model, "a", JAN, "b", JOS)
    assert pair.terms[-1].field == "second stage" and pair.terms[-1].weight == pytest.approx(REACH)
    assert sum(term.weight for term in pair.terms) == pytest.approx(pair.weight)
    assert weight(model, JAN, JOS) == pytest.approx(pair.weight) == weight(model, JOS, JAN)
    assert weight(taught(NEUTRAL), JAN, JOS) == pytest.approx(pair.weight - REACH)


@pytest.mark.parametrize("lang", ["nl", "fr", "de", "en"])
def test_the_second_stage_has_words(lang: str) -> None:
    model = taught(Second(2.0, NEUTRAL.change, (), 60, (1.0, 0.9)))
    term = explain(model, "a", JAN, "b", JOS).terms[-1]
    assert "2" in sentence(term, model, speech(lang)) and speech(lang).field(term.field)
    assert speech(lang).conflict("nothing in common but what a household shares")


def test_judgements_teach_a_layer_and_those_of_others_do_not() -> None:
    made = town(300)
    people = [m for m in made.mentions if m.type == "Person"]
    chance = random.Random(1)
    groups: dict[str, list[int]] = {}
    for at, mention in enumerate(people):
        groups.setdefault(made.truth[mention.id], []).append(at)
    same = [ids[:2] for ids in groups.values() if len(ids) > 1][:60]
    other = [chance.sample(range(len(people)), 2) for _ in range(60)]
    decisions = [judged("positive", people[a], people[b]) for a, b in same]
    decisions += [
        judged("negative", people[a], people[b])
        for a, b in other
        if made.truth[people[a].id] != made.truth[people[b].id]
    ]
    with stores(made.mentions) as (store, clusters):
        plain, model = train(store, 1, seed=7), train(store, 1, seed=7, decisions=decisions)
        hidden = [Decision(d.kind, d.subject, class_=9) for d in decisions]
        assert train(store, 1, seed=7, decisions=hidden) == plain
        assert any(note.startswith("second stage") for note in model.notes)
        assert train(store, 1, seed=7, decisions=decisions).version == model.version
        resolve(store, clusters, model, 1)
        assert evaluate(clusters.clusters(1), made.truth).f1 > 0.9
