from __future__ import annotations

import pytest

from api.stages.inherit import _overlap


@pytest.mark.parametrize(
    ("a", "b", "common"),
    [
        ("10-20", "12-25", 8),
        ("remarks:10-20", "remarks:10-20", 10),
        ("remarks:10-20", "10-20", 0),
        ("10-20", "30-40", -10),
        ("driver", "10-20", 0),
        ("passenger[0]", "passenger[1]", 0),
    ],
)
def test_places_in_a_text_overlap(a: str, b: str, common: int) -> None:
    assert _overlap(a, b) == common
