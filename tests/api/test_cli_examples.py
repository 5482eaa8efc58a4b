"""The commands of who is who: each shows in its help how it is called, with options that it has."""

from __future__ import annotations

import shlex

import pytest
from typer.testing import CliRunner

from api.cli.app import app
from api.cli.commands import COMMANDS, whole
from ledger.errors import BadInput

GROUP = whole(app)


@pytest.mark.parametrize("name", COMMANDS["Who is who"])
def test_the_example_is_one_that_the_command_takes(name: str) -> None:
    command = GROUP.commands[name]
    assert command.epilog.startswith(f"Example: locard {name} ")
    given = shlex.split(command.epilog.split(", and then:")[0])[3:]
    with command.make_context(name, given) as context:
        assert context.params


def test_accepting_a_drift_without_training_again_is_refused() -> None:
    refused = CliRunner().invoke(app, ["resolve", "--accept-drift"])
    assert isinstance(refused.exception, BadInput) and "--retrain" in refused.exception.detail
