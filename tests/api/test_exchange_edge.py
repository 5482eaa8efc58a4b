"""Exports over GraphQL and at the command line, on a real installation."""

from __future__ import annotations

import base64
from collections.abc import Iterator
from pathlib import Path

import networkx
import orjson
import pytest
from edge import PURPOSE, Edge, served
from identity_house import installed, mention
from typer.testing import CliRunner

from api.cli.app import app
from api.graphql.export import ExportFormat
from api.installation import Installation
from graph.exchange import FORMATS
from ledger.errors import BadInput, NoPurpose

EXPORT = """mutation ($ids: [ID!]!, $format: ExportFormat!, $recipient: String!, $hops: Int! = 0) {
  export(ids: $ids, format: $format, recipient: $recipient, hops: $hops) {
  id marking things links records met exact leftOut files { ending mediaType content } } }"""
WHY = ["--case", "BR.1", "--reason", "joint investigation", "--recipient", "FGP Gent"]


@pytest.fixture(scope="module")
def house(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Installation]:
    with installed(tmp_path_factory.mktemp("exports")) as made:
        yield made


@pytest.fixture(scope="module")
def people(house: Installation) -> Iterator[Edge]:
    with served(house) as people:
        yield people


def test_the_edge_names_every_format() -> None:
    assert {one.value for one in ExportFormat} == set(FORMATS)


def test_an_export_is_answered_and_kept(house: Installation, people: Edge) -> None:
    made = people.data(EXPORT, ids=[mention(house, 1)], format="JSON", recipient="FGP", hops=1)["export"]
    [file] = made["files"]
    lines = base64.b64decode(file["content"]).splitlines()
    assert made["marking"].startswith("H0") and made["things"] == made["met"] >= 1
    assert orjson.loads(lines[0])["locard"]["recipient"] == "FGP" and b'"end"' in lines[-1]
    assert made["id"] in {one.id for one in house.ledger.decisions(kinds=["export"])}


def test_what_is_asked_wrongly_is_refused(house: Installation, people: Edge) -> None:
    def asked(**more: object) -> str:
        told = {"ids": ["nobody"], "format": "CSV", "recipient": "x"} | more
        return str(people.ask(EXPORT, **told)["errors"][0]["message"])

    assert "nothing is known" in asked()
    assert "recipient" in asked(recipient=" ", ids=[mention(house, 1)])
    assert "hops" in asked(hops=9, ids=[mention(house, 1)])
    assert "case" in str(people.ask(EXPORT, {}, ids=["a"], format="CSV", recipient="x")["errors"])
    assert PURPOSE


def test_the_command_writes_a_file_for_its_owner_alone(
    house: Installation, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("LOCARD_DATA", str(house.settings.data))
    to, run = tmp_path / "chart.graphml", CliRunner()
    done = run.invoke(app, ["export", mention(house, 1), "--to", str(to), "--hops", "1", *WHY])
    assert done.exit_code == 0, done.output
    assert "things" in done.output and to.stat().st_mode & 0o077 == 0
    assert networkx.read_graphml(to).number_of_nodes() >= 1
    again = run.invoke(app, ["export", mention(house, 1), "--to", str(to), *WHY])
    assert isinstance(again.exception, BadInput) and "--force" in again.exception.detail
    unasked = run.invoke(app, ["export", mention(house, 1), "--to", str(to), "--recipient", "x"])
    assert isinstance(unasked.exception, NoPurpose)
    some = run.invoke(app, ["export", mention(house, 1), "0" * 32, "--to", str(to), "--force", *WHY])
    assert some.exit_code == 0 and f"nothing is known under {'0' * 32}" in some.output.replace("\n", " ")
    (tmp_path / "folder.json").mkdir()
    told = len(house.ledger.decisions(kinds=["export"]))
    for where in ("folder.json", "none/chart.json"):
        there = run.invoke(app, ["export", mention(house, 1), "--to", str(tmp_path / where), "--force", *WHY])
        assert isinstance(there.exception, BadInput) and "folder" in there.exception.detail
    assert len(house.ledger.decisions(kinds=["export"])) == told
    nothing = run.invoke(app, ["export", "--to", str(tmp_path / "a.csv"), *WHY])
    assert isinstance(nothing.exception, BadInput) and not list(tmp_path.glob("*.csv"))


def test_the_command_takes_an_export_in(
    house: Installation, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("LOCARD_DATA", str(house.settings.data))
    to, run = tmp_path / "chart.json", CliRunner()
    assert (
        run.invoke(app, ["export", mention(house, 1), "--to", str(to), "--format", "json", *WHY]).exit_code
        == 0
    )
    monkeypatch.setenv("LOCARD_DATA", str(tmp_path / "other"))
    taken = run.invoke(app, ["import", str(to)])
    assert taken.exit_code == 0 and " new, 0 known, 0 refused" in taken.output
    assert "0 new" in run.invoke(app, ["import", str(to)]).output
    assert isinstance(run.invoke(app, ["import", str(tmp_path / "no")]).exception, BadInput)
    (tmp_path / "chart.graphml").write_text("<graphml/>")
    assert isinstance(run.invoke(app, ["import", str(tmp_path / "chart.graphml")]).exception, BadInput)
    assert not (tmp_path / "other" / "rejects").exists()
