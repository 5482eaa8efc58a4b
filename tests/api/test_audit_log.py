"""The log over GraphQL and at the terminal: what it says is for the auditor alone."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from edge import PURPOSE, asked
from signed_house import Signed, signed
from typer.testing import CliRunner

from api.auditing import Auditing
from api.cli.app import app
from api.identity.entrance import Sessions
from api.purpose import Purpose
from api.sessions import Session
from ledger.act import Act
from ledger.errors import Denied, Tampered

LOG = """query ($who: String!, $id: ID) {
  auditLog(who: $who, id: $id) { total items { line phase who case reason details } } }"""
PATTERNS = "{ auditPatterns { kind why who lines } }"
WHY = ["--case", "AUD-7", "--reason", "complaint 7"]


@pytest.fixture
def house(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Signed]:
    for name, value in (("DATA", tmp_path / "data"), ("KEYS", tmp_path / "keys"), ("ACTOR", "root")):
        monkeypatch.setenv(f"LOCARD_{name}", str(value))
    with signed(tmp_path) as made:
        for name, function in (("eva", "auditor"), ("ana.maes", "investigator"), ("bob", "analyst")):
            made.person(name, function)
        yield made


def looked(house: Signed, who: str, **arguments: Any) -> None:
    details = {"operation": "search", "domain": "judicial", "arguments": arguments}
    with house.house.ledger.acted(Act(who, "consultation", "burglary", "C-1", details=details)):
        pass


def session(house: Signed, user: str) -> Session:
    return Sessions(house.house).at_terminal(user, Purpose("judicial", "AUD-7", "complaint 7"))


def test_the_log_is_searched_by_the_auditor_alone_and_that_is_logged(house: Signed) -> None:
    looked(house, "bob", text="Ana Maes")
    house.enter("bob")
    refused = asked(house.client, LOG, PURPOSE, who="bob")
    assert refused["data"] is None and "burglary" not in str(refused)
    house.enter("eva")
    found = asked(house.client, LOG, PURPOSE, who="bob")["data"]["auditLog"]
    looks = [line for line in found["items"] if line["case"] == "C-1"]
    assert [line["phase"] for line in looks] == ["intent", "done"] and "Ana Maes" in looks[0]["details"]
    last = house.house.ledger.events(house.house.ledger.seal().sequence - 1)[0].act
    assert (last.actor, last.details["operation"]) == ("eva", "auditLog")
    with pytest.raises(Denied):
        Auditing(house.house).patterns(session(house, "bob"), "", "")


def test_patterns_are_told_to_the_auditor_alone(house: Signed) -> None:
    looked(house, "bob", text="maes ana")
    house.enter("bob")
    assert asked(house.client, PATTERNS, PURPOSE)["data"] is None
    house.enter("eva")
    kinds = {one["kind"] for one in asked(house.client, PATTERNS, PURPOSE)["data"]["auditPatterns"]}
    assert {"colleague", "outside"} <= kinds


def test_commands_verify_sign_search_and_watch(house: Signed, tmp_path: Path) -> None:
    looked(house, "bob", text="Ana Maes")
    run = CliRunner().invoke
    printed = run(app, ["audit", "heads"])
    assert printed.exit_code == 0 and "public key: " in printed.stderr
    (tmp_path / "heads").write_text(printed.stdout, encoding="utf-8")
    (tmp_path / "pub").write_text(printed.stderr.split()[-1], encoding="utf-8")
    given = ["--public-key", str(tmp_path / "pub"), "--heads", str(tmp_path / "heads")]
    whole = run(app, ["audit", "verify", *given])
    assert whole.exit_code == 0 and "whole: " in whole.stdout, whole.output
    found = run(app, ["audit", "search", "--who", "bob", "--as", "eva", *WHY])
    assert "Ana Maes" in found.stdout
    for command in ("search", "watch"):
        span = ["--from", "2020-01-01", "--to", "2999-01-01"]
        refused = run(app, ["audit", command, *span, "--as", "bob", *WHY])
        assert isinstance(refused.exception, Denied) and "Maes" not in refused.output
        assert run(app, ["audit", command, *span, "--as", "eva", *WHY]).exit_code == 0
    house.house.ledger.audit.heads.close()
    with closing(sqlite3.connect(tmp_path / "data" / "ledger.db", isolation_level=None)) as raw:
        raw.executescript("DROP TRIGGER audit_no_update; UPDATE audit SET actor = 'eve' WHERE sequence = 2")
    assert isinstance(run(app, ["audit", "verify", *given]).exception, Tampered)
