"""locard users, assign, tokens, glass: as they are typed, and what they say when something is wrong."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import Result
from typer.testing import CliRunner

from api.cli.app import app
from api.identity.passwords import matches
from ledger.accounts import Accounts
from ledger.errors import LocardError
from ledger.ledger import Ledger
from ledger.tokens import Tokens

Run = Callable[..., Result]


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Run:
    monkeypatch.setenv("LOCARD_DATA", str(tmp_path / "data"))
    monkeypatch.setenv("LOCARD_KEYS", str(tmp_path / "keys"))
    monkeypatch.setenv("LOCARD_ACTOR", "root")
    monkeypatch.setenv("COLUMNS", "200")
    runner = CliRunner()
    return lambda *words: runner.invoke(app, list(words))


def refused(result: Result) -> str:
    assert isinstance(result.exception, LocardError), result.output
    return result.exception.detail


def test_an_account_its_cases_and_its_end(run: Run, tmp_path: Path) -> None:
    made = run("users", "add", "ana", "--function", "investigator", "--unit", "FGP", "--second-factor")
    assert made.exit_code == 0 and "first account" in made.output and "otpauth://" in made.output
    password = made.output.split("shown this once: ")[1].split()[0]
    assigned = run("assign", "ana", "C-1", "--until", "2999-01-01", "--reason", "joins")
    assert assigned.exit_code == 0 and "until 2999-01-01" in assigned.output
    assert "C-1" in run("users", "list").output
    assert run("users", "change", "ana", "--function", "analyst").exit_code == 0
    with Ledger.open(f"sqlite:///{tmp_path / 'data' / 'ledger.db'}") as ledger:
        found = Accounts(ledger).get("ana")
        assert found is not None and matches(found.password, password) and found.function == "analyst"
        told = str([event.act for event in ledger.events()])
    assert password not in told and "C-1" in told
    assert run("unassign", "ana", "C-1", "--reason", "left").exit_code == 0
    assert "was not open" in refused(run("unassign", "ana", "C-1", "--reason", "left"))
    assert run("users", "close", "ana", "--reason", "left").exit_code == 0
    assert "ana" not in run("users", "list").output and "ana" in run("users", "list", "--all").output


def test_what_is_wrong_is_said(run: Run) -> None:
    assert "investigator" in refused(run("users", "add", "ana", "--function", "boss"))
    assert "nobody is known" in refused(run("assign", "eve", "C-1", "--reason", "x"))
    assert run("users", "add", "ana", "--function", "patrol").exit_code == 0
    assert "already" in refused(run("users", "add", "ana", "--function", "patrol"))
    assert "no date" in refused(run("assign", "ana", "C-1", "--until", "soon", "--reason", "x"))
    assert "--reason" in refused(run("assign", "ana", "C-1"))
    assert "ends after" in refused(run("assign", "ana", "C-1", "--until", "2001-01-01", "--reason", "x"))
    assert "Say what changes" in refused(run("users", "change", "ana"))
    assert "no service" in refused(run("tokens", "add", "ana", "--feed", "anpr_hit"))


def test_a_token_is_made_listed_and_ended(run: Run, tmp_path: Path) -> None:
    assert run("users", "add", "anpr", "--function", "service").exit_code == 0
    text = run("tokens", "add", "anpr", "--feed", "anpr_hit", "--days", "2").output.split()[0]
    with Ledger.open(f"sqlite:///{tmp_path / 'data' / 'ledger.db'}") as ledger:
        token = Tokens(ledger).find(text)
    assert token is not None and token.scopes == "ingest:anpr_hit"
    assert token.hash[:12] in run("tokens", "list", "anpr").output
    assert run("tokens", "end", "anpr", token.hash[:12]).exit_code == 0
    assert "is not one token" in refused(run("tokens", "end", "anpr", token.hash[:12]))
    assert "stays one" in refused(run("users", "change", "anpr", "--function", "investigator"))
    assert run("users", "add", "ana", "--function", "patrol").exit_code == 0
    assert "stays one" in refused(run("users", "change", "ana", "--function", "service"))


def test_glass_is_broken_by_some_and_listed_by_the_auditor(run: Run) -> None:
    for name, function in (("off", "duty_officer"), ("pol", "patrol"), ("aud", "auditor")):
        assert run("users", "add", name, "--function", function).exit_code == 0
    words = ["glass", "--case", "C-1", "--reason", "a child is missing", "--minutes", "5", "--as"]
    made = run(*words, "off")
    assert "C-1 is open to off" in made.output and "told: nobody" in made.output
    assert "function" in refused(run(*words, "pol"))
    ended = run("glass", "--end", "--case", "C-1", "--reason", "found", "--as", "off")
    assert "C-1 is closed to off" in ended.output
    assert "stands broken" in refused(run("glass", "--end", "--case", "C-1", "--reason", "x", "--as", "off"))
    assert "function" in refused(run("glass", "--list", "--as", "off"))
    assert "a child is missing" in run("glass", "--list", "--as", "aud").output
    assert "Nobody is known as root" in refused(run("glass", "--case", "C-1", "--reason", "x"))


def test_who_does_not_see_a_property_is_not_told_it_by_a_correction(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "fields.yaml").write_text(
        "sets: {some: {Person: [firstName], Alias: [firstName]}}\nfunctions: {case_manager: [some]}\n"
    )
    monkeypatch.setenv("LOCARD_FIELDS", str(tmp_path / "fields.yaml"))
    assert run("users", "add", "cas", "--function", "case_manager").exit_code == 0
    words = ("x", "--case", "C-1", "--reason", "card seen", "--as", "cas")
    assert "does not see" in refused(run("correct", "0" * 32, "nationality", *words))
    assert "nothing is known" in refused(run("correct", "0" * 32, "firstName", *words))


def test_a_month_of_passages_is_dropped_by_who_may_keep_terms(run: Run) -> None:
    assert run("users", "add", "pol", "--function", "patrol").exit_code == 0
    drop = ["passages", "drop", "2025-05", "--reason", "x", "--yes"]
    assert "Nobody is known as root" in refused(run(*drop))
    assert "function" in refused(run(*drop, "--as", "pol"))
    for month, why in (("9999-12", "is not over"), ("2025-13", "is no month")):
        assert why in refused(run("passages", "drop", month, *drop[3:], "--as", "pol"))


def test_without_accounts_nothing_is_served_beyond_this_machine(
    run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("LOCARD_HOST", "0.0.0.0")
    assert "locard users add" in refused(run("serve", "--port", "0"))


def test_the_first_account_finds_its_policies_published_and_proved(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    url = f"sqlite:///{tmp_path / 'data' / 'ledger.db'}"
    monkeypatch.setenv("LOCARD_POLICIES", str(tmp_path / "none"))
    assert "There is no folder" in refused(run("users", "add", "ana", "--function", "patrol"))
    with Ledger.open(url) as ledger:
        assert not Accounts(ledger).any()
    monkeypatch.delenv("LOCARD_POLICIES")
    assert run("users", "add", "ana", "--function", "patrol").exit_code == 0
    with Ledger.open(url) as ledger:
        assert ledger.published("policy", "cedar") is not None
        made = [e.act.details.get("operation") for e in ledger.events() if e.phase == "done"]
        assert made.index("policies") < made.index("add an account")
