"""The stage that writes the graph loads it in bulk where it is to be written anew, to the same content."""

from __future__ import annotations

from pathlib import Path

import pytest
from identity_house import installed

from api.pipeline import bring_up_to_date, rebuild
from api.stages import project as stage
from graph.content_hash import content_hash


def test_a_rebuild_in_bulk_gives_the_same_graph(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    whole = stage._whole
    with installed(tmp_path) as house:
        everyday, pages = content_hash(house.store), []
        monkeypatch.setattr(stage, "MANY", 1)
        monkeypatch.setattr(stage, "_whole", lambda of: (pages.append(page) or page for page in whole(of)))
        assert rebuild(house).counts["project"] == house.clusters.head()
        assert content_hash(house.store) == everyday and pages
        pages.clear()
        assert bring_up_to_date(house).counts["project"] == 0 and not pages
