"""YAML with line numbers: data files of ours are checked when loaded, and an error names file and line."""

from __future__ import annotations

import difflib
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, NoReturn

import yaml

from ledger.canonical import JSON
from ledger.errors import BadConfiguration

LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
"""Ten times faster where PyYAML was built with libyaml."""
Place = tuple[str | int, ...]
"""A path of keys and list positions from the top of a file."""


@dataclass(frozen=True)
class Located:
    """A YAML file as plain values, and the line on which each of them stands."""

    file: str
    value: JSON
    lines: dict[Place, int] = field(default_factory=dict)

    def line(self, place: Place) -> int:
        """The line of the value at a place, or of the nearest one above it that has one."""
        while place and place not in self.lines:
            place = place[:-1]
        return self.lines.get(place, 1)

    def fail(self, place: Place, why: str) -> NoReturn:
        """Raise BadConfiguration with file and line."""
        raise BadConfiguration(f"{self.file}:{self.line(place)}: {why}")

    def only(self, place: Place, given: Iterable[str], known: Iterable[str], what: str) -> None:
        """Refuse names that are not known, with the nearest known one as a proposal."""
        choices = sorted(known)
        for name in given:
            if name not in choices:
                near = difflib.get_close_matches(str(name), choices, 1)
                hint = f"; did you mean {near[0]!r}?" if near else f"; known: {', '.join(choices)}"
                self.fail((*place, name), f"unknown {what} {name!r}{hint}")


def from_yaml(text: str) -> Any:
    """YAML text as plain values, for files of ours in which no line needs to be named; yaml.YAMLError."""
    return yaml.load(text, Loader=LOADER)


def load_located(text: str, file: str) -> Located:
    """Parse YAML text; duplicate keys and syntax errors are BadConfiguration with file and line."""
    try:
        node = yaml.compose(text, Loader=LOADER)
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        line = mark.line + 1 if mark else 1
        raise BadConfiguration(
            f"{file}:{line}: not valid YAML: {getattr(error, 'problem', error)}"
        ) from error
    lines: dict[Place, int] = {}
    value = _value(node, (), lines, file) if node is not None else None
    return Located(file, value, lines)


def load_located_file(path: Path) -> Located:
    """Parse a YAML file; the error names its last two path parts, never the machine's folders."""
    return load_located(path.read_text(encoding="utf-8"), "/".join(path.parts[-2:]))


def _value(node: yaml.Node, place: Place, lines: dict[Place, int], file: str) -> JSON:
    lines[place] = node.start_mark.line + 1
    if isinstance(node, yaml.MappingNode):
        return _mapping(node, place, lines, file)
    if isinstance(node, yaml.SequenceNode):
        return [_value(child, (*place, i), lines, file) for i, child in enumerate(node.value)]
    return yaml.constructor.SafeConstructor().construct_object(node)


def _mapping(node: yaml.MappingNode, place: Place, lines: dict[Place, int], file: str) -> dict[str, JSON]:
    result: dict[str, JSON] = {}
    for key_node, child in node.value:
        key = str(key_node.value)
        if key in result:
            raise BadConfiguration(f"{file}:{key_node.start_mark.line + 1}: {key!r} stands here twice")
        result[key] = _value(child, (*place, key), lines, file)
        lines[(*place, key)] = key_node.start_mark.line + 1
    return result
