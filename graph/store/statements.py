"""The statements: one per .cypher file, with what it answers, its parameters and its columns in the header.

// answers the entities that carry one of these ids
// param: ids list – ids of entities
// param: allowed list – classes that the reader may see
// returns: id – id of the entity
// example: {ids: ["4f…"], allowed: [1]}
MATCH (n:Entity WHERE n.class IN $allowed) WHERE n.id IN $ids RETURN n.id AS id
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable
from types import MappingProxyType

from graph.store.scope import complaint
from ledger.errors import BadConfiguration, BadInput

FOLDERS = ("queries", "writes", "schema")
HEADER = re.compile(r"//\s*(answers|param:|returns:|example:|scope:)\s*(.*)")
DESCRIBED = re.compile(r"(\S+)(?:\s+(\S+))?\s+[–-]\s+(.+)")
ASIDE = re.compile(r"'(?:\\.|[^'\\])*'|\"(?:\\.|[^\"\\])*\"|`[^`]*`|//[^\n]*|/\*.*?\*/", re.DOTALL)
PARAMETER = re.compile(r"\$(\w+)")


@dataclass(frozen=True)
class Described:
    """A parameter (`name`, `type`, `meaning`) or a column (`type` empty) of a statement."""

    name: str
    type: str
    meaning: str


@dataclass(frozen=True)
class Statement:
    """One Cypher statement with its description; `folder` is queries, writes or schema."""

    name: str
    folder: str
    text: str
    answers: str
    parameters: tuple[Described, ...]
    columns: tuple[str, ...]
    returns: tuple[Described, ...]
    example: str
    unscoped: str
    file: str

    def fitting(self, given: Mapping[str, object]) -> None:
        """Raise BadInput when the parameters given are not those described."""
        described = {parameter.name for parameter in self.parameters}
        if missing := sorted(described - set(given)):
            raise BadInput(f"statement {self.name} needs {', '.join('$' + name for name in missing)}")
        if unknown := sorted(set(given) - described):
            raise BadInput(
                f"statement {self.name} has no parameter {', '.join('$' + name for name in unknown)}"
            )


def statements() -> Mapping[str, Statement]:
    """All statements by name, each read and checked; BadConfiguration names file and line."""
    found: dict[str, Statement] = {}
    for statement in (statement for folder in FOLDERS for statement in of_folder(folder)):
        if statement.name in found:
            raise BadConfiguration(f"{statement.file}:1: {found[statement.name].file} has the same name")
        found[statement.name] = statement
    return MappingProxyType(found)


def of_folder(folder: str) -> list[Statement]:
    """The statements of one folder by name."""
    return [parse(path.read_text(encoding="utf-8"), folder, path.name) for path in _files(folder)]


@cache
def named(name: str) -> Statement:
    """The statement of this name, read and checked once; BadConfiguration when there is none."""
    for folder in FOLDERS:
        path = files("cypher").joinpath(folder, f"{name}.cypher")
        if path.is_file():
            return parse(path.read_text(encoding="utf-8"), folder, path.name)
    raise BadConfiguration(f"there is no statement {name!r} in cypher/{'|'.join(FOLDERS)}")


def parse(source: str, folder: str, file: str) -> Statement:
    """A statement from the text of its file; BadConfiguration with file and line for what is wrong."""
    where = f"cypher/{folder}/{file}"
    header, lines = _header(source, where), source.splitlines()
    body = next(
        (n for n, line in enumerate(lines) if line.strip() and not line.lstrip().startswith("//")), None
    )
    if body is None:
        raise BadConfiguration(f"{where}:{max(len(lines), 1)}: there is no statement")
    text = "\n".join(lines[body:]).strip()
    if not header["answers"]:
        raise BadConfiguration(f"{where}:1: say what it answers: // answers …")
    statement = Statement(
        name=file.removesuffix(".cypher"),
        folder=folder,
        text=text,
        answers=" ".join(text for _, text in header["answers"]),
        parameters=tuple(_described(header["param:"], where)),
        columns=tuple(column.name for column in _described(header["returns:"], where)),
        returns=tuple(_described(header["returns:"], where)),
        example=" ".join(text for _, text in header["example:"]),
        unscoped=" ".join(text for _, text in header["scope:"]),
        file=where,
    )
    _check(statement, body)
    return statement


def _files(folder: str) -> list[Traversable]:
    root = files("cypher").joinpath(folder)
    found = root.iterdir() if root.is_dir() else iter(())
    return sorted((path for path in found if path.name.endswith(".cypher")), key=lambda path: path.name)


def _header(source: str, where: str) -> dict[str, list[tuple[int, str]]]:
    found: dict[str, list[tuple[int, str]]] = {
        key: [] for key in ("answers", "param:", "returns:", "example:", "scope:")
    }
    last = ""
    for number, line in enumerate(source.splitlines(), 1):
        if not line.lstrip().startswith("//"):
            break
        if match := HEADER.match(line.strip()):
            last = match[1]
            found[last].append((number, match[2].strip()))
        elif last and (more := line.strip().lstrip("/").strip()):
            begun, text = found[last][-1]
            found[last][-1] = (begun, f"{text} {more}")
        elif line.strip().lstrip("/").strip():
            raise BadConfiguration(
                f"{where}:{number}: a header begins with answers, param:, returns: or example:"
            )
    return found


def _described(lines: list[tuple[int, str]], where: str) -> Iterator[Described]:
    for number, line in lines:
        if not (match := DESCRIBED.fullmatch(line)):
            raise BadConfiguration(f"{where}:{number}: write “name type – meaning”, not {line!r}")
        yield Described(match[1], match[2] or "", match[3])


def _check(statement: Statement, body: int) -> None:
    plain = ASIDE.sub(lambda match: " " * len(match[0]), statement.text)
    described = {parameter.name for parameter in statement.parameters}
    for match in PARAMETER.finditer(plain):
        if match[1] not in described:
            raise BadConfiguration(
                f"{_at(statement, body, plain, match.start())}: ${match[1]} is not described"
            )
    if unused := sorted(described - set(PARAMETER.findall(plain))):
        raise BadConfiguration(f"{statement.file}:1: ${unused[0]} is described and not used")
    if ";" in plain.rstrip().rstrip(";"):
        raise BadConfiguration(f"{_at(statement, body, plain, plain.index(';'))}: one statement per file")
    if re.search(r"\bRETURN\b", plain, re.IGNORECASE) and not statement.columns:
        raise BadConfiguration(f"{statement.file}:1: describe the columns: // returns: name – meaning")
    if found := complaint(plain, scoped=statement.folder == "queries" and not statement.unscoped):
        raise BadConfiguration(f"{_at(statement, body, plain, found.offset)}: {found.reason}")


def _at(statement: Statement, body: int, plain: str, offset: int) -> str:
    return f"{statement.file}:{body + 1 + plain.count(chr(10), 0, offset)}"
