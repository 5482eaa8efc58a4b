"""FollowTheMoney files become records: things with their ids, links that name both ends."""

from __future__ import annotations

from pathlib import Path

import orjson
import pytest

import graph.ontology
from graph.ontology import Mention
from ingest.feeds import load
from ingest.mentions import mentions_of
from ingest.readers import Reject, read
from ingest.readers.ftm import refuse_other
from ledger.errors import BadInput
from ledger.record import Draft, Record

ANNA = {
    "id": "a", "schema": "Person", "caption": "Anna",
    "properties": {"name": ["Anna", "Ania"], "birthDate": ["1980"], "nationality": ["pl"],
                   "spokenLanguage": ["pol"], "notes": ["handle: ania80", "seen in Gent"]},
}  # fmt: skip
FIRM = {"id": "f", "schema": "Company", "properties": {"name": ["Firm"], "taxNumber": ["BE1"]}}
OWNS = {"id": "o", "schema": "Membership", "properties": {"member": ["a"], "organization": ["f"],
        "startDate": ["2020-01"], "role": ["cashier"]}}  # fmt: skip


def found(folder: Path, *entities: object) -> tuple[list[Mention], list[Reject]]:
    """The mentions of these entities, and what was rejected."""
    path = folder / "some.ftm.json"
    path.write_bytes(b"\n".join(orjson.dumps(one) for one in entities))
    feed, mentions, rejects = load("followthemoney"), list[Mention](), list[Reject]()
    for one in read(path, feed):
        if isinstance(one, Draft):
            record = Record(one.source, one.feed, one.key, "1", one.content, 1, one.marking)
            mentions += mentions_of(record, feed, graph.ontology.load())
        else:
            rejects.append(one)
    return mentions, rejects


def test_things_have_their_values_and_ids(tmp_path: Path) -> None:
    [anna, firm], rejects = found(tmp_path, ANNA, FIRM)
    assert not rejects and (anna.type, firm.type) == ("Person", "Organisation")
    assert anna.values("name") == ["Anna", "Ania"] and anna.first("sourceKey") == "ftm:a"
    assert (anna.first("nationality"), anna.first("language"), anna.first("handle")) == ("PL", "pl", "ania80")
    assert anna.values("description") == ["seen in Gent"] and firm.first("registrationNumber") == "BE1"


def test_a_link_joins_its_ends_by_their_ids(tmp_path: Path) -> None:
    mentions, rejects = found(tmp_path, OWNS, ANNA, FIRM)
    member = next(m for m in mentions if any(m.relations()))
    [joins] = member.relations()
    target = next(m for m in mentions if m.id == joins.target)
    assert not rejects and (joins.property, joins.valid_from) == ("MEMBER_OF", "2020-01")
    assert (member.first("sourceKey"), target.first("sourceKey")) == ("ftm:a", "ftm:f")


def test_what_cannot_be_kept_is_rejected_with_the_reason(tmp_path: Path) -> None:
    alone = {"id": "x", "schema": "Ownership", "properties": {"owner": ["a"], "asset": ["nobody"]}}
    strange = {"id": "y", "schema": "Sanction", "properties": {}}
    odd = {"id": "z", "schema": "Family", "properties": {"person": ["a"], "relative": ["f"]}}
    _, rejects = found(tmp_path, ANNA, FIRM, alone, strange, odd, {"id": "", "schema": "Person"}, [1])
    assert [r.row for r in rejects] == [3, 4, 5, 6, 7]
    assert "no entity of this file has that id" in rejects[0].reason and "Sanction" in rejects[1].reason
    assert "from a Person to a Organisation by Family" in rejects[2].reason


def test_a_name_that_is_only_a_caption_is_no_value(tmp_path: Path) -> None:
    event = {"id": "e", "schema": "Event", "named": False, "caption": "incident 2026",
             "properties": {"name": ["incident 2026"], "startDate": ["2026-04-01T10:00:00"]}}  # fmt: skip
    [made], _ = found(tmp_path, event)
    assert made.first("startDate") == "2026-04-01T10:00:00+00:00" and made.first("kind") == "incident"


def test_a_link_of_several_ends_is_not_cut_down_to_one(tmp_path: Path) -> None:
    several = OWNS | {"properties": {"member": ["a", "b"], "organization": ["f"]}}
    mentions, rejects = found(tmp_path, ANNA, ANNA | {"id": "b"}, FIRM, several, {**OWNS, "id": ""})
    assert not any(any(mention.relations()) for mention in mentions)
    assert ["names 2 ends" in rejects[0].reason, rejects[1].reason] == [True, "an entity without an id"]


def test_a_handling_code_that_nobody_knows_is_not_read_as_free(tmp_path: Path) -> None:
    path = tmp_path / "some.ftm.json"
    path.write_bytes(
        b"\n".join(orjson.dumps(ANNA | {"id": code or "none", "handling": code}) for code in ("H1", "", "H9"))
    )
    drafts = [one for one in read(path, load("followthemoney")) if isinstance(one, Draft)]
    assert [draft.marking.handling for draft in drafts] == ["H1", "H0", "H9"]


@pytest.mark.parametrize(
    "content",
    [b"", b"<graphml/>", b'[{"id": "a", "schema": "Person"}]', b'{"Header": {}}', b"PK\x03\x04\xff", b"{\n"],
)
def test_a_file_of_another_kind_is_told_from_a_bad_line(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "other.json").write_bytes(content)
    with pytest.raises(BadInput, match="neither what locard export"):
        refuse_other(tmp_path / "other.json")
    (tmp_path / "good.json").write_bytes(orjson.dumps(ANNA) + b"\n{")
    refuse_other(tmp_path / "good.json")


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16"])
def test_an_export_of_ours_that_was_saved_otherwise_is_told(tmp_path: Path, encoding: str) -> None:
    (tmp_path / "ours.json").write_bytes('{"locard": {"version": 1}}\n'.encode(encoding))
    with pytest.raises(BadInput, match="changed on its way"):
        refuse_other(tmp_path / "ours.json")


def test_an_entity_of_several_lines_is_one_with_all_that_they_say(tmp_path: Path) -> None:
    tall = {"id": "a", "schema": "LegalEntity", "properties": {"name": ["Ania", "Anka"], "gender": "female"}}
    until = OWNS | {"properties": {"endDate": ["2021-02"]}}
    mentions, rejects = found(tmp_path, tall, OWNS, FIRM, ANNA, until)
    anna = next(
        m for m in mentions if m.type == "Person" and m.first("sourceKey") == "ftm:a" and m.first("name")
    )
    [joins] = [joins for m in mentions for joins in m.relations()]
    assert not rejects and anna.values("name") == ["Ania", "Anka", "Anna"]
    assert (anna.first("gender"), anna.first("handle")) == ("female", "ania80")
    assert (joins.valid_from, joins.valid_to) == ("2020-01", "2021-02")


def test_a_line_that_speaks_of_something_else_is_rejected_alone(tmp_path: Path) -> None:
    car = {"id": "a", "schema": "Vehicle", "properties": {"registrationNumber": ["1-ABC-234"]}}
    secret = {"id": "a", "schema": "Person", "handling": "H3", "properties": {"name": ["Anouk"]}}
    [anna], rejects = found(tmp_path, ANNA, car, secret)
    assert anna.values("name") == ["Anna", "Ania"]
    assert [(r.row, r.content["id"]) for r in rejects] == [(2, "a"), (3, "a")]
    assert (
        "a Person, this one a Vehicle" in rejects[0].reason and "another handling code" in rejects[1].reason
    )
