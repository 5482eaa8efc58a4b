"""What may be sent to a graph server: checked before it leaves, so that both servers store the same."""

from __future__ import annotations

import datetime as dt
import math
from collections.abc import Mapping, Sequence
from typing import Any

from ledger.errors import BadInput

LOWEST, HIGHEST = -(2**63), 2**63 - 1


def checked(value: Any, where: str) -> Any:
    """The value as it is sent; raises BadInput, naming `where`, for what the two servers store differently.

    Allowed are None, bool, text, floats that are numbers, integers of 64 bits, lists of one such kind
    without None, and in parameters maps and lists of maps. A datetime with a zone becomes ISO text in UTC.
    """
    if value is None or isinstance(value, bool):
        return value
    if isinstance(value, str):
        return _text(value, where)
    if isinstance(value, int):
        return _integer(value, where)
    if isinstance(value, float):
        return _number(value, where)
    if isinstance(value, Mapping):
        return {_key(key, where): checked(item, f"{where}.{key}") for key, item in value.items()}
    if isinstance(value, Sequence) and not isinstance(value, bytes | bytearray | memoryview):
        return _list(value, where)
    return _date(value, where)


def checked_row(row: Mapping[str, Any], where: str) -> dict[str, Any]:
    """A row of `UNWIND $rows AS row` as it is sent: values, and maps of values to be set as properties.

    A property is no map, and what stands beside the maps are keys to find by, never None: one server
    refuses to merge by null or to set null as a map, the other does it.
    """
    if glanced(row):
        return dict(row)
    for key, value in row.items():
        if isinstance(value, Mapping):
            for inner, item in value.items():
                if isinstance(item, Mapping) or (isinstance(item, list | tuple) and _maps(item)):
                    raise BadInput(f"{where}.{key}.{inner}: a property cannot be a map; send it as text")
        elif value is None or key == "values":
            raise BadInput(
                f"{where}.{key}: {'a map of properties' if key == 'values' else 'a value'} is needed"
            )
    return {_key(key, where): checked(value, f"{where}.{key}") for key, value in row.items()}


def weight(value: Any) -> int:
    """About how many bytes a checked value takes on the wire: for the size of a batch."""
    if isinstance(value, str):
        return (len(value) if value.isascii() else len(value.encode())) + 5
    if isinstance(value, Mapping):
        return 5 + sum(len(key) + 5 + weight(item) for key, item in value.items())
    if isinstance(value, list):
        return 5 + sum(weight(item) for item in value)
    return 9


def glanced(row: Mapping[str, Any]) -> int:
    """The weight of a row that is sent as it is, as nearly all are; 0 for one to be looked at by value."""
    size = 5
    for key, value in row.items():
        if type(key) is not str or not key or key[0] == "@":
            return 0
        size += len(key) + 5
        if type(value) is dict:
            size += 5
            for name, one in value.items():
                if type(name) is not str or not name or name[0] == "@":
                    return 0
                if one is None:
                    heavy = 9
                elif type(one) is str and one.isascii():
                    heavy = len(one) + 5
                elif not (heavy := _glanced(one)):
                    return 0
                size += len(name) + 5 + heavy
        elif key == "values" or not (heavy := _glanced(value)):
            return 0
        else:
            size += heavy
    return size


def _glanced(value: Any) -> int:
    """The weight of text without half characters, a number that fits, a truth value, a list of such texts."""
    kind = type(value)
    if kind is str:
        return len(value) + 5 if value.isascii() else len(value.encode()) + 5 if value.isprintable() else 0
    if kind is int:
        return 9 if LOWEST <= value <= HIGHEST else 0
    if kind is list:
        if not value:
            return 5
        if set(map(type, value)) != {str} or not (whole := "".join(value)).isprintable():
            return 0
        return 5 + 5 * len(value) + (len(whole) if whole.isascii() else len(whole.encode()))
    return 9 if kind is bool or (kind is float and math.isfinite(value)) else 0


def _maps(items: Sequence[Any]) -> bool:
    return any(isinstance(item, Mapping) for item in items)


def _text(value: str, where: str) -> str:
    try:
        value.encode()
    except UnicodeEncodeError:
        raise BadInput(
            f"{where}: the text holds half a character (a lone surrogate); clean it first"
        ) from None
    return str(value)


def _integer(value: int, where: str) -> int:
    if not LOWEST <= value <= HIGHEST:
        raise BadInput(f"{where}: {value} does not fit into 64 bits; send it as text")
    return int(value)


def _number(value: float, where: str) -> float:
    if not math.isfinite(value):
        raise BadInput(f"{where}: {value} is not a number that can be stored; leave it out")
    return float(value)


def _key(key: Any, where: str) -> str:
    if not isinstance(key, str) or not key or key.startswith("@"):
        raise BadInput(f"{where}: {key!r} is not a name of a value; use text that does not begin with @")
    return key


def _list(values: Sequence[Any], where: str) -> list[Any]:
    if values and set(map(type, values)) == {str} and "".join(values).isprintable():
        return list(values)  # long lists of ids, which hold no half characters
    items = [checked(item, f"{where}[{index}]") for index, item in enumerate(values)]
    kinds = {_kind(item) for item in items}
    if "nothing" in kinds:
        raise BadInput(f"{where}: the list holds a None; leave it out")
    if "list" in kinds:
        raise BadInput(f"{where}: the list holds a list; join the inner one to text, or send maps")
    if len(kinds) > 1:
        raise BadInput(f"{where}: the list mixes {' and '.join(sorted(kinds))}; send one kind")
    return items


def _kind(item: Any) -> str:
    if item is None:
        return "nothing"
    return {bool: "truth", int: "integer", float: "number", str: "text", list: "list", dict: "map"}[
        type(item)
    ]


def _date(value: Any, where: str) -> str:
    if isinstance(value, dt.datetime):
        if value.tzinfo is None:
            raise BadInput(f"{where}: {value} has no zone; give it one, it is kept in UTC")
        return value.astimezone(dt.UTC).isoformat().replace("+00:00", "Z")
    if isinstance(value, dt.date):
        return value.isoformat()
    raise BadInput(f"{where}: {type(value).__name__} cannot be stored; send text, a number, a list or a map")
