"""What older versions said goes with an erasure, and follows a reclassification."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from layered_house import accept, layered

from api.installation import Installation
from api.stages.remember import remember
from api.stages.understand import understand
from ledger.entry import Reclassification
from ledger.record import Marking

KEY = ("TEST", "1")


@pytest.fixture
def house(tmp_path: Path) -> Iterator[Installation]:
    with layered(tmp_path) as made:
        accept(made, tmp_path, "1,Jan,Oudenaam,1980-05-12,")
        accept(made, tmp_path, "1,Jan,Peeters,1980-05-12,")
        bring(made)
        yield made


def bring(house: Installation) -> None:
    understand(house)
    remember(house)


def first(house: Installation) -> str:
    """The record of the version that counts no more."""
    return house.ledger.accepted([KEY])[KEY][0].record


def test_an_older_version_is_shown_in_the_class_that_its_key_has_now(house: Installation) -> None:
    old = first(house)
    assert (len(house.past.told([old], [1])), len(house.past.told([old], [11]))) == (1, 0)
    to = Reclassification(*KEY, 11, Marking(compartment="north"), "ana", "a test")
    house.ledger.reclassify(to, house.act("alteration", "a test"))
    bring(house)
    assert (len(house.past.told([old], [1])), len(house.past.told([old], [11]))) == (0, 1)
    assert house.past.versions([old])[old][0].record == old


def test_nothing_of_an_erased_key_stays_in_the_file(house: Installation) -> None:
    old, files = first(house), sorted(house.settings.data.glob("past.db*"))
    assert any(b"Oudenaam" in path.read_bytes() for path in files)
    house.ledger.erase([KEY], house.act("erasure", "a test"), "a test")
    bring(house)
    assert not house.past.versions([old]) and not house.past.told([old], [1, 11])
    assert not house.past.bearing(["Person nationalNumber x"], [1])
    assert not any(b"Oudenaam" in path.read_bytes() for path in files if path.exists())


def test_bringing_it_up_again_changes_nothing(house: Installation) -> None:
    old, before = first(house), house.past.position
    bring(house)
    assert house.past.position == before and len(house.past.told([old], [1])) == 1
    house.past.reset("")
    assert remember(house) == 1 and len(house.past.told([old], [1])) == 1
