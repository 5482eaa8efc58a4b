"""Plain texts, names, e-mail addresses and identifiers of no special form."""

from __future__ import annotations

import re
import unicodedata

from ingest.clean.unclean import Unclean

_INVISIBLE = re.compile("[\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff\u00ad]")
_EMAIL = re.compile(r"[^\s@<>,;]+@[^\s@<>,;]+\.[^\s@<>,;.]{2,}")
_NOT_WORD = re.compile(r"[\W_]+")


def text(raw: str) -> str:
    """White space made single, composed characters, invisible marks left out."""
    return " ".join(_INVISIBLE.sub("", unicodedata.normalize("NFC", raw)).split())


def name(raw: str) -> str:
    """A name as written, without white space or commas at its ends; it holds at least one letter."""
    value = text(raw).strip(" ,;")
    if value and not any(c.isalpha() for c in value):
        raise Unclean("a name without a letter")
    return value


def email(raw: str) -> str:
    """An e-mail address in lower case."""
    value = text(raw).lower().removeprefix("mailto:")
    if value and not _EMAIL.fullmatch(value):
        raise Unclean("not an e-mail address")
    return value


def identifier(raw: str) -> str:
    """A number or code in upper case, letters and digits alone."""
    value = _NOT_WORD.sub("", text(raw)).upper()
    if not value and raw.strip():
        raise Unclean("no letter or digit in it")
    return value
