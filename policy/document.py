"""A policy file in YAML, read so that every error can name its file and line."""

from __future__ import annotations

from collections.abc import Hashable, Iterable
from functools import cache
from pathlib import Path
from typing import Any, NoReturn

import yaml

from ledger.errors import BadConfiguration

LANGUAGES = ("nl", "fr", "de", "en")
"""Every word that a user reads is given in these."""


class Section(dict[str, Any]):
    """A mapping of a policy file that knows where it and each of its keys stand."""

    file: str = ""
    line: int = 0

    def __init__(self) -> None:
        super().__init__()
        self.lines: dict[Hashable, int] = {}

    def fail(self, detail: str, key: str = "") -> NoReturn:
        """Raise BadConfiguration with the file and the line of `key`, or of the section's start."""
        raise BadConfiguration(f"{self.file}:{self.lines.get(key, self.line)}: {detail}")

    def need(self, key: str, type_: type, among: Iterable[Any] = ()) -> Any:
        """The value of a key that must be there, of a type and, where given, among some values."""
        value = self.get(key)
        if type(value) is not type_ and not (type_ is dict and isinstance(value, Section)):
            self.fail(f"`{key}` must be given as {type_.__name__}, not {value!r}.", key)
        allowed = list(among)
        if allowed and value not in allowed:
            self.fail(f"`{key}` is {value!r}: use one of {', '.join(map(str, allowed))}.", key)
        return value

    def sections(self, key: str) -> list[Section]:
        """The mappings in the list under a key, which must not be empty."""
        found: list[Any] = self.need(key, list)
        if not found or not all(isinstance(one, Section) for one in found):
            self.fail(f"`{key}` must be a list of mappings.", key)
        return found

    def only(self, *keys: str) -> None:
        """Refuse keys that nobody reads: they are misspelt."""
        for key in self:
            if key not in keys:
                self.fail(f"`{key}` is not known here: use {', '.join(keys)}.", key)

    def labels(self) -> dict[str, str]:
        """The words for it in every language."""
        given = self.need("labels", dict)
        for language in LANGUAGES:
            given.need(language, str)
        given.only(*LANGUAGES)
        return dict(given)


class _Reader(yaml.SafeLoader):
    """YAML's safe reader, making Sections and refusing a key that stands twice."""

    file = ""


def _section(reader: _Reader, node: yaml.MappingNode) -> Section:
    made = Section()
    made.file, made.line = reader.file, node.start_mark.line + 1
    for key_node, value_node in node.value:
        key = str(reader.construct_object(key_node, deep=True))
        made.lines.setdefault(key, key_node.start_mark.line + 1)
        if key in made:
            raise BadConfiguration(f"{reader.file}:{key_node.start_mark.line + 1}: `{key}` stands twice.")
        made[key] = reader.construct_object(value_node, deep=True)
    return made


_Reader.add_constructor(yaml.resolver.BaseResolver.DEFAULT_MAPPING_TAG, _section)


def parse(text: str, file: str) -> Section:
    """A policy text as a Section; BadConfiguration with the line when it is no YAML mapping."""
    reader = _Reader(text)
    reader.file = file
    try:
        document = reader.get_single_data()
    except yaml.MarkedYAMLError as error:
        line = error.problem_mark.line + 1 if error.problem_mark else 1
        raise BadConfiguration(f"{file}:{line}: this is no YAML: {error.problem}.") from error
    finally:
        reader.dispose()
    if not isinstance(document, Section):
        raise BadConfiguration(f"{file}:1: a policy file is a mapping.")
    return document


def own(file: str, setting: str) -> str:
    """The text of a site's own policy file; BadConfiguration, naming the setting, where it cannot be read."""
    try:
        return Path(file).expanduser().read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        why = "it is not UTF-8" if isinstance(error, UnicodeDecodeError) else error.strerror
        raise BadConfiguration(f"{setting}: {file} cannot be read: {why}.") from error


@cache
def shipped(name: str) -> str:
    """The text of a policy file that Locard comes with."""
    return Path(__file__).with_name(name).read_text(encoding="utf-8")
