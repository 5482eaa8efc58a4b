"""A correction and an erasure leave one message for each recipient of an export that held the record."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from ledger.act import Act
from ledger.entry import Decision
from ledger.ledger import Ledger
from ledger.recipients import RECIPIENT, SOURCE, TOPICS
from ledger.record import Draft

ACT = Act("ana", "alteration", "a test")
MENTION = "b" * 32


@pytest.fixture
def ledger(ledger_url: str, tmp_path: Path) -> Iterator[Ledger]:
    with Ledger.open(ledger_url, keys=tmp_path / "keys") as opened:
        yield opened


def accepted(ledger: Ledger, key: str, name: str) -> str:
    draft = Draft("ISLP", "test", key, {"name": name})
    return ledger.accept([draft], lambda marking: 1, Act("ana", "collection", "a test"))[0].record_id


def sent(ledger: Ledger, recipient: str, *records: str) -> int:
    subject = {"ids": [MENTION], "records": list(records), "recipient": recipient, "format": "json"}
    subject |= {"ids": []} if not records else {}
    return ledger.decide(Decision("export", subject, 1, "ana", recipient), ACT)


def correction(record: str, value: str = "Peeters") -> Decision:
    subject = {"record": record, "mention": "c" * 32, "property": "lastName", "was": "Petre", "value": value}
    return Decision("correction", subject, 1, "ana", "a slip")


def owed(ledger: Ledger) -> list[tuple[str, int, int]]:
    return [(one.topic, one.first, one.last) for one in ledger.outbox(topics=TOPICS)]


def test_each_recipient_of_the_record_and_its_source_are_told_once(ledger: Ledger) -> None:
    one, other = accepted(ledger, "1", "Petre"), accepted(ledger, "2", "Maes")
    sent(ledger, "FGP Gent", one)
    both, mine = sent(ledger, "Europol", one, other), sent(ledger, "FGP Gent", one)
    sent(ledger, "FGP Brugge", other)
    place = ledger.decide(correction(one), ACT)
    assert owed(ledger) == [(RECIPIENT, both, place), (RECIPIENT, mine, place), (SOURCE, 1, place)]


def test_a_withdrawal_is_told_too_and_what_held_an_older_version(ledger: Ledger) -> None:
    old = accepted(ledger, "1", "Petre")
    export = sent(ledger, "FGP Gent", old)
    new = accepted(ledger, "1", "Petre-Jan")
    made = correction(new)
    first = ledger.decide(made, ACT)
    back = Decision("retraction", {"correction": made.id, "record": new}, 1, "ana", "it was right")
    second = ledger.decide(back, ACT)
    told = [(topic, at) for topic, at, _ in owed(ledger)]
    assert told == [(RECIPIENT, export), (SOURCE, 3)] * 2
    assert [last for *_, last in owed(ledger)] == [first, first, second, second]


def test_other_decisions_and_exports_tell_nobody(ledger: Ledger) -> None:
    one, other = accepted(ledger, "1", "Petre"), accepted(ledger, "2", "Maes")
    sent(ledger, "FGP Gent", other)
    ledger.decide(Decision("positive", {"a": MENTION, "b": "d" * 32}, 1, "ana"), ACT)
    assert owed(ledger) == []
    ledger.decide(correction(one), ACT)
    assert [topic for topic, *_ in owed(ledger)] == [SOURCE]


def test_an_erasure_is_told_and_a_message_is_confirmed(ledger: Ledger) -> None:
    one = accepted(ledger, "1", "Petre")
    export = sent(ledger, "FGP Gent", one)
    ledger.erase([one], Act("ana", "erasure", "a test"), "the term ran out")
    [notice] = ledger.outbox(topics=TOPICS)
    assert (notice.topic, notice.first, notice.last) == (RECIPIENT, export, ledger.head())
    ledger.delivered([notice.id])
    assert owed(ledger) == []
