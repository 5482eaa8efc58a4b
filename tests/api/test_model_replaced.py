"""A model that an older version published: it is refused until another is trained in its place."""

from __future__ import annotations

from pathlib import Path

import pytest
from identity_house import installed, mention

from api.stages.resolve import resolve_layers
from ledger.entry import Publication
from ledger.errors import BadInput
from resolution.weights.model import Model


def test_a_model_of_other_comparisons_is_trained_anew(tmp_path: Path) -> None:
    with installed(tmp_path) as house:
        old = house.ledger.published("model", "persons-1")
        assert old is not None
        content = {"json": str(old.content["json"]).replace('"surname"', '"name"')}
        house.ledger.publish(
            Publication("model", "persons-1", "old", content), house.act("combination", "a test")
        )
        with pytest.raises(BadInput, match="train again with `locard resolve --retrain`"):
            resolve_layers(house)
        resolve_layers(house, retrain=True)
        made = house.ledger.published("model", "persons-1")
        assert made is not None and Model.from_json(made.content["json"]).version == made.version
        one = mention(house, 1)
        assert len(house.clusters.cluster_of(1, [one])[one]) == 3
