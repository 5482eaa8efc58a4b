"""How strictly a whole is marked that holds several records: as strictly as the strictest of them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from ledger.record import Marking
from policy.handling import allows, load, strictest

USE = "disseminate"
"""The use that an export makes of what it holds."""


@dataclass(frozen=True)
class Marked:
    """The strictest handling code, and every classification and domain that something in it bears."""

    handling: str
    classifications: tuple[str, ...] = ()
    domains: tuple[str, ...] = ()

    @property
    def text(self) -> str:
        """In one line: "H1 · internal · judicial"."""
        return " · ".join((self.handling, *self.classifications, *self.domains))

    def words(self, lang: str) -> str:
        """What the handling code asks for, in nl, fr, de or en."""
        return load()[self.handling].labels[lang]


def marked(markings: Iterable[Marking]) -> Marked:
    """The marking of a whole; that of nothing at all is the freest code."""
    found = list(markings)
    return Marked(
        strictest(one.handling for one in found),
        tuple(sorted({one.classification for one in found})),
        tuple(sorted({one.domain for one in found})),
    )


def is_forbidden(marking: Marking) -> bool:
    """Whether its provider must be asked before it is passed on."""
    return not allows(marking.handling, USE)
