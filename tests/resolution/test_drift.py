from __future__ import annotations

from dataclasses import replace

import pytest
from people import stores, town

from graph.ontology.mention import Mention
from ledger.errors import Drifted
from resolution.training.drift import checked, drift
from resolution.training.train import train
from resolution.weights.model import Model, default_model


def learned(prior: float, rows: int, candidates: int) -> Model:
    return replace(default_model(), prior=prior, volume={"rows": rows, "candidates": candidates})


LAST = learned(1e-4, 10_000, 50_000)


@pytest.mark.parametrize("new", [LAST, learned(5e-5, 20_000, 105_000), learned(1.7e-4, 9_000, 90_000)])
def test_growth_and_small_changes_are_no_drift(new: Model) -> None:
    assert drift(LAST, new) == [] and checked(LAST, new) == new


@pytest.mark.parametrize(
    ("new", "said"),
    [
        (learned(3e-4, 10_000, 50_000), ("the prior: 0.0001", "now 0.0003")),
        (learned(1e-4, 10_000, 200_000), ("50,000 were 10", "now 200,000, 40")),
        (learned(1e-4, 10_000, 0), ("now 0",)),
    ],
)
def test_drift_is_refused_with_both_numbers_and_what_to_do(new: Model, said: tuple[str, ...]) -> None:
    with pytest.raises(Drifted) as refused:
        checked(LAST, new)
    assert all(words in refused.value.detail for words in (*said, "--accept-drift"))
    assert checked(LAST, new, accept=True).notes[-1].startswith("drift accepted: ")


def test_the_first_model_and_weights_by_judgement_are_compared_with_nothing() -> None:
    assert checked(None, LAST) == LAST
    assert checked(default_model(), LAST) == LAST and checked(LAST, default_model()) == default_model()


def trained(mentions: list[Mention]) -> Model:
    with stores(mentions) as (store, _):
        return train(store, 1, seed=7)


def test_what_is_said_again_is_no_drift_and_many_more_records_of_each_are() -> None:
    made = town(250, records=2)
    again = town(250, records=2, edition="x").mentions
    last = trained(made.mentions)
    assert last.volume["rows"] > 200 and Model.from_json(last.to_json()) == last
    assert drift(last, trained(made.mentions + again)) == []
    assert "the prior" in drift(last, trained(town(250, records=14).mentions))[0]
