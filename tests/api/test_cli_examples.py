"""Each command of who is who shows in its help how it is called, with options that it has."""

from __future__ import annotations

import shlex

import pytest

from api.cli.app import app
from api.cli.commands import COMMANDS, whole

GROUP = whole(app)


@pytest.mark.parametrize("name", COMMANDS["Who is who"])
def test_the_example_is_one_that_the_command_takes(name: str) -> None:
    command = GROUP.commands[name]
    assert command.epilog.startswith(f"Example: locard {name} ")
    given = shlex.split(command.epilog.split(", and then:")[0])[3:]
    with command.make_context(name, given) as context:
        assert context.params
