"""One export as a format writes it, and what all formats need to write safely."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import BinaryIO
from xml.sax.saxutils import escape

from graph.exchange.bundle import Bundle, Notice, Tell, Thing
from graph.exchange.gather import silent
from graph.exchange.whole import Whole
from graph.ontology.model import Ontology

NO_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""Characters that no XML document may hold, not even as a reference."""
FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
INSIDE = re.compile(r"([;\t\r\n] *)(?=[=+\-@＝＋－＠])")
"""Where a spreadsheet whose cells end at a semicolon, as with Belgian settings, begins another cell."""
NEGATIVE = re.compile(r"-\d+(\.\d+)?")
OFFSET = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d(\.\d+)?)?(Z|[+-]\d\d:\d\d)")
BETWEEN = " | "
"""Between several values in one cell."""


@dataclass(frozen=True)
class Export:
    """What is written: the bundle, its head, the words for it, and for our own format the records whole."""

    bundle: Bundle
    notice: Notice
    ontology: Ontology
    whole: Whole = field(default_factory=Whole)
    tell: Tell = silent

    def things(self) -> Iterator[Thing]:
        """All things, telling how far it is."""
        for done, thing in enumerate(self.bundle.things(), 1):
            yield thing
            self.tell("write", done, self.bundle.total)

    def label(self, type_: str) -> str:
        """The word for a type or relation in the language of the export."""
        known = self.ontology.types.get(type_) or self.ontology.relations[type_]
        return known.labels[self.notice.lang]

    def properties(self) -> list[str]:
        """The names of all properties of the ontology, sorted."""
        return sorted({name for type_ in self.ontology.types.values() for name in type_.properties})


Write = Callable[[Export, Sequence[BinaryIO]], None]


@dataclass(frozen=True)
class Format:
    """A way to write an export: `parts` are the endings of its files, as `write` is given them."""

    name: str
    words: str
    parts: tuple[str, ...]
    media: str
    write: Write
    holds_whole: bool = False
    leaves_denied: bool = False
    """Links that are only denied are left out: the format has no word for it that its readers must heed."""


def xml(text: str) -> str:
    """Text as it may stand between the tags and, in quotes, inside one."""
    return escape(NO_XML.sub("", text), {'"': "&quot;", "\n": "&#10;", "\t": "&#9;", "\r": "&#13;"})


def cell(text: str) -> str:
    """Text that no spreadsheet takes for a formula: an apostrophe goes before what looks like one.

    Also behind a semicolon, a tab or a line break. Plain negative numbers stay as they are.
    """
    plain = INSIDE.sub(r"\1'", NO_XML.sub("", text))
    if plain.lstrip(" ").startswith(FORMULA) and not NEGATIVE.fullmatch(plain):
        return "'" + plain
    return plain


def utc(text: str) -> str:
    """A moment with its offset as one of UTC, to the second; any other text as it is."""
    if not OFFSET.fullmatch(text):
        return text
    try:
        return (
            datetime.fromisoformat(text).astimezone(UTC).replace(tzinfo=None).isoformat(timespec="seconds")
            + "Z"
        )
    except (ValueError, OverflowError):  # no day of a calendar, or beyond its years in UTC
        return text


def joined(values: Sequence[str]) -> str:
    """Several values in one text."""
    return BETWEEN.join(values)
