"""locard policy: what is wrong is named with its file and line, and what somebody sees with its policies."""

from __future__ import annotations

from pathlib import Path

import pytest
from typer.testing import CliRunner

from api.cli.app import app
from api.identity.entrance import Sessions
from api.installation import Installation
from api.settings import Settings
from ledger.accounts import Account, Accounts
from ledger.act import Act
from ledger.errors import BadConfiguration, BadInput

ACT = Act("ana", "alteration", "a test")


def _run(*arguments: str) -> str:
    done = CliRunner().invoke(app, ["policy", *arguments], catch_exceptions=True)
    if done.exception and not isinstance(done.exception, SystemExit):
        raise done.exception
    return done.output


def test_the_shipped_policies_are_in_order() -> None:
    assert "22 policies" in _run("check")


def test_a_wrong_policy_is_named_with_its_line(tmp_path: Path) -> None:
    (tmp_path / "mine.cedar").write_text('// all\n@id("all")\npermit (principal, action, resourc);\n')
    with pytest.raises(BadConfiguration, match=r"^mine\.cedar:2: "):
        _run("check", str(tmp_path))


def test_somebody_is_told_what_they_see_and_why(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LOCARD_DATA", str(tmp_path / "data"))
    monkeypatch.setenv("COLUMNS", "200")
    with Installation(Settings()) as house:
        Accounts(house.ledger).add(Account("ana", function="prosecutor"), ACT)
    told = _run("explain", "--user", "ana", "--case", "C1")
    assert "judicial archive" in told and "archive: what is archived" in told
    assert "with a fresh code" in told and "pass on: with a fresh second factor" in told
    with Installation(Settings()) as house:
        assert any(one.act.details.get("operation") == "policyExplain" for one in house.ledger.events())
    with pytest.raises(BadInput, match="Nobody is known as bob"):
        _run("explain", "--user", "bob")


def test_policies_that_show_too_much_are_refused_at_the_start(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "all.cedar").write_text('// all\n@id("all")\npermit (principal, action, resource);\n')
    monkeypatch.setenv("LOCARD_DATA", str(tmp_path / "data"))
    monkeypatch.setenv("LOCARD_POLICIES", str(tmp_path))
    refused = CliRunner().invoke(app, ["serve", "--port", "0"]).exception
    assert isinstance(refused, BadConfiguration) and refused.detail.startswith("all.cedar:2: all: ")


def test_each_version_of_the_policies_is_in_the_ledger(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("LOCARD_DATA", str(tmp_path / "data"))
    with Installation(Settings()) as house:
        Accounts(house.ledger).add(Account("ana", function="prosecutor"), ACT)
        Sessions(house).prepare()
        Sessions(house).prepare()
        [first] = house.ledger.publications("policy")
    mine = tmp_path / "mine"
    mine.mkdir()
    for name, text in first.content["files"].items():  # type: ignore[union-attr]
        (mine / name).write_text(f"{text}\n")
    monkeypatch.setenv("LOCARD_POLICIES", str(mine))
    with Installation(Settings()) as house:
        Sessions(house).prepare()
        assert house.ledger.publications("policy")[0].version == first.version
        assert len(house.ledger.publications("policy")) == 2
        told = [one.act.details for one in house.ledger.events() if one.phase == "done"]
    assert [one.get("operation") for one in told].count("policies") == 2
