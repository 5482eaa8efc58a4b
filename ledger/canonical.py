"""One text for one value: the form in which things are hashed and given ids."""

from __future__ import annotations

import hashlib
from typing import Any

import orjson

JSON = Any
"""A JSON value: None, bool, int, float, str, list or dict with string keys."""

ID_LENGTH = 32


def canonical(value: JSON) -> bytes:
    """JSON in UTF-8 with sorted keys and no spaces: equal values give equal bytes."""
    return orjson.dumps(value, option=orjson.OPT_SORT_KEYS | orjson.OPT_NON_STR_KEYS)


def digest(value: JSON) -> str:
    """SHA-256 of the canonical form, 64 hex digits."""
    return hashlib.sha256(canonical(value)).hexdigest()


def identify(*parts: JSON) -> str:
    """An id of 32 hex digits derived from the parts alone: the same parts always give the same id."""
    return digest(list(parts))[:ID_LENGTH]
