"""What a file of our own format may bring, and what not; no graph is needed for it."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from pathlib import Path

import pytest
from layered_house import BRIDGE, FEED, ONE, TWO, accept, layered

from api.installation import Installation
from api.stages.takeover import take_over
from graph.exchange.ours import HASHED, lasting, record_line
from graph.ontology.mention import mention_id
from ingest.feeds import parse
from ledger.canonical import JSON, canonical
from ledger.errors import BadInput


@pytest.fixture
def house(tmp_path: Path) -> Iterator[Installation]:
    with layered(tmp_path / "house") as made:
        yield made


def sent(path: Path, *said: tuple[str, dict[str, JSON]], notice: JSON = "") -> Path:
    """A file of our own format that holds these lines, whole."""
    digest, count = hashlib.sha256(), dict.fromkeys(HASHED, 0)
    lines = [canonical({"locard": {"version": 1, "notice": notice if notice != "" else []}})]
    for kind, told in said:
        count[kind] += 1
        digest.update(canonical([kind, lasting(told)]))
        lines.append(canonical({kind: told}))
    lines.append(canonical({"end": {**count, "digest": digest.hexdigest()}}))
    path.write_bytes(b"\n".join(lines) + b"\n")
    return path


def people(house: Installation, folder: Path) -> list[tuple[str, dict[str, JSON]]]:
    """Three records that this installation knows, and their feed, as lines."""
    ids = accept(house, folder, ONE, TWO, BRIDGE)
    feed: dict[str, JSON] = {"name": "people", "version": "1", "yaml": FEED}
    return [("feed", feed), *(("record", record_line(r)) for r in house.ledger.records(ids).values())]


def judged(said: list[tuple[str, dict[str, JSON]]], kind: str, **more: JSON) -> tuple[str, dict[str, JSON]]:
    """A judgement on the persons of the first two of these records."""
    at = [{"record": told["id"], "type": "Person", "anchor": "person"} for _, told in said[1:3]]
    ends = [mention_id(str(one["record"]), "Person", "person") for one in at]
    subject: dict[str, JSON] = {"a": ends[0], "b": ends[1], "a_at": at[0], "b_at": at[1]}
    return "decision", {"kind": kind, "subject": subject, "author": "them", "reason": "seen"} | more


def test_judgements_come_once_and_not_on_what_is_decided_here(house: Installation, tmp_path: Path) -> None:
    said = people(house, tmp_path)
    path = sent(tmp_path / "in.json", *said, judged(said, "positive"))
    assert take_over(house, path).decisions == 1
    again = take_over(house, path)
    assert (again.decisions, again.passed_over, again.known) == (0, 0, 3)
    [made] = house.ledger.decisions(kinds=["positive"])
    assert (made.author, made.class_) == ("them", 1)
    other = sent(tmp_path / "other.json", *said, judged(said, "negative", author="others"))
    assert take_over(house, other).passed_over == 1


@pytest.mark.parametrize("kind", ["retraction", "export", "chart", "erasure"])
def test_no_other_decision_is_taken(house: Installation, tmp_path: Path, kind: str) -> None:
    said = people(house, tmp_path)
    with pytest.raises(BadInput, match="no judgement or correction"):
        take_over(house, sent(tmp_path / "in.json", *said, judged(said, kind)))
    assert not house.ledger.decisions()


def test_a_judgement_on_what_did_not_come_is_left(house: Installation, tmp_path: Path) -> None:
    said = people(house, tmp_path)
    alone = sent(tmp_path / "in.json", *said[:2], judged(said, "positive"))
    assert take_over(house, alone).decisions == 0


def test_a_feed_that_reads_otherwise_is_not_replaced_unasked(house: Installation, tmp_path: Path) -> None:
    said = people(house, tmp_path)
    said[0][1]["yaml"] = FEED.replace("birthDate", "deathDate")
    path = sent(tmp_path / "in.json", *said)
    with pytest.raises(BadInput, match="--keep-feeds"):
        take_over(house, path)
    assert take_over(house, path, keep_feeds=True).known == 3
    published = house.ledger.published("feed", "people")
    assert published and parse(published.content["yaml"], "people.yaml") == parse(FEED, "people.yaml")


def test_an_old_export_replaces_nothing(house: Installation, tmp_path: Path) -> None:
    said = people(house, tmp_path)
    [newer] = accept(house, tmp_path, ONE.replace("Jan", "Jean"))
    assert take_over(house, sent(tmp_path / "in.json", *said)).known == 3
    current = house.ledger.current("TEST", "1")
    assert current and current.id == newer
    said[1][1].update(id="0" * 32, content={**said[1][1]["content"], "first": "Jo"})
    assert take_over(house, sent(tmp_path / "in.json", *said)).refused == 1
    assert "nobody knows which is later" in (house.settings.data / "rejects" / "people.csv").read_text()


def test_what_is_no_export_of_ours_is_refused(house: Installation, tmp_path: Path) -> None:
    path = tmp_path / "in.json"
    for made in (b"", b"{}\n", b'{"locard":{"version":9}}\n', b'{"locard":{"version":1}}\n{"odd":{}}\n'):
        path.write_bytes(made)
        with pytest.raises(BadInput):
            take_over(house, path)
