"""After a correction each recipient of an export that held the value is owed a word, until it was told."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from identity_house import installed, mention

from api.acts import Acts
from api.installation import Installation
from api.owed import confirmed, owed
from api.purpose import Purpose
from ledger.act import Act
from ledger.entry import Decision
from ledger.errors import Missing

PURPOSE = Purpose("judicial", "C-1", "a slip")


@pytest.fixture
def house(tmp_path: Path) -> Iterator[Installation]:
    with installed(tmp_path) as made:
        yield made


def sent(house: Installation, recipient: str, number: int, class_: int = 1) -> None:
    record = house.ledger.current("TEST", str(number))
    assert record is not None
    subject = {"ids": [mention(house, number)], "records": [record.id], "recipient": recipient}
    made = Decision("export", subject | {"format": "json", "case": "C-9"}, class_, "ana", recipient)
    house.ledger.decide(made, Act("ana", "disclosure", "a test"))


def test_recipients_and_source_are_owed_a_word_until_it_is_confirmed(house: Installation) -> None:
    sent(house, "FGP Gent", 1)
    sent(house, "FGP Brugge", 4)
    acts = Acts(house, "ana", PURPOSE, (1,))
    acts.decide(acts.correction(mention(house, 1), "birthDate", "1980-12-05"))
    told = [(one.to, one.what, one.is_source) for one in owed(house.ledger, (1,))]
    assert told == [("FGP Gent", "birthDate corrected", False), ("TEST", "birthDate corrected", True)]
    first, second = owed(house.ledger, (1,))
    assert "C-9" in first.about and second.about == "record 1"
    confirmed(house.ledger, [first.id], (1,))
    assert [one.to for one in owed(house.ledger, (1,))] == ["TEST"]
    with pytest.raises(Missing):
        confirmed(house.ledger, [first.id], (1,))


def test_an_export_that_may_not_be_seen_is_owed_nothing_in_this_session(house: Installation) -> None:
    sent(house, "FGP Gent", 1, class_=7)
    acts = Acts(house, "ana", PURPOSE, (1,))
    acts.decide(acts.correction(mention(house, 1), "birthDate", "1980-12-05"))
    assert [one.to for one in owed(house.ledger, (1,))] == ["TEST"]
    assert [one.to for one in owed(house.ledger, (1, 7))] == ["FGP Gent", "TEST"]


def test_an_erasure_is_told_without_what_was_erased(house: Installation) -> None:
    sent(house, "FGP Gent", 1)
    acts = Acts(house, "ana", PURPOSE, (1,))
    acts.erase(acts.going([acts.current("TEST", "1")]))
    [one] = owed(house.ledger, (1,))
    assert (one.to, one.what) == ("FGP Gent", "erased") and "Peeters" not in repr(one)
